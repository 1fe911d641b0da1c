//! What the policies need to know of a call.

use crate::{
    authorization::{Authorization, Credential},
    core::ClientCore,
    endpoint::Endpoint,
    package::Package,
    progress::Progress,
};
use azure_core::http::Method;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// What the policies need to know of a call; travels in its [`Context`].
#[derive(Clone, Debug)]
pub(crate) struct CallScope {
    pub(super) core: ClientCore,
    pub(super) idempotent: bool,
    /// Whether the call is done once its object is gone, and an empty answer says so.
    pub(super) deletes: bool,
    /// How the present try is to be signed; nobody but the policies that sign can look at it.
    pub(super) authorization: AuthorizationSlot,
    /// How far the present try is.
    pub(super) progress: Progress,
    pub(super) operation: Operation,
}

/// What names an operation in an error: its method and path, as the description has them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(super) method: Method,
    pub(super) route: &'static str,
}

/// Writes `GET /store/boxes/{boxId}`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.route)
    }
}

/// Where one policy leaves for another how a try is signed.
#[derive(Debug, Default)]
pub(super) struct AuthorizationSlot(Mutex<Option<Arc<dyn Authorization>>>);

/// A copy is another call, whose tries are signed anew.
impl Clone for AuthorizationSlot {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl CallScope {
    /// Returns what the token may be sent to.
    pub(crate) fn target(&self) -> &Endpoint {
        self.core.target()
    }

    /// Returns the crate that the client belongs to.
    pub(crate) fn package(&self) -> &'static Package {
        self.core.package()
    }

    /// Returns what the call is signed with.
    pub(crate) fn credential(&self) -> &Credential {
        self.core.credential()
    }

    /// Tells whether sending the call twice has the same effect as sending it once.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Tells whether the call wants something to be gone, so that to find it gone is a success.
    pub(crate) fn deletes(&self) -> bool {
        self.deletes
    }

    /// Returns what the try says of itself.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns which operation the call is one of.
    pub(crate) fn operation(&self) -> Operation {
        self.operation
    }

    /// Says how the try that comes is to be signed.
    pub(crate) fn authorize(&self, authorization: Arc<dyn Authorization>) {
        *self
            .authorization
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(authorization);
    }

    /// Returns what the present try carries.
    pub(crate) fn authorization(&self) -> Option<Arc<dyn Authorization>> {
        let slot = self.authorization.0.lock();
        slot.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

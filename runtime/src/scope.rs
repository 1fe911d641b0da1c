//! What the policies need to know about a call.

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

/// What the policies need to know about a call; it is in the `Context` of the call.
#[derive(Clone, Debug)]
pub(crate) struct CallScope {
    pub(super) core: ClientCore,
    pub(super) idempotent: bool,
    /// Whether the call is a deletion whose success is a 204, so that a 404 after a lost answer can count as one.
    pub(super) deletes: bool,
    /// The authorization of the current try; only the policies that authorize can read it.
    pub(super) authorization: AuthorizationSlot,
    /// The progress of the current try.
    pub(super) progress: Progress,
    pub(super) operation: Operation,
}

/// The name of an operation in an error: its method and path, as the description has them.
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

/// The place where one policy leaves the authorization of a try for another.
#[derive(Debug, Default)]
pub(super) struct AuthorizationSlot(Mutex<Option<Arc<dyn Authorization>>>);

/// A clone belongs to another call, whose tries are authorized anew.
impl Clone for AuthorizationSlot {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl CallScope {
    /// Returns the endpoint, the only one that the authorization may be sent to.
    pub(crate) fn target(&self) -> &Endpoint {
        self.core.target()
    }

    /// Returns the crate that the client belongs to.
    pub(crate) fn package(&self) -> &'static Package {
        self.core.package()
    }

    /// Returns the credential of the call.
    pub(crate) fn credential(&self) -> &Credential {
        self.core.credential()
    }

    /// Tells whether sending the call twice has the same effect as sending it once.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Tells whether the call is a deletion, so that 404 after a lost answer is a success.
    pub(crate) fn deletes(&self) -> bool {
        self.deletes
    }

    /// Returns the progress of the current try.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns the operation that is called.
    pub(crate) fn operation(&self) -> Operation {
        self.operation
    }

    /// Sets the authorization of the next try.
    pub(crate) fn authorize(&self, authorization: Arc<dyn Authorization>) {
        *self
            .authorization
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(authorization);
    }

    /// Returns the authorization of the current try.
    pub(crate) fn authorization(&self) -> Option<Arc<dyn Authorization>> {
        let slot = self.authorization.0.lock();
        slot.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

//! What the policies need to know about a call.

use crate::{
    authorization::{Authorization, Credential},
    clock::{Clock, clock_or_system},
    core::ClientCore,
    endpoint::Endpoint,
    package::Package,
    progress::Progress,
    retry::CallLimits,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Context, Method},
};
use std::{
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// What the policies need to know about a call; it is in the `Context` of the call.
#[derive(Clone, Debug)]
pub(crate) struct CallScope {
    pub(super) core: ClientCore,
    pub(super) idempotent: bool,
    /// Whether the call is a deletion whose success is a 204, so that a 404 after a lost response can count as one.
    pub(super) deletes: bool,
    /// The authorization of the current try; only the policies that authorize can read it.
    pub(super) authorization: AuthorizationSlot,
    /// The progress of the current try.
    pub(super) progress: Progress,
    pub(super) operation: Operation,
    /// Read when the first try begins; every look into a `Context` costs.
    pub(super) settings: OnceLock<CallSettings>,
    /// How the body of a success is read.
    pub(super) reading: Reading,
}

/// How the body of a success is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Whole, within the try.
    #[default]
    Whole,
    /// As a stream, by the caller.
    Pieces,
    /// As a stream with long pauses.
    Events,
}

/// The settings that the caller or the options of the client put into the `Context` of a call, and that several steps need.
#[derive(Clone, Debug)]
pub(crate) struct CallSettings {
    pub(crate) own_clock: Option<Arc<dyn Clock>>,
    pub(crate) limits: CallLimits,
}

impl CallSettings {
    /// Returns the caller's clock, or the system's.
    pub(crate) fn clock(&self) -> &dyn Clock {
        clock_or_system(self.own_clock.as_ref())
    }
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

/// A clone belongs to another call, whose tries are authorized again.
impl Clone for AuthorizationSlot {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl CallScope {
    /// Finds the scope of a call.
    ///
    /// # Errors
    ///
    /// When the request was not made by a [`Call`](crate::call::Call), so that there is none.
    pub(crate) fn from_context<'a>(ctx: &'a Context<'_>) -> Result<&'a Self> {
        ctx.value().ok_or_else(no_scope)
    }

    /// Returns the settings in the `Context` of the call, which is looked into the first time only.
    pub(crate) fn settings(&self, ctx: &Context<'_>) -> &CallSettings {
        self.settings.get_or_init(|| CallSettings {
            own_clock: ctx.value::<Arc<dyn Clock>>().cloned(),
            limits: CallLimits::from_context(ctx),
        })
    }

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

    /// Tells whether the call is a deletion, so that 404 after a lost response is a success.
    pub(crate) fn deletes(&self) -> bool {
        self.deletes
    }

    /// Returns the progress of the current try.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns how the body of a success is read.
    pub(crate) fn reading(&self) -> Reading {
        self.reading
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
    pub(crate) fn authorization(&self) -> Result<Arc<dyn Authorization>> {
        let slot = self.authorization.0.lock();
        let slot = slot.unwrap_or_else(PoisonError::into_inner);
        slot.clone().ok_or_else(no_scope)
    }
}

fn no_scope() -> Error {
    Error::with_message(
        ErrorKind::Other,
        "the request did not come from a client of this crate",
    )
}

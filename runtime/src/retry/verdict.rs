//! What a failure says about the request: whether trying again can help, and whether the service may have acted.

use super::CallLimitReached;
use crate::{clock::Clock, error::retry_after as read_retry_after};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{StatusCode, policies::PolicyResult},
    time::Duration,
};

/// A failure that may pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TransientFailure {
    /// There was no connection: nothing was sent.
    Unreachable,
    /// The connection broke: the request may have arrived.
    Broken,
    /// The service answered that it could not, and perhaps how long to wait.
    Status {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
}

impl TransientFailure {
    /// Tells whether the service cannot have acted on the request.
    pub(super) fn service_cannot_have_acted(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Broken => false,
            Self::Status { status, retry_after } => match u16::from(*status) {
                429 => true,
                503 => retry_after.is_some(),
                _ => false,
            },
        }
    }

    /// Returns how long the service retry_after to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Unreachable | Self::Broken => None,
        }
    }
}

/// Reads an outcome; `None` when it is a success or another try would end the same.
pub(super) fn transient_failure(result: &PolicyResult, clock: &dyn Clock) -> Option<TransientFailure> {
    match result {
        Ok(response) => {
            let status = response.status();
            matches!(u16::from(status), 408 | 429 | 500 | 502 | 503 | 504).then(|| TransientFailure::Status {
                status,
                retry_after: read_retry_after(response.headers(), clock.now()),
            })
        }
        Err(error) => match error.kind() {
            _ if ends_the_call(error) => None,
            ErrorKind::Connection => Some(TransientFailure::Unreachable),
            ErrorKind::Io => Some(TransientFailure::Broken),
            _ => None,
        },
    }
}

/// Tells whether a limit was reached that is one of the whole call, or would be reached again.
fn ends_the_call(error: &Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(CallLimitReached::TotalTime(_) | CallLimitReached::BodySize(_))
    )
}

//! Classifies failures: whether another try can help, and whether the service may have acted.

use super::CallLimitReached;
use crate::{clock::Clock, error::retry_after as read_retry_after};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{StatusCode, policies::PolicyResult},
    time::Duration,
};

/// A failure that may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TransientFailure {
    /// There was no connection: nothing was sent.
    Unreachable,
    /// The connection broke: the request may have arrived.
    Broken,
    /// The service answered with a status that may pass, and perhaps with a time to wait.
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

    /// Returns how long the service asked to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Unreachable | Self::Broken => None,
        }
    }
}

/// Reads the failure of a try; `None` when it succeeded, or when another try would end in the same way.
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

/// Tells whether a limit was reached that holds for the whole call, or that another try would reach again.
fn ends_the_call(error: &Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(CallLimitReached::TotalTime(_) | CallLimitReached::BodySize(_))
    )
}

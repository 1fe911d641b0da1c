//! What a failure says about the request: whether trying again can help, and whether the service may have acted.

use super::CallLimitReached;
use crate::{clock::Clock, error::retry_after};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{StatusCode, policies::PolicyResult},
    time::Duration,
};

/// A failure that may pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Failure {
    /// There was no connection: nothing was sent.
    Unreachable,
    /// The connection broke: the request may have arrived.
    Broken,
    /// The service answered that it could not, and perhaps how long to wait.
    Status {
        status: StatusCode,
        asked: Option<Duration>,
    },
}

impl Failure {
    /// Tells whether the service cannot have acted on the request.
    pub(super) fn is_untouched(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Broken => false,
            Self::Status { status, asked } => match u16::from(*status) {
                429 => true,
                503 => asked.is_some(),
                _ => false,
            },
        }
    }

    /// Returns how long the service asked to wait.
    pub(super) fn asked(&self) -> Option<Duration> {
        match self {
            Self::Status { asked, .. } => *asked,
            Self::Unreachable | Self::Broken => None,
        }
    }
}

/// Reads an outcome; `None` when it is a success or another try would end the same.
pub(super) fn failure(result: &PolicyResult, clock: &dyn Clock) -> Option<Failure> {
    match result {
        Ok(response) => {
            let status = response.status();
            matches!(u16::from(status), 408 | 429 | 500 | 502 | 503 | 504).then(|| Failure::Status {
                status,
                asked: retry_after(response.headers(), clock.now()),
            })
        }
        Err(error) => match error.kind() {
            _ if is_over(error) => None,
            ErrorKind::Connection => Some(Failure::Unreachable),
            ErrorKind::Io => Some(Failure::Broken),
            _ => None,
        },
    }
}

/// Tells whether a limit was reached that is one of the whole call, or would be reached again.
fn is_over(error: &Error) -> bool {
    matches!(
        error.downcast_ref(),
        Some(CallLimitReached::TotalTime(_) | CallLimitReached::BodySize(_))
    )
}

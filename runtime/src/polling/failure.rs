//! The errors of operations that were begun: those that ended without success, and those that are no longer followed.

use super::ResumeToken;
use crate::error::{ServiceError, Shown, find};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{RawResponse, poller::PollerStatus},
};
use std::fmt;

/// The error of a long-running operation that ended without success; it is among the sources of the error.
///
/// The error is also a [`ServiceError`](crate::ServiceError), with code and message of the cause. Its HTTP status is that of the
/// response that reported it, which is often 200.
///
/// ```
/// use client_runtime::{ServiceError, polling::OperationFailed};
///
/// # fn handle(error: azure_core::Error) {
/// match OperationFailed::from_error(&error) {
///     Some(failed) if failed.is_canceled() => println!("somebody stopped it"),
///     Some(_) => println!("it failed: {:?}", ServiceError::from_error(&error)),
///     None => println!("how it ends is not known: {error}"),
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationFailed {
    canceled: bool,
}

impl OperationFailed {
    /// Finds this error in an error or its sources; `None` when it is not among them.
    pub fn from_error(error: &Error) -> Option<&Self> {
        find(error)
    }

    /// Tells whether the operation was canceled; otherwise it failed.
    pub fn is_canceled(&self) -> bool {
        self.canceled
    }

    /// Makes the error of an operation that ended in this way.
    pub(super) fn error(operation: &str, status: &PollerStatus, answer: RawResponse) -> Error {
        let failed = Self {
            canceled: *status == PollerStatus::Canceled,
        };
        let cause = ServiceError::read(&answer, None);
        let message = match (&cause.code, &cause.message) {
            (Some(code), Some(text)) => {
                format!("`{operation}` {failed}: {}: {}", Shown(code), Shown(text))
            }
            (Some(text), None) | (None, Some(text)) => format!("`{operation}` {failed}: {}", Shown(text)),
            (None, None) => format!("`{operation}` {failed}"),
        };
        let kind = ErrorKind::HttpResponse {
            status: answer.status(),
            error_code: cause.code,
            raw_response: Some(Box::new(answer)),
        };
        Error::with_error(kind, failed, message)
    }
}

impl fmt::Display for OperationFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.canceled {
            "was canceled"
        } else {
            "did not succeed"
        })
    }
}

impl std::error::Error for OperationFailed {}

/// An operation that is no longer followed, because of an error other than its failure.
#[derive(Debug)]
pub(super) struct Interrupted {
    token: ResumeToken,
    why: Error,
}

impl Interrupted {
    /// Adds the token to an error, of which it changes nothing else.
    pub(super) fn error(why: Error, token: ResumeToken) -> Error {
        let (kind, message) = (why.kind().clone(), why.to_string());
        Error::with_error(kind, Self { token, why }, message)
    }

    /// Finds the token in an error or its sources.
    pub(super) fn token(error: &Error) -> Option<&ResumeToken> {
        find(error).map(|interrupted: &Self| &interrupted.token)
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operation is no longer followed; it may continue at the service")
    }
}

impl std::error::Error for Interrupted {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.why)
    }
}

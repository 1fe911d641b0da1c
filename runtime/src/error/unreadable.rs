//! An answer that was a success and cannot be read: what is needed to find out why.

use super::status_text;
use azure_core::{Error, error::ErrorKind, http::RawResponse};
use std::fmt;

/// An answer that could not be read, which an error of reading it has among its sources.
///
/// ```
/// use client_runtime::UnreadableAnswer;
///
/// # fn handle(error: azure_core::Error) {
/// if let Some(answer) = UnreadableAnswer::from_error(&error) {
///     println!("{error}; its body has {} bytes", answer.response().body().len());
/// }
/// # }
/// ```
///
/// Errors of lists have it, and of handwritten methods that read an answer themselves.
/// `Response::into_model`, which is `azure_core`'s, cannot keep the answer: where it is to be looked at after a failure, take
/// it before with `Response::to_raw_response`, which does not copy the body.
///
/// It shows nothing of the answer but its status.
#[derive(Clone, Debug)]
pub struct UnreadableAnswer {
    response: RawResponse,
}

impl UnreadableAnswer {
    /// Finds the answer that an error is about; `None` when it is about something else, or does not have it.
    pub fn from_error(error: &Error) -> Option<&Self> {
        let mut error: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(source) = error {
            if let Some(answer) = source.downcast_ref() {
                return Some(answer);
            }
            error = source.source();
        }
        None
    }

    /// Returns the whole answer.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Makes the error of an answer that cannot be read; `why` has none of its values.
    pub(crate) fn error(response: RawResponse, why: &str) -> Error {
        let answer = Self { response };
        let message = format!("{answer}: {why}");
        Error::with_error(ErrorKind::DataConversion, answer, message)
    }
}

/// Writes `the service answered 200 OK with what cannot be read`.
impl fmt::Display for UnreadableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = status_text(self.response.status());
        write!(f, "the service answered {status} with what cannot be read")
    }
}

impl std::error::Error for UnreadableAnswer {}

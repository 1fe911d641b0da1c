//! A successful response that cannot be read, kept so that the cause can be found.

use super::status_text;
use azure_core::{Error, error::ErrorKind, http::RawResponse};
use std::fmt;

/// A successful response that could not be read; it is among the sources of the error.
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
/// Errors of lists have it, and errors of [`json::into_model`](crate::json::into_model). `Response::into_model`, which belongs
/// to `azure_core`, does not keep the response: to look at the response after a failure, take it before, with
/// `Response::to_raw_response`, which does not copy the body.
///
/// `{}` and `{:?}` show only the status of the response.
#[derive(Clone, Debug)]
pub struct UnreadableAnswer {
    response: RawResponse,
}

impl UnreadableAnswer {
    /// Finds the response in an error or its sources; `None` when it is not among them.
    pub fn from_error(error: &Error) -> Option<&Self> {
        super::sources::find(error)
    }

    /// Returns the whole response.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Makes the error of a response that cannot be read; `why` must not contain its values.
    pub(crate) fn error(response: RawResponse, why: &str) -> Error {
        let answer = Self { response };
        let message = format!("{answer}: {why}");
        Error::with_error(ErrorKind::DataConversion, answer, message)
    }
}

/// Writes `the service answered 200 OK with a response that cannot be read`.
impl fmt::Display for UnreadableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = status_text(self.response.status());
        write!(
            f,
            "the service answered {status} with a response that cannot be read"
        )
    }
}

impl std::error::Error for UnreadableAnswer {}

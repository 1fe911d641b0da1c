//! What the service says when it refuses: one type for the many forms it has been written in over the years.

mod cut;
mod read;
mod retry_after;
mod unreadable;

pub(crate) use retry_after::retry_after;
pub use unreadable::UnreadableAnswer;

use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        RawResponse, StatusCode,
        headers::{ERROR_CODE, Headers},
    },
    time::{Duration, OffsetDateTime},
};
use std::fmt;

/// The service's own account of what went wrong, read from its answer.
///
/// Every [`azure_core::Error`] that came with an answer of the service can be read as one:
///
/// ```
/// use acs_chat::ServiceError;
///
/// # fn handle(error: azure_core::Error) {
/// match ServiceError::from_error(&error) {
///     Some(refusal) if refusal.is_not_found() => println!("no such thread"),
///     Some(refusal) if refusal.is_throttled() => println!("again in {:?}", refusal.retry_after()),
///     Some(refusal) => println!("{refusal}"),
///     None => println!("no answer: {error}"),
/// }
/// # }
/// ```
///
/// Depending on the version of the API, the body has the error under `error`, `Error`, `ChatError`,
/// `CommunicationError` or nothing, in either case; a 401 has no body at all. All of these are read, and so is what no
/// description mentions: text, HTML, other types than announced.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The HTTP status of the answer.
    pub status: StatusCode,
    /// The service's name for the error, such as `Forbidden`; made for programs.
    pub code: Option<String>,
    /// What happened, in words; for a body that is not JSON, how it begins.
    pub message: Option<String>,
    /// What the error is about, such as a property or a raw id.
    pub target: Option<String>,
    /// The errors that led to this one.
    pub details: Vec<ServiceErrorDetail>,
    /// The more specific error behind this one.
    pub inner: Option<Box<ServiceErrorDetail>>,
    retry_after: Option<Duration>,
}

/// One of the errors behind a [`ServiceError`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceErrorDetail {
    /// The service's name for the error.
    pub code: Option<String>,
    /// What happened, in words.
    pub message: Option<String>,
    /// What the error is about.
    pub target: Option<String>,
    /// The errors that led to this one.
    pub details: Vec<ServiceErrorDetail>,
    /// The more specific error behind this one.
    pub inner: Option<Box<ServiceErrorDetail>>,
}

impl ServiceError {
    /// Reads the service's account from an error. `None` when the error is none of the service's: no connection, no
    /// token, an argument that could not be sent.
    pub fn from_error(error: &Error) -> Option<Self> {
        let ErrorKind::HttpResponse {
            status,
            error_code,
            raw_response,
        } = error.kind()
        else {
            return None;
        };
        Some(match raw_response {
            Some(response) => Self::from_response(response),
            None => Self::new(
                *status,
                ServiceErrorDetail {
                    code: error_code.clone(),
                    ..Default::default()
                },
            ),
        })
    }

    /// Reads the service's account from an answer, whatever its body is.
    pub(crate) fn from_response(response: &RawResponse) -> Self {
        let headers = response.headers();
        let mut detail = read::body(response.body());
        if detail.code.is_none() {
            detail.code = headers
                .get_optional_string(&ERROR_CODE)
                .filter(|code| !code.is_empty());
        }
        let mut error = Self::new(response.status(), detail);
        error.retry_after = retry_after(headers, OffsetDateTime::now_utc());
        error
    }

    fn new(status: StatusCode, detail: ServiceErrorDetail) -> Self {
        let ServiceErrorDetail {
            code,
            message,
            target,
            details,
            inner,
        } = detail;
        Self {
            status,
            code,
            message,
            target,
            details,
            inner,
            retry_after: None,
        }
    }

    /// Tells whether the thread, message or user does not exist, or not for this user (404).
    pub fn is_not_found(&self) -> bool {
        self.status == StatusCode::NotFound
    }

    /// Tells whether the token or key was not accepted (401).
    pub fn is_unauthorized(&self) -> bool {
        self.status == StatusCode::Unauthorized
    }

    /// Tells whether the token was good but does not allow this (403).
    pub fn is_forbidden(&self) -> bool {
        self.status == StatusCode::Forbidden
    }

    /// Tells whether there were too many requests (429); see [`retry_after`](Self::retry_after).
    pub fn is_throttled(&self) -> bool {
        self.status == StatusCode::TooManyRequests
    }

    /// Returns how long the service asked to wait (`Retry-After`, `retry-after-ms` or `x-ms-retry-after-ms`), counted
    /// from when this was read, and at most a year. `None` when it did not ask, or for what nobody can wait for, such as a
    /// negative number, `inf` or a date in the past.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns what is usually behind this status, in words for whoever has to mend it.
    pub fn advice(&self) -> Option<&'static str> {
        match self.status {
            StatusCode::Unauthorized => Some(
                "the token or key was not accepted: it may have expired, been revoked or belong to another resource",
            ),
            StatusCode::Forbidden => Some(
                "the user may not be a participant of the thread, or the token may lack the scope this needs",
            ),
            StatusCode::NotFound => {
                Some("what was asked for does not exist, or the user is not a participant of the thread")
            }
            StatusCode::TooManyRequests => {
                Some("too many requests: wait as long as the service asks before the next")
            }
            status if status.is_redirection() => Some(
                "a redirect, which is not followed lest the token goes elsewhere: the endpoint may be wrong",
            ),
            _ => None,
        }
    }
}

impl TryFrom<&Error> for ServiceError {
    type Error = NotAServiceError;

    fn try_from(error: &Error) -> Result<Self, Self::Error> {
        Self::from_error(error).ok_or(NotAServiceError(()))
    }
}

/// The error was not an answer of the service; see [`ServiceError::from_error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAServiceError(());

impl fmt::Display for NotAServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the error did not come with an answer of the service")
    }
}

impl std::error::Error for NotAServiceError {}

impl std::error::Error for ServiceError {}

/// Writes `code: message`, or the status where either is missing, and then the [advice](ServiceError::advice).
impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => write!(f, "{code}: {}", Excerpt(message))?,
            (Some(code), None) => write!(f, "{code} ({})", Status(self.status))?,
            (None, Some(message)) => write!(f, "{}: {}", Status(self.status), Excerpt(message))?,
            (None, None) => write!(f, "{}", Status(self.status))?,
        }
        match self.advice() {
            Some(advice) => write!(f, " ({advice})"),
            None => Ok(()),
        }
    }
}

/// Returns `404 Not Found`.
pub(crate) fn status_text(status: StatusCode) -> String {
    Status(status).to_string()
}

/// Writes `404 Not Found`.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", u16::from(self.0))?;
        match self.0.canonical_reason() {
            reason if reason.is_empty() => Ok(()),
            reason => write!(f, " {reason}"),
        }
    }
}

/// Writes at most 1,000 characters: a message can be a megabyte.
struct Excerpt<'a>(&'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(1_000) {
            Some((end, _)) => write!(f, "{}…", self.0.get(..end).unwrap_or_default()),
            None => f.write_str(self.0),
        }
    }
}

/// Makes an error of a refusal that came inside of an answer that was a success as a whole, so that it can be read as
/// one. The status is the code if that is one, as it is where people could not be added, and 400 if not.
pub(crate) fn refusal(what: &str, code: &str, message: Option<&str>, target: Option<&str>) -> Error {
    let status = code.parse().ok().filter(|status| (400..600).contains(status));
    let status = StatusCode::from(status.unwrap_or(400));
    let body = serde_json::json!({ "error": { "code": code, "message": message, "target": target } });
    let response = RawResponse::from_bytes(status, Headers::new(), body.to_string());
    let kind = ErrorKind::HttpResponse {
        status,
        error_code: Some(code.to_owned()),
        raw_response: Some(Box::new(response)),
    };
    let message = match message {
        Some(message) => format!("{what}: {code}: {}", Excerpt(message)),
        None => format!("{what}: {code}"),
    };
    Error::with_message(kind, message)
}

#[cfg(test)]
mod tests;

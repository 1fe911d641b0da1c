//! What the service says when it refuses: one type for the many forms it has been written in over the years.

mod cut;
mod read;
mod retry_after;
mod shown;
mod unreadable;

pub(crate) use retry_after::retry_after;
pub use shown::Shown;
pub use unreadable::UnreadableAnswer;

use crate::package::{Package, general_advice};
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
/// use client_runtime::ServiceError;
///
/// # fn handle(error: azure_core::Error) {
/// match ServiceError::from_error(&error) {
///     Some(refusal) if refusal.is_not_found() => println!("there is none"),
///     Some(refusal) if refusal.is_throttled() => println!("again in {:?}", refusal.retry_after()),
///     Some(refusal) => println!("{refusal}"),
///     None => println!("no answer: {error}"),
/// }
/// # }
/// ```
///
/// Services write their errors in many forms, and others than they describe: the error stands in the body itself, or under
/// `error`, `Error` or another name that ends so, in either case; a 401 often has no body at all. All of these are read, and
/// so are text, HTML, and other types than announced.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The HTTP status of the answer.
    pub status: StatusCode,
    /// The service's name for the error, such as `Forbidden`; made for programs. Longer ones than any that the service
    /// has used are cut after 300 characters.
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
    advice: Option<&'static str>,
}

/// One of the errors behind a [`ServiceError`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceErrorDetail {
    /// The service's name for the error, cut after 300 characters.
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
        let advice = Advised::find(error).map_or_else(|| general_advice(*status), |advised| advised.0);
        Some(match raw_response {
            Some(response) => Self::read(response, advice),
            None => {
                let detail = ServiceErrorDetail {
                    code: error_code.as_deref().map(read::bounded),
                    ..Default::default()
                };
                Self::new(*status, detail, advice)
            }
        })
    }

    /// Reads the service's account from an answer, whatever its body is.
    pub(crate) fn read(response: &RawResponse, advice: Option<&'static str>) -> Self {
        let headers = response.headers();
        let mut detail = read::detail_from_body(response.body());
        if detail.code.is_none() {
            detail.code = headers
                .get_optional_str(&ERROR_CODE)
                .filter(|code| !code.is_empty())
                .map(read::bounded);
        }
        let mut error = Self::new(response.status(), detail, advice);
        error.retry_after = retry_after(headers, OffsetDateTime::now_utc());
        error
    }

    fn new(status: StatusCode, detail: ServiceErrorDetail, advice: Option<&'static str>) -> Self {
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
            advice,
        }
    }

    /// Tells whether there is no such thing, or not for this user (404).
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

    /// Returns what is usually behind this status, in words for the person who has to mend it.
    pub fn advice(&self) -> Option<&'static str> {
        self.advice
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
///
/// It is one line of bounded length: of a long text the beginning is written, and line breaks, escape sequences and
/// characters that turn the direction of text are escaped. The fields have the text as the service wrote it.
impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => write!(f, "{}: {}", Shown(code), Shown(message))?,
            (Some(code), None) => write!(f, "{} ({})", Shown(code), Status(self.status))?,
            (None, Some(message)) => write!(f, "{}: {}", Status(self.status), Shown(message))?,
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

/// What an error of the service carries besides its answer, so that it is known again where the error is read: the advice
/// of the crate that made the call.
#[derive(Debug)]
pub(crate) struct Advised(pub(crate) Option<&'static str>);

impl Advised {
    /// Finds it in an error, or in what that is the context of.
    fn find(error: &Error) -> Option<&Self> {
        let mut source: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
        while let Some(error) = source {
            if let Some(advised) = error.downcast_ref() {
                return Some(advised);
            }
            source = error.source();
        }
        None
    }
}

impl fmt::Display for Advised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.unwrap_or("the service refused the request"))
    }
}

impl std::error::Error for Advised {}

/// Makes an error of a refusal that came inside of an answer that was a success as a whole, so that it can be read as
/// one. The status is the code if that is a number of one, and 400 if not. For crates that add to generated clients.
pub fn refusal_error(
    package: &Package,
    what: &str,
    code: &str,
    message: Option<&str>,
    target: Option<&str>,
) -> Error {
    let status = code.parse().ok().filter(|status| (400..600).contains(status));
    let status = StatusCode::from(status.unwrap_or(400));
    let body = serde_json::json!({ "error": { "code": code, "message": message, "target": target } });
    let response = RawResponse::from_bytes(status, Headers::new(), body.to_string());
    let kind = ErrorKind::HttpResponse {
        status,
        error_code: Some(read::bounded(code)),
        raw_response: Some(Box::new(response)),
    };
    let message = match message {
        Some(message) => format!("{what}: {}: {}", Shown(code), Shown(message)),
        None => format!("{what}: {}", Shown(code)),
    };
    Error::with_error(kind, Advised(package.advice(status)), message)
}

#[cfg(test)]
mod tests;

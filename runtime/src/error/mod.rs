//! The errors that services answer with: one type for the many forms of their bodies.

mod answered;
mod cut;
mod read;
#[cfg(feature = "xml")]
mod read_xml;
mod retry_after;
mod serialize;
mod shown;
mod sources;
mod unreadable;

use answered::Answered;
pub(crate) use retry_after::retry_after;
pub use shown::Shown;
pub(crate) use sources::{find, innermost_message};
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
use serde::Serialize;
use std::fmt;

/// An error that the service answered with.
///
/// It can be read from every [`azure_core::Error`] that comes with a response of the service:
///
/// ```
/// use client_runtime::ServiceError;
///
/// # fn handle(error: azure_core::Error) {
/// match ServiceError::from_error(&error) {
///     Some(refusal) if refusal.is_not_found() => println!("there is none"),
///     Some(refusal) if refusal.is_throttled() => println!("again in {:?}", refusal.retry_after()),
///     Some(refusal) => println!("{refusal}"),
///     None => println!("no response: {error}"),
/// }
/// # }
/// ```
///
/// Services write their errors in many forms, also in forms that they do not describe: the error is the body itself, or is
/// found under `error`, `Error` or another name with that ending; a 401 often has no body. All of these are read, and so are
/// plain text, HTML, and properties whose types differ from the description; with the feature `xml`, errors in XML too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The HTTP status of the response.
    pub status: StatusCode,
    /// The service's name for the error, such as `Forbidden`, meant for programs. It is cut after 300 characters.
    pub code: Option<String>,
    /// The description of the error, meant for people; for a body of no known form, its first 300 characters.
    pub message: Option<String>,
    /// The property or object that the error is about.
    pub target: Option<String>,
    /// The errors that led to this one.
    pub details: Vec<ServiceErrorDetail>,
    /// The more specific error behind this one.
    pub inner: Option<Box<ServiceErrorDetail>>,
    retry_after: Option<Duration>,
    advice: Option<&'static str>,
    answer: Answered,
}

/// One of the errors behind a [`ServiceError`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ServiceErrorDetail {
    /// The service's name for the error, meant for programs. It is cut after 300 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The description of the error, meant for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The property or object that the error is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The errors that led to this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<ServiceErrorDetail>,
    /// The more specific error behind this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inner: Option<Box<ServiceErrorDetail>>,
}

impl ServiceError {
    /// Reads the service's error from any error. `None` when the service did not answer: there was no connection or no
    /// token, or an argument could not be sent.
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
        if let Some(response) = raw_response {
            let answer = Answered(Some(response.clone()));
            return Some(Self {
                answer,
                ..Self::read(response, advice)
            });
        }
        let detail = ServiceErrorDetail {
            code: error_code.as_deref().map(read::bounded),
            ..Default::default()
        };
        Some(Self::new(*status, detail, advice))
    }

    /// Reads the service's error from a response with any body.
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
            answer: Answered(None),
        }
    }

    /// Tells whether the object does not exist, or is hidden from this user (404).
    pub fn is_not_found(&self) -> bool {
        self.status == StatusCode::NotFound
    }

    /// Tells whether the token or key was not accepted (401).
    pub fn is_unauthorized(&self) -> bool {
        self.status == StatusCode::Unauthorized
    }

    /// Tells whether the token or key was accepted but does not allow this (403).
    pub fn is_forbidden(&self) -> bool {
        self.status == StatusCode::Forbidden
    }

    /// Tells whether there were too many requests (429); see [`retry_after`](Self::retry_after).
    pub fn is_throttled(&self) -> bool {
        self.status == StatusCode::TooManyRequests
    }

    /// Returns how long the service asked to wait (`Retry-After`, `retry-after-ms` or `x-ms-retry-after-ms`), counted
    /// from when this error was read; at most a year. `None` when the service did not ask, or when the value is not a time
    /// to wait, such as a negative number, `inf` or a date in the past.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the usual cause of this status, in words for the person who has to fix it; `None` when there is none.
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

/// The error was not a response of the service; see [`ServiceError::from_error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAServiceError(());

impl fmt::Display for NotAServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the error did not come with a response of the service")
    }
}

impl std::error::Error for NotAServiceError {}

impl std::error::Error for ServiceError {}

/// Writes `code: message`, or the status where either is missing, and then the [advice](ServiceError::advice).
///
/// The result is one line of bounded length: a long text is cut, and line breaks, escape sequences and characters that change
/// the direction of text are escaped. The fields have the text as the service wrote it.
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

/// The advice of the crate that made the call. It is a source of the error, where [`ServiceError::from_error`] finds it again.
#[derive(Debug)]
pub(crate) struct Advised(pub(crate) Option<&'static str>);

impl Advised {
    /// Finds it among the sources of an error.
    fn find(error: &Error) -> Option<&Self> {
        find(error)
    }
}

impl fmt::Display for Advised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.unwrap_or("the service refused the request"))
    }
}

impl std::error::Error for Advised {}

/// Makes an error of a failure that is reported inside of a successful response, such as that of one item of many, so that
/// [`ServiceError`] can be read from it. It is for crates that add methods to generated clients.
///
/// `what` begins the message and says what failed. The status is `code` if that is a number from 400 to 599, and 400 if not.
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

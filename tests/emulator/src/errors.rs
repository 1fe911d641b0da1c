//! Failures and their bodies in the forms of the service, which differ from its descriptions.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::description::{Service, Version};
use crate::state::Refusal;

/// One problem of a request, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// A JSON pointer into the body, or the name of a parameter.
    pub(crate) target: String,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(target: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.target.as_str() {
            "" => f.write_str(&self.message),
            target => write!(f, "{target}: {}", self.message),
        }
    }
}

/// The reason why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The caller is not known. The reason is sent in a header that only the emulator has.
    Unauthorized(&'static str),
    /// Anything else.
    Error {
        status: u16,
        code: Cow<'static, str>,
        message: Option<String>,
        /// The property that the failure is about, if the service names it.
        target: Option<&'static str>,
        details: Vec<Problem>,
    },
}

impl Failure {
    pub(crate) fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::Error {
            status,
            code: code.into(),
            message: Some(message.into()),
            target: None,
            details: Vec::new(),
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(403, "Forbidden", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "NotFound", message)
    }

    pub(crate) fn unsupported_media_type(given: &str, takes: &str) -> Self {
        let message = format!("The content type `{given}` is not supported; this operation takes {takes}.");
        Self::new(415, "UnsupportedMediaType", message)
    }

    /// The request does not fit its description.
    pub(crate) fn invalid(problems: Vec<Problem>) -> Self {
        let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
        let message = Some(format!("The request is not valid: {}.", list.join("; ")));
        Self::Error {
            status: 400,
            code: "BadRequest".into(),
            message,
            target: None,
            details: problems,
        }
    }

    /// Converts a failure of the validation to the form of identity, which names some properties in its own way.
    pub(crate) fn into_identity_failure(self) -> Self {
        let Self::Error { message, details, .. } = &self else {
            return self;
        };
        let target = details.iter().find_map(|problem| match problem.target.as_str() {
            "/scopes" => Some("scopes"),
            "/expiresInMinutes" => Some("ExpiresInMinutes"),
            _ => None,
        });
        match target {
            Some(target) => Self::validation(target, message.clone().unwrap_or_default()),
            None => self,
        }
    }

    /// A property in the body of a request to identity is missing or not valid.
    pub(crate) fn validation(target: &'static str, message: impl Into<String>) -> Self {
        let mut failure = Self::new(400, "ValidationError", message);
        if let Self::Error { target: place, .. } = &mut failure {
            *place = Some(target);
        }
        failure
    }

    /// A mistake of the emulator.
    pub(crate) fn defect(message: impl Into<String>) -> Self {
        Self::new(500, "EmulatorDefect", message)
    }

    /// Removes the message, for failures that the service sends without one.
    pub(crate) fn without_message(mut self) -> Self {
        if let Self::Error { message, .. } = &mut self {
            *message = None;
        }
        self
    }

    /// Converts the failure of an operation of chat to that of the version: 2020-11-01-preview3 does not answer that a thread
    /// is unknown, but that the caller may not see it.
    pub(crate) fn about_thread(self, version: Version, unknown: bool) -> Self {
        let is_preview3 = version.since("2020-11-01") && !version.since("2021-01-27");
        match self {
            Self::Error { status: 404, .. } if unknown && is_preview3 => Refusal::NotParticipant.into(),
            _ => self,
        }
    }

    /// Writes the failure as `version` of `service` does; without a version, as the newest.
    pub(crate) fn answer(&self, form: ErrorForm) -> Answer {
        match self {
            Self::Unauthorized(reason) => form.unauthorized().with_header("x-acs-emulator-reason", *reason),
            Self::Error {
                status,
                code,
                message,
                target,
                details,
            } => Answer::failure(*status, form.body(code, message.as_deref(), *target, details)),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoThread => Self::not_found("The specified thread id was not found."),
            Refusal::NoMessage => Self::not_found("The chat message does not exist."),
            Refusal::NoParticipant => Self::not_found("The participant is not in the chat thread."),
            Refusal::NotParticipant => {
                Self::forbidden("The initiator is not a participant of the chat thread.")
            }
            Refusal::NotSender => Self::forbidden("Only the sender of a message can change or delete it."),
            Refusal::Invalid(message) => Self::bad_request(message),
        }
    }
}

/// How an error body is wrapped, which changed with the versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorForm {
    /// `{"code","message","innerErrors":[]}`: preview2.
    Bare,
    /// `{"Error":{"Code","Message","Details":[]}}`: preview3 and preview4.
    Error,
    /// `{"CommunicationError":{"Code","Message","Details":[]}}`: 2021-03-07 and 2021-09-07.
    CommunicationError,
    /// `{"error":{"code","message","details":[]}}`: as described. What the service sends in 2023-11-07 and later was
    /// not recorded; we assume that it came to follow its description.
    Described,
    /// As described, and so for a 401, which has no body anywhere else: identity.
    Declared,
}

impl ErrorForm {
    /// Returns the form of a version.
    pub(crate) fn for_version(service: Service, version: Version) -> Self {
        match service {
            Service::Chat if version.since("2023-11-07") => Self::Described,
            Service::Chat if version.since("2021-03-07") => Self::CommunicationError,
            Service::Chat if version.since("2020-11-01") => Self::Error,
            Service::Chat => Self::Bare,
            Service::Identity | Service::Entra => Self::Declared,
        }
    }

    /// Returns the response to a caller that is not known.
    fn unauthorized(self) -> Answer {
        match self {
            Self::Declared => {
                let body = self.body("Denied", Some("Denied by the resource provider."), None, &[]);
                Answer::failure(401, body)
            }
            _ => Answer::empty(401),
        }
    }

    fn body(self, code: &str, message: Option<&str>, target: Option<&str>, details: &[Problem]) -> Value {
        match self {
            Self::Bare => {
                let inner: Vec<_> = details
                    .iter()
                    .map(|problem| json!({ "code": code, "message": problem.message, "target": problem.target }))
                    .collect();
                object([
                    ("code", code.into()),
                    ("message", message.into()),
                    ("innerErrors", inner.into()),
                ])
            }
            Self::Error => json!({ "Error": pascal(code, message, details) }),
            Self::CommunicationError => json!({ "CommunicationError": pascal(code, message, details) }),
            Self::Described | Self::Declared => {
                let details: Vec<_> = details
                    .iter()
                    .map(|problem| json!({ "code": code, "message": problem.message, "target": problem.target }))
                    .collect();
                json!({ "error": object([
                    ("code", code.into()),
                    ("message", message.into()),
                    ("target", target.into()),
                    ("details", details.into()),
                ]) })
            }
        }
    }
}

fn pascal(code: &str, message: Option<&str>, details: &[Problem]) -> Value {
    let details: Vec<_> = details
        .iter()
        .map(|problem| json!({ "Code": code, "Message": problem.message, "Target": problem.target }))
        .collect();
    object([
        ("Code", code.into()),
        ("Message", message.into()),
        ("Details", details.into()),
    ])
}

/// Makes an object of the members that are not null.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

#[cfg(test)]
mod tests;

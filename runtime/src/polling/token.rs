//! The text by which a long-running operation can be followed from another poller or process.

use super::{
    course::{Course, Way},
    failure::Interrupted,
};
use crate::{call::Prepared, continuation::is_same_path};
use azure_core::{
    Error, Result, base64,
    error::ErrorKind,
    http::{Context, Url, poller::PollerOptions},
    time::Duration,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr, sync::Arc};

/// The token by which a long-running operation can be followed again, from another poller or process.
///
/// It is text: [`Display`](fmt::Display) writes it and [`FromStr`] reads it. Every [`LongRunning`](super::LongRunning) has one,
/// and so has every error of a poller after the operation was begun. To continue, call the method that began the operation with
/// the same arguments, and with the token in the context of its options; no new operation is begun:
///
/// ```
/// use azure_core::http::poller::PollerOptions;
/// use client_runtime::polling::ResumeToken;
///
/// # fn options(text: &str) -> azure_core::Result<PollerOptions<'static>> {
/// let token: ResumeToken = text.parse()?;
/// Ok(PollerOptions::from(token)) // the `method_options` of the method's options
/// # }
/// ```
///
/// A token names addresses of the service, and only addresses at the client's own endpoint are followed, with the credential of
/// the client. A program that hands tokens to its users and takes them back has to sign them, or its users can let it read other
/// addresses of the endpoint.
#[derive(Clone, PartialEq, Eq)]
pub struct ResumeToken(Arc<Saved>);

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Saved {
    /// Method and route of the operation.
    operation: String,
    /// The path that was called.
    path: String,
    way: Way,
    next: String,
    location: Option<String>,
}

impl ResumeToken {
    /// Finds the token in the error of a poller; `None` when the operation was not begun, or is over.
    pub fn from_error(error: &Error) -> Option<&Self> {
        Interrupted::token(error)
    }

    pub(super) fn new(first: &Prepared, course: &Course) -> Self {
        Self(Arc::new(Saved {
            operation: first.scope.operation().to_string(),
            path: first.request.url().path().to_owned(),
            way: course.way,
            next: course.next.as_str().to_owned(),
            location: course.location.clone(),
        }))
    }

    /// Returns the course of the operation, if it is the one that `first` would begin.
    pub(super) fn course(&self, first: &Prepared) -> Result<Course> {
        let saved = &*self.0;
        let called = first.request.url();
        if saved.operation != first.scope.operation().to_string() || !is_same_path(&saved.path, called.path())
        {
            return Err(Fault::OtherOperation.into());
        }
        let mut next = Url::parse(&saved.next).map_err(|_| Fault::Unreadable)?;
        next.set_fragment(None);
        if saved.way == Way::Resource {
            next = called.clone();
        }
        if first.scope.target().permit(&next).is_err() {
            return Err(Fault::OtherOrigin.into());
        }
        Ok(Course {
            way: saved.way,
            next,
            location: saved.location.clone(),
            wait: Duration::ZERO,
        })
    }
}

/// Writes the text that [`FromStr`] reads: letters, digits, `-` and `_`.
impl fmt::Display for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_vec(&*self.0).map_err(|_| fmt::Error)?;
        f.write_str(&base64::encode_url_safe(json))
    }
}

/// Never shows the addresses: their paths may name things and people.
impl fmt::Debug for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResumeToken").finish_non_exhaustive()
    }
}

impl FromStr for ResumeToken {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let json = base64::decode_url_safe(text.trim()).map_err(|_| Fault::Unreadable)?;
        let saved = serde_json::from_slice(&json).map_err(|_| Fault::Unreadable)?;
        Ok(Self(Arc::new(saved)))
    }
}

impl Serialize for ResumeToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ResumeToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The options of a call that continues the operation.
impl From<ResumeToken> for PollerOptions<'static> {
    fn from(token: ResumeToken) -> Self {
        Self {
            context: Context::new().with_value(token),
            ..Self::default()
        }
    }
}

/// The error of a [`ResumeToken`] that cannot be used: its text is malformed, or it belongs to another operation or endpoint.
///
/// It is the mistake of the caller who passed it, and nothing has been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidResumeToken(Fault);

impl InvalidResumeToken {
    /// Finds this error in an error; `None` when it is another.
    pub fn from_error(error: &Error) -> Option<&Self> {
        error.downcast_ref()
    }
}

impl fmt::Display for InvalidResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the resume token {}", self.0)
    }
}

impl std::error::Error for InvalidResumeToken {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Unreadable,
    OtherOperation,
    OtherOrigin,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "is malformed",
            Self::OtherOperation => "is of another operation, or of the same with other arguments",
            Self::OtherOrigin => "leads to another host, scheme or port than the endpoint's",
        })
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let kind = match fault {
            Fault::Unreadable => ErrorKind::DataConversion,
            Fault::OtherOperation | Fault::OtherOrigin => ErrorKind::Other,
        };
        Self::new(kind, InvalidResumeToken(fault))
    }
}

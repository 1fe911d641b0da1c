//! The type of a message, which events spell differently from the Chat API.

use std::{convert::Infallible, fmt, str::FromStr};

/// The type of a message that somebody sent.
///
/// Events have `Text` and `RichText/Html` where the Chat API has `text` and `html`. All of these are read, in upper or lower case.
///
/// ```
/// use acs_chat::events::EventMessageType;
///
/// assert_eq!(EventMessageType::from("RichText/Html").as_str(), "html");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventMessageType {
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// A type that this version of the crate does not know, as it is on the wire.
    Unknown(String),
}

impl EventMessageType {
    /// Returns the type in the spelling of the Chat API; an unknown type is returned unchanged.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Unknown(other) => other,
        }
    }
}

impl From<&str> for EventMessageType {
    fn from(wire: &str) -> Self {
        let is = |name: &str| wire.eq_ignore_ascii_case(name);
        if is("text") {
            Self::Text
        } else if is("html") || is("RichText/Html") {
            Self::Html
        } else {
            Self::Unknown(wire.to_owned())
        }
    }
}

impl FromStr for EventMessageType {
    type Err = Infallible;

    fn from_str(wire: &str) -> Result<Self, Infallible> {
        Ok(Self::from(wire))
    }
}

impl fmt::Display for EventMessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

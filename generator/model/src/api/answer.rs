//! The content of a success response.

use std::fmt;

use super::Type;
use crate::{docs::Docs, names::Ident};

/// Statuses as a description has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One, such as 200.
    Code(u16),
    /// All that begin with this digit, such as `2XX`.
    Range(u8),
}

impl Status {
    /// Reads a status code or a range; `None` for all else, `default` included.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(digit - b'0')),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// What the status is called, for a name: `created`.
    pub fn words(self) -> String {
        let code = match self {
            Self::Range(2) => return "success".to_owned(),
            Self::Range(digit) => return format!("any {digit}xx"),
            Self::Code(code) => code,
        };
        let words = match code {
            200 => "ok",
            201 => "created",
            202 => "accepted",
            203 => "non-authoritative information",
            204 => "no content",
            205 => "reset content",
            206 => "partial content",
            207 => "multi-status",
            208 => "already reported",
            300 => "multiple choices",
            301 => "moved permanently",
            302 => "found",
            303 => "see other",
            307 => "temporary redirect",
            308 => "permanent redirect",
            400 => "bad request",
            401 => "unauthorized",
            402 => "payment required",
            403 => "forbidden",
            404 => "not found",
            405 => "method not allowed",
            406 => "not acceptable",
            408 => "request timeout",
            409 => "conflict",
            410 => "gone",
            412 => "precondition failed",
            413 => "content too large",
            415 => "unsupported media type",
            422 => "unprocessable content",
            429 => "too many requests",
            500 => "internal server error",
            501 => "not implemented",
            502 => "bad gateway",
            503 => "service unavailable",
            504 => "gateway timeout",
            code => return format!("status {code}"),
        };
        words.to_owned()
    }

    /// The first digit.
    pub fn class(self) -> u8 {
        match self {
            Self::Code(code) => u8::try_from(code / 100).unwrap_or(u8::MAX),
            Self::Range(digit) => digit,
        }
    }

    /// Tells whether it is one from 200 to 299, or all of these.
    pub fn is_success(self) -> bool {
        self.class() == 2
    }
}

/// Writes `200`, or `2XX`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
        }
    }
}

/// The content of a success response.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Nothing.
    #[default]
    Empty,
    /// Nothing; the status says whether the object exists: a 404 is a response too.
    Exists,
    /// A body, with every status that is a success.
    One(Content),
    /// A body with some of the statuses, and none with the others.
    Optional {
        /// The body.
        content: Content,
        /// The statuses without one.
        empty: Vec<Status>,
    },
    /// Bodies of several types.
    ByStatus(Vec<Outcome>),
}

/// The content of a response with one status.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The status.
    pub status: Status,
    /// The variant's name in Rust.
    pub name: Ident,
    /// The body, when there is one.
    pub content: Option<Content>,
    /// What it means.
    pub docs: Docs,
}

/// A body, by how it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// JSON of a type.
    Json(Type),
    /// XML of a type.
    Xml(Type),
    /// Text.
    Text,
    /// Bytes, as a stream.
    Bytes,
    /// Server-sent events; their data is JSON of a type, if it is described.
    Events(Option<Type>),
    /// JSON lines, of a type if it is described.
    Lines(Option<Type>),
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerHeader {
    /// Its name on the wire, or the common prefix of the headers that it stands for.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Its type, or that of each.
    pub ty: Type,
    /// Whether it means all headers with that prefix.
    pub prefix: bool,
    /// What it is for.
    pub docs: Docs,
}

/// An error that is described.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorAnswer {
    /// The status; `None` for every other one.
    pub status: Option<Status>,
    /// The type of its body, if it has more than the common properties of errors.
    pub ty: Type,
    /// Whether that is XML.
    pub xml: bool,
}

impl Answer {
    /// The types of all bodies that are XML.
    pub fn xml(&self) -> impl Iterator<Item = &Type> {
        self.contents().filter_map(|content| match content {
            Content::Xml(ty) => Some(ty),
            _ => None,
        })
    }

    /// The types of all bodies that are not XML.
    pub fn types_but_xml(&self) -> impl Iterator<Item = &Type> {
        let others = self
            .contents()
            .filter(|content| !matches!(content, Content::Xml(_)));
        others.filter_map(Content::ty)
    }

    /// The type of the body, when there is one.
    pub fn ty(&self) -> Option<&Type> {
        self.types().next()
    }

    /// The types of all bodies.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.contents().filter_map(Content::ty)
    }

    /// All bodies.
    fn contents(&self) -> impl Iterator<Item = &Content> {
        let several = match self {
            Self::ByStatus(outcomes) => outcomes.as_slice(),
            _ => &[],
        };
        let several = several.iter().filter_map(|outcome| outcome.content.as_ref());
        self.content().into_iter().chain(several)
    }

    /// The type of a body that every success has, when it is JSON.
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::One(Content::Json(ty)) => Some(ty),
            _ => None,
        }
    }

    /// The statuses without a body, where others have one.
    pub fn empty(&self) -> &[Status] {
        match self {
            Self::Optional { empty, .. } => empty,
            _ => &[],
        }
    }

    /// The body, when there is only one type of it.
    pub fn content(&self) -> Option<&Content> {
        match self {
            Self::One(content) | Self::Optional { content, .. } => Some(content),
            Self::Empty | Self::Exists | Self::ByStatus(_) => None,
        }
    }
}

impl Content {
    /// The type that it is read as.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Xml(ty) => Some(ty),
            Self::Events(ty) | Self::Lines(ty) => ty.as_ref(),
            Self::Text | Self::Bytes => None,
        }
    }

    /// Tells whether it is a stream, so that a status without a body is an empty stream.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events(_) | Self::Lines(_))
    }
}

impl From<Option<Type>> for Answer {
    fn from(ty: Option<Type>) -> Self {
        ty.map_or(Self::Empty, |ty| Self::One(Content::Json(ty)))
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn only_codes_and_ranges_are_statuses() {
        for text in ["200", "599", "100", "2XX", "5xx"] {
            let status = Status::parse(text).map(|status| status.to_string());
            assert_eq!(status, Some(text.to_ascii_uppercase()));
        }
        for text in [
            "default", "", "2", "20", "2000", "0XX", "600", "6XX", "+20", "2X0", "二百",
        ] {
            assert_eq!(Status::parse(text), None, "{text}");
        }
    }
}

//! What the answer to a call holds when it is a success.

use std::fmt;

use super::Type;

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

/// What the answer to a call holds when it is a success.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Nothing.
    #[default]
    Empty,
    /// A body, with every status that is a success.
    One(Content),
    /// A body with some of the statuses, and none with the others.
    Optional {
        /// The body.
        content: Content,
        /// The statuses without one.
        empty: Vec<Status>,
    },
}

/// A body, by how it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// JSON of a type.
    Json(Type),
}

impl Answer {
    /// The type of the body, when there is one.
    pub fn ty(&self) -> Option<&Type> {
        self.content().map(Content::ty)
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
            Self::Empty | Self::One(_) => &[],
        }
    }

    /// The body, when there is one.
    pub fn content(&self) -> Option<&Content> {
        match self {
            Self::Empty => None,
            Self::One(content) | Self::Optional { content, .. } => Some(content),
        }
    }
}

impl Content {
    /// The type that it is read as.
    pub fn ty(&self) -> &Type {
        match self {
            Self::Json(ty) => ty,
        }
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

//! The effects of faults, which can be combined.

use std::time::Duration;

/// The effects of one fault.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effects {
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) carried_out: bool,
    pub(crate) cut: Option<Cut>,
    pub(crate) token: Option<Token>,
    pub(crate) skew: time::Duration,
    pub(crate) slow_headers: Option<Pause>,
    pub(super) link: Option<Link>,
    pub(super) padding: usize,
    pub(super) body: Option<Content>,
    pub(super) content_type: Option<String>,
    pub(super) gzip: bool,
    pub(super) chunked: bool,
    pub(super) slow_body: Option<Pause>,
}

/// When a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// With the body of the request unread.
    Unread,
    /// With the request read and nothing answered.
    Unanswered,
}

/// The effect on the caller's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// It is treated as expired.
    Expired,
    /// It is revoked before it is checked.
    Revoked,
}

/// The duration of a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Until the handle releases it.
    UntilReleased,
    /// This duration.
    For(Duration),
}

/// The target of a replaced next link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// The same path of another origin.
    Foreign(String),
    /// This page.
    Looping,
    /// This text.
    Given(String),
}

/// The replacement of the correct body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// Its first half, as if that were all.
    Malformed,
    /// Its first half, and then the connection is cut.
    Truncated,
    /// This.
    Given(Vec<u8>),
}

impl Effects {
    /// Adds other effects, which take precedence where both set the same.
    pub(super) fn add(&mut self, other: Self) {
        self.status = other.status.or(self.status);
        self.headers.extend(other.headers);
        self.carried_out |= other.carried_out;
        self.cut = other.cut.or(self.cut);
        self.token = other.token.or(self.token);
        self.skew = self.skew.saturating_add(other.skew);
        self.slow_headers = other.slow_headers.or(self.slow_headers);
        self.link = other.link.or(self.link.take());
        self.padding = self.padding.max(other.padding);
        self.body = other.body.or(self.body.take());
        self.content_type = other.content_type.or(self.content_type.take());
        self.gzip |= other.gzip;
        self.chunked |= other.chunked;
        self.slow_body = other.slow_body.or(self.slow_body);
    }
}

//! What can go wrong, all of it at once if need be.

use std::time::Duration;

/// What goes wrong.
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

/// What becomes of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// It is taken for expired.
    Expired,
    /// It is revoked before it is looked at.
    Revoked,
}

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Until the handle says so.
    UntilReleased,
    /// That long.
    For(Duration),
}

/// Where the next page is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// At the same place of another origin.
    Foreign(String),
    /// Where this page is.
    Looping,
    /// There.
    Given(String),
}

/// What comes instead of the right body.
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
    /// Adds others, which win where both say something.
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

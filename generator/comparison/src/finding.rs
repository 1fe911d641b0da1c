//! What a comparison finds: one finding for each cause, with two verdicts.

use std::{collections::BTreeSet, fmt, sync::Arc};

use openapi_descriptions::diagnostic::Place;

use super::checks::Check;

/// How grave a finding is for a client that was made from the old description and talks to the new service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// Nothing on the wire.
    #[default]
    None,
    /// Something on the wire that old clients need not care about.
    Info,
    /// Something that old clients send is ignored, or something optional is absent.
    Warning,
    /// An old request may be refused, or something that an old client relies on is gone.
    Error,
}

/// What a caller must do who recompiles against the newly generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rust {
    /// Nothing has changed.
    #[default]
    None,
    /// Something is new; what compiled still compiles.
    Additive,
    /// Something that compiled may not compile any more.
    Breaking,
}

impl Wire {
    /// Every level, the gravest last.
    pub const ALL: [Self; 4] = [Self::None, Self::Info, Self::Warning, Self::Error];

    /// The level's name in reports and options.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Rust {
    /// The verdict's name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which way values go where something stands; a set of two bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction(u8);

impl Direction {
    /// No way.
    pub const NONE: Self = Self(0);
    /// To the service.
    pub const REQUEST: Self = Self(1);
    /// From the service.
    pub const RESPONSE: Self = Self(2);
    /// Both ways.
    pub const BOTH: Self = Self(3);

    /// The ways that both have.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The ways that either has.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How grave a check is for values that go these ways.
    pub fn severity(self, check: &Check) -> Wire {
        let request = if self.and(Self::REQUEST) == Self::NONE {
            Wire::None
        } else {
            check.request
        };
        let response = if self.and(Self::RESPONSE) == Self::NONE {
            Wire::None
        } else {
            check.response
        };
        request.max(response)
    }
}

/// An item of the crate before and after: its path and signature, `None` where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustItem {
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
    /// What that means for a caller.
    pub verdict: Rust,
    /// The names of the arguments after, of a function; they are no part of what callers compile against.
    pub arguments: Vec<String>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was found.
    pub check: &'static Check,
    /// How grave it is on the wire.
    pub wire: Wire,
    /// What it means in Rust.
    pub rust: Rust,
    /// Where it stands in the old description.
    pub old: Option<Place>,
    /// Where it stands in the new description.
    pub new: Option<Place>,
    /// The operations that it reaches, as `GET /path`.
    pub operations: Vec<Arc<str>>,
    /// The items of the crate that it changes.
    pub rust_items: Vec<RustItem>,
    /// What was found, in a sentence.
    pub message: String,
    /// The type or operation that it is about, for grouping.
    pub subject: String,
    /// The pairs of operations that it stands in directly, rather than in a schema that they lead to.
    pub(super) direct: BTreeSet<usize>,
    /// What it is about where more than one thing stands at its places, such as the media type.
    pub(super) detail: String,
}

impl Finding {
    /// Whether it breaks anything, on the wire or in Rust.
    pub fn breaks(&self) -> bool {
        self.wire == Wire::Error || self.rust == Rust::Breaking
    }
}

//! The two verdicts on a change, and the ways that values go.

use std::fmt;

/// How grave a finding is for a client that was made from the old description and talks to the new service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireSeverity {
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
pub enum RustVerdict {
    /// Nothing has changed.
    #[default]
    None,
    /// Something is new; what compiled still compiles.
    Additive,
    /// Something that compiled may not compile any more.
    Breaking,
}

impl WireSeverity {
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

impl RustVerdict {
    /// The verdict's name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for WireSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for RustVerdict {
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
}

//! The two verdicts on a change, and the directions in which values go.

use std::fmt;

/// The severity of a finding for a client that was made from the old description and talks to the new service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireSeverity {
    /// The wire does not change.
    #[default]
    None,
    /// The wire changes, but old clients are not affected.
    Info,
    /// Something that old clients send is ignored, or something optional is absent.
    Warning,
    /// Something changed that is not compared, so that the effect on old clients is not known.
    Unknown,
    /// An old request may be refused, or something that an old client relies on is missing.
    Error,
}

/// The effect on a caller who recompiles against the newly generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RustVerdict {
    /// The public items do not change.
    #[default]
    None,
    /// There is no crate of one of the sides.
    Unknown,
    /// Something was added, and every caller still compiles.
    Additive,
    /// A caller that compiled before may no longer compile.
    Breaking,
}

impl WireSeverity {
    /// Every severity, the highest last.
    pub const ALL: [Self; 5] = [Self::None, Self::Info, Self::Warning, Self::Unknown, Self::Error];

    /// The name in reports and in `--severity`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Unknown => "unknown",
            Self::Error => "error",
        }
    }
}

impl RustVerdict {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
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

/// The directions in which values go where something stands: a set of two bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction(u8);

impl Direction {
    pub(crate) const NONE: Self = Self(0);
    /// From the client to the service.
    pub(crate) const REQUEST: Self = Self(1);
    /// From the service to the client.
    pub(crate) const RESPONSE: Self = Self(2);
    pub(crate) const BOTH: Self = Self(3);

    /// The directions that are in both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The directions of the same values to who is called, where the service is the caller.
    pub(crate) fn reversed(self) -> Self {
        Self((self.0 & 1) << 1 | (self.0 & 2) >> 1)
    }

    /// The directions that are in either set.
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

//! Services and their versions, which decide the form of a response.

use std::fmt;

/// A service of the emulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Threads and what is in them.
    Chat,
    /// Users and their tokens.
    Identity,
    /// The exchange of Microsoft Entra tokens, which is in no published description.
    Entra,
}

/// An API version such as `2025-03-15`; ordered by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) &'static str);

impl Version {
    pub(crate) fn as_str(self) -> &'static str {
        self.0
    }

    /// Tells whether this version is a preview.
    pub(crate) fn is_preview(self) -> bool {
        self.0.contains("-preview")
    }

    /// Tells whether this version is `first` or newer: versions begin with their date, so they sort as text.
    pub(crate) fn since(self, first: &str) -> bool {
        self.0 >= first
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_by_age() {
        assert!(Version("2021-01-27-preview4").since("2021-01-27"));
        assert!(Version("2021-03-07").since("2020-11-01-preview3"));
        assert!(!Version("2020-09-21-preview2").since("2020-11-01"));
    }
}

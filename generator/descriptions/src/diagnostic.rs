//! Errors and warnings about a description, each with its place and help.

mod one;

use std::collections::HashSet;

use crate::source::Sources;

pub use crate::place::Place;
pub(crate) use crate::place::Way;
pub use one::{Diagnostic, Severity};

/// Everything that is wrong, and the warnings. In which order they were found is of no matter: they are shown in that of files
/// and places.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// The same as a set, to find duplicates. What is said once for a file is also here without its place.
    known: HashSet<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic; the same one at the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if let Some(of_file) = diagnostic.of_file()
            && !self.known.insert(of_file)
            && !self.known.contains(&diagnostic)
        {
            return;
        }
        if self.known.insert(diagnostic.clone()) {
            self.found.push(diagnostic);
        }
    }

    /// Adds what keeps something from being found.
    pub fn note<T>(&mut self, result: Result<T, Diagnostic>) {
        if let Err(diagnostic) = result {
            self.push(diagnostic);
        }
    }

    /// The same diagnostics, each as another.
    #[must_use]
    pub fn map(self, other: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        let mut all = Self::default();
        for diagnostic in self.found.into_iter().map(other) {
            all.push(diagnostic);
        }
        all
    }

    /// Adds all diagnostics of another.
    pub fn extend(&mut self, other: Self) {
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }

    /// The diagnostics for which something holds, and the others.
    pub fn partition(self, holds: impl Fn(&Diagnostic) -> bool) -> (Self, Self) {
        let (mut these, mut others) = (Self::default(), Self::default());
        for diagnostic in self.found {
            let side = if holds(&diagnostic) {
                &mut these
            } else {
                &mut others
            };
            side.push(diagnostic);
        }
        (these, others)
    }

    /// The findings, with the keys of the service that their entries of the catalog are for.
    #[must_use]
    pub fn with_fixes_below(self, keys: &[&str]) -> Self {
        self.map(|diagnostic| diagnostic.with_fix_below(keys))
    }

    /// The errors, and the warnings.
    pub fn split(self) -> (Self, Self) {
        self.partition(|diagnostic| !diagnostic.is_warning())
    }

    /// All of them as errors.
    #[must_use]
    pub fn strict(self) -> Self {
        self.map(Diagnostic::into_error)
    }

    /// Whether one of them stops the generator.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The errors.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().filter(|diagnostic| !diagnostic.is_warning())
    }

    /// The warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().filter(|diagnostic| diagnostic.is_warning())
    }

    /// How many errors and warnings there are, in words, such as `1 error, 2 warnings`; nothing without any.
    pub fn counted(&self) -> String {
        let counted = |count: usize, severity: Severity| {
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.as_str()))
        };
        let parts = [
            counted(self.errors().count(), Severity::Error),
            counted(self.warnings().count(), Severity::Warning),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Whether there is neither an error nor a warning.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many diagnostics there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Whether something could not be read at all.
    pub fn are_blinding(&self) -> bool {
        self.found.iter().any(Diagnostic::is_blinding)
    }

    /// `value` if there is no error, otherwise the diagnostics. Warnings are lost; to keep them, use [`or_with`](Self::or_with).
    ///
    /// # Errors
    ///
    /// These diagnostics, when one is an error.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        self.or_with(|_| value)
    }

    /// What `value` makes of the warnings when there is no error, otherwise the diagnostics.
    ///
    /// # Errors
    ///
    /// These diagnostics, when one is an error.
    pub fn or_with<T>(self, value: impl FnOnce(Self) -> T) -> Result<T, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(value(self))
        }
    }

    /// The diagnostics in the order of files and places.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.found.iter().collect();
        sorted.sort_by(|a, b| a.order().cmp(&b.order()));
        sorted
    }

    /// The diagnostics as text for a terminal, with line and column.
    pub fn render(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for diagnostic in self.sorted() {
            if !out.is_empty() {
                out.push('\n');
            }
            // Writing to a String cannot fail.
            let _ = diagnostic.write(&mut out, sources);
        }
        out
    }
}

impl PartialEq for Diagnostics {
    fn eq(&self, other: &Self) -> bool {
        self.known == other.known
    }
}

impl Eq for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        let mut diagnostics = Self::default();
        diagnostics.push(diagnostic);
        diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics, Place, Sources};
    use crate::{pointer::Pointer, source::FileId, text::acts_on_screens};

    #[test]
    fn a_diagnostic_is_short_whatever_it_quotes() {
        let long = "n".repeat(1_000_000);
        let place = Place::new(FileId::new("a.yaml"), Pointer::root().join(&long));
        let found: Diagnostics = Diagnostic::at(&place, format!("`{long}` is wrong"), long).into();
        let text = found.render(&Sources::new("spec"));
        assert!(text.len() < 10_000, "{}", text.len());
        assert!(
            text.contains(" is wrong\n  --> spec/a.yaml:1:1  #/"),
            "{}",
            text.len()
        );
    }

    #[test]
    fn a_warning_says_so_and_stops_nothing_unless_it_is_told_to() {
        let place = Place::new(FileId::new("a.yaml"), Pointer::root());
        let mut found = Diagnostics::from(Diagnostic::at(&place, "`A` is simple", "read JSON").warning());
        found.push(Diagnostic::at(&place, "`B` is simple", "read JSON").warning());
        let sources = Sources::new("spec");
        assert_eq!(
            found.render(&sources).lines().next(),
            Some("warning: `A` is simple")
        );
        assert_eq!(found.counted(), "2 warnings");
        assert_eq!(found.clone().or_with(|warnings| warnings.len()), Ok(2));
        let strict = found.clone().strict();
        assert_eq!(strict.counted(), "2 errors");
        assert!(
            strict
                .render(&sources)
                .contains("read JSON; without `strict` this is a warning")
        );
        assert!(strict.or(()).is_err());
        found.push(Diagnostic::at(&place, "`C` is wrong", "mend it"));
        assert_eq!(found.counted(), "1 error, 2 warnings");
        let (errors, warnings) = found.split();
        assert_eq!((errors.len(), warnings.len()), (1, 2));
    }

    #[test]
    fn nothing_that_is_quoted_acts_on_the_terminal_with_a_place_or_without() {
        let bad = "\u{1b}[2Ja\r\nb\u{202e}c\u{2028}d\u{2029}e\u{9b}m";
        let sources = Sources::default();
        let mut found = Diagnostics::from(Diagnostic::general(bad, bad));
        let place = Place::new(FileId::new(bad), Pointer::root().join(bad));
        found.push(Diagnostic::at(&place, bad, bad));
        let shown = found.render(&sources);
        assert_eq!(shown.lines().count(), 6, "{shown}");
        assert!(!shown.contains(|c| c != '\n' && acts_on_screens(c)), "{shown:?}");
    }
}

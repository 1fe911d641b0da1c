//! What is wrong with a description: each diagnostic with its place and what to do about it.

use std::{collections::HashSet, fmt};

use crate::{
    fix::CatalogEdit,
    pointer::Pointer,
    source::{FileId, Position, Sources},
    text::{cut, visible},
};

pub use crate::place::Place;
pub(crate) use crate::place::Way;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    message: String,
    place: Option<Place>,
    position: Option<Position>,
    help: String,
    unsupported: bool,
    avoidable: bool,
    blinding: bool,
    fix: Option<Box<CatalogEdit>>,
}

impl Diagnostic {
    /// Something wrong at a place, and what to do about it.
    pub fn at(place: &Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place: Some(place.clone()),
            position: None,
            help: help.into(),
            unsupported: false,
            avoidable: false,
            blinding: false,
            fix: None,
        }
    }

    /// Something wrong at a line of a file that has no tree (yet).
    pub fn at_position(
        file: FileId,
        position: Position,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            message: message.into(),
            place: Some(Place::new(file, Pointer::root())),
            position: Some(position),
            help: help.into(),
            unsupported: false,
            avoidable: false,
            blinding: false,
            fix: None,
        }
    }

    /// Something wrong that stands in no file of ours, such as a folder.
    pub fn general(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place: None,
            position: None,
            help: help.into(),
            unsupported: false,
            avoidable: false,
            blinding: false,
            fix: None,
        }
    }

    /// Marks this as something that the description may say and we do not do: it stops the generator, not a comparison.
    #[must_use]
    pub fn unsupported(mut self) -> Self {
        self.unsupported = true;
        self.avoidable()
    }

    /// Marks this as something that is of no matter when the operations that lead to it are left out: it is not wrong in
    /// itself, we only do not do it.
    #[must_use]
    pub fn avoidable(mut self) -> Self {
        self.avoidable = true;
        self
    }

    /// Whether this is of no matter when the operations that lead to it are left out.
    pub fn is_avoidable(&self) -> bool {
        self.avoidable
    }

    /// Adds the entry of the catalog that would mend this, where there is one.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<Option<CatalogEdit>>) -> Self {
        self.fix = fix.into().map(Box::new);
        self
    }

    /// The entry of the catalog that would mend this.
    pub fn fix(&self) -> Option<&CatalogEdit> {
        self.fix.as_deref()
    }

    /// Where it is, if it stands in a file of ours.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Whether this is something that the description may say and we do not do.
    pub fn is_unsupported(&self) -> bool {
        self.unsupported
    }

    /// Marks this as something that could not be read at all, so that nothing can be said of what depends on it.
    #[must_use]
    pub fn blinding(mut self) -> Self {
        self.blinding = true;
        self
    }

    /// What is wrong, without its place.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn write(&self, out: &mut String, sources: &Sources) -> fmt::Result {
        use fmt::Write as _;
        let Some(place) = &self.place else {
            writeln!(out, "error: {}", visible(&self.message))?;
            return writeln!(out, "  help: {}", visible(&self.help));
        };
        let position = self.position(sources).unwrap_or(Position::START);
        let file = sources.display(&place.file);
        let pointer = match self.position {
            Some(_) => String::new(),
            None => format!("  #{}", place.pointer),
        };
        writeln!(out, "error: {}", visible(&cut(&self.message, LONGEST)))?;
        writeln!(
            out,
            "  --> {}:{}:{}{}",
            visible(&file),
            position.line,
            position.column,
            visible(&cut(&pointer, LONGEST))
        )?;
        writeln!(out, "  help: {}", visible(&cut(&self.help, LONGEST)))?;
        match &self.fix {
            Some(fix) => writeln!(out, "  entry: {}", visible(&cut(&fix.to_string(), LONGEST))),
            None => Ok(()),
        }
    }

    /// The line and column of it, when it stands in a file.
    pub fn position(&self, sources: &Sources) -> Option<Position> {
        let place = self.place.as_ref()?;
        let read = || {
            sources
                .get(&place.file)
                .map(|source| source.position(&place.pointer))
        };
        self.position.or_else(read)
    }
}

/// How many characters of a message, a pointer or a help are shown at most: they quote what a file has, of any length.
const LONGEST: usize = 2_000;

/// Everything that is wrong, in the order of files and places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// The same, to see at once whether one is there.
    known: HashSet<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic; the same one at the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.known.insert(diagnostic.clone()) {
            self.found.push(diagnostic);
        }
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
        let mut placed = Self::default();
        for mut diagnostic in self.found {
            diagnostic.fix = diagnostic.fix.map(|fix| Box::new(fix.below(keys)));
            placed.push(diagnostic);
        }
        placed
    }

    /// Whether nothing is wrong.
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
        self.found.iter().any(|diagnostic| diagnostic.blinding)
    }

    /// `value` when nothing is wrong, otherwise the diagnostics.
    ///
    /// # Errors
    ///
    /// These diagnostics, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The diagnostics as text for a terminal, with line and column.
    pub fn render(&self, sources: &Sources) -> String {
        let mut sorted: Vec<&Diagnostic> = self.found.iter().collect();
        sorted.sort_by(|a, b| (&a.place, a.position, &a.message).cmp(&(&b.place, b.position, &b.message)));
        let mut out = String::new();
        for diagnostic in sorted {
            if !out.is_empty() {
                out.push('\n');
            }
            // Writing to a String cannot fail.
            let _ = diagnostic.write(&mut out, sources);
        }
        out
    }
}

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

//! One thing that is wrong with a description, or that is kept simpler than described.

use std::fmt;

use crate::{
    fix::CatalogEdit,
    place::Place,
    pointer::Pointer,
    source::{FileId, Position, Sources},
    text::{cut, visible},
};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something is kept simpler than it is described, or left out; what is written works.
    Warning,
}

impl Severity {
    /// The word that a person reads.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong, or that is kept simpler than described.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    severity: Severity,
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
            place: Some(place.clone()),
            ..Self::general(message, help)
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
            place: Some(Place::new(file, Pointer::root())),
            position: Some(position),
            ..Self::general(message, help)
        }
    }

    /// Something wrong that stands in no file of ours, such as a folder.
    pub fn general(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
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

    /// Marks this as something that is kept simpler than described, or left out: it is said, and stops nothing. The help
    /// says what the client does instead.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self.avoidable()
    }

    /// The same as a warning, where there is something to go on with: the help also says what.
    #[must_use]
    pub fn kept(mut self, instead: &str) -> Self {
        self.help = format!("{}; until then {instead}", self.help);
        self.warning()
    }

    /// Whether this stops nothing.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// How much this matters.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The same as an error, when it is a warning.
    pub(super) fn into_error(mut self) -> Self {
        if self.is_warning() {
            self.severity = Severity::Error;
            self.help.push_str("; without `strict` this is a warning");
        }
        self
    }

    pub(super) fn with_fix_below(mut self, keys: &[&str]) -> Self {
        self.fix = self.fix.map(|fix| Box::new(fix.below(keys)));
        self
    }

    pub(super) fn is_blinding(&self) -> bool {
        self.blinding
    }

    /// What the order of a report goes by.
    pub(super) fn order(&self) -> impl Ord + use<'_> {
        (&self.place, self.position, &self.message)
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

    pub(super) fn write(&self, out: &mut String, sources: &Sources) -> fmt::Result {
        use fmt::Write as _;
        let severity = self.severity.as_str();
        let Some(place) = &self.place else {
            writeln!(out, "{severity}: {}", visible(&self.message))?;
            return writeln!(out, "  help: {}", visible(&self.help));
        };
        let position = self.position(sources).unwrap_or(Position::START);
        let file = sources.display(&place.file);
        let pointer = match self.position {
            Some(_) => String::new(),
            None => format!("  #{}", place.pointer),
        };
        writeln!(out, "{severity}: {}", visible(&cut(&self.message, LONGEST)))?;
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

//! One error or warning about a description.

use std::fmt;

use crate::{
    fix::CatalogEdit,
    place::Place,
    pointer::Pointer,
    source::{FileId, Position, Sources},
    text::{cut, visible},
};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// An error: nothing is written.
    Error,
    /// A warning: the client works, but does less than described.
    Warning,
}

impl Severity {
    /// The word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub struct Diagnostic {
    severity: Severity,
    message: String,
    place: Option<Place>,
    position: Option<Position>,
    help: String,
    unsupported: bool,
    avoidable: bool,
    blinding: bool,
    once: bool,
    fix: Option<Box<CatalogEdit>>,
}

impl Diagnostic {
    /// An error at a place, with its help.
    pub fn at(place: &Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            place: Some(place.clone()),
            ..Self::general(message, help)
        }
    }

    /// An error at a line of a file that has no tree (yet).
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

    /// An error that has no place in a file, such as one about a folder.
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
            once: false,
            fix: None,
        }
    }

    /// Marks this as a warning, which stops nothing. The help says what the client does instead.
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

    /// Marks this as something that is said once for a file, at the first place.
    #[must_use]
    pub(crate) fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The same without its place in the file, if it is said once.
    pub(super) fn of_file(&self) -> Option<Self> {
        let place = self.place.as_ref().filter(|_| self.once)?;
        Some(Self {
            place: Some(Place::new(place.file.clone(), Pointer::root())),
            ..self.clone()
        })
    }

    /// Whether this is a warning.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// The severity.
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

    /// The sort key of a report.
    pub(super) fn order(&self) -> impl Ord + use<'_> {
        (&self.place, self.position, &self.message)
    }

    /// Marks this as a valid form that is not supported: it stops the generator, but not a comparison.
    #[must_use]
    pub fn unsupported(mut self) -> Self {
        self.unsupported = true;
        self.avoidable()
    }

    /// Marks this as an error that disappears when the operations that lead to it are left out: the description is valid, only the
    /// form is not supported.
    #[must_use]
    pub fn avoidable(mut self) -> Self {
        self.avoidable = true;
        self
    }

    /// Whether this disappears when the operations that lead to it are left out.
    pub fn is_avoidable(&self) -> bool {
        self.avoidable
    }

    /// Adds the catalog entry that would resolve this.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<Option<CatalogEdit>>) -> Self {
        self.fix = fix.into().map(Box::new);
        self
    }

    /// The catalog entry that would resolve this.
    pub fn fix(&self) -> Option<&CatalogEdit> {
        self.fix.as_deref()
    }

    /// The place, if it is in a file.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The help: how to resolve it.
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Whether this is a valid form that is not supported.
    pub fn is_unsupported(&self) -> bool {
        self.unsupported
    }

    /// Marks this as a part that could not be read, so that other parts that depend on it cannot be checked.
    #[must_use]
    pub fn blinding(mut self) -> Self {
        self.blinding = true;
        self
    }

    /// The message, without the place.
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

    /// The line and column, if it is in a file.
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

/// The maximum number of characters of a message, a pointer or a help; they quote texts of a file, which may be of any length.
const LONGEST: usize = 2_000;

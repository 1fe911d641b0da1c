//! Errors of reading and writing XML. None contains a value, only names of the type and the place.

use super::field::Field;
use azure_core::{Error, error::ErrorKind};
use serde::{de, ser};
use std::fmt::{self, Write as _};

/// Why something cannot be read from XML or written as XML.
#[derive(Debug)]
pub(crate) struct XmlError {
    what: String,
    /// Whether the text names the place.
    placed: bool,
}

/// The text before the place in serde's errors.
const AT: &str = " at line ";

impl XmlError {
    pub(super) fn new(what: impl Into<String>) -> Self {
        let what = what.into();
        let placed = what.contains(AT);
        Self { what, placed }
    }

    /// Adds the place in a document, unless there is a more exact one already.
    pub(super) fn at(mut self, document: &str, offset: usize) -> Self {
        if !self.placed {
            let before = document.get(..offset).unwrap_or(document);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let _ = write!(self.what, "{AT}{line} column {column}");
            self.placed = true;
        }
        self
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for XmlError {}

impl de::Error for XmlError {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self::new(what.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("missing field `{}`", Field::parse(field).name.local))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("duplicate field `{}`", Field::parse(field).name.local))
    }
}

impl ser::Error for XmlError {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self::new(what.to_string())
    }
}

impl From<XmlError> for Error {
    fn from(error: XmlError) -> Self {
        Self::with_message(ErrorKind::DataConversion, error.what)
    }
}

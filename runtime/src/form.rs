//! Forms: bodies that consist of fields, encoded like a query or in parts.

#[cfg(feature = "multipart")]
mod file_part;
#[cfg(feature = "multipart")]
mod multipart;

#[cfg(feature = "multipart")]
pub use file_part::FilePart;
#[cfg(feature = "multipart")]
pub use multipart::Multipart;

use crate::{parts::Part, style::Style, wire::WireValue};
use azure_core::{Bytes, Error, Result, error::ErrorKind};
use serde::Serialize;

/// A form that is sent as `application/x-www-form-urlencoded`: fields in order, each percent-encoded. A space is `%20`.
#[derive(Debug, Default)]
#[must_use = "a form does nothing until it is the body of a call"]
pub struct Form {
    text: String,
    error: Option<Error>,
}

impl Form {
    /// Creates an empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field; `None` adds nothing.
    pub fn text(mut self, name: &str, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.add(Style::FORM.pairs(name, &Part::Text(value.wire().into_owned())));
        }
        self
    }

    /// Adds a list in its style; `None` adds nothing, and neither does an empty list.
    pub fn list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: Option<impl IntoIterator<Item = T>>,
    ) -> Self {
        if let Some(items) = items {
            let items = items.into_iter().map(|item| item.wire().into_owned()).collect();
            self.add(style.pairs(name, &items));
        }
        self
    }

    /// Adds an object in its style; `None` adds nothing.
    pub fn object(mut self, name: &str, style: Style, object: Option<&(impl Serialize + ?Sized)>) -> Self {
        if let Some(object) = object {
            self.add(Part::of(object).and_then(|part| style.pairs(name, &part)));
        }
        self
    }

    /// Adds a field whose value is written as JSON; `None` adds nothing.
    pub fn json(mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.add(json(name, value).and_then(|json| Style::FORM.pairs(name, &Part::Text(json))));
        }
        self
    }

    /// Adds a field for each entry of an object or map; a list is a field for each item.
    pub fn fields(mut self, object: &(impl Serialize + ?Sized)) -> Self {
        self.add(Part::of(object).and_then(|part| Style::FORM.explode().pairs("body", &part)));
        self
    }

    /// The text; `None` when there is no field.
    pub(crate) fn finish(self) -> Result<Option<Bytes>> {
        match self.error {
            Some(error) => Err(error),
            None => Ok((!self.text.is_empty()).then(|| self.text.into())),
        }
    }

    fn add(&mut self, pairs: Result<Vec<(String, String)>>) {
        match pairs {
            Ok(pairs) => {
                for (name, value) in pairs {
                    if !self.text.is_empty() {
                        self.text.push('&');
                    }
                    self.text.push_str(&name);
                    self.text.push('=');
                    self.text.push_str(&value);
                }
            }
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
    }
}

fn json(name: &str, value: &(impl Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value).map_err(|error| {
        let message = format!("the field `{name}` cannot be written");
        Error::with_error(ErrorKind::DataConversion, error, message)
    })
}

//! The steps of a call for arguments that are lists or objects, or have a special format.

use super::Call;
use crate::{
    encode::{self, PathPart},
    parts::Part,
    style::Style,
    wire::WireValue,
};
use azure_core::{Error, Result, error::ErrorKind, http::headers::HeaderName};
use serde::Serialize;
use std::{collections::HashMap, fmt::Write as _};

impl Call<'_> {
    /// Replaces `{name}`, the next placeholder of the route, by the items of a list, as one segment.
    ///
    /// An empty list is an error.
    pub fn path_list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: impl IntoIterator<Item = T>,
    ) -> Self {
        self.fill_with_part(name, style, Ok(list(items)));
        self
    }

    /// Replaces `{name}`, the next placeholder of the route, by an object, as one segment.
    pub fn path_object(mut self, name: &str, style: Style, object: &(impl Serialize + ?Sized)) -> Self {
        self.fill_with_part(name, style, Part::of(object));
        self
    }

    /// Replaces `{name}`, the next placeholder of the route, by the JSON of a value, as one segment.
    pub fn path_json(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match json(name, value) {
            Ok(json) => self.fill_placeholder(name, encode::path_segment(name, &json)),
            Err(error) => self.fail(error),
        }
        self
    }

    /// Adds a list to the query; `None` adds nothing, and neither does an empty list, unless the style has
    /// [`or_empty`](Style::or_empty).
    pub fn query_list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: Option<impl IntoIterator<Item = T>>,
    ) -> Self {
        if let Some(items) = items {
            self.push_pairs(style.pairs(name, &list(items)));
        }
        self
    }

    /// Adds an object to the query; `None` adds nothing.
    pub fn query_object(
        mut self,
        name: &str,
        style: Style,
        object: Option<&(impl Serialize + ?Sized)>,
    ) -> Self {
        if let Some(object) = object {
            self.push_pairs(Part::of(object).and_then(|part| style.pairs(name, &part)));
        }
        self
    }

    /// Adds a query parameter whose value is written as JSON; `None` adds nothing.
    pub fn query_json(mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        match value.map(|value| json(name, value)).transpose() {
            Ok(Some(json)) => self.push_query(name, &json),
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
        self
    }

    /// Adds a query parameter in which some characters, or all, are not encoded; `None` adds nothing.
    pub fn query_text(mut self, name: &str, style: Style, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.push_pairs(style.pairs(name, &Part::Text(value.wire().into_owned())));
        }
        self
    }

    /// Adds a header with the items of a list; `None` adds nothing, and neither does an empty list.
    pub fn header_list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: Option<impl IntoIterator<Item = T>>,
    ) -> Self {
        if let Some(items) = items {
            self.insert_styled(name, style.header(name, &list(items)));
        }
        self
    }

    /// Adds a header with an object; `None` adds nothing, and neither does an object without a value.
    pub fn header_object(
        mut self,
        name: &str,
        style: Style,
        object: Option<&(impl Serialize + ?Sized)>,
    ) -> Self {
        if let Some(object) = object {
            self.insert_styled(name, Part::of(object).and_then(|part| style.header(name, &part)));
        }
        self
    }

    /// Adds a header whose value is written as JSON; `None` adds nothing. Characters that are not ASCII are written as escapes of
    /// JSON.
    pub fn header_json(mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        let json = value.map(|value| json(name, value)).transpose();
        self.insert_styled(name, json.map(|json| json.map(|json| in_ascii(&json))));
        self
    }

    /// Adds a header for each entry of a map, named `prefix` plus the key of the entry; `None` adds nothing.
    ///
    /// Two names that differ only in case are an error, because they mean the same header.
    pub fn header_map<V: WireValue>(mut self, prefix: &str, map: Option<&HashMap<String, V>>) -> Self {
        for (key, value) in map.into_iter().flatten() {
            let name = format!("{prefix}{key}");
            let lower = HeaderName::from(name.to_ascii_lowercase());
            if self.headers.get_optional_str(&lower).is_some() {
                let message = format!("the header `{name}` would be sent twice");
                self.fail(Error::with_message(ErrorKind::Other, message));
            }
            self.insert_header(&name, value.wire().into_owned());
        }
        self
    }

    /// Adds a cookie, percent-encoded, to those before it; `None` adds nothing.
    pub fn cookie(mut self, name: &str, value: Option<&(impl WireValue + ?Sized)>) -> Self {
        if let Some(value) = value {
            self.push_cookies(Style::FORM.pairs(name, &Part::Text(value.wire().into_owned())));
        }
        self
    }

    /// Adds the items of a list as a cookie, or as several of one name; `None` adds nothing.
    pub fn cookie_list<T: WireValue>(
        mut self,
        name: &str,
        style: Style,
        items: Option<impl IntoIterator<Item = T>>,
    ) -> Self {
        if let Some(items) = items {
            self.push_cookies(style.pairs(name, &list(items)));
        }
        self
    }

    /// Adds an object as a cookie, or as one for each of its properties; `None` adds nothing.
    pub fn cookie_object(
        mut self,
        name: &str,
        style: Style,
        object: Option<&(impl Serialize + ?Sized)>,
    ) -> Self {
        if let Some(object) = object {
            self.push_cookies(Part::of(object).and_then(|part| style.pairs(name, &part)));
        }
        self
    }

    /// Adds a cookie whose value is written as JSON, percent-encoded; `None` adds nothing.
    pub fn cookie_json(mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        if let Some(value) = value {
            let text = json(name, value).map(Part::Text);
            self.push_cookies(text.and_then(|text| Style::FORM.pairs(name, &text)));
        }
        self
    }

    fn fill_with_part(&mut self, name: &str, style: Style, part: Result<Part>) {
        match part.and_then(|part| style.segment(name, &part)) {
            Ok(segment) => self.fill_placeholder(name, Ok(PathPart::Raw(&segment))),
            Err(error) => self.fail(error),
        }
    }

    fn push_pairs(&mut self, pairs: Result<Vec<(String, String)>>) {
        match pairs {
            Ok(pairs) => {
                for (name, value) in pairs {
                    self.begin_query();
                    self.path.push_str(&name);
                    self.path.push('=');
                    self.path.push_str(&value);
                }
            }
            Err(error) => self.fail(error),
        }
    }

    fn insert_styled(&mut self, name: &str, value: Result<Option<String>>) {
        match value {
            Ok(Some(value)) => self.insert_header(name, value),
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
    }

    /// There is one header for all cookies (RFC 6265, section 5.4).
    fn push_cookies(&mut self, pairs: Result<Vec<(String, String)>>) {
        match pairs {
            Ok(pairs) => {
                for (name, value) in pairs {
                    let header = HeaderName::from_static("cookie");
                    let before = self.headers.get_optional_str(&header);
                    let before = before.map(|before| format!("{before}; ")).unwrap_or_default();
                    self.headers.insert(header, format!("{before}{name}={value}"));
                }
            }
            Err(error) => self.fail(error),
        }
    }
}

fn list<T: WireValue>(items: impl IntoIterator<Item = T>) -> Part {
    items.into_iter().map(|item| item.wire().into_owned()).collect()
}

fn json(name: &str, value: &(impl Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value).map_err(|error| {
        let message = format!("the argument `{name}` cannot be written");
        Error::with_error(ErrorKind::DataConversion, error, message)
    })
}

/// Writes characters that are not ASCII as escapes of JSON; in JSON they occur only in strings.
fn in_ascii(json: &str) -> String {
    let mut written = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii() {
            written.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(written, "\\u{unit:04x}"); // writing to a text cannot fail
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::in_ascii;

    #[test]
    fn json_in_a_header_is_ascii_and_means_the_same() {
        let text = "a\u{e9}\u{1f600}\"\\\n";
        let json = serde_json::to_string(text).unwrap();
        let ascii = in_ascii(&json);
        assert!(ascii.is_ascii(), "{ascii}");
        assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
    }
}

//! A catalog entry that would resolve an error, as data; the caller decides whether to write it.

use std::fmt::{self, Write as _};

/// An entry of the catalog: a value at a path of keys, and why it is there.
///
/// The reader of descriptions does not know the meaning of the keys; it only attaches the entry to the diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CatalogEdit {
    path: Vec<String>,
    value: EditValue,
    reason: String,
}

/// The value of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditValue {
    /// A text, such as a name.
    Text(String),
    /// `true`.
    Yes,
}

impl CatalogEdit {
    /// An entry with a value at `path`, which ends with the key of the value.
    pub fn new(path: &[&str], value: EditValue, reason: impl Into<String>) -> Self {
        Self {
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            value,
            reason: reason.into(),
        }
    }

    /// The same entry below further keys, such as those of the service that it is for.
    #[must_use]
    pub fn below(mut self, keys: &[&str]) -> Self {
        self.path.splice(0..0, keys.iter().map(|key| (*key).to_owned()));
        self
    }

    /// The keys that lead to the value, its own last.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// What the entry says.
    pub fn value(&self) -> &EditValue {
        &self.value
    }

    /// Why it says so.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The value as YAML.
impl fmt::Display for EditValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&scalar(text)),
            Self::Yes => f.write_str("true"),
        }
    }
}

/// The entry as YAML in one line, with the keys that lead to it.
impl fmt::Display for CatalogEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((last, above)) = self.path.split_last() else {
            return Ok(());
        };
        for (at, key) in above.iter().enumerate() {
            write!(f, "{}{}: ", if at == 0 { "" } else { "{" }, scalar(key))?;
        }
        write!(
            f,
            "{{{}: {}, reason: {}}}",
            scalar(last),
            self.value,
            scalar(&self.reason)
        )?;
        f.write_str(&"}".repeat(above.len().saturating_sub(1)))
    }
}

/// A text as YAML, without quotes where it needs none in any place.
pub fn scalar(text: &str) -> String {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_';
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-' | ' ' | '(' | ')' | ';');
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let safe = text.starts_with(begins)
        && text.chars().all(plain)
        && !text.ends_with(' ')
        && !word.contains(&text.to_ascii_lowercase().as_str());
    if safe {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            c => {
                let code = u32::from(c);
                let written = if code <= 0xffff {
                    write!(quoted, "\\u{code:04x}")
                } else {
                    write!(quoted, "\\U{code:08x}")
                };
                // Writing to a String cannot fail.
                let _ = written;
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{CatalogEdit, EditValue, scalar};
    use crate::source::{Node, Source};

    #[test]
    fn a_text_is_read_back_as_it_was() {
        for text in [
            "a",
            "",
            "true",
            "1",
            "a: b",
            "{x}",
            "GET /pets/{id}",
            "\u{e9}\u{1f600}\n\u{7f}\"\\",
            "- a",
            "a #b",
        ] {
            let read = Source::parse("a.yaml", &format!("a: {{b: {}}}", scalar(text)))
                .unwrap()
                .node;
            assert_eq!(
                read.get("a").and_then(|a| a.get("b")),
                Some(&Node::String(text.to_owned())),
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_entry_is_shown_as_one_line_of_yaml() {
        let edit = CatalogEdit::new(
            &["operations", "GET /a/{b}", "id"],
            EditValue::Text("GetA".to_owned()),
            "it has none",
        );
        assert_eq!(
            edit.below(&["services", "pets"]).to_string(),
            r#"services: {pets: {operations: {"GET /a/{b}": {id: GetA, reason: it has none}}}}"#
        );
    }
}

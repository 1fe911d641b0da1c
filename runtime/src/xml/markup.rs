//! The text of a document that is being written: tags, declarations of namespaces, and escapes.

use super::{error::XmlError, field::Name, tree::SCHEMA_INSTANCE};

/// The first line of a document, as `azure_core` writes it.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// A document that is being written.
#[derive(Debug)]
pub(super) struct Markup {
    text: String,
    /// The prefixes that are declared here, the empty one for names without, each with its namespace.
    declared: Vec<(String, String)>,
}

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open {
    /// Its name as it is written.
    name: String,
    /// Where the next attribute is put.
    attributes: usize,
    /// How much there is when there is nothing in it.
    empty: usize,
    /// How many declarations there were outside of it.
    outside: usize,
}

impl Markup {
    pub(super) fn new() -> Self {
        Self {
            text: DECLARATION.to_owned(),
            declared: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &Name<'_>) -> Open {
        let outside = self.declared.len();
        let (written, declaration) = self.written(name, false);
        self.text.push('<');
        self.text.push_str(&written);
        self.text.push_str(&declaration);
        let attributes = self.text.len();
        self.text.push('>');
        Open {
            name: written,
            attributes,
            empty: self.text.len(),
            outside,
        }
    }

    /// Closes an element.
    pub(super) fn close(&mut self, open: &Open) {
        self.declared.truncate(open.outside);
        if self.text.len() == open.empty {
            self.text.pop();
            self.text.push_str("/>");
        } else {
            self.text.push_str("</");
            self.text.push_str(&open.name);
            self.text.push('>');
        }
    }

    /// Adds an attribute to an open element, also after content was written into it.
    pub(super) fn attribute(
        &mut self,
        open: &mut Open,
        name: &Name<'_>,
        value: &str,
    ) -> Result<(), XmlError> {
        let (written, declaration) = self.written(name, true);
        let mut text = format!("{declaration} {written}=\"");
        escape(&mut text, value, true)?;
        text.push('"');
        self.text.insert_str(open.attributes, &text);
        open.attributes += text.len();
        open.empty += text.len();
        Ok(())
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), XmlError> {
        escape(&mut self.text, text, false)
    }

    /// Adds an element that says that it is `null`.
    pub(super) fn null(&mut self, name: &Name<'_>) {
        let mut open = self.open(name);
        let nil = Name {
            namespace: Some(SCHEMA_INSTANCE),
            prefix: Some("xsi"),
            local: "nil",
        };
        // The value has nothing to escape, so this cannot fail.
        let _ = self.attribute(&mut open, &nil, "true");
        self.close(&open);
    }

    /// The name as it is written, and the declaration of its namespace if one is needed here.
    fn written(&mut self, name: &Name<'_>, attribute: bool) -> (String, String) {
        let namespace = match (name.namespace, name.prefix) {
            (Some(namespace), Some(prefix)) if prefix != "xml" => Some((prefix, namespace)),
            // An attribute without a prefix is in no namespace.
            (Some(namespace), None) if !attribute => Some(("", namespace)),
            _ => None,
        };
        let mut declaration = String::new();
        if let Some((prefix, namespace)) =
            namespace.filter(|(prefix, namespace)| self.find(prefix) != Some(namespace))
        {
            let colon = if prefix.is_empty() { "" } else { ":" };
            declaration = format!(" xmlns{colon}{prefix}=\"");
            // The generator reports names that cannot be written.
            let _ = escape(&mut declaration, namespace, true);
            declaration.push('"');
            self.declared.push((prefix.to_owned(), namespace.to_owned()));
        }
        let prefix = name
            .prefix
            .filter(|prefix| *prefix == "xml" || self.find(prefix).is_some());
        let written = match prefix {
            Some(prefix) => format!("{prefix}:{}", name.local),
            None => name.local.to_owned(),
        };
        (written, declaration)
    }

    fn find(&self, prefix: &str) -> Option<&str> {
        let found = self
            .declared
            .iter()
            .rev()
            .find(|(declared, _)| declared == prefix);
        found.map(|(_, namespace)| namespace.as_str())
    }
}

/// Adds text, escaped so that it is read unchanged, including line breaks and tabs.
fn escape(to: &mut String, text: &str, attribute: bool) -> Result<(), XmlError> {
    to.reserve(text.len());
    for character in text.chars() {
        match character {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' if attribute => to.push_str("&quot;"),
            '\t' if attribute => to.push_str("&#9;"),
            '\n' if attribute => to.push_str("&#10;"),
            '\r' => to.push_str("&#13;"),
            '\t' | '\n' => to.push(character),
            '\0'..=' ' if character != ' ' => return Err(impossible()),
            '\u{fffe}' | '\u{ffff}' => return Err(impossible()),
            _ => to.push(character),
        }
    }
    Ok(())
}

fn impossible() -> XmlError {
    XmlError::new("a text has a character that XML cannot have")
}

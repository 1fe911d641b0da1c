//! A cursor over a tree: reads keys with their types, and reports wrong types and unknown keywords.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    reference::{missing, split},
    source::{Mapping, Node, Sources},
};

use super::{OrRef, Reference, folders, is_fragment, marks};

/// How long the pointer to a named part or an operation is, as `components/schemas/NAME` and `paths/PATH/get` are.
const WHOLE: usize = 3;

/// A node and its place.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    node: &'a Node,
    place: Place,
    sources: Option<&'a Sources>,
}

/// The keywords of an object, by their meaning for the generator.
pub(super) struct Keywords {
    /// What the object is called in a message.
    pub object: &'static str,
    /// Keywords that are read.
    pub read: &'static [&'static str],
    /// Keywords that change nothing on the wire and nothing in Rust.
    pub ignored: &'static [&'static str],
    /// Those that change the wire or the client and are not built yet.
    pub unsupported: &'static [&'static str],
}

impl<'a> Reader<'a> {
    pub(super) fn new(node: &'a Node, place: Place) -> Self {
        Self {
            node,
            place,
            sources: None,
        }
    }

    /// The same, and references are followed into these files.
    #[must_use]
    pub(super) fn within(self, sources: &'a Sources) -> Self {
        Self {
            sources: Some(sources),
            ..self
        }
    }

    /// Another node in the same files.
    fn another(&self, node: &'a Node, place: Place) -> Self {
        Self {
            node,
            place,
            sources: self.sources,
        }
    }

    /// An object without a keyword, in the same place.
    pub(super) fn empty(&self) -> Self {
        static EMPTY: Node = Node::Mapping(Mapping {
            entries: Vec::new(),
            duplicates: Vec::new(),
        });
        self.another(&EMPTY, self.place.clone())
    }

    /// Whether schemas are those of JSON Schema: the file is of OpenAPI 3.1 or newer.
    pub(super) fn is_json_schema(&self) -> bool {
        let source = self.sources.and_then(|sources| sources.get(&self.place.file));
        let version = source.and_then(|source| source.node.get("openapi")?.to_text());
        version.is_some_and(|version| !version.starts_with("3.0"))
    }

    pub(super) fn node(&self) -> &'a Node {
        self.node
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// The value of `key`, if it is there and not null.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let node = self.node.get(key).filter(|node| **node != Node::Null)?;
        Some(self.another(node, self.place.join(key)))
    }

    /// The entries, when this is a mapping; otherwise that is a diagnostic.
    pub(super) fn entries(&self, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Self)> {
        self.plain_entries(diagnostics)
            .iter()
            .map(|(key, node)| (key.as_str(), self.another(node, self.place.join(key))))
            .collect()
    }

    /// The entries without their places; none when this is not a mapping, which is a diagnostic.
    pub(super) fn plain_entries(&self, diagnostics: &mut Diagnostics) -> &'a [(String, Node)] {
        if let Node::Mapping(mapping) = self.node {
            &mapping.entries
        } else {
            self.wrong("a mapping", diagnostics);
            &[]
        }
    }

    /// The entries of the mapping at `key`; none when there is no such key.
    pub(super) fn entries_of(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Self)> {
        self.get(key)
            .map(|reader| reader.entries(diagnostics))
            .unwrap_or_default()
    }

    /// The items of the list at `key`; none when there is no such key.
    pub(super) fn items_of(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(reader) = self.get(key) else {
            return Vec::new();
        };
        let Node::Sequence(items) = reader.node else {
            reader.wrong("a list", diagnostics);
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .map(|(index, node)| self.another(node, reader.place.join(index.to_string())))
            .collect()
    }

    /// The text at `key`; a number or a boolean there is the text that it is written as.
    pub(super) fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let reader = self.get(key)?;
        let text = reader.node.to_text();
        if text.is_none() {
            reader.wrong("text", diagnostics);
        }
        text
    }

    /// The texts of the list at `key`.
    pub(super) fn texts(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.items_of(key, diagnostics) {
            match item.node.to_text() {
                Some(text) => texts.push(text),
                None => item.wrong("text", diagnostics),
            }
        }
        texts
    }

    /// The boolean at `key`; false when there is no such key.
    pub(super) fn flag(&self, key: &str, diagnostics: &mut Diagnostics) -> bool {
        match self.get(key) {
            None => false,
            Some(Self {
                node: Node::Bool(flag),
                ..
            }) => *flag,
            Some(reader) if matches!(reader.node.as_str(), Some("true" | "false")) => {
                reader.node.as_str() == Some("true")
            }
            Some(reader) => {
                reader.wrong("`true` or `false`", diagnostics);
                false
            }
        }
    }

    /// A reference, when this object is one.
    pub(super) fn reference(&self, diagnostics: &mut Diagnostics) -> Option<Reference> {
        let target = self.text("$ref", diagnostics)?;
        Some(Reference {
            place: self.place.join("$ref"),
            target,
        })
    }

    /// A reference to a named thing, or what `read` makes of this object. A reference to a thing without a name, such as a
    /// file of its own, is followed.
    pub(super) fn or_reference<T>(
        &self,
        diagnostics: &mut Diagnostics,
        read: impl FnOnce(&Self, &mut Diagnostics) -> T,
    ) -> OrRef<T> {
        let (mut reader, mut seen) = (self.clone(), BTreeSet::new());
        loop {
            let Some(reference) = reader.reference(diagnostics) else {
                return OrRef::Here(read(&reader, diagnostics));
            };
            match reader.unnamed(&reference) {
                Some(next) if seen.insert(next.place.clone()) => reader = next,
                _ => return OrRef::Ref(reference),
            }
        }
    }

    /// The target of a reference, if it exists and has no name. Nothing in a part of a description has a name.
    fn unnamed(&self, reference: &Reference) -> Option<Self> {
        let (file, pointer) = split(reference).ok()?;
        let root = &self.sources?.get(&file)?.node;
        if folders::is_named(&pointer) && !is_fragment(root) {
            return None;
        }
        Some(self.another(root.at(&pointer)?, Place::new(file, pointer)))
    }

    /// The target of a reference of a path; `None` if it does not exist, which is reported unless the whole file is missing.
    pub(super) fn target(&self, reference: &Reference, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (file, pointer) = match split(reference) {
            Ok(target) => target,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                return None;
            }
        };
        let root = &self.sources?.get(&file)?.node;
        let Some(node) = root.at(&pointer) else {
            diagnostics.push(missing(reference));
            return None;
        };
        Some(self.another(node, Place::new(file, pointer)))
    }

    /// Reports that this has the wrong type.
    pub(super) fn wrong(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let found = Diagnostic::at(
            &self.place,
            format!("expected {expected}, found {}", self.node.kind()),
            match self.node {
                Node::Integer(_) | Node::Float(_) if expected == "text" => {
                    "put the number in quotes".to_owned()
                }
                _ => format!("write {expected} here"),
            },
        );
        // What is wrong within an operation or a named part leaves the others as they are.
        let within = self.place.pointer.tokens().len() > WHOLE;
        diagnostics.push(if within {
            found.avoidable()
        } else {
            found.blinding()
        });
    }

    /// Reports every keyword of this object that is neither read nor known to be harmless.
    pub(super) fn check(&self, keywords: &Keywords, diagnostics: &mut Diagnostics) {
        for key in self
            .plain_entries(diagnostics)
            .iter()
            .map(|(key, _)| key.as_str())
        {
            let known = keywords.read.contains(&key) || keywords.ignored.contains(&key);
            let mark = key.starts_with("x-");
            if !known && marks::is_unknown(key) {
                self.unknown_mark(key, diagnostics);
            }
            if keywords.unsupported.contains(&key) {
                self.unsupported(key, keywords.object, diagnostics);
            } else if !known && !mark {
                self.not_a_keyword(key, keywords.object, diagnostics);
            }
        }
    }

    /// Warns that the value of `key`, if there is one, is left out; `instead` says what callers can do.
    pub(super) fn leave_out(&self, key: &str, what: &str, instead: &str, diagnostics: &mut Diagnostics) {
        if let Some(entry) = self.get(key) {
            let message = format!("{what} are left out");
            diagnostics.push(Diagnostic::at(&entry.place, message, instead).warning());
        }
    }

    fn unknown_mark(&self, key: &str, diagnostics: &mut Diagnostics) {
        let message = format!("the extension `{key}` is unknown and ignored");
        let help = "the client does nothing for it, here and elsewhere in this file; if it does not change what is sent or read, remove it";
        let found = Diagnostic::at(&self.place.join(key), message, help);
        diagnostics.push(found.warning().once());
    }

    fn unsupported(&self, key: &str, object: &str, diagnostics: &mut Diagnostics) {
        let help = "the client would not do what it says; remove it, or add support for it to the generator";
        let message = format!("the keyword `{key}` of {object} is not supported");
        diagnostics.push(Diagnostic::at(&self.place.join(key), message, help).unsupported());
    }

    /// Says that a key is none of the keywords that OpenAPI has here. Everyone else ignores it as well.
    pub(super) fn not_a_keyword(&self, key: &str, object: &str, diagnostics: &mut Diagnostics) {
        let message = format!("`{key}` is not a keyword of {object} and is ignored");
        let help = "correct or remove it; names of your own extensions begin with `x-`";
        diagnostics.push(Diagnostic::at(&self.place.join(key), message, help).warning());
    }
}

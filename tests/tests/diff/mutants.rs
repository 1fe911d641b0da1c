//! Copies of a description in which every occurrence of one keyword has another value.

use std::collections::BTreeSet;

use generator::{
    diff::keywords::{Handling, OBJECTS},
    source::{Mapping, Node},
};

/// Keywords whose keys are names.
const OF_NAMES: &[&str] = &[
    "paths",
    "x-ms-paths",
    "definitions",
    "schemas",
    "properties",
    "patternProperties",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "content",
    "securityDefinitions",
    "securitySchemes",
    "callbacks",
    "links",
    "mapping",
    "variables",
    "dependentSchemas",
    "$defs",
    "webhooks",
    "pathItems",
    "encoding",
    "flows",
];

/// Keywords that lead away, that are names in code, or that cannot be changed alone.
const LEFT_OUT: &[&str] = &[
    "$ref",
    "in",
    "swagger",
    "openapi",
    "operationId",
    "info",
    "security",
    "scopes",
    "tags",
    "components",
    "servers",
    "x-ms-parameterized-host",
    "securityDefinitions",
    "securitySchemes",
    "name",
    "discriminator",
    "propertyName",
    "values",
    "mapping",
    "contact",
    "x-ms-discriminator-value",
    "style",
    // Where values are only received, for a status that is a failure anyway, and when it is taken back, this changes nothing.
    "readOnly",
    "x-ms-error-response",
    "deprecated",
];

fn is_words(key: &str) -> bool {
    let tables = OBJECTS.iter();
    let known: Vec<Handling> = tables
        .flat_map(|object| object.keywords)
        .filter(|(name, _)| *name == key)
        .map(|(_, handling)| *handling)
        .collect();
    if known.is_empty() {
        return matches!(OBJECTS[0].handling(key), Handling::Words);
    }
    known.iter().all(|handling| matches!(handling, Handling::Words))
}

/// The tree with another value wherever a keyword stands.
pub fn changed(node: &Node, names: bool, keyword: &str) -> Node {
    match node {
        // The value of the version is not compared, and so nothing of what it may be is.
        Node::Mapping(mapping) if says(mapping, "name", "api-version") => node.clone(),
        Node::Mapping(mapping) => {
            // A part of a path is always there.
            let is_fixed = keyword == "required" && says(mapping, "in", "path");
            let entries = mapping.entries.iter().map(|(key, value)| {
                let is_in_place = !names && !is_fixed && key == keyword && !matches!(value, Node::Mapping(_));
                let stays =
                    !names && key != "components" && (is_words(key) || LEFT_OUT.contains(&key.as_str()));
                let value = if is_in_place {
                    other(keyword, value)
                } else if stays {
                    value.clone()
                } else {
                    changed(value, !names && OF_NAMES.contains(&key.as_str()), keyword)
                };
                (key.clone(), value)
            });
            Node::Mapping(Mapping {
                entries: entries.collect(),
                duplicates: Vec::new(),
            })
        }
        Node::Sequence(items) => {
            Node::Sequence(items.iter().map(|item| changed(item, false, keyword)).collect())
        }
        other => other.clone(),
    }
}

/// Whether an object has this text at a keyword.
fn says(mapping: &Mapping, keyword: &str, text: &str) -> bool {
    let mut entries = mapping.entries.iter();
    entries.any(|(key, value)| key == keyword && value.as_str() == Some(text))
}

/// Whether a description of Swagger 2.0 has a body anywhere, whose media types `consumes` is about.
pub fn sends_bodies(node: &Node) -> bool {
    match node {
        Node::Mapping(mapping) => {
            says(mapping, "in", "body")
                || says(mapping, "in", "formData")
                || mapping.entries.iter().any(|(_, value)| sends_bodies(value))
        }
        Node::Sequence(items) => items.iter().any(sends_bodies),
        _ => false,
    }
}

fn other(keyword: &str, value: &Node) -> Node {
    let text = |text: &str| Node::String(text.to_owned());
    match (keyword, value) {
        ("type", Node::String(kind)) if kind == "string" => text("boolean"),
        ("type", _) => text("string"),
        ("format", Node::String(format)) if format.starts_with("int") => text("int8"),
        ("format", _) => text("duration"),
        ("collectionFormat", Node::String(format)) if format == "csv" => text("pipes"),
        ("collectionFormat", _) => text("csv"),
        ("schemes", _) => Node::Sequence(vec![text("http")]),
        ("consumes" | "produces", _) => Node::Sequence(vec![text("application/other+json")]),
        (_, Node::Bool(value)) => Node::Bool(!value),
        (_, Node::Integer(value)) => Node::Integer(value + 1),
        (_, Node::Float(value)) => Node::Float(value + 1.0),
        (_, Node::String(value)) => Node::String(format!("{value}x")),
        (_, Node::Sequence(items)) => Node::Sequence(items.iter().skip(1).cloned().collect()),
        (_, other) => other.clone(),
    }
}

/// What of a description an operation leads to: the values at its keywords.
struct Reached<'n> {
    root: &'n Node,
    seen: BTreeSet<String>,
    keywords: BTreeSet<String>,
}

impl Reached<'_> {
    fn walk(&mut self, node: &Node, names: bool) {
        match node {
            Node::Mapping(mapping) => {
                for (key, value) in &mapping.entries {
                    if names {
                        self.walk(value, false);
                        continue;
                    }
                    if let ("$ref", Node::String(target)) = (key.as_str(), value) {
                        self.follow(target);
                    }
                    let is_kept = is_words(key) || LEFT_OUT.contains(&key.as_str());
                    if is_kept {
                        continue;
                    }
                    if !matches!(value, Node::Mapping(_)) {
                        self.keywords.insert(key.clone());
                    }
                    if !matches!(key.as_str(), "default" | "enum" | "const") {
                        self.walk(value, OF_NAMES.contains(&key.as_str()));
                    }
                }
            }
            Node::Sequence(items) => items.iter().for_each(|item| self.walk(item, false)),
            _ => {}
        }
    }

    /// Follows a reference into the same file.
    fn follow(&mut self, target: &str) {
        let Some(pointer) = target.strip_prefix("#/") else {
            return;
        };
        if !self.seen.insert(pointer.to_owned()) {
            return;
        }
        let mut node = self.root;
        for token in pointer.split('/') {
            match node.get(&token.replace("~1", "/").replace("~0", "~")) {
                Some(next) => node = next,
                None => return,
            }
        }
        self.walk(node, false);
    }
}

/// The keywords that an operation of a description leads to.
pub fn keywords(root: &Node) -> BTreeSet<String> {
    let mut reached = Reached {
        root,
        seen: BTreeSet::new(),
        keywords: BTreeSet::new(),
    };
    for key in ["paths", "x-ms-paths"] {
        if let Some(paths) = root.get(key) {
            reached.walk(paths, true);
        }
    }
    reached.keywords
}

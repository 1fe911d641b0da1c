//! Trees of descriptions: read from YAML, merged, written as JSON with their order kept.

use generator::source::{Mapping, Node, Source};

/// Reads a YAML text; `<<` is merged into its mapping.
pub fn read(text: &str) -> Node {
    let source = Source::parse("a.yaml", text).unwrap_or_else(|error| panic!("{error:?}"));
    expanded(&source.node)
}

fn expanded(node: &Node) -> Node {
    match node {
        Node::Mapping(mapping) => {
            let mut whole: Vec<(String, Node)> = Vec::new();
            let mut put = |key: &str, value: Node| match whole.iter_mut().find(|(other, _)| other == key) {
                Some(other) => other.1 = value,
                None => whole.push((key.to_owned(), value)),
            };
            for (key, value) in &mapping.entries {
                match (key.as_str(), expanded(value)) {
                    ("<<", Node::Mapping(more)) => {
                        more.entries.into_iter().for_each(|(key, value)| put(&key, value));
                    }
                    (key, value) => put(key, value),
                }
            }
            Node::Mapping(Mapping {
                entries: whole,
                duplicates: Vec::new(),
            })
        }
        Node::Sequence(items) => Node::Sequence(items.iter().map(expanded).collect()),
        other => other.clone(),
    }
}

/// A mapping with one key.
pub fn one(key: &str, value: Node) -> Node {
    Node::Mapping(Mapping {
        entries: vec![(key.to_owned(), value)],
        duplicates: Vec::new(),
    })
}

/// A value below several keys.
pub fn below(keys: &[&str], value: Node) -> Node {
    keys.iter().rev().fold(value, |value, key| one(key, value))
}

/// Merges as RFC 7386 says: `null` removes a key, and anything other than a mapping is replaced.
pub fn merge(target: &mut Node, patch: &Node) {
    let Node::Mapping(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !matches!(target, Node::Mapping(_)) {
        *target = Node::Mapping(Mapping::default());
    }
    let Node::Mapping(target) = target else { return };
    for (key, value) in &patch.entries {
        let at = target.entries.iter().position(|(other, _)| other == key);
        match (value, at) {
            (Node::Null, Some(at)) => drop(target.entries.remove(at)),
            (Node::Null, None) => {}
            (value, Some(at)) => merge(&mut target.entries[at].1, value),
            (value, None) => {
                let mut new = Node::Null;
                merge(&mut new, value);
                target.entries.push((key.clone(), new));
            }
        }
    }
}

/// Writes JSON.
pub fn json(node: &Node) -> String {
    let text = |text: &str| serde_json::to_string(text).unwrap();
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Integer(value) => value.to_string(),
        Node::Float(value) => format!("{value:?}"),
        Node::String(value) => text(value),
        Node::Sequence(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Node::Mapping(mapping) => {
            let entries = mapping.entries.iter();
            let entries = entries.map(|(key, value)| format!("{}:{}", text(key), json(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
    }
}

//! The defaults of parameters and properties in the docs.

use openapi_descriptions::source::Node;

use super::docs;

/// A default as code, if a sentence can have it.
pub(super) fn shown(value: &Node) -> Option<String> {
    let text = match value {
        Node::String(text) if !text.trim().is_empty() => text.clone(),
        Node::Integer(number) => number.to_string(),
        Node::Float(number) => number.to_string(),
        Node::Bool(flag) => flag.to_string(),
        Node::Sequence(items) if !items.is_empty() => in_json(value),
        Node::Mapping(mapping) if !mapping.entries.is_empty() => in_json(value),
        _ => return None,
    };
    (text.len() <= LONGEST).then(|| docs::value(&text))
}

/// Tells whether a description already has a default among its words.
pub(super) fn is_described(value: &Node, description: Option<&str>) -> bool {
    let Some((text, description)) = value.to_text().zip(description) else {
        return false;
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = description.split(|c| !is_word(c));
    words.any(|word| word == text) || (!text.chars().all(is_word) && description.contains(&text))
}

/// How long a default may be in a sentence, in bytes.
const LONGEST: usize = 200;

/// A value as JSON.
fn in_json(value: &Node) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match value {
        Node::Null => "null".to_owned(),
        Node::String(text) => format!("{text:?}"),
        Node::Bool(_) | Node::Integer(_) | Node::Float(_) => value.to_text().unwrap_or_default(),
        Node::Sequence(items) => format!("[{}]", joined(items.iter().map(in_json).collect())),
        Node::Mapping(mapping) => {
            let entries = mapping.entries.iter();
            let entries = entries.map(|(key, value)| format!("{key:?}: {}", in_json(value)));
            format!("{{{}}}", joined(entries.collect()))
        }
    }
}

//! The limits on a value: `minimum`, `maxLength`, `pattern` and their like.

use crate::{diagnostic::Diagnostics, source::Node};

use super::read::Reader;

/// Limits on a value. They are checked by the service, and reported by the diff.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints(pub Vec<(String, Node)>);

impl Constraints {
    /// The whole number that a limit such as `minimum` is.
    pub fn integer(&self, name: &str) -> Option<i128> {
        match self.0.iter().find(|(key, _)| key == name)? {
            (_, Node::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// The limits that a schema has, in the order in which it has them.
    pub(super) fn read(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut found = Vec::new();
        for (key, node) in reader.plain_entries(diagnostics) {
            let Some((_, form)) = KEYWORDS.iter().find(|(keyword, _)| keyword == key) else {
                continue;
            };
            let Some(limit) = reader.get(key) else { continue };
            if form.fits(node) {
                found.push((key.clone(), node.clone()));
            } else {
                limit.wrong(form.words(), diagnostics);
            }
        }
        Self(found)
    }
}

/// What may stand behind a keyword.
#[derive(Clone, Copy)]
enum Form {
    Number,
    /// A number, or before OpenAPI 3.1 a mark on the bound that is not exclusive.
    Exclusive,
    Count,
    Text,
    Flag,
}

const KEYWORDS: [(&str, Form); 13] = [
    ("minimum", Form::Number),
    ("maximum", Form::Number),
    ("exclusiveMinimum", Form::Exclusive),
    ("exclusiveMaximum", Form::Exclusive),
    ("multipleOf", Form::Number),
    ("minLength", Form::Count),
    ("maxLength", Form::Count),
    ("pattern", Form::Text),
    ("minItems", Form::Count),
    ("maxItems", Form::Count),
    ("uniqueItems", Form::Flag),
    ("minProperties", Form::Count),
    ("maxProperties", Form::Count),
];

impl Form {
    fn fits(self, node: &Node) -> bool {
        match self {
            Self::Number => matches!(node, Node::Integer(_) | Node::Float(_)),
            Self::Exclusive => matches!(node, Node::Bool(_) | Node::Integer(_) | Node::Float(_)),
            Self::Count => match node {
                Node::Integer(count) => *count >= 0,
                // JSON Schema takes `8.0` for a whole number.
                Node::Float(count) => *count >= 0.0 && count.fract() == 0.0,
                _ => false,
            },
            Self::Text => matches!(node, Node::String(_)),
            Self::Flag => matches!(node, Node::Bool(_)),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Exclusive => "a number, `true` or `false`",
            Self::Count => "a whole number of 0 or more",
            Self::Text => "text",
            Self::Flag => "`true` or `false`",
        }
    }
}

//! The limits on a value: `minimum`, `maxLength`, `pattern` and the like.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::read::Reader;

/// Limits on a value. They are checked by the service, and reported by the diff.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints(pub Vec<(String, Node)>);

impl Constraints {
    /// Whether a keyword is such a limit.
    pub fn is_keyword(keyword: &str) -> bool {
        KEYWORDS.iter().any(|(limit, _)| *limit == keyword)
    }

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
            let fitted = form.fitted(node);
            if fitted.is_none() {
                let message = format!("`{key}` must be {}, and is {}", form.words(), node.kind());
                let help = "clients do not check it, so the generated code is the same either way; the service may read it differently";
                diagnostics.push(Diagnostic::at(limit.place(), message, help).warning());
            }
            // Whatever it is, a new version may have another.
            found.push((key.clone(), fitted.unwrap_or_else(|| node.clone())));
        }
        Self(found)
    }
}

/// What the value of a keyword may be.
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
    /// The limit, also if it is written in quotes, or lacks quotes that it needs.
    fn fitted(self, node: &Node) -> Option<Node> {
        let text = node.as_str();
        let other = match self {
            Self::Text => node.to_text().map(Node::String),
            Self::Flag => text.and_then(|text| text.parse().ok()).map(Node::Bool),
            Self::Number | Self::Exclusive | Self::Count => text.and_then(|text| {
                let whole = text.parse().map(Node::Integer);
                whole.or_else(|_| text.parse().map(Node::Float)).ok()
            }),
        };
        [Some(node.clone()), other]
            .into_iter()
            .flatten()
            .find(|node| self.fits(node))
    }

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

#[cfg(test)]
mod tests {
    use super::{Form, Node};

    #[test]
    fn a_limit_may_have_quotes_too_many_or_too_few() {
        let text = |text: &str| Node::String(text.to_owned());
        assert_eq!(Form::Count.fitted(&text("10")), Some(Node::Integer(10)));
        assert_eq!(Form::Number.fitted(&text("-0.5")), Some(Node::Float(-0.5)));
        assert_eq!(Form::Flag.fitted(&text("true")), Some(Node::Bool(true)));
        assert_eq!(Form::Text.fitted(&Node::Integer(12)), Some(text("12")));
        for (form, node) in [
            (Form::Count, text("-1")),
            (Form::Count, text("many")),
            (Form::Number, Node::Bool(true)),
            (Form::Flag, Node::Integer(1)),
            (Form::Text, Node::Null),
        ] {
            assert_eq!(form.fitted(&node), None, "{node:?}");
        }
    }
}

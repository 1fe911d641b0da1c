//! Decides which of several types a JSON value is, by its kind of JSON and the names and kinds of its members.
//!
//! Only the form decides, and a value is read once, as the chosen type. If the types were tried one after the other, a hostile
//! answer with nested choices would be read once for each combination.

use azure_core::Value;
use serde::Deserialize;

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every value.
    Any,
    /// Text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list.
    List,
    /// An object.
    Object,
}

/// The form of a type.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    kind: Kind,
    texts: &'static [&'static str],
    members: &'static [Member],
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    name: &'static str,
    required: bool,
    kind: Kind,
    texts: &'static [&'static str],
}

impl Shape {
    /// The form of a kind of JSON; `texts` are the possible values of a text, if they are limited; `members` are those of an object.
    pub const fn new(kind: Kind, texts: &'static [&'static str], members: &'static [Member]) -> Self {
        Self { kind, texts, members }
    }

    /// How many of the members the value has, if it is an object, or else zero; `None` when the value does not have this form.
    fn fit(&self, value: &Value) -> Option<usize> {
        if !fits(self.kind, self.texts, value) {
            return None;
        }
        let Value::Object(object) = value else {
            return Some(0);
        };
        let mut known = 0;
        for member in self.members {
            match object.get(member.name) {
                None if member.required => return None,
                Some(value) if !value.is_null() && !fits(member.kind, member.texts, value) => return None,
                Some(_) => known += 1,
                None => {}
            }
        }
        Some(known)
    }
}

impl Member {
    /// One that is always there.
    pub const fn required(name: &'static str, kind: Kind, texts: &'static [&'static str]) -> Self {
        Self {
            name,
            required: true,
            kind,
            texts,
        }
    }

    /// One that may be absent.
    pub const fn optional(name: &'static str, kind: Kind, texts: &'static [&'static str]) -> Self {
        Self {
            name,
            required: false,
            kind,
            texts,
        }
    }
}

fn fits(kind: Kind, texts: &[&str], value: &Value) -> bool {
    match (kind, value) {
        (Kind::Any, _)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::List, Value::Array(_))
        | (Kind::Object, Value::Object(_)) => true,
        (Kind::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (Kind::Text, Value::String(text)) => texts.is_empty() || texts.contains(&text.as_str()),
        _ => false,
    }
}

/// The index of the form that a value has. If several match, it is the one of which the value has the most members, or the first
/// of these.
pub fn choose(shapes: &[Shape], value: &Value) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (at, shape) in shapes.iter().enumerate() {
        if let Some(known) = shape.fit(value)
            && best.is_none_or(|(_, most)| known > most)
        {
            best = Some((at, known));
        }
    }
    best.map(|(at, _)| at)
}

/// Reads a value; `None` when it does not have the type.
pub fn read<'de, T: Deserialize<'de>>(value: &'de Value) -> Option<T> {
    T::deserialize(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SHAPES: [Shape; 6] = [
        Shape::new(Kind::Text, &["a", "b"], &[]),
        Shape::new(Kind::Text, &[], &[]),
        Shape::new(Kind::Integer, &[], &[]),
        Shape::new(Kind::Number, &[], &[]),
        Shape::new(Kind::Object, &[], &[Member::optional("x", Kind::Text, &[])]),
        Shape::new(
            Kind::Object,
            &[],
            &[
                Member::required("k", Kind::Text, &["y"]),
                Member::optional("x", Kind::Text, &[]),
            ],
        ),
    ];

    #[test]
    fn a_value_is_what_its_form_says() {
        for (value, expected) in [
            (json!("a"), Some(0)),
            (json!("c"), Some(1)),
            (json!(u64::MAX), Some(2)),
            (json!(1.0), Some(3)),
            (json!({}), Some(4)),
            (json!({"x": null}), Some(4)),
            (json!({"x": 1}), None),
            (json!({"k": "y", "x": "z"}), Some(5)),
            (json!({"k": "z", "x": "z"}), Some(4)),
            (json!({"k": "y", "x": 1}), None),
            (json!([]), None),
            (json!(true), None),
            (json!(null), None),
        ] {
            assert_eq!(choose(&SHAPES, &value), expected, "{value}");
        }
    }
}

//! The tree of a YAML or JSON file, with the order and the duplicate keys that a plain map would lose.

use std::{collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::room::Room;
use crate::pointer::Pointer;

/// One value of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction.
    Integer(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file.
    Mapping(Mapping),
}

/// Keys and values in the order of the file; for a duplicate key, the first value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The entries, each key once.
    pub entries: Vec<(String, Node)>,
    /// The keys that were there more than once.
    pub duplicates: Vec<String>,
}

impl Node {
    /// What this is, for a message: `a list`, `text` and so on.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }

    /// The value of `key`, when this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(mapping) => mapping
                .entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, node)| node),
            _ => None,
        }
    }

    /// The part of this tree that a pointer leads to.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        let mut tokens = pointer.tokens().into_iter();
        tokens.try_fold(self, |node, token| match node {
            Self::Sequence(items) => items.get(token.parse::<usize>().ok()?),
            _ => node.get(token),
        })
    }

    /// A mapping with these entries.
    pub fn mapping<const N: usize>(entries: [(&str, Self); N]) -> Self {
        let entries = entries.map(|(key, node)| (key.to_owned(), node)).into();
        Self::Mapping(Mapping {
            entries,
            duplicates: Vec::new(),
        })
    }

    /// The text, also of a number or a boolean, which YAML makes of texts without quotes.
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Integer(number) => Some(number.to_string()),
            // With a fraction also where it is zero, as in the version `1.0`.
            Self::Float(number) => Some(format!("{number:?}")),
            Self::Null | Self::Sequence(_) | Self::Mapping(_) => None,
        }
    }

    /// The text, when this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a tree as long as there is room for it.
#[derive(Clone, Copy)]
pub(super) struct Within<'r>(pub(super) &'r Room);

impl<'de> DeserializeSeed<'de> for Within<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Within<'_> {
    fn text<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.take(text.len())?;
        Ok(Node::String(text.to_owned()))
    }
}

/// Up to how many keys of a mapping are compared one by one.
const FEW: usize = 16;

impl<'de> Visitor<'de> for Within<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    /// What an empty file is to the YAML reader.
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(A::Error::custom("YAML tags such as `!Thing` are not supported"))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    /// A larger number becomes a floating-point number, as in JSON a number with more than 64 bits.
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        #[expect(clippy::cast_precision_loss, reason = "there is no more room")]
        let rounded = || Node::Float(value as f64);
        Ok(i128::try_from(value).map_or_else(|_| rounded(), Node::Integer))
    }

    /// YAML has numbers that JSON does not, and that are not even equal to themselves.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        if value.is_finite() {
            Ok(Node::Float(value))
        } else {
            Err(E::custom("number out of range"))
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.text(value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        self.0.take(value.len())?;
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            self.0.take(size_of::<Node>())?;
            items.push(item);
        }
        items.shrink_to_fit();
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut mapping = Mapping::default();
        let mut seen = HashSet::new();
        while let Some(key) = access.next_key_seed(Key(self.0))? {
            self.0.take(size_of::<(String, Node)>())?;
            let value = access.next_value_seed(self)?;
            let entries = &mut mapping.entries;
            // Most mappings are so small that looking at each key is quicker than a set of them.
            let new = if entries.len() < FEW {
                entries.iter().all(|(other, _)| *other != key)
            } else {
                if seen.is_empty() {
                    seen.extend(entries.iter().map(|(key, _)| key.clone()));
                }
                seen.insert(key.clone())
            };
            if new {
                entries.push((key, value));
            } else {
                mapping.duplicates.push(key);
            }
        }
        mapping.entries.shrink_to_fit();
        Ok(Node::Mapping(mapping))
    }
}

/// A mapping's key; YAML allows `200:` and `true:` where JSON has only text.
struct Key<'r>(&'r Room);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text, a number or a boolean")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        self.0.take(value.len())?;
        Ok(value.to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }
}

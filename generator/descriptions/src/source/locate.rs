//! Finds the line and column of a JSON pointer by reading the text a second time.
//!
//! serde gives no spans. But an error raised while a value is read has the position of the reader, so this walks to the value
//! and raises an error there. It is done only for a diagnostic that is printed.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Syntax;

/// A place in a text; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The position of the key (in a mapping) or item (in a list) that `tokens` lead to, or of the deepest one that exists.
pub(super) fn locate(text: &str, syntax: Syntax, tokens: &[&str]) -> Position {
    (0..tokens.len())
        .rev()
        .find_map(|last| {
            let path = tokens.get(..=last)?;
            match syntax {
                Syntax::Yaml => in_yaml(text, path),
                Syntax::Json => in_json(text, path),
            }
        })
        .unwrap_or(Position::START)
}

fn in_yaml(text: &str, path: &[&str]) -> Option<Position> {
    let error = Walk(path)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    let place = error.location()?;
    error.to_string().contains(HERE).then_some(Position {
        line: place.line(),
        column: place.column(),
    })
}

fn in_json(text: &str, path: &[&str]) -> Option<Position> {
    let error = Walk(path)
        .deserialize(&mut serde_json::Deserializer::from_str(text))
        .err()?;
    if !error.to_string().starts_with(HERE) {
        return None;
    }
    // serde_json reports the position after the part that it has read: go back over the key or the bracket to its first character.
    let line = text.lines().nth(error.line().checked_sub(1)?)?;
    let before = line.get(..error.column())?;
    let start = match before.strip_suffix('"') {
        Some(rest) => opening_quote(rest)?,
        None => before.len().saturating_sub(1),
    };
    Some(Position {
        line: error.line(),
        column: before.get(..start)?.chars().count() + 1,
    })
}

fn opening_quote(text: &str) -> Option<usize> {
    let quotes = text.match_indices('"').map(|(at, _)| at);
    quotes.rev().find(|at| {
        text.get(..*at)
            .is_some_and(|head| head.chars().rev().take_while(|c| *c == '\\').count() % 2 == 0)
    })
}

const HERE: &str = "\u{1}here\u{1}";

/// Walks to the value at a path and fails there.
struct Walk<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.0.is_empty() {
            deserializer.deserialize_any(Stop)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.0.split_first() else {
            return Ok(());
        };
        while let Some(found) = access.next_key_seed(WantedKey {
            wanted,
            stop: rest.is_empty(),
        })? {
            if found {
                return access.next_value_seed(Walk(rest));
            }
            access.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.0.split_first() else {
            return Ok(());
        };
        let Ok(index) = wanted.parse::<usize>() else {
            return Ok(());
        };
        for _ in 0..index {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        access.next_element_seed(Walk(rest)).map(drop)
    }
}

struct WantedKey<'a> {
    wanted: &'a str,
    stop: bool,
}

impl WantedKey<'_> {
    /// Compares, and fails here and now: only an error raised while the key is visited has the key's place.
    fn compare<E: Error>(&self, key: &str) -> Result<bool, E> {
        match key == self.wanted {
            true if self.stop => Err(E::custom(HERE)),
            found => Ok(found),
        }
    }
}

impl<'de> DeserializeSeed<'de> for WantedKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for WantedKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        self.compare(value)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.compare(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.compare(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.compare(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.compare(&value.to_string())
    }
}

/// Fails at any value.
struct Stop;

impl<'de> Visitor<'de> for Stop {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(HERE))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(HERE))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Syntax, locate};

    fn at(text: &str, syntax: Syntax, path: &[&str]) -> (usize, usize) {
        let Position { line, column } = locate(text, syntax, path);
        (line, column)
    }

    #[test]
    fn a_yaml_key_is_found_where_it_stands() {
        let text = "a:\n  b:\n    - c: 1\n      d: [1, 2]\n  200:\n    q: {$ref: 'x', w: 3}\n";
        assert_eq!(at(text, Syntax::Yaml, &["a"]), (1, 1));
        assert_eq!(at(text, Syntax::Yaml, &["a", "b"]), (2, 3));
        assert_eq!(at(text, Syntax::Yaml, &["a", "b", "0"]), (3, 7));
        assert_eq!(at(text, Syntax::Yaml, &["a", "b", "0", "d", "1"]), (4, 14));
        assert_eq!(at(text, Syntax::Yaml, &["a", "200"]), (5, 3));
        assert_eq!(at(text, Syntax::Yaml, &["a", "200", "q", "w"]), (6, 20));
    }

    #[test]
    fn a_json_key_is_found_where_it_stands() {
        let text = "{\n\t\"a\": {\"b\\\"\": [1, {\"c\": null}]},\n  \"é\": {\"z\": 1}\n}";
        assert_eq!(at(text, Syntax::Json, &["a"]), (2, 2));
        assert_eq!(at(text, Syntax::Json, &["a", "b\""]), (2, 8));
        assert_eq!(at(text, Syntax::Json, &["a", "b\"", "1", "c"]), (2, 20));
        assert_eq!(at(text, Syntax::Json, &["é", "z"]), (3, 9));
    }

    #[test]
    fn what_does_not_exist_is_placed_at_its_nearest_parent() {
        assert_eq!(at("a:\n  b: 1\n", Syntax::Yaml, &["a", "b", "c", "d"]), (2, 3));
        assert_eq!(at("{\"a\": 1}", Syntax::Json, &["x"]), (1, 1));
    }
}

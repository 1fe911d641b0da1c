//! A value as the texts that it consists of, for places that cannot have JSON: paths, queries, headers and forms.

mod serializer;

use azure_core::{Error, Result, error::ErrorKind};
use serde::Serialize;

/// A value as text, or as the texts within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `null`, or an option without a value.
    Nothing,
    Text(String),
    /// A number, or `true` or `false`, as JSON has it.
    Plain(String),
    List(Vec<Self>),
    /// Names and values, in order.
    Object(Vec<(String, Self)>),
}

impl Part {
    /// Takes a value apart, with its implementation of serde's `Serialize`.
    ///
    /// # Errors
    ///
    /// When it has bytes in it, or a map whose keys are not text, or its own code fails.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Self> {
        value
            .serialize(serializer::Texts)
            .map_err(|error| Error::new(ErrorKind::DataConversion, error))
    }

    /// The value as JSON.
    pub(crate) fn json(&self) -> String {
        let mut json = String::new();
        self.write_json(&mut json);
        json
    }

    fn write_json(&self, to: &mut String) {
        match self {
            Self::Nothing => to.push_str("null"),
            Self::Plain(text) => to.push_str(text),
            Self::Text(text) => quote(text, to),
            Self::List(items) => {
                to.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        to.push(',');
                    }
                    item.write_json(to);
                }
                to.push(']');
            }
            Self::Object(entries) => {
                to.push('{');
                for (at, (name, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        to.push(',');
                    }
                    quote(name, to);
                    to.push(':');
                    value.write_json(to);
                }
                to.push('}');
            }
        }
    }
}

fn quote(text: &str, to: &mut String) {
    to.push_str(&serde_json::Value::from(text).to_string());
}

impl FromIterator<String> for Part {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Self {
        Self::List(texts.into_iter().map(Self::Text).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::ser::SerializeMap as _;
    use std::collections::BTreeMap;

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    fn plain(text: &str) -> Part {
        Part::Plain(text.to_owned())
    }

    #[derive(Serialize)]
    enum Kind {
        Unit,
        New(i8),
        Pair(u8, u8),
        Named { a: bool },
    }

    #[derive(Serialize)]
    struct All {
        b: f32,
        a: f64,
        #[serde(rename = "the char")]
        c: char,
        none: Option<u8>,
        some: Option<u8>,
        list: (i64, u64),
        map: BTreeMap<u8, Kind>,
    }

    #[test]
    fn a_value_is_taken_apart_in_its_own_order() {
        let map = BTreeMap::from([
            (1, Kind::Unit),
            (2, Kind::New(-1)),
            (3, Kind::Pair(1, 2)),
            (4, Kind::Named { a: true }),
        ]);
        let value = All {
            b: 0.1,
            a: 1e300,
            c: 'ß',
            none: None,
            some: Some(1),
            list: (i64::MIN, u64::MAX),
            map,
        };
        let Part::Object(parts) = Part::of(&value).unwrap() else {
            panic!("not an object")
        };
        let names: Vec<_> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a", "the char", "none", "some", "list", "map"]);
        let values: Vec<_> = parts.into_iter().map(|(_, value)| value).collect();
        assert_eq!(values[0], plain("0.1"));
        assert_eq!(values[1], plain("1e+300"));
        assert_eq!(values[2], text("ß"));
        assert_eq!(values[3], Part::Nothing);
        assert_eq!(values[4], plain("1"));
        assert_eq!(
            values[5],
            Part::List(vec![plain("-9223372036854775808"), plain("18446744073709551615")])
        );
        let object = |name: &str, value| Part::Object(vec![(name.to_owned(), value)]);
        let kinds = [
            text("Unit"),
            object("New", plain("-1")),
            object("Pair", Part::List(vec![plain("1"), plain("2")])),
            object("Named", object("a", plain("true"))),
        ];
        let kinds = ["1", "2", "3", "4"].map(str::to_owned).into_iter().zip(kinds);
        assert_eq!(values[6], Part::Object(kinds.collect()));
    }

    #[test]
    fn a_value_that_was_taken_apart_is_the_same_json() {
        let json = serde_json::json!({"a\"\n": ["ß", 0.1, -1, true, null, {}], "b": {"c": "1", "d": []}});
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&Part::of(&json).unwrap().json()).unwrap(),
            json
        );
    }

    #[test]
    fn what_is_not_text_is_an_error() {
        struct Odd;
        impl Serialize for Odd {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry(&[1, 2], "x")?;
                map.end()
            }
        }
        assert!(Part::of(&Odd).is_err());
        assert!(Part::of(&f64::NAN).is_err());
        assert!(Part::of(&f32::INFINITY).is_err());
    }
}

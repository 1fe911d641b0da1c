//! A value as the texts that it is made of, for where JSON cannot stand: in paths, queries, headers and forms.

mod serializer;

use azure_core::{Error, Result, error::ErrorKind};
use serde::Serialize;

/// A value as text, or as the texts within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `null`, or an option without a value.
    Nothing,
    Text(String),
    List(Vec<Self>),
    /// Names and values, in order.
    Object(Vec<(String, Self)>),
}

impl Part {
    /// Takes a value apart, by its own form for serde.
    ///
    /// # Errors
    ///
    /// When it has bytes in it, or a map whose keys are not text, or its own code fails.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Self> {
        value
            .serialize(serializer::Texts)
            .map_err(|error| Error::new(ErrorKind::DataConversion, error))
    }
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
        assert_eq!(values[0], text("0.1"));
        assert_eq!(values[1], text("1e+300"));
        assert_eq!(values[2], text("ß"));
        assert_eq!(values[3], Part::Nothing);
        assert_eq!(values[4], text("1"));
        assert_eq!(
            values[5],
            Part::List(vec![text("-9223372036854775808"), text("18446744073709551615")])
        );
        let object = |name: &str, value| Part::Object(vec![(name.to_owned(), value)]);
        let kinds = [
            text("Unit"),
            object("New", text("-1")),
            object("Pair", Part::List(vec![text("1"), text("2")])),
            object("Named", object("a", text("true"))),
        ];
        let kinds = ["1", "2", "3", "4"].map(str::to_owned).into_iter().zip(kinds);
        assert_eq!(values[6], Part::Object(kinds.collect()));
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

//! The number of the items of a page.

use crate::json;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Counts the items of a page, without reading them.
pub(super) fn count_items(body: &[u8], path: &[&str]) -> Result<u64, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    Count(path)
        .deserialize(&mut json)
        .and_then(|count| json.end().map(|()| count))
        .map_err(|why| {
            let why = json::without_values(&why.to_string());
            format!("the items cannot be counted: {why}")
        })
}

/// The length of the list that these names lead to; 0 when there is none.
struct Count<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "a list" } else { "an object" })
    }

    fn visit_unit<E>(self) -> Result<u64, E> {
        Ok(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while items.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(if self.0.is_empty() { count } else { 0 })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(key) = map.next_key::<String>()? {
            match self.0 {
                [first, rest @ ..] if key == *first => count = map.next_value_seed(Count(rest))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::count_items;

    #[test]
    fn items_are_counted_where_they_are() {
        assert_eq!(count_items(b"[1, [2], {}]", &[]), Ok(3));
        assert_eq!(
            count_items(br#"{"a": {"b": [1, 2]}, "b": [1]}"#, &["a", "b"]),
            Ok(2)
        );
        for none in [
            "{}",
            "null",
            r#"{"a": null}"#,
            r#"{"a": {"b": []}}"#,
            r#"{"a": [1]}"#,
        ] {
            assert_eq!(count_items(none.as_bytes(), &["a", "b"]), Ok(0), "{none}");
        }
        for bad in ["", "{", r#"{"a": 1}"#, "[1] 2", "7"] {
            assert!(count_items(bad.as_bytes(), &["a"]).is_err(), "{bad}");
        }
    }
}

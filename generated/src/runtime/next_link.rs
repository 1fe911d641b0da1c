//! Finds the link to the next page in a page, without reading the rest of it.

use azure_core::{Error, error::ErrorKind};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// Reads the property of a page that links to the next one; absent, `null` and `""` are all "no next page".
pub(super) fn read(body: &[u8], property: &str) -> azure_core::Result<Option<String>> {
    let mut json = serde_json::Deserializer::from_slice(body);
    Property(property)
        .deserialize(&mut json)
        .and_then(|link| json.end().map(|()| link))
        .map_err(|why| {
            Error::with_error(
                ErrorKind::DataConversion,
                why,
                "the service answered with a page that cannot be read",
            )
        })
}

struct Property<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Property<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Property<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the property `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut link = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 {
                link = map.next_value::<Option<String>>().map_err(|why| {
                    A::Error::custom(format_args!("the property `{}` is not a string: {why}", self.0))
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(link.filter(|link| !link.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(body: &str) -> Option<String> {
        read(body.as_bytes(), "nextLink").unwrap()
    }

    #[test]
    fn absent_null_and_empty_all_mean_the_end() {
        for body in [
            "{}",
            r#"{"nextLink":null}"#,
            r#"{"nextLink":""}"#,
            r#"{"a":{"nextLink":"x"}}"#,
        ] {
            assert_eq!(link(body), None, "{body}");
        }
    }

    #[test]
    fn the_link_is_found_wherever_it_stands_and_unescaped() {
        assert_eq!(
            link(r#"{"nextLink":"a\/b\u0041","value":[{"nextLink":"no"}]}"#).as_deref(),
            Some("a/bA")
        );
        assert_eq!(
            link(r#"{"value":[1,{"x":[]}],"nextLink":"z"}"#).as_deref(),
            Some("z")
        );
    }

    proptest! {
        #[test]
        fn no_body_panics(body in "\\PC*|\\{\"nextLink\": ?[\\[\\]\"a-z0-9{}:,]{0,20}\\}") {
            let _ = read(body.as_bytes(), "nextLink");
        }

        #[test]
        fn any_link_is_read_back(link in "\\PC+") {
            let body = serde_json::json!({ "value": [], "nextLink": link }).to_string();
            prop_assert_eq!(read(body.as_bytes(), "nextLink").unwrap(), Some(link));
        }
    }
}

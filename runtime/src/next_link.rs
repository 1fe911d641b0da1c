//! Finds the link to the next page in a page, without deserializing the rest of it.

use super::json;
use memchr::memmem;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use std::fmt;

/// Reads the property of a page that links to the next one; absent, `null` and `""` are all "no next page".
///
/// # Errors
///
/// When the page is not JSON, or its link is not a string: the kind of problem and its place, without values of the page.
pub(super) fn read_next_link(body: &[u8], property: &str) -> Result<Option<String>, String> {
    if let Some(link) = link_at_the_end(body, property) {
        return Ok(Some(link).filter(|link| !link.is_empty()));
    }
    if lacks_property(body, property) {
        return Ok(None);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    Property(property)
        .deserialize(&mut json)
        .and_then(|link| json.end().map(|()| link))
        .map_err(|why| {
            let why = json::without_values(&why.to_string());
            format!("the link to the next page, `{property}`, is not found: {why}")
        })
}

/// Reads the link where services usually write it, as the last property of the page. The page is then parsed only once, when
/// its items are read, and JSON that is not valid is noticed there.
///
/// The brace that ends a document ends its outermost object, so the property before it belongs to that object. `None` does
/// not mean that there is no link: it may be elsewhere, or need unescaping.
fn link_at_the_end(body: &[u8], property: &str) -> Option<String> {
    let text = body.trim_ascii_end().strip_suffix(b"}")?.trim_ascii_end();
    let text = text.strip_suffix(b"\"")?;
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
    let (before, link) = text.split_at_checked(text.iter().rposition(special)? + 1)?;
    let before = before.strip_suffix(b"\"")?.trim_ascii_end();
    let before = before.strip_suffix(b":")?.trim_ascii_end();
    let before = before.strip_suffix(b"\"")?.strip_suffix(property.as_bytes())?;
    let before = before.strip_suffix(b"\"")?.trim_ascii_end();
    let begins = before.ends_with(b",") || before.ends_with(b"{");
    let link = begins.then(|| String::from_utf8(link.to_vec()));
    link?.ok()
}

/// Tells, without parsing the page, whether it is an object that does not contain the property's name, as the last page of a
/// list. The text between the braces is checked when the items are read.
///
/// A name can also be written with escapes. A page with an escape that may stand for a letter of the name is parsed.
fn lacks_property(body: &[u8], property: &str) -> bool {
    let body = body.trim_ascii();
    let is_letter = |code: &[u8]| {
        let code = str::from_utf8(code).ok();
        let letter = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        letter.is_some_and(|letter| property.as_bytes().contains(&letter))
    };
    let mut escapes = memmem::find_iter(body, b"\\u00");
    body.starts_with(b"{")
        && body.ends_with(b"}")
        && property
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"/\\".contains(&b))
        && memmem::find(body, property.as_bytes()).is_none()
        && !escapes.any(|at| body.get(at + 4..at + 6).is_some_and(is_letter))
}

/// Reads the text or number that these names lead to, from the outermost object on; absent, `null` and `""` are all `None`.
///
/// # Errors
///
/// As [`read_next_link`].
pub(super) fn read_link_at(body: &[u8], path: &[&str]) -> Result<Option<String>, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    Path(path)
        .deserialize(&mut json)
        .and_then(|link| json.end().map(|()| link))
        .map_err(|why| {
            let why = json::without_values(&why.to_string());
            let path = path.join(".");
            format!("what leads to the next page, `{path}`, is not found: {why}")
        })
}

/// The text or number that these names lead to.
struct Path<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Path<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Path<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("a text or a number"),
            [first, ..] => write!(f, "an object with the property `{first}`"),
        }
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match self.0 {
            [] => Ok(Some(text.to_owned()).filter(|text| !text.is_empty())),
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let [first, rest @ ..] = self.0 else {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        };
        let mut link = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == *first {
                link = map.next_value_seed(Path(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(link)
    }
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
                link = map.next_value::<Option<String>>()?;
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
        read_next_link(body.as_bytes(), "nextLink").unwrap()
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

    #[test]
    fn only_a_plain_link_of_the_outermost_object_is_read_at_the_end() {
        let found = |body: &str| link_at_the_end(body.as_bytes(), "nextLink");
        assert_eq!(
            found("{\"value\":[], \"nextLink\" : \"z\" } \n").as_deref(),
            Some("z")
        );
        for body in [
            r#"{"x":{"nextLink":"z"}}"#,
            r#"[{"nextLink":"z"}]"#,
            r#"{"nextLink":"a\/b"}"#,
            r#"{"x":"nextLink\":\"z"}"#,
            r#"{"x":",\"nextLink\":\"z"}"#,
            r#"{"notnextLink":"z"}"#,
            r#"{"nextLink":"z"#,
            "{\"nextLink\":\"\n\"}",
            "}",
            "",
        ] {
            assert_eq!(found(body), None, "{body}");
        }
    }

    #[test]
    fn only_an_object_is_known_to_have_no_link_without_being_read() {
        let absent = |body: &str| lacks_property(body.as_bytes(), "nextLink");
        for body in [
            "{}",
            " {\"value\":[{\"x\":\"\\u0027\\\"\\u1234\"}]} \n",
            r#"{"nextPage":"z"}"#,
        ] {
            assert!(absent(body), "{body}");
        }
        for body in [
            r#"{"nextLink":"z"}"#,
            r#"{"next\u004cink":"z"}"#,
            r#"{"n\u0065xtLink":"z","value":[]}"#,
            "[]",
            r#"{"value":[{"x":1"#,
            "<html>{}",
            "",
        ] {
            assert!(!absent(body), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_link_is_missed_however_its_name_is_written(escaped: [bool; 8], upper: bool, item in "\\PC*") {
            let name: String = "nextLink".chars().zip(escaped).map(|(letter, escaped)| match (escaped, upper) {
                (false, _) => letter.to_string(),
                (true, false) => format!("\\u{:04x}", u32::from(letter)),
                (true, true) => format!("\\u{:04X}", u32::from(letter)),
            }).collect();
            let body = format!("{{\"{name}\":\"z\",\"value\":[{}]}}", serde_json::json!(item));
            let found = read_next_link(body.as_bytes(), "nextLink").unwrap();
            prop_assert_eq!(found.as_deref(), Some("z"));
        }

        #[test]
        fn no_body_panics(body in "\\PC*|\\{\"nextLink\": ?[\\[\\]\"a-z0-9{}:,]{0,20}\\}") {
            let _ = read_next_link(body.as_bytes(), "nextLink");
        }

        #[test]
        fn any_link_is_read_back(link in "\\PC+") {
            let body = serde_json::json!({ "value": [], "nextLink": link }).to_string();
            prop_assert_eq!(read_next_link(body.as_bytes(), "nextLink").unwrap(), Some(link));
        }

        #[test]
        fn a_link_at_the_end_is_the_one_that_reading_it_all_finds(
            link in "\\PC*", item in "\\PC*|,\"nextLink\":\"x", space in "[ \n\t]{0,2}", more in any::<bool>(),
        ) {
            let (item, link) = (serde_json::json!(item), serde_json::json!(link));
            let last = format!("\"nextLink\"{space}:{space}{link}{space}");
            let body = if more {
                format!("{{\"value\":[{item},{{{last}}}],{last}}}{space}")
            } else {
                format!("{{\"value\":[{{{last}}},{item}],\"x\":{{{last}}},\"y\":{item}}}{space}")
            };
            let whole: serde_json::Value = serde_json::from_str(&body).unwrap();
            let expected = whole.get("nextLink").and_then(|link| link.as_str()).filter(|link| !link.is_empty());
            let found = read_next_link(body.as_bytes(), "nextLink").unwrap();
            prop_assert_eq!(found.as_deref(), expected);
        }
    }
}

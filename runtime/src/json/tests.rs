//! The texts of errors of reading JSON, which never contain values.

use super::*;
use proptest::prelude::*;
use serde::{Deserialize, Deserializer};
use serde_json::json;
use std::collections::HashMap;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only read")]
struct Issued {
    token: String,
    #[serde(default, with = "azure_core::time::rfc3339::option")]
    expires_on: Option<azure_core::time::OffsetDateTime>,
    old: Option<Vec<HashMap<String, bool>>>,
    kind: Option<Kind>,
}

#[derive(Debug, Deserialize)]
enum Kind {
    Oak,
}

fn message(body: &str) -> String {
    let error = from_json::<Issued>(body.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::DataConversion);
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    error.to_string()
}

#[test]
fn an_error_shows_the_kind_and_the_place_and_never_the_value() {
    for (body, what) in [
        (
            r#""s3cret""#,
            "invalid type: string, expected struct Issued at line 1 column 8",
        ),
        (
            r#"{"token":1234567}"#,
            "invalid type: integer, expected a string at line 1 column 16",
        ),
        (
            "{\n\"token\": true}",
            "invalid type: boolean, expected a string at line 2 column 13",
        ),
        (
            r#"{"token":1.5}"#,
            "invalid type: floating point, expected a string at line 1 column 12",
        ),
        (
            r#"{"token":null}"#,
            "invalid type: null, expected a string at line 1 column 13",
        ),
        (
            r#"{"token":["s3cret"]}"#,
            "invalid type: sequence, expected a string at line 1 column 9",
        ),
        (
            r#"{"token":{"s3cret":1}}"#,
            "invalid type: map, expected a string at line 1 column 9",
        ),
        (
            r#"{"expiresOn":null}"#,
            "missing field `token` at line 1 column 18",
        ),
        (
            r#"{"token":"a","token":"s3cret"}"#,
            "duplicate field `token` at line 1 column 20",
        ),
        (
            r#"{"token":"a","kind":"s3cret"}"#,
            "unknown variant, expected `Oak` at line 1 column 28",
        ),
        (
            r#"{"token":"a","expiresOn":"s3cret"}"#,
            "a value is not as described at line 1 column 33",
        ),
        (
            r#"{"token":"a","old":[{"b":"s3cret, expected s3cret at line 1 column 2"}]}"#,
            "invalid type: string, expected a boolean at line 1 column 69",
        ),
        ("s3cret", "expected value at line 1 column 1"),
        (
            r#"{"token":"s3cret"#,
            "EOF while parsing a string at line 1 column 16",
        ),
        (
            r#"{"token":"a"}s3cret"#,
            "trailing characters at line 1 column 14",
        ),
        ("", "EOF while parsing a value at line 1 column 0"),
    ] {
        assert_eq!(message(body), what, "{body}");
    }
}

#[test]
fn what_a_deserialize_says_in_its_own_words_is_left_out() {
    for words in [
        "s3cret",
        "missing field `s3 cret`",
        "at line 1 column s3cret",
        "s3cret at line 1 column 2",
    ] {
        assert!(!without_values(words).contains("s3"), "{words}");
    }
    let long = format!("missing field `{}`", "e".repeat(65));
    assert_eq!(without_values(&long), OTHER_CAUSE);
}

#[test]
fn an_error_that_is_masked_twice_keeps_what_it_says_and_its_place() {
    struct Masked;

    impl<'de> Deserialize<'de> for Masked {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
            bool::deserialize(deserializer).map_err(masked).map(|_| Self)
        }
    }

    let error = serde_json::from_str::<Vec<Masked>>(r#"["s3cret"]"#);
    let text = error.err().map(|error| masked(error).to_string());
    let text = text.as_deref();
    assert_eq!(
        text,
        Some("invalid type: string, expected a boolean at line 1 column 9")
    );
}

/// A response, and one that it is a part of.
#[derive(Debug)]
struct Room(#[allow(dead_code, reason = "only read")] Issued);

#[derive(Debug)]
struct Rooms(#[allow(dead_code, reason = "only read")] Vec<Room>);

impl<'de> Deserialize<'de> for Room {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let room = Issued::deserialize(deserializer).map(Self);
        room.map_err(|error| unreadable(error, "`C::get` (200) or `C::put` (200, 201)", "Room"))
    }
}

impl<'de> Deserialize<'de> for Rooms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let rooms = Vec::deserialize(deserializer).map(Self);
        rooms.map_err(|error| unreadable(error, "`C::list` (200)", "Rooms"))
    }
}

#[test]
fn an_answer_that_cannot_be_read_is_named_as_what_it_is_as_a_whole() {
    let room = r#"{"token":["s3cret"]}"#;
    let message = |error: serde_json::Error| error.to_string();
    let whole = message(serde_json::from_str::<Room>(room).unwrap_err());
    assert_eq!(
        whole,
        "the response of `C::get` (200) or `C::put` (200, 201) cannot be read as `Room`: \
         invalid type: sequence, expected a string at line 1 column 9"
    );
    assert_eq!(from_json::<Room>(room.as_bytes()).unwrap_err().to_string(), whole);
    let part = message(serde_json::from_str::<Rooms>(&format!("[{room}]")).unwrap_err());
    assert_eq!(
        part,
        "the response of `C::list` (200) cannot be read as `Rooms`: \
         invalid type: sequence, expected a string at line 1 column 10"
    );
    let forged = json!({ "token": 1, "the response of `s3cret` cannot be read as `s3cret`: s3cret": 1 });
    let forged = message(serde_json::from_str::<Room>(&forged.to_string()).unwrap_err());
    assert!(!forged.contains("s3cret"), "{forged}");
}

proptest! {
    #[test]
    fn no_text_gives_a_value_away(value in "\\PC*s3cret\\PC*") {
        let quoted = serde_json::to_string(&value).unwrap();
        for body in [
            quoted.clone(),
            json!({ "token": [value] }).to_string(),
            json!({ "token": "a", "expiresOn": value }).to_string(),
            json!({ "token": "a", "kind": value }).to_string(),
            json!({ "token": "a", "old": value }).to_string(),
            json!({ "token": "a", "old": [{ "b": value }] }).to_string(),
            format!(r#"{{"token":{quoted}"#),
        ] {
            let error = message(&body);
            prop_assert!(!error.contains("s3cret"), "{}", error);
        }
    }
}

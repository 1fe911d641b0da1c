//! Reading JSON so that an error shows the place and the kind of what is wrong, and never a value.
//!
//! serde quotes what it cannot use (`invalid type: string "eyJ…"`), and an answer may hold a token.

use azure_core::{Error, Result, error::ErrorKind};
use serde::de::DeserializeOwned;

/// What stands for every cause that cannot be told without quoting.
const OTHER: &str = "a value is not as described";

/// What serde calls the kinds of values that it finds in the place of others.
const KINDS: [&str; 12] = [
    "boolean",
    "integer",
    "floating point",
    "character",
    "string",
    "byte array",
    "unit value",
    "null",
    "sequence",
    "map",
    "enum",
    "Option value",
];

/// What `serde_json` says of text that is not JSON. None of it is quoted from the text.
const SYNTAX: [&str; 21] = [
    "EOF while parsing a list",
    "EOF while parsing an object",
    "EOF while parsing a string",
    "EOF while parsing a value",
    "expected `:`",
    "expected `,` or `]`",
    "expected `,` or `}`",
    "expected ident",
    "expected value",
    "expected `\"`",
    "invalid escape",
    "invalid number",
    "number out of range",
    "invalid unicode code point",
    "control character (\\u0000-\\u001F) found while parsing a string",
    "key must be a string",
    "lone leading surrogate in hex escape",
    "unexpected end of hex escape",
    "trailing comma",
    "trailing characters",
    "recursion limit exceeded",
];

/// Reads a value from a body.
///
/// # Errors
///
/// When the body is not JSON or not of this form: what kind of thing is wrong, at which line and column. The cause is
/// not attached, because it quotes from the body.
pub fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|why: serde_json::Error| {
        Error::with_message(ErrorKind::DataConversion, without_values(&why.to_string()))
    })
}

/// Takes the values out of an error, for a `Deserialize` of something that holds a secret.
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub fn masked<E: serde::de::Error>(error: E) -> E {
    // serde_json reads the place out of the text again.
    E::custom(without_values(&error.to_string()))
}

/// Writes what an error of serde says with nothing in it that came from the input: only what is known to be harmless is
/// kept, so that a new wording loses words and gives nothing away.
fn without_values(text: &str) -> String {
    let (what, place) = split_place(text);
    format!("{}{place}", cause(what))
}

/// Splits the place off, ` at line 1 column 2`, which is always last.
fn split_place(text: &str) -> (&str, &str) {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_place = |place: &str| {
        place
            .split_once(" column ")
            .is_some_and(|(line, column)| is_number(line) && is_number(column))
    };
    match text.rsplit_once(" at line ") {
        Some((what, place)) if is_place(place) => text.split_at(what.len()),
        _ => (text, ""),
    }
}

fn cause(what: &str) -> String {
    if SYNTAX.contains(&what) {
        return what.to_owned();
    }
    for problem in ["invalid type", "invalid value"] {
        let rest = what
            .strip_prefix(problem)
            .and_then(|rest| rest.strip_prefix(": "));
        if let Some(rest) = rest {
            let kind = KINDS.iter().find(|kind| is_kind(rest, kind)).copied();
            return format!("{problem}: {}{}", kind.unwrap_or("a value"), expected(rest));
        }
    }
    for problem in ["missing field", "duplicate field"] {
        let name = what
            .strip_prefix(problem)
            .and_then(|rest| rest.strip_prefix(" `"));
        if let Some(name) = name
            .and_then(|rest| rest.strip_suffix('`'))
            .filter(|name| is_name(name))
        {
            return format!("{problem} `{name}`");
        }
    }
    if let Some(rest) = what.strip_prefix("unknown variant ") {
        return format!("unknown variant{}", expected(rest));
    }
    OTHER.to_owned()
}

/// Tells whether a description of a value, `string "…", expected …`, begins with this kind.
fn is_kind(text: &str, kind: &str) -> bool {
    text.strip_prefix(kind)
        .is_some_and(|rest| rest.starts_with([' ', ',']))
}

/// Takes what was expected, which serde writes last and from the description.
fn expected(text: &str) -> &str {
    let begin = ", expected ";
    text.rfind(begin)
        .and_then(|at| text.get(at..))
        .unwrap_or_default()
}

/// Tells whether a text can be the name of a property. A token is longer.
fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.@$".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Deserializer};
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

    fn said(body: &str) -> String {
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
            assert_eq!(said(body), what, "{body}");
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
        assert_eq!(without_values(&long), OTHER);
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

    proptest! {
        #[test]
        fn no_text_gives_a_value_away(value in "\\PC*s3cret\\PC*") {
            let quoted = serde_json::to_string(&value).unwrap();
            for body in [
                quoted.clone(),
                format!(r#"{{"token":[{quoted}]}}"#),
                format!(r#"{{"token":"a","expiresOn":{quoted}}}"#),
                format!(r#"{{"token":"a","kind":{quoted}}}"#),
                format!(r#"{{"token":"a","old":{quoted}}}"#),
                format!(r#"{{"token":"a","old":[{{"b":{quoted}}}]}}"#),
                format!(r#"{{"token":{quoted}"#),
            ] {
                let error = said(&body);
                prop_assert!(!error.contains("s3cret"), "{}", error);
            }
        }
    }
}

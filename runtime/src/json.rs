//! Reading JSON so that an error shows the place and the kind of what is wrong, and never a value.
//!
//! serde quotes what it cannot use (`invalid type: string "eyJ…"`), and an answer may hold a token.

use crate::error::UnreadableAnswer;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{RawResponse, Response},
};
use serde::de::DeserializeOwned;

/// What stands for every cause that cannot be told without quoting.
const OTHER_CAUSE: &str = "a value is not as described";

/// What serde calls the kinds of values that it finds in the place of others.
const VALUE_KINDS: [&str; 12] = [
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
const SYNTAX_ERRORS: [&str; 21] = [
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

/// Reads the model of an answer.
///
/// # Errors
///
/// As [`from_json`], with the answer's status in the message and the answer among the sources. `Response::into_model` can
/// do neither: it has only the body.
pub fn into_model<T: DeserializeOwned>(response: Response<T>) -> Result<T> {
    let response = RawResponse::from(response);
    from_json(response.body()).map_err(|why| UnreadableAnswer::error(response, &why.to_string()))
}

/// How an error begins that is about the answer of an operation, and what divides it.
const ANSWER: (&str, &str, &str) = ("the answer of ", " cannot be read as `", "`: ");

/// Takes the values out of an error of reading the answer of an operation, and says what was read as what.
///
/// `operation` has the operations that answer with it, and the statuses; an error cannot tell which of several it was.
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub fn unreadable<E: serde::de::Error>(error: E, operation: &str, model: &str) -> E {
    let text = error.to_string();
    // The answer may be part of another one, which then names itself.
    let why = split_answer(&text).map_or(&*text, |(_, why)| why);
    let (begin, middle, end) = ANSWER;
    let why = filter_text(why);
    E::custom(format!("{begin}{operation}{middle}{model}{end}{why}"))
}

/// Splits off what [`unreadable`] has put in front.
fn split_answer(text: &str) -> Option<(&str, &str)> {
    let (begin, middle, end) = ANSWER;
    let rest = text.strip_prefix(begin)?;
    let (operation, rest) = rest.split_once(middle)?;
    let (model, why) = rest.split_once(end)?;
    // None of which comes from the input.
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b"_:`(), ".contains(&byte);
    let ours = operation.bytes().chain(model.bytes()).all(is_ours);
    ours.then(|| text.split_at(text.len() - why.len()))
}

/// Takes the values out of an error, for a `Deserialize` of something that holds a secret.
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub fn masked<E: serde::de::Error>(error: E) -> E {
    // serde_json reads the place out of the text again.
    E::custom(without_values(&error.to_string()))
}

/// Writes what an error of serde says with nothing in it that came from the input: only what is known to be harmless is
/// kept, so that a new wording loses words and gives nothing away.
pub(super) fn without_values(text: &str) -> String {
    match split_answer(text) {
        Some((answer, why)) => format!("{answer}{}", filter_text(why)),
        None => filter_text(text),
    }
}

fn filter_text(text: &str) -> String {
    let (what, place) = split_place(text);
    format!("{}{place}", cause_without_values(what))
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

fn cause_without_values(what: &str) -> String {
    if SYNTAX_ERRORS.contains(&what) {
        return what.to_owned();
    }
    for problem in ["invalid type", "invalid value"] {
        let rest = what
            .strip_prefix(problem)
            .and_then(|rest| rest.strip_prefix(": "));
        if let Some(rest) = rest {
            let kind = VALUE_KINDS.iter().find(|kind| is_kind(rest, kind)).copied();
            return format!("{problem}: {}{}", kind.unwrap_or("a value"), expected_part(rest));
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
        return format!("unknown variant{}", expected_part(rest));
    }
    OTHER_CAUSE.to_owned()
}

/// Tells whether a description of a value, `string "…", expected …`, begins with this kind.
fn is_kind(text: &str, kind: &str) -> bool {
    text.strip_prefix(kind)
        .is_some_and(|rest| rest.starts_with([' ', ',']))
}

/// Takes what was expected, which serde writes last and from the description.
fn expected_part(text: &str) -> &str {
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
mod tests;

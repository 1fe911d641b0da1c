//! Reading JSON with errors that name the place and the kind of the problem, and never contain a value.
//!
//! serde quotes values that it cannot use (`invalid type: string "eyJ…"`), and a response may contain a token.

use crate::error::UnreadableAnswer;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{RawResponse, Response},
};
use serde::de::DeserializeOwned;

/// The text for every cause that cannot be described without quoting.
const OTHER_CAUSE: &str = "a value is not as described";

/// The words of serde for the kinds of values that it finds.
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

/// The messages of `serde_json` for text that is not JSON. They contain nothing of the text.
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
/// When the body is not JSON, or does not have the form of `T`: the message names the kind of problem, with line and column.
/// The error of serde is not attached, because it quotes from the body.
pub fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|why: serde_json::Error| {
        Error::with_message(ErrorKind::DataConversion, without_values(&why.to_string()))
    })
}

/// Reads the model of a response.
///
/// # Errors
///
/// As [`from_json`], with the status in the message and the whole response, an [`UnreadableAnswer`], among the sources.
/// `Response::into_model` cannot do that, because it has only the body.
pub fn into_model<T: DeserializeOwned>(response: Response<T>) -> Result<T> {
    let response = RawResponse::from(response);
    from_json(response.body()).map_err(|why| UnreadableAnswer::error(response, &why.to_string()))
}

/// The beginning of an error about the response of an operation, and the texts between its parts.
const ANSWER: (&str, &str, &str) = ("the response of ", " cannot be read as `", "`: ");

/// Removes the values from an error of reading the response of an operation, and names the operation and the model.
///
/// `operation` names all operations that have this response, with their statuses; the error does not know which of them it
/// was. Only generated code calls it.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub fn unreadable<E: serde::de::Error>(error: E, operation: &str, model: &str) -> E {
    let text = error.to_string();
    // The response may contain another one, whose error names that operation; the outer one replaces it.
    let why = split_answer(&text).map_or(&*text, |(_, why)| why);
    let (begin, middle, end) = ANSWER;
    let why = filter_text(why);
    E::custom(format!("{begin}{operation}{middle}{model}{end}{why}"))
}

/// Splits off the text that [`unreadable`] has put in front.
fn split_answer(text: &str) -> Option<(&str, &str)> {
    let (begin, middle, end) = ANSWER;
    let rest = text.strip_prefix(begin)?;
    let (operation, rest) = rest.split_once(middle)?;
    let (model, why) = rest.split_once(end)?;
    // None of these characters can come from the input.
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b"_:`(), ".contains(&byte);
    let ours = operation.bytes().chain(model.bytes()).all(is_ours);
    ours.then(|| text.split_at(text.len() - why.len()))
}

/// Removes the values from an error, for the `Deserialize` of a type that contains a secret. Only generated code calls it.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub fn masked<E: serde::de::Error>(error: E) -> E {
    // serde_json parses line and column out of the text again.
    E::custom(without_values(&error.to_string()))
}

/// Writes an error of serde without anything that came from the input. Only texts that are known to be harmless are kept, so
/// that a new wording of serde loses words but reveals nothing.
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

/// Splits the place off, such as ` at line 1 column 2`, which always comes last.
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

/// Returns the expectation, which serde writes last; it comes from the type, not from the input.
fn expected_part(text: &str) -> &str {
    let begin = ", expected ";
    text.rfind(begin)
        .and_then(|at| text.get(at..))
        .unwrap_or_default()
}

/// Tells whether a text can be the name of a property. Tokens are longer.
fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.@$".contains(&byte))
}

#[cfg(test)]
mod tests;

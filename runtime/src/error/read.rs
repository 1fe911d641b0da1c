//! Reads an error body in any of its forms.

use super::{ServiceErrorDetail, cut};
use serde_json::{Map, Value};

/// The longest code, and the longest message of a body that is not JSON, in characters.
const MAX_EXCERPT: usize = 300;

/// Reads a whole error body; an empty one gives an error without code and message.
pub(super) fn detail_from_body(bytes: &[u8]) -> ServiceErrorDetail {
    let whole = serde_json::from_slice(bytes);
    match whole.or_else(|why| cut::complete(bytes).map_or(Err(why), |json| serde_json::from_slice(&json))) {
        Ok(Value::Object(object)) => unwrap_envelope(&object),
        Ok(value) => ServiceErrorDetail {
            message: text(&value),
            ..Default::default()
        },
        Err(_) => other(bytes),
    }
}

/// Reads a body that is not JSON.
fn other(bytes: &[u8]) -> ServiceErrorDetail {
    #[cfg(feature = "xml")]
    if let Some(detail) = super::read_xml::detail(bytes) {
        return ServiceErrorDetail {
            code: detail.code.as_deref().map(bounded),
            ..detail
        };
    }
    ServiceErrorDetail {
        message: excerpt(bytes),
        ..Default::default()
    }
}

/// Finds the error in its wrapper, if it has one: `error`, `Error`, or any other name with that ending.
fn unwrap_envelope(object: &Map<String, Value>) -> ServiceErrorDetail {
    let flat = detail_from_object(object);
    if flat.code.is_some() || flat.message.is_some() {
        return flat;
    }
    let is_wrapper = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("error") && name != "innererror"
    };
    let wrapped = object
        .iter()
        .filter(|(name, _)| is_wrapper(name))
        .find_map(|(_, value)| match value {
            Value::Object(object) => Some(detail_from_object(object)),
            Value::String(code) => Some(ServiceErrorDetail {
                code: Some(bounded(code)),
                message: find_property(object, "error_description").and_then(text),
                ..Default::default()
            }),
            _ => None,
        });
    wrapped.unwrap_or_else(|| ServiceErrorDetail {
        // RFC 9457, as gateways in front of the service write it.
        message: find_property(object, "detail")
            .and_then(text)
            .or_else(|| find_property(object, "title").and_then(text)),
        ..flat
    })
}

fn detail_from_object(object: &Map<String, Value>) -> ServiceErrorDetail {
    let details = find_property(object, "details")
        .or_else(|| find_property(object, "innerErrors"))
        .and_then(Value::as_array);
    ServiceErrorDetail {
        code: find_property(object, "code")
            .and_then(text)
            .as_deref()
            .map(bounded),
        message: find_property(object, "message").and_then(text),
        target: find_property(object, "target").and_then(text),
        details: details
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(detail_from_object)
            .collect(),
        inner: find_property(object, "innererror")
            .and_then(Value::as_object)
            .map(|inner| Box::new(detail_from_object(inner))),
    }
}

/// Finds a property by its name in any case; the exact name wins.
fn find_property<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// Reads a text, or a number in its place: some services write codes as numbers.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the beginning of a body that is text, on one line.
fn excerpt(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(4 * MAX_EXCERPT))?;
    let text = String::from_utf8_lossy(start);
    if text.contains('\0') || text.matches(char::REPLACEMENT_CHARACTER).count() > 1 {
        return None;
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(bounded(&words)).filter(|words| !words.is_empty())
}

/// Returns a text of the service, such as a code, cut after [`MAX_EXCERPT`] characters.
pub(super) fn bounded(text: &str) -> String {
    cut(text).unwrap_or_else(|| text.to_owned())
}

/// Returns the beginning of a text that is too long; `None` when it is not.
fn cut(text: &str) -> Option<String> {
    let (end, _) = text.char_indices().nth(MAX_EXCERPT)?;
    Some(format!("{}…", text.get(..end).unwrap_or_default()))
}

//! Reads bodies that are sequences, as OpenAPI 3.2 describes them: `itemSchema`, and the encoding of parts.

use crate::diagnostic::{Diagnostic, Diagnostics};

use super::{MediaKind, Schema, media_kind, read::Reader, schema};

/// The schema of a body, or of each item, if the body is a sequence whose items are read one by one.
///
/// Of an event of the server that is its data.
pub(super) fn schema(media_type: &str, entry: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Schema> {
    for key in ["itemEncoding", "prefixEncoding"] {
        if let Some(encoding) = entry.get(key) {
            let message = format!("`{key}` of the parts of a body is not used");
            let help = "the body is sent or returned as a whole; callers build or parse its parts";
            diagnostics.push(Diagnostic::at(encoding.place(), message, help).warning());
        }
    }
    let whole = entry.get("schema");
    let Some(item) = entry.get("itemSchema") else {
        return whole.map(|whole| schema::schema(&whole, diagnostics));
    };
    let read = match media_kind(media_type) {
        MediaKind::Lines => Some(item),
        MediaKind::Events => data(&item, diagnostics),
        _ => {
            let message =
                format!("the items of a body of the type `{media_type}` are not read or written one by one");
            let help = "it is read or written as a whole; only JSON lines and server-sent events are read one by one";
            diagnostics.push(Diagnostic::at(item.place(), message, help).warning());
            whole
        }
    };
    read.map(|read| schema::schema(&read, diagnostics))
}

/// The schema of the data of each event, if it is JSON and the same for all events.
fn data<'a>(item: &Reader<'a>, diagnostics: &mut Diagnostics) -> Option<Reader<'a>> {
    let data = item
        .get("properties")
        .and_then(|properties| properties.get("data"));
    let content = data.as_ref().and_then(|data| data.get("contentSchema"));
    let several = ["$ref", "allOf", "oneOf", "anyOf"]
        .iter()
        .any(|key| item.get(key).is_some());
    if content.is_none() && several {
        let message = "the kinds of these events are not told apart";
        let help =
            "their data is read as text; describe one form of it as `contentSchema` of the property `data`";
        diagnostics.push(Diagnostic::at(item.place(), message, help).warning());
    }
    content
}

//! How a body of a media type is sent, and which of several kinds become separate methods.

use openapi_client_model::api::Form;
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, MediaKind, Schema, is_json, media_kind},
};

use super::{
    forms::{self, MULTIPART, URL_ENCODED},
    not_taken,
    parameters::Parameters,
    types::Types,
    written_body::{Written, written},
};

/// The way that a media type is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form(Form),
    Text,
    Xml,
    Bytes,
    /// One that no step of a call writes.
    Unsupported,
}

impl Kind {
    /// The suffix of the method that sends this kind instead of the usual body.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Json => "as json",
            Self::Form(Form::UrlEncoded) => "as form",
            Self::Form(Form::Multipart) => "as parts",
            Self::Text => "as text",
            Self::Xml => "as xml",
            Self::Bytes | Self::Unsupported => "as bytes",
        }
    }
}

pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.to_ascii_lowercase()
}

pub(super) fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(media_type) => Kind::Json,
        URL_ENCODED => Kind::Form(Form::UrlEncoded),
        MULTIPART => Kind::Form(Form::Multipart),
        _ if media_kind(media_type) == MediaKind::Xml => Kind::Xml,
        _ if essence.starts_with("multipart/") => Kind::Unsupported,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// The other kinds of bodies that callers may need, because they have another content.
pub(super) fn others<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    parameters: &Parameters<'a>,
) -> Vec<Kind> {
    let written = match operation.body {
        Some(_) if parameters.fields.is_empty() => written(types, operation, parameters),
        _ => None,
    };
    let Some(written) = written.filter(|written| written.content.len() > 1) else {
        return Vec::new();
    };
    let Some((usual, (_, schema))) = usual(&written) else {
        return Vec::new();
    };
    let mut others: Vec<Kind> = Vec::new();
    for (media_type, other) in &written.content {
        let kind = kind(media_type);
        let same = match (schema, other) {
            (Some(schema), Some(other)) => schema.is_same_value(other) && !forms::has_bytes(types, schema),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if kind != usual && kind != Kind::Unsupported && !same && !others.contains(&kind) {
            others.push(kind);
        }
    }
    others
}

/// The kind of the first JSON media type or, without one, of the first that is supported, with its place in the list.
fn usual<'w, 'a>(written: &'w Written<'a>) -> Option<(Kind, &'w (&'a str, Option<&'a Schema>))> {
    let kinds = || written.content.iter().map(|one| (kind(one.0), one));
    kinds()
        .find(|(kind, _)| *kind == Kind::Json)
        .or_else(|| kinds().find(|(kind, _)| *kind != Kind::Unsupported))
}

/// The kind to send, the usual one or the requested one, with all media types that are sent in the same way, and the schema of the
/// first.
pub(super) fn chosen<'a>(
    types: &mut Types<'a>,
    written: &Written<'a>,
    other: Option<Kind>,
) -> Option<(Kind, Vec<String>, Option<&'a Schema>)> {
    let of_other = other.and_then(|other| {
        let mut content = written.content.iter();
        content.find(|one| kind(one.0) == other).map(|one| (other, one))
    });
    let unsupported = written
        .content
        .iter()
        .filter(|one| kind(one.0) == Kind::Unsupported);
    let unsupported: Vec<&str> = unsupported.map(|(media_type, _)| *media_type).collect();
    let Some((kind, (_, schema))) = of_other.or_else(|| usual(written)) else {
        types.diagnostics.push(
            Diagnostic::at(
                written.place,
                format!("a body of type {} is not supported", unsupported.join(", ")),
                "JSON, XML, text, bytes and forms are sent; add `application/json`, or add support for this type to the generator",
            )
            .avoidable(),
        );
        return None;
    };
    not_taken::body(types, written.place, unsupported.into_iter());
    let mut media_types: Vec<String> = Vec::new();
    let of_kind = written
        .content
        .iter()
        .filter(|(media_type, _)| self::kind(media_type) == kind);
    for (media_type, _) in of_kind {
        // The only default for ranges such as `image/*` is bytes.
        let concrete = if media_type.contains('*') {
            "application/octet-stream"
        } else {
            media_type
        };
        if !media_types.iter().any(|other| other == concrete) {
            media_types.push(concrete.to_owned());
        }
    }
    Some((kind, media_types, *schema))
}

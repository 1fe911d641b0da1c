//! The content of a response: which of its media types is read, and as which type.

use openapi_client_model::{
    api::{Content, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{MediaKind, Operation, Response, Schema, media_kind},
};

use super::{types::Types, whole};

/// The body of a response.
pub(super) struct Found<'a> {
    pub(super) content: Content,
    /// Its schema, where it has one.
    pub(super) schema: Option<&'a Schema>,
    /// The media types that are read as it, as the header `Accept` has them.
    pub(super) accept: Vec<&'a str>,
}

/// A media type of a response, and the schema of its body.
type Medium<'a> = (&'a str, Option<&'a Schema>);

/// The body of a response: JSON if that is one of its media types, otherwise the first.
pub(super) fn content<'a>(
    types: &mut Types<'a>,
    operation: &'a Operation,
    response: &'a Response,
    hint: &Ident,
) -> Option<Found<'a>> {
    let media = media(operation, response);
    let json = media.iter().find(|(media_type, schema)| {
        let kind = media_kind(media_type);
        let data = kind == MediaKind::Json || (kind == MediaKind::Any && schema.is_some());
        data && !schema.is_some_and(|schema| is_file(types, schema))
    });
    let (media_type, schema) = *json.or(media.first())?;
    let content = read_as(types, media_type, schema, hint);
    let alike = media.iter().filter(|(other, _)| match content {
        Content::Bytes => media_kind(other) != MediaKind::Json,
        _ => media_kind(other) == media_kind(media_type),
    });
    let accept = match &content {
        // One is enough; most servers know the plain one.
        Content::Json(_) => vec![if media_kind(media_type) == MediaKind::Any {
            "application/json"
        } else {
            media_type
        }],
        _ => alike.map(|(media_type, _)| *media_type).collect(),
    };
    Some(Found {
        content,
        schema,
        accept,
    })
}

/// The media types of a response. In Swagger 2.0 the operation has them.
fn media<'a>(operation: &'a Operation, response: &'a Response) -> Vec<Medium<'a>> {
    let mut media = Vec::new();
    for (media_type, schema) in &response.content {
        match media_type {
            Some(media_type) => media.push((media_type.as_str(), schema.as_ref())),
            None if operation.produces.is_empty() => {
                let file = schema.as_ref().is_some_and(says_file);
                media.push((if file { "*/*" } else { "application/json" }, schema.as_ref()));
            }
            None => media.extend(
                operation
                    .produces
                    .iter()
                    .map(|media_type| (media_type.as_str(), schema.as_ref())),
            ),
        }
    }
    media
}

fn read_as<'a>(types: &mut Types<'a>, media_type: &str, schema: Option<&'a Schema>, hint: &Ident) -> Content {
    if schema.is_some_and(|schema| is_file(types, schema)) {
        return Content::Bytes;
    }
    let mut read = |schema: &'a Schema| {
        let ty = types.type_of(schema, &hint.with_suffix("Result"));
        whole::json(types, ty, schema)
    };
    match (media_kind(media_type), schema) {
        (MediaKind::Json, None) => Content::Json(Type::Any),
        (MediaKind::Json | MediaKind::Any, Some(schema)) => Content::Json(read(schema)),
        (MediaKind::Bytes | MediaKind::Any, _) => Content::Bytes,
        (MediaKind::Text, _) | (MediaKind::Xml, None) => Content::Text,
        (MediaKind::Events, schema) => {
            Content::Events(schema.map(read).filter(|ty| matches!(ty, Type::Named(_))))
        }
        (MediaKind::Lines, schema) => {
            // A list describes its lines: a line is not a list itself.
            let line = schema.map(|schema| schema.items.as_deref().unwrap_or(schema));
            Content::Lines(line.map(read).filter(|ty| matches!(ty, Type::Named(_))))
        }
        (MediaKind::Xml, Some(schema)) => match types.document(schema, &hint.with_suffix("Result")) {
            Ok(ty) => Content::Xml(ty),
            Err(ty) => {
                if !matches!(ty, Type::Scalar(_)) {
                    types.diagnostics.push(
                        Diagnostic::at(
                            &schema.place,
                            "a response in XML whose elements are not described is read as text",
                            "describe its elements as `properties`, or add `application/json`",
                        )
                        .warning(),
                    );
                }
                Content::Text
            }
        },
    }
}

/// Whether a body is a file, whatever its media type: `type: file`, or text in the format `binary`.
fn is_file(types: &Types<'_>, schema: &Schema) -> bool {
    let target = match &schema.reference {
        Some(reference) => match openapi_descriptions::inheritance::follow(types.bundle, reference) {
            Ok((_, target)) => target,
            Err(_) => return false,
        },
        None => schema,
    };
    says_file(target)
}

fn says_file(schema: &Schema) -> bool {
    match schema.kind.as_deref() {
        Some("file") => true,
        Some("string") => schema.format.as_deref() == Some("binary"),
        _ => false,
    }
}

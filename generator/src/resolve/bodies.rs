//! Bodies: what a call sends.

use openapi_client_model::{
    api::{Body, BodyContent, Docs, Form, Location, Scalar, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, Encoding, MediaKind, Schema, is_json, media_kind},
};

use super::{
    forms::{self, MULTIPART, URL_ENCODED},
    not_taken,
    parameters::Parameters,
    patches,
    types::Types,
    undeclared, whole,
};

/// A body as written, in either dialect.
struct Written<'a> {
    place: &'a Place,
    required: bool,
    description: Option<&'a str>,
    content: Vec<(&'a str, Option<&'a Schema>)>,
    encodings: &'a [Encoding],
}

/// What a media type is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Form(Form),
    Text,
    Xml,
    Bytes,
    /// One that no step of a call writes.
    Unsupported,
}

fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.to_ascii_lowercase()
}

fn kind(media_type: &str) -> Kind {
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

/// The body, or the form whose fields are added to the parameters.
pub(super) fn body<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    parameters: &mut Parameters<'a>,
    hint: &Ident,
) -> (Option<Body>, Option<Form>) {
    if !parameters.fields.is_empty() {
        let fields = std::mem::take(&mut parameters.fields);
        return (
            None,
            Some(forms::declared(types, operation, &fields, parameters, hint)),
        );
    }
    let Some(written) = written(types, operation, parameters) else {
        return (None, None);
    };
    let Some((kind, media_types, schema)) = chosen(types, &written) else {
        return (None, None);
    };
    let content = match kind {
        Kind::Form(form) => {
            let Some(schema) = schema else {
                types.diagnostics.push(no_schema(written.place));
                return (None, None);
            };
            if forms::has_fields(types, schema) {
                let encodings = |property: &str| {
                    written.encodings.iter().find(|encoding| {
                        encoding.property == property && self::kind(&encoding.media_type) == kind
                    })
                };
                forms::properties(
                    types,
                    schema,
                    form,
                    &encodings,
                    written.required,
                    parameters,
                    hint,
                );
                return (None, Some(form));
            }
            if form == Form::Multipart {
                types.diagnostics.push(
                    Diagnostic::at(
                        &schema.place,
                        "a form in parts that does not say which, is not supported",
                        "describe its parts as `properties`",
                    )
                    .avoidable(),
                );
                return (None, None);
            }
            BodyContent::Fields
        }
        Kind::Text => BodyContent::Text,
        Kind::Bytes | Kind::Unsupported => BodyContent::Bytes,
        Kind::Json => BodyContent::Json,
        Kind::Xml => BodyContent::Xml,
    };
    let (content, document) = match (content, schema) {
        (BodyContent::Xml, Some(schema)) => whole::document(types, schema, hint),
        (BodyContent::Xml, None) => (BodyContent::Text, None),
        (content, _) => (content, None),
    };
    let ty = match (content, schema) {
        (BodyContent::Text, _) => Type::Scalar(Scalar::String),
        (BodyContent::Bytes, _) => Type::Any,
        (BodyContent::Xml, _) => document.unwrap_or(Type::Any),
        (BodyContent::Json | BodyContent::Fields, Some(schema)) => {
            let ty = types.type_of(schema, &hint.with_suffix("Request"));
            whole::json(types, ty, schema)
        }
        (BodyContent::Json | BodyContent::Fields, None) => {
            types.diagnostics.push(no_schema(written.place));
            return (None, None);
        }
    };
    let media_types = choices(parameters, media_types, content, written.place);
    let merges = patches::is_merge_patch(&media_types);
    let body = Body {
        ty: match ty {
            ty if merges => patches::removing(whole::not_null(ty)),
            ty if content == BodyContent::Fields => whole::not_null(ty),
            ty => ty,
        },
        media_types,
        content,
        required: written.required,
        docs: Docs {
            summary: None,
            description: written.description.map(str::to_owned),
            place: Some(written.place.clone()),
        },
    };
    (Some(body), None)
}

/// What is sent: the first JSON media type or, without one, the first that can be; all that are sent in the same way; and the
/// schema of the first.
fn chosen<'a>(
    types: &mut Types<'a>,
    written: &Written<'a>,
) -> Option<(Kind, Vec<String>, Option<&'a Schema>)> {
    let kinds: Vec<Kind> = written
        .content
        .iter()
        .map(|(media_type, _)| kind(media_type))
        .collect();
    let first = kinds.iter().position(|kind| *kind == Kind::Json);
    let first = first.or_else(|| kinds.iter().position(|kind| *kind != Kind::Unsupported));
    let Some((kind, (_, schema))) = first.and_then(|at| kinds.get(at).zip(written.content.get(at))) else {
        let listed: Vec<&str> = written
            .content
            .iter()
            .map(|(media_type, _)| *media_type)
            .collect();
        types.diagnostics.push(
            Diagnostic::at(
                written.place,
                format!("a body of type {} is not supported", listed.join(", ")),
                "JSON, XML, text, bytes and forms are sent; add `application/json`, or add support for this type to the generator",
            )
            .avoidable(),
        );
        return None;
    };
    let others = written.content.iter().zip(&kinds);
    let others = others.filter(|(_, other)| *other != kind);
    not_taken::body(
        types,
        written.place,
        others.map(|((media_type, _), _)| *media_type),
    );
    let mut media_types: Vec<String> = Vec::new();
    let of_kind = written
        .content
        .iter()
        .zip(&kinds)
        .filter(|(_, other)| *other == kind);
    for ((media_type, _), _) in of_kind {
        // Of ranges such as `image/*` there is no default but bytes.
        let concrete = if media_type.contains('*') {
            "application/octet-stream"
        } else {
            media_type
        };
        if !media_types.iter().any(|other| other == concrete) {
            media_types.push(concrete.to_owned());
        }
    }
    Some((*kind, media_types, *schema))
}

/// The media types that the body may be of. Where there are several, callers get the choice, by an option or by the parameter
/// that the description has for it; a patch is always one.
fn choices(
    parameters: &mut Parameters<'_>,
    mut media_types: Vec<String>,
    content: BodyContent,
    place: &Place,
) -> Vec<String> {
    constant_media_type(parameters, &mut media_types);
    let patch = media_types
        .iter()
        .any(|media_type| essence(media_type).contains("merge-patch"));
    if !patch && content != BodyContent::Fields {
        let choice = undeclared::media_types(&media_types, &parameters.all, place);
        parameters.all.extend(choice);
    }
    media_types
}

fn no_schema(place: &Place) -> Diagnostic {
    Diagnostic::at(place, "the body has no schema", "add `schema`")
}

/// A header parameter `Content-Type` that can have only one value is the media type of the body.
fn constant_media_type(parameters: &mut Parameters<'_>, media_types: &mut Vec<String>) {
    let is_constant = |parameter: &openapi_client_model::api::Parameter| {
        parameter.location == Location::Header && parameter.wire.eq_ignore_ascii_case("content-type")
    };
    let found = parameters.all.iter().position(is_constant);
    if let Some(at) = found
        && let Some(constant) = parameters
            .all
            .get(at)
            .and_then(|parameter| parameter.constant.clone())
    {
        parameters.all.remove(at);
        *media_types = vec![constant];
    }
}

fn written<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    parameters: &Parameters<'a>,
) -> Option<Written<'a>> {
    if let Some(parameter) = parameters.body {
        let media_types: Vec<&str> = if operation.consumes.is_empty() {
            vec!["application/json"]
        } else {
            operation.consumes.iter().map(String::as_str).collect()
        };
        return Some(Written {
            place: &parameter.place,
            required: parameter.required,
            description: parameter.description.as_deref(),
            content: media_types
                .into_iter()
                .map(|media_type| (media_type, Some(&parameter.schema)))
                .collect(),
            encodings: &[],
        });
    }
    match types.bundle.request_body(operation.body.as_ref()?) {
        Ok(body) => Some(Written {
            place: &body.place,
            required: body.required,
            description: body.description.as_deref(),
            content: body
                .content
                .iter()
                .map(|(media_type, schema)| (media_type.as_str(), schema.as_ref()))
                .collect(),
            encodings: &body.encodings,
        }),
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            None
        }
    }
}

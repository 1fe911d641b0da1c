//! Bodies: what a call sends, and what holds of every body as a whole.

use openapi_client_model::{
    api::{Body, Docs, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, Schema, is_json},
};

use super::types::Types;

pub(super) fn body<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    parameter: Option<&'a document::Parameter>,
    hint: &Ident,
) -> Option<Body> {
    let (place, required, description, media_types, schema) = if let Some(parameter) = parameter {
        let media_types = if written.consumes.is_empty() {
            vec!["application/json".to_owned()]
        } else {
            written.consumes.clone()
        };
        (
            &parameter.place,
            parameter.required,
            &parameter.description,
            media_types,
            Some(&parameter.schema),
        )
    } else {
        let body = match types.bundle.request_body(written.body.as_ref()?) {
            Ok(body) => body,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                return None;
            }
        };
        let media_types = body
            .content
            .iter()
            .map(|(media_type, _)| media_type.clone())
            .collect();
        let schema = body
            .content
            .iter()
            .find(|(media_type, _)| is_json(media_type))
            .and_then(|(_, schema)| schema.as_ref());
        (&body.place, body.required, &body.description, media_types, schema)
    };
    let mut media_types: Vec<String> = media_types;
    // The first one is sent, and it must be JSON.
    if let Some(first) = media_types.iter().position(|media_type| is_json(media_type)) {
        let json = media_types.remove(first);
        media_types.insert(0, json);
    } else {
        types.diagnostics.push(
            Diagnostic::at(
                place,
                format!("a body of type {} is not supported", media_types.join(", ")),
                "only JSON bodies are sent; add `application/json`, or teach the generator",
            )
            .avoidable(),
        );
        return None;
    }
    let Some(schema) = schema else {
        types
            .diagnostics
            .push(Diagnostic::at(place, "the body has no schema", "add `schema`"));
        return None;
    };
    let ty = types.type_of(schema, &hint.with_suffix("Request"));
    check_whole(types, &ty, schema);
    let docs = Docs {
        summary: None,
        description: description.clone(),
        place: Some(place.clone()),
    };
    Some(Body {
        media_types,
        ty,
        required,
        docs,
    })
}

/// Reports a whole body that generated code would not write or read as the service does.
pub(super) fn check_whole(types: &mut Types<'_>, ty: &Type, schema: &Schema) {
    if matches!(ty.innermost(), Type::Scalar(scalar) if !scalar.is_plain()) {
        types.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                "a body that is only a date or bytes, or a list or map of them, is not supported",
                "put it into a property of an object, or take the format out to have it as text",
            )
            .avoidable(),
        );
    }
    if schema.nullable {
        types.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                "a body that may be `null` as a whole is not supported",
                "take `nullable` out when `null` is never sent here, or teach the generator",
            )
            .avoidable(),
        );
    }
}

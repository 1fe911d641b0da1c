//! The calls: parameters, body, what success is and holds, and how a listing goes on.

use std::collections::{BTreeMap, HashMap};

use openapi_client_model::{
    api::{Body, Docs, Operation, Type},
    names::{Case, Ident, split_operation_id},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, Location, OrRef, Schema, is_json},
};

use super::{paging::paging, parameters, types::Types};

/// Every operation of the entry document.
pub(super) fn operations(types: &mut Types<'_>) -> Vec<Operation> {
    let entry = types.bundle.entry();
    let mut operations: Vec<Operation> = Vec::new();
    let mut ids = HashMap::new();
    for written in &entry.operations {
        let Some(id) = &written.id else {
            types.diagnostics.push(Diagnostic::at(
                &written.place,
                "operation has no `operationId`",
                "add one; it names the method and, before a `_`, the client",
            ));
            continue;
        };
        let first = *ids.entry(id).or_insert(operations.len());
        if let Some(other) = operations.get(first) {
            types.diagnostics.push(Diagnostic::at(
                &written.place.join("operationId"),
                format!("`{id}` is also the id of {} {}", other.method, other.path),
                "an `operationId` must be unique",
            ));
        }
        operations.push(operation(types, written, id));
    }
    operations
}

fn operation<'a>(types: &mut Types<'a>, written: &'a document::Operation, id: &str) -> Operation {
    let (_, plain) = split_operation_id(id);
    let entry = types.service.operations.get(id);
    if entry.is_some() {
        types.used.insert(("operations", id.to_owned()));
    }
    let given = entry.and_then(|entry| entry.method.as_deref());
    let name = types.ident_or(given, plain, Case::Value, &written.place.join("operationId"));
    let hint = Ident::parse(id, Case::Type).unwrap_or_else(|| name.to_case(Case::Type));
    let parameters = parameters::parameters(types, written, &hint);
    let body = body(types, written, parameters.body, &hint);
    let mut responses = responses(types, written, &hint);
    if let Some(schema) = entry.and_then(|entry| entry.result.as_deref()) {
        responses.result = types.named_in_entry(schema, &written.place);
    }
    let paging = written
        .pageable
        .as_ref()
        .and_then(|pageable| paging(types, pageable, &responses));
    Operation {
        id: id.to_owned(),
        name,
        method: written.method.clone(),
        path: written.path.clone(),
        parameters: parameters.parameters,
        held: Vec::new(),
        version_parameter: parameters.version,
        body,
        success: responses.success,
        result: responses.result,
        errors: responses.errors,
        paging,
        deprecated: written.deprecated,
        docs: Docs {
            summary: written.summary.clone(),
            description: written.description.clone(),
            place: Some(written.place.clone()),
        },
    }
}

fn body<'a>(
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
        types.diagnostics.push(Diagnostic::at(
            place,
            format!("a body of type {} is not supported", media_types.join(", ")),
            "only JSON bodies are sent; add `application/json`, or teach the generator",
        ));
        return None;
    }
    let Some(schema) = schema else {
        types
            .diagnostics
            .push(Diagnostic::at(place, "the body has no schema", "add `schema`"));
        return None;
    };
    let ty = types.of(schema, &suffixed(hint, "Request"));
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
fn check_whole(types: &mut Types<'_>, ty: &Type, schema: &Schema) {
    if matches!(ty.innermost(), Type::Scalar(scalar) if !scalar.is_plain()) {
        types.diagnostics.push(Diagnostic::at(
            &schema.place,
            "a body that is only a date, or a list or map of dates, is not supported",
            "put it into a property of an object, or take the format out to have it as text",
        ));
    }
    if schema.nullable {
        types.diagnostics.push(Diagnostic::at(
            &schema.place,
            "a body that may be `null` as a whole is not supported",
            "take `nullable` out when `null` is never sent here, or teach the generator",
        ));
    }
}

/// What the responses of an operation come to.
#[derive(Default)]
pub(super) struct Responses<'a> {
    success: Vec<u16>,
    pub(super) result: Option<Type>,
    pub(super) schema: Option<&'a Schema>,
    errors: BTreeMap<String, Option<String>>,
}

fn responses<'a>(types: &mut Types<'a>, written: &'a document::Operation, hint: &Ident) -> Responses<'a> {
    let mut found = Responses::default();
    let mut first: Option<(&str, Option<Type>)> = None;
    // What a broken reference would have been is not known.
    let mut whole = true;
    for (status, response) in &written.responses {
        let resolved = match types.bundle.response(response) {
            Ok(response) => response,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                whole = false;
                continue;
            }
        };
        let place = match response {
            OrRef::Here(response) => &response.place,
            OrRef::Ref(reference) => &reference.place,
        };
        let code = status
            .parse::<u16>()
            .ok()
            .filter(|code| (100..600).contains(code));
        if code.is_none() && status != "default" {
            types.diagnostics.push(Diagnostic::at(
                place,
                format!("`{status}` is no status code"),
                "write a code such as `200`, or `default` for every other one; ranges such as `2XX` are not supported",
            ));
        }
        match code {
            Some(code) if (200..300).contains(&code) && !resolved.error => {
                let ty = resolved.schema.as_ref().map(|schema| {
                    let ty = types.of(schema, &suffixed(hint, "Result"));
                    check_whole(types, &ty, schema);
                    ty
                });
                if resolved.schema.is_some() {
                    check_produced(types, written, resolved, place);
                }
                found.success.push(code);
                match &first {
                    Some((other, earlier)) if *earlier != ty => types.diagnostics.push(Diagnostic::at(
                        place,
                        format!("the statuses {other} and {status} are both a success with different bodies, which is not supported"),
                        "describe one body for both, or teach the generator",
                    )),
                    Some(_) => {}
                    None => {
                        first = Some((status, ty.clone()));
                        found.result = ty;
                        found.schema = resolved.schema.as_ref();
                    }
                }
            }
            _ => {
                let error = resolved
                    .schema
                    .as_ref()
                    .and_then(|schema| schema.reference.as_ref());
                let name = error
                    .and_then(|reference| types.follow(reference))
                    .map(|((_, name), _)| name.to_owned());
                found.errors.insert(status.clone(), name);
            }
        }
    }
    if found.success.is_empty() && whole {
        types.diagnostics.push(Diagnostic::at(
            &written.place,
            "the operation has no response that means success",
            "declare a status from 200 to 299",
        ));
    }
    found.success.sort_unstable();
    found
}

/// Reports an answer of Swagger 2.0 that is not JSON; in OpenAPI 3 it is reported where its type stands.
fn check_produced(
    types: &mut Types<'_>,
    written: &document::Operation,
    response: &document::Response,
    place: &Place,
) {
    // JSON is what the client asks for, so one that fits is enough.
    let json = |media_type: &String| is_json(media_type) || is_any(media_type);
    if response.media_types.is_empty() && !written.produces.is_empty() && !written.produces.iter().any(json) {
        types.diagnostics.push(Diagnostic::at(
            place,
            format!(
                "an answer of type `{}` is not supported",
                written.produces.join("`, `")
            ),
            "only JSON bodies are read; add `application/json` to `produces`, or teach the generator",
        ));
    }
}

/// Whether a media type is a range that JSON is in.
fn is_any(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    matches!(essence, "*/*" | "application/*")
}

fn suffixed(hint: &Ident, suffix: &str) -> Ident {
    Ident::parse(&format!("{} {suffix}", hint.bare()), Case::Type).unwrap_or_else(|| hint.clone())
}

/// Whether a parameter goes into the path.
pub(super) fn in_path(location: Location) -> bool {
    location == Location::Path
}

//! Responses: which statuses mean success, what a success holds, and what failures hold.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, OrRef, Schema, is_json},
};

use super::{bodies::check_whole, types::Types};

/// What the responses of an operation come to.
#[derive(Default)]
pub(super) struct Responses<'a> {
    pub(super) success: Vec<u16>,
    /// What a success holds.
    pub(super) answer: Answer,
    /// Its schema, where it has one.
    pub(super) schema: Option<&'a Schema>,
    pub(super) errors: BTreeMap<String, Option<String>>,
}

/// Reads the responses of an operation.
pub(super) fn responses<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    hint: &Ident,
) -> Responses<'a> {
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
                format!("`{status}` is not a status code"),
                "write a code such as `200`, or `default` for every other one; ranges such as `2XX` are not supported",
            ).avoidable());
        }
        match code {
            Some(code) if (200..300).contains(&code) && !resolved.error => {
                let ty = resolved.schema.as_ref().map(|schema| {
                    let ty = types.type_of(schema, &hint.with_suffix("Result"));
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
                    ).avoidable()),
                    Some(_) => {}
                    None => {
                        first = Some((status, ty.clone()));
                        found.answer = ty.into();
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
        types.diagnostics.push(
            Diagnostic::at(
                &written.place,
                "the operation has no response that means success",
                "declare a status from 200 to 299",
            )
            .avoidable(),
        );
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
        types.diagnostics.push(
            Diagnostic::at(
                place,
                format!(
                    "an answer of type `{}` is not supported",
                    written.produces.join("`, `")
                ),
                "only JSON bodies are read; add `application/json` to `produces`, or teach the generator",
            )
            .avoidable(),
        );
    }
}

/// Whether a media type is a range that JSON is in.
fn is_any(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    matches!(essence, "*/*" | "application/*")
}

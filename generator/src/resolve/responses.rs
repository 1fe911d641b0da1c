//! Responses: which statuses mean success, what a success holds, and what failures hold.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Content, Status, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, OrRef, Response, Schema, is_json},
};

use super::{bodies::check_whole, long_running, types::Types};

/// What the responses of an operation come to.
#[derive(Default)]
pub(super) struct Responses<'a> {
    pub(super) success: Vec<Status>,
    /// What a success holds.
    pub(super) answer: Answer,
    /// Its schema, where it has one.
    pub(super) schema: Option<&'a Schema>,
    pub(super) errors: BTreeMap<String, Option<String>>,
}

/// A response with its status as written.
pub(super) struct Declared<'a> {
    written: &'a str,
    /// `None` for `default`.
    status: Option<Status>,
    pub(super) response: &'a Response,
    place: &'a Place,
}

/// Reads the responses of an operation.
pub(super) fn responses<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    hint: &Ident,
) -> Responses<'a> {
    // What a broken reference would have been is not known.
    let (declared, whole) = declared(types, written);
    let (success, errors) = successes(declared);
    let mut found = Responses::default();
    for error in errors {
        let reference = error.response.schema.as_ref();
        let reference = reference.and_then(|schema| schema.reference.as_ref());
        let name = reference
            .and_then(|reference| types.follow(reference))
            .map(|((_, name), _)| name.to_owned());
        found.errors.insert(error.written.to_owned(), name);
    }
    if success.is_empty() && whole {
        types.diagnostics.push(
            Diagnostic::at(
                &written.place,
                "the operation has no response that means success",
                "declare a status from 200 to 299",
            )
            .avoidable(),
        );
    }
    if let Some(mark) = &written.long_running {
        long_running::result(types, mark, (written, &success), hint, &mut found);
        found.success.sort_unstable();
        return found;
    }
    let mut empty = Vec::new();
    let mut first: Option<(&Declared<'_>, Type)> = None;
    for (status, response) in &success {
        found.success.push(*status);
        let Some((schema, ty)) = content(types, (written, response), hint) else {
            empty.push(*status);
            continue;
        };
        match &first {
            Some((other, earlier)) if *earlier != ty => types.diagnostics.push(
                Diagnostic::at(
                    response.place,
                    format!(
                        "the statuses {} and {} are both a success with different bodies, which is not supported",
                        other.written, response.written
                    ),
                    "describe one body for both, or teach the generator",
                )
                .avoidable(),
            ),
            Some(_) => {}
            None => {
                found.schema = Some(schema);
                first = Some((response, ty));
            }
        }
    }
    found.success.sort_unstable();
    empty.sort_unstable();
    found.answer = match first.map(|(_, ty)| Content::Json(ty)) {
        None => Answer::Empty,
        Some(content) if empty.is_empty() => Answer::One(content),
        Some(content) => Answer::Optional { content, empty },
    };
    found
}

/// The body of a response: its schema and its type.
pub(super) fn content<'a>(
    types: &mut Types<'a>,
    (written, response): (&document::Operation, &Declared<'a>),
    hint: &Ident,
) -> Option<(&'a Schema, Type)> {
    let schema = response.response.schema.as_ref()?;
    check_produced(types, written, response);
    let ty = types.type_of(schema, &hint.with_suffix("Result"));
    check_whole(types, &ty, schema);
    Some((schema, ty))
}

/// The responses that can be followed, and whether those are all.
fn declared<'a>(types: &mut Types<'a>, written: &'a document::Operation) -> (Vec<Declared<'a>>, bool) {
    let mut all = Vec::new();
    let mut whole = true;
    for (text, response) in &written.responses {
        let place = match response {
            OrRef::Here(response) => &response.place,
            OrRef::Ref(reference) => &reference.place,
        };
        let response = match types.bundle.response(response) {
            Ok(response) => response,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                whole = false;
                continue;
            }
        };
        let status = Status::parse(text);
        if status.is_none() && text != "default" {
            types.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!("`{text}` is not a status code"),
                    "write a code such as `200`, a range such as `2XX`, or `default` for every other one",
                )
                .avoidable(),
            );
            continue;
        }
        all.push(Declared {
            written: text,
            status,
            response,
            place,
        });
    }
    (all, whole)
}

/// The responses that mean success, with their statuses, and the others.
///
/// A redirect is a success, too, because it is not followed: where there is no other, or where it has no body, which would be
/// that of an error. `304 Not Modified` is not, because only who asks for it gets it. The response `default` is a success when
/// it is the only one that can be.
fn successes(declared: Vec<Declared<'_>>) -> (Vec<(Status, Declared<'_>)>, Vec<Declared<'_>>) {
    let success = |one: &Declared<'_>| {
        one.status
            .filter(|status| status.is_success() && !one.response.error)
    };
    let none = !declared.iter().any(|one| success(one).is_some());
    let redirect = |one: &Declared<'_>| {
        let code = one.status.filter(|status| match status {
            Status::Code(code) => (300..400).contains(code) && *code != 304,
            Status::Range(_) => false,
        });
        code.filter(|_| !one.response.error && (none || one.response.schema.is_none()))
    };
    let none = none && !declared.iter().any(|one| redirect(one).is_some());
    let otherwise = |one: &Declared<'_>| {
        let rest = none && one.status.is_none() && !one.response.error;
        rest.then_some(Status::Range(2))
    };
    let (mut successes, mut others) = (Vec::new(), Vec::new());
    for one in declared {
        match success(&one)
            .or_else(|| redirect(&one))
            .or_else(|| otherwise(&one))
        {
            Some(status) => successes.push((status, one)),
            None => others.push(one),
        }
    }
    (successes, others)
}

/// Reports an answer of Swagger 2.0 that is not JSON; in OpenAPI 3 it is reported where its type stands.
fn check_produced(types: &mut Types<'_>, written: &document::Operation, response: &Declared<'_>) {
    // JSON is what the client asks for, so one that fits is enough.
    let json = |media_type: &String| is_json(media_type) || is_any(media_type);
    if response.response.media_types.is_empty()
        && !written.produces.is_empty()
        && !written.produces.iter().any(json)
    {
        types.diagnostics.push(
            Diagnostic::at(
                response.place,
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

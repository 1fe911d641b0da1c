//! Responses: the success statuses, the content of a success, and the content of errors.

use openapi_client_model::{
    api::{Answer, Content, Docs, Outcome, Status},
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, MediaKind, OrRef, Schema, media_kind},
    walk::no_response,
};

use super::{
    answer_headers, contents,
    declared::{Declared, Responses},
    errors, long_running,
    types::Types,
};

/// Reads the responses of an operation.
pub(super) fn responses<'a>(
    types: &mut Types<'a>,
    written: &'a document::Operation,
    hint: &Ident,
) -> Responses<'a> {
    // The meaning of a broken reference or status is not known.
    let (declared, whole) = declared(types, written);
    let head = written.method == "HEAD";
    let (success, others) = successes(declared);
    let mut found = Responses::default();
    if success.is_empty() && whole {
        let message = "the operation has no success response";
        let help =
            "declare a status from 200 to 299; without one, all of these count as a success without a body";
        types
            .diagnostics
            .push(Diagnostic::at(&written.place, message, help).warning());
        found.success.push(Status::Range(2));
    }
    found.errors = errors::errors(types, written, &others, hint);
    if let Some(mark) = &written.long_running {
        long_running::result(types, mark, (written, &success), hint, &mut found);
        found.success.sort_unstable();
        return found;
    }
    // Types that are written in place are named after the operation; if there are several, also after the status.
    let in_place = success.iter().filter(|(_, one)| one.is_in_place());
    let first = in_place.map(|(status, _)| *status).min();
    let mut bodies: Vec<(&Declared<'a>, Status, Option<contents::Found<'a>>)> = Vec::new();
    for (status, one) in &success {
        found.success.push(*status);
        let body = if head || without_body(types, *status, one) {
            None
        } else {
            let named = first.is_none_or(|first| *status <= first);
            let own = Ident::parse(&status.words(), Case::Type).filter(|_| !named);
            let own = own.map(|own| hint.with_suffix(own.bare()));
            let own = one.name().or(own);
            contents::content(types, written, one.response, own.as_ref().unwrap_or(hint))
        };
        bodies.push((one, *status, body));
    }
    found.success.sort_unstable();
    let answering: Vec<&Declared<'a>> = success.iter().map(|(_, one)| one).collect();
    found.headers = answer_headers::headers(types, &answering, hint);
    let absent = others
        .iter()
        .any(|one| one.status == Some(Status::Code(404)) && one.response.content.is_empty());
    let mut accept: Vec<&str> = Vec::new();
    for (_, _, body) in &bodies {
        for media_type in body.iter().flat_map(|body| &body.accept) {
            if !accept.contains(media_type) {
                accept.push(media_type);
            }
        }
        found.schema = found.schema.or(body.as_ref().and_then(|body| body.schema));
    }
    found.accept = accepted(accept, &others, &written.produces);
    found.answer = if head && absent && found.headers.is_empty() {
        Answer::Exists
    } else {
        answer(bodies)
    };
    found
}

/// Whether the status means that there is no body, whatever is described.
fn without_body(types: &mut Types<'_>, status: Status, one: &Declared<'_>) -> bool {
    let none = matches!(status, Status::Code(204 | 205));
    if none && one.response.schema().is_some() {
        let message = format!("a response with the status {status} has no body, and this one describes one");
        let help = "the client reads none; remove its content, or use another status";
        types
            .diagnostics
            .push(Diagnostic::at(one.place, message, help).warning());
    }
    none
}

/// The header `Accept`, if it is not just JSON: first the media types of a success, then those of errors.
fn accepted(mut accept: Vec<&str>, others: &[Declared<'_>], produces: &[String]) -> Option<String> {
    let plain = |media_type: &&str| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    };
    if accept.iter().any(plain) || accept.is_empty() {
        return None;
    }
    let written = |text: &&str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    accept.retain(written);
    let mut text = accept.join(", ");
    let is_xml = |media_type: &str| media_kind(media_type) == MediaKind::Xml;
    let has_xml = accept.iter().any(|media_type| is_xml(media_type));
    let in_json = |(media_type, schema): &(Option<String>, Option<Schema>)| {
        let xml = match media_type {
            Some(media_type) => is_xml(media_type),
            None => produces.iter().any(|media_type| is_xml(media_type)),
        };
        schema.is_some() && !(xml && has_xml)
    };
    let mut errors = others.iter().flat_map(|one| &one.response.content);
    if errors.any(in_json) && !accept.contains(&"*/*") {
        text.push_str(", application/json;q=0.1");
    }
    Some(text).filter(|_| !accept.is_empty())
}

/// The combined content of all success responses.
fn answer<'a>(bodies: Vec<(&Declared<'a>, Status, Option<contents::Found<'a>>)>) -> Answer {
    let mut empty = Vec::new();
    let mut full: Vec<&Content> = Vec::new();
    for (_, status, body) in &bodies {
        match body {
            Some(body) if full.contains(&&body.content) => {}
            Some(body) => full.push(&body.content),
            None => empty.push(*status),
        }
    }
    empty.sort_unstable();
    match full.as_slice() {
        [] => Answer::Empty,
        // The text of a response without a body is empty, and so is the stream.
        [content] if empty.is_empty() || content.is_stream() || **content == Content::Text => {
            Answer::One((*content).clone())
        }
        [content] => Answer::Optional {
            content: (*content).clone(),
            empty,
        },
        _ => {
            let mut outcomes: Vec<Outcome> = bodies
                .into_iter()
                .filter_map(|(one, status, body)| {
                    Some(Outcome {
                        status,
                        name: Ident::parse(&status.words(), Case::Type)?,
                        content: body.map(|body| body.content),
                        docs: Docs {
                            summary: None,
                            description: one.response.description.clone(),
                            place: Some(one.place.clone()),
                        },
                    })
                })
                .collect();
            outcomes.sort_by_key(|outcome| outcome.status);
            Answer::ByStatus(outcomes)
        }
    }
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
                types.diagnostics.push(no_response(text, diagnostic));
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
            whole = false;
            continue;
        }
        all.push(Declared {
            status,
            response,
            place,
        });
    }
    (all, whole)
}

/// The responses that mean success, with their statuses, and the others.
///
/// A redirect is a success too, because it is not followed: if there is no other success, or if it has no body (a body would be
/// that of an error). `304 Not Modified` is not a success, because only conditional requests get it. The response `default` is a
/// success if no other response can be one.
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
        code.filter(|_| !one.response.error && (none || one.response.content.is_empty()))
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

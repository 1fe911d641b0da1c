//! Compares what a pair of operations sends and receives: bodies, media types, statuses, headers.

use std::collections::BTreeSet;

use crate::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Response, Schema},
};

use super::{
    checks,
    finding::Direction,
    graph::Graph,
    operations::{Pair, media_types},
};

/// The body of a request, in whichever form the description has it.
pub(super) struct Body<'a> {
    pub place: &'a Place,
    pub required: bool,
    pub media_types: Vec<&'a str>,
    pub schema: Option<&'a Schema>,
    pub description: Option<&'a str>,
}

pub(super) fn body<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Option<Body<'a>> {
    if let Some(body) = &operation.body {
        let body = bundle.request_body(body).ok()?;
        return Some(Body {
            place: &body.place,
            required: body.required,
            media_types: body
                .content
                .iter()
                .map(|(media_type, _)| media_type.as_str())
                .collect(),
            schema: body.content.iter().find_map(|(_, schema)| schema.as_ref()),
            description: body.description.as_deref(),
        });
    }
    let parameters = operation
        .parameters
        .iter()
        .filter_map(|parameter| bundle.parameter(parameter).ok());
    let parameter = parameters
        .into_iter()
        .find(|parameter| parameter.location == Location::Body)?;
    let consumes = if operation.consumes.is_empty() {
        vec!["application/json"]
    } else {
        operation.consumes.iter().map(String::as_str).collect()
    };
    Some(Body {
        place: &parameter.place,
        required: parameter.required,
        media_types: consumes,
        schema: Some(&parameter.schema),
        description: parameter.description.as_deref(),
    })
}

pub(super) fn request<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let subject = &pair.subject;
    match (body(graph.old, pair.old), body(graph.new, pair.new)) {
        (None, None) => {}
        (Some(old), None) => {
            let message = format!("{subject} takes no body any more");
            pair.report_at(
                graph,
                &checks::BODY_REMOVED,
                Direction::REQUEST,
                (old.place, &pair.new.place),
                message,
            );
        }
        (None, Some(new)) => {
            let check = if new.required {
                &checks::REQUIRED_BODY_ADDED
            } else {
                &checks::BODY_ADDED
            };
            pair.report_at(
                graph,
                check,
                Direction::REQUEST,
                (&pair.old.place, new.place),
                format!("{subject} takes a body"),
            );
        }
        (Some(old), Some(new)) => {
            graph.docs(old.description, new.description);
            let places = (old.place, new.place);
            match (old.required, new.required) {
                (false, true) => pair.report_at(
                    graph,
                    &checks::BODY_BECAME_REQUIRED,
                    Direction::REQUEST,
                    places,
                    format!("the body of {subject} is required"),
                ),
                (true, false) => pair.report_at(
                    graph,
                    &checks::BODY_BECAME_OPTIONAL,
                    Direction::REQUEST,
                    places,
                    format!("the body of {subject} may be left out"),
                ),
                _ => {}
            }
            for media_type in old
                .media_types
                .iter()
                .filter(|media_type| !new.media_types.contains(media_type))
            {
                pair.report_at(
                    graph,
                    &checks::REQUEST_MEDIA_REMOVED,
                    Direction::REQUEST,
                    places,
                    format!("{subject} takes no `{media_type}` any more"),
                );
            }
            for media_type in new
                .media_types
                .iter()
                .filter(|media_type| !old.media_types.contains(media_type))
            {
                pair.report_at(
                    graph,
                    &checks::REQUEST_MEDIA_ADDED,
                    Direction::REQUEST,
                    places,
                    format!("{subject} takes `{media_type}`"),
                );
            }
            if let (Some(before), Some(after)) = (old.schema, new.schema) {
                graph.lead(
                    pair.node,
                    before,
                    after,
                    Direction::REQUEST,
                    &format!("the body of {subject}"),
                );
            }
        }
    }
}

type Answers<'a> = Vec<(&'a str, &'a Response)>;

/// The declared answers: those that mean success, and the others.
fn answers<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> (Answers<'a>, Answers<'a>) {
    operation
        .responses
        .iter()
        .filter_map(|(status, response)| Some((status.as_str(), bundle.response(response).ok()?)))
        .partition(|(status, response)| status.starts_with('2') && !response.error)
}

pub(super) fn responses<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let (old_success, old_errors) = answers(graph.old, pair.old);
    let (new_success, new_errors) = answers(graph.new, pair.new);
    let same = |list: &Answers<'a>, status: &str| {
        list.iter()
            .find(|(other, _)| *other == status)
            .map(|(_, response)| *response)
    };
    let gone: Answers<'a> = old_success
        .iter()
        .filter(|(status, _)| same(&new_success, status).is_none())
        .copied()
        .collect();
    let come: Answers<'a> = new_success
        .iter()
        .filter(|(status, _)| same(&old_success, status).is_none())
        .copied()
        .collect();
    let subject = &pair.subject;
    for (status, old) in &old_success {
        if let Some(new) = same(&new_success, status) {
            answer(graph, pair, old, new, &format!("the answer of {subject}"));
        }
    }
    if let ([(before, old)], [(after, new)]) = (gone.as_slice(), come.as_slice()) {
        let message = format!("{subject} answered {before} and answers {after}");
        pair.report_at(
            graph,
            &checks::SUCCESS_CHANGED,
            Direction::RESPONSE,
            (&old.place, &new.place),
            message,
        );
        answer(graph, pair, old, new, &format!("the answer of {subject}"));
    } else {
        for (status, old) in &gone {
            let message = format!("{subject} does not answer {status} any more");
            pair.report_at(
                graph,
                &checks::SUCCESS_REMOVED,
                Direction::RESPONSE,
                (&old.place, &pair.new.place),
                message,
            );
        }
        for (status, new) in &come {
            let message = format!("{subject} may answer {status}");
            pair.report_at(
                graph,
                &checks::SUCCESS_ADDED,
                Direction::RESPONSE,
                (&pair.old.place, &new.place),
                message,
            );
        }
    }
    for (status, old) in &old_errors {
        match same(&new_errors, status) {
            Some(new) => answer(
                graph,
                pair,
                old,
                new,
                &format!("the failure {status} of {subject}"),
            ),
            None => {
                let message = format!("{subject} does not declare the failure {status} any more");
                pair.report_at(
                    graph,
                    &checks::ERROR_STATUS_REMOVED,
                    Direction::RESPONSE,
                    (&old.place, &pair.new.place),
                    message,
                );
            }
        }
    }
    for (status, new) in &new_errors {
        if same(&old_errors, status).is_none() {
            let message = format!("{subject} declares the failure {status}");
            pair.report_at(
                graph,
                &checks::ERROR_STATUS_ADDED,
                Direction::RESPONSE,
                (&pair.old.place, &new.place),
                message,
            );
        }
    }
}

fn answer<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, old: &'a Response, new: &'a Response, subject: &str) {
    graph.docs(old.description.as_deref(), new.description.as_deref());
    let places = (&old.place, &new.place);
    let ways = Direction::RESPONSE;
    match (&old.schema, &new.schema) {
        (None, None) => {}
        (Some(_), None) => pair.report_at(
            graph,
            &checks::RESPONSE_BODY_REMOVED,
            ways,
            places,
            format!("{subject} has no body any more"),
        ),
        (None, Some(_)) => pair.report_at(
            graph,
            &checks::RESPONSE_BODY_ADDED,
            ways,
            places,
            format!("{subject} has a body"),
        ),
        (Some(before), Some(after)) => {
            let (was, is) = (media_types(pair.old, old), media_types(pair.new, new));
            for media_type in was.difference(&is) {
                pair.report_at(
                    graph,
                    &checks::RESPONSE_MEDIA_REMOVED,
                    ways,
                    places,
                    format!("{subject} does not come as `{media_type}` any more"),
                );
            }
            for media_type in is.difference(&was) {
                pair.report_at(
                    graph,
                    &checks::RESPONSE_MEDIA_ADDED,
                    ways,
                    places,
                    format!("{subject} may come as `{media_type}`"),
                );
            }
            graph.lead(pair.node, before, after, ways, subject);
        }
    }
    let names = |response: &Response| -> BTreeSet<String> {
        response
            .headers
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .collect()
    };
    let (was, is) = (names(old), names(new));
    for name in was.difference(&is) {
        pair.report_at(
            graph,
            &checks::HEADER_REMOVED,
            ways,
            places,
            format!("{subject} does not carry the header `{name}` any more"),
        );
    }
    for name in is.difference(&was) {
        pair.report_at(
            graph,
            &checks::HEADER_ADDED,
            ways,
            places,
            format!("{subject} carries the header `{name}`"),
        );
    }
}

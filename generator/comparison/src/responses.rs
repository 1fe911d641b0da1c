//! Compares the responses of a pair of operations: statuses, bodies and media types.

use std::collections::BTreeMap;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Operation, Response},
};

use super::{
    checks::{self, Check, Effect},
    contents::{self, Content},
    exchange,
    graph::Graph,
    headers,
    local_finding::{Label, LocalFinding},
    pair::OperationPair,
    residue::{self, keywords::RESPONSE},
    verdict::Direction,
};

type Responses<'a> = BTreeMap<&'a str, &'a Response>;

/// The declared responses by status: those that mean success, and the others.
fn declared_responses<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> (Responses<'a>, Responses<'a>) {
    operation
        .responses
        .iter()
        .filter_map(|(status, response)| Some((status.as_str(), bundle.response(response).ok()?)))
        .partition(|(status, response)| status.starts_with('2') && !response.error)
}

/// Where a response that operations share is listed.
fn shared_subject(status: &str) -> String {
    format!("response {status}")
}

/// A finding about a response that only one side has. Its place on the other side is the operation. For a response that
/// operations share, the message is about all of them.
fn one_sided(
    pair: &OperationPair<'_>,
    check: &'static Check,
    response: &Place,
    status: &str,
    (own_phrase, shared_phrase): (&str, &str),
) -> LocalFinding {
    let removed = check.effect == Effect::Removed;
    let is_own = if removed {
        pair.owns_old(response)
    } else {
        pair.owns_new(response)
    };
    let (subject, message) = if is_own {
        (
            pair.route.clone(),
            format!("{} {own_phrase} {status}", pair.route),
        )
    } else {
        (
            shared_subject(status),
            format!("the status {status} {shared_phrase}"),
        )
    };
    let (old, new) = if removed {
        (response, &pair.new.place)
    } else {
        (&pair.old.place, response)
    };
    let local = LocalFinding::new(check, old, new, &subject, message).with_directions(Direction::RESPONSE);
    let local = local.with_detail(status);
    if removed {
        local.only_in_old()
    } else {
        local.only_in_new()
    }
}

pub(super) fn compare_responses<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) {
    let (old_success, old_errors) = declared_responses(graph.old, pair.old);
    let (new_success, new_errors) = declared_responses(graph.new, pair.new);
    compare_successes(graph, pair, &old_success, &new_success);
    // With no success of its own, the default response is the one of a success.
    if let Some(old) = old_errors.get("default").filter(|_| old_success.is_empty()) {
        for (status, new) in &new_success {
            compare_response(graph, pair, (old, new), status, Meaning::Success);
        }
    }
    if let Some(new) = new_errors.get("default").filter(|_| new_success.is_empty()) {
        for (status, old) in &old_success {
            compare_response(graph, pair, (old, new), status, Meaning::Success);
        }
    }
    // An error status that is not declared has the default error response.
    for (status, old) in &old_errors {
        if let Some(new) = new_errors.get(status) {
            compare_response(graph, pair, (old, new), status, Meaning::Failure);
        } else if !new_success.contains_key(status) {
            if let Some(new) = stand_in(&new_errors, status) {
                compare_response(graph, pair, (old, new), status, Meaning::Failure);
            }
            let words = (
                "no longer declares the error status",
                "is no longer declared as an error",
            );
            let local = one_sided(pair, &checks::ERROR_STATUS_REMOVED, &old.place, status, words);
            graph.add_finding(pair.node, local);
        }
    }
    for (status, new) in &new_errors {
        if !old_errors.contains_key(status) && !old_success.contains_key(status) {
            if let Some(old) = stand_in(&old_errors, status) {
                compare_response(graph, pair, (old, new), status, Meaning::Failure);
            }
            let words = ("declares the error status", "is declared as an error");
            let local = one_sided(pair, &checks::ERROR_STATUS_ADDED, &new.place, status, words);
            graph.add_finding(pair.node, local);
        }
    }
}

/// The response that is declared for a status that has none of its own: the one of its range, such as `4XX`, or the default one.
fn stand_in<'a>(responses: &Responses<'a>, status: &str) -> Option<&'a Response> {
    let range = status.get(..1).map(|first| format!("{first}XX"));
    let of_range = responses.iter().find(|(other, _)| {
        range
            .as_ref()
            .is_some_and(|range| other.eq_ignore_ascii_case(range))
    });
    let found = of_range.map(|(_, response)| response);
    found.or_else(|| responses.get("default")).copied()
}

fn compare_successes<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    before: &Responses<'a>,
    after: &Responses<'a>,
) {
    for (status, old) in before {
        if let Some(new) = after.get(status) {
            compare_response(graph, pair, (old, new), status, Meaning::Success);
        }
    }
    let without = |list: &Responses<'a>, other: &Responses<'a>| -> Vec<(&'a str, &'a Response)> {
        let mut found: Vec<_> = list
            .iter()
            .map(|(status, response)| (*status, *response))
            .collect();
        found.retain(|(status, _)| !other.contains_key(status));
        found
    };
    let (removed, added) = (without(before, after), without(after, before));
    if let ([(was, old)], [(is, new)]) = (removed.as_slice(), added.as_slice()) {
        let (subject, message) = if pair.owns((&old.place, &new.place)) {
            let message = format!("{} returned the status {was} and returns {is}", pair.route);
            (pair.route.clone(), message)
        } else {
            let message = format!("the status {was} was returned, and now is {is}");
            (shared_subject(is), message)
        };
        let local = LocalFinding::new(
            &checks::SUCCESS_CHANGED,
            &old.place,
            &new.place,
            &subject,
            message,
        );
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::RESPONSE).with_detail(*is),
        );
        compare_response(graph, pair, (old, new), is, Meaning::Success);
        return;
    }
    for (status, old) in removed {
        let words = ("no longer returns the status", "is no longer returned");
        let local = one_sided(pair, &checks::SUCCESS_REMOVED, &old.place, status, words);
        graph.add_finding(pair.node, local);
    }
    for (status, new) in added {
        let words = ("may return the status", "may be returned");
        let local = one_sided(pair, &checks::SUCCESS_ADDED, &new.place, status, words);
        graph.add_finding(pair.node, local);
    }
}

/// What a status says.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Success,
    Failure,
}

/// Two responses, and their name in messages.
struct ResponsePair<'p, 'a> {
    pair: &'p OperationPair<'a>,
    old: &'a Response,
    new: &'a Response,
    label: Label,
}

impl ResponsePair<'_, '_> {
    fn report(&self, graph: &mut Graph<'_>, check: &'static Check, detail: &str, words: &str) {
        let message = format!("{} {words}", self.label.phrase);
        let local = LocalFinding::new(
            check,
            &self.old.place,
            &self.new.place,
            &self.label.subject,
            message,
        );
        graph.add_finding(
            self.pair.node,
            local.with_directions(Direction::RESPONSE).with_detail(detail),
        );
    }
}

fn compare_response<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    (old, new): (&'a Response, &'a Response),
    status: &str,
    meaning: Meaning,
) {
    let places = (&old.place, &new.place);
    let is_own = pair.owns(places);
    let phrase = match meaning {
        // An operation has few of them, and most have one.
        Meaning::Success if is_own => "the response".to_owned(),
        Meaning::Success => format!("the response {status}"),
        Meaning::Failure => format!("the error response {status}"),
    };
    graph.note_changed_docs(
        places,
        "response",
        (old.description.as_deref(), new.description.as_deref()),
    );
    let responses = ResponsePair {
        pair,
        old,
        new,
        label: pair.label(is_own, &phrase, shared_subject(status)),
    };
    match (exchange::has_body(old), exchange::has_body(new)) {
        (false, false) => {}
        (true, false) => {
            responses.report(graph, &checks::RESPONSE_BODY_REMOVED, "", "no longer has a body");
        }
        (false, true) => responses.report(graph, &checks::RESPONSE_BODY_ADDED, "", "has a body"),
        (true, true) => {
            let contents = (
                exchange::response_content(pair.old, old),
                exchange::response_content(pair.new, new),
            );
            compare_media_types(
                graph,
                &responses,
                &contents::pair((&contents.0, &contents.1), Direction::RESPONSE),
            );
            let contents = (contents.0.as_slice(), contents.1.as_slice());
            contents::compare_schemas(graph, pair.node, contents, Direction::RESPONSE, &responses.label);
        }
    }
    residue::compare_objects(graph, pair.node, &RESPONSE, places, &responses.label);
    headers::compare_headers(graph, pair.node, (old, new), &responses.label);
}

fn compare_media_types(
    graph: &mut Graph<'_>,
    responses: &ResponsePair<'_, '_>,
    paired: &contents::Paired<'_, '_>,
) {
    if let ([before], [after], []) = (
        paired.removed.as_slice(),
        paired.added.as_slice(),
        paired.both.as_slice(),
    ) {
        let words = format!("was `{}` and is `{}`", before.media_type, after.media_type);
        responses.report(graph, &checks::RESPONSE_MEDIA_CHANGED, &after.media_type, &words);
        return;
    }
    // A client that can read another media type asks for that.
    let check = if paired.both.is_empty() {
        &checks::RESPONSE_MEDIA_REMOVED
    } else {
        &checks::ALTERNATIVE_MEDIA_REMOVED
    };
    for Content { media_type, .. } in &paired.removed {
        let words = format!("can no longer be `{media_type}`");
        responses.report(graph, check, media_type, &words);
    }
    for Content { media_type, .. } in &paired.added {
        let words = format!("can also be `{media_type}`");
        responses.report(graph, &checks::RESPONSE_MEDIA_ADDED, media_type, &words);
    }
}

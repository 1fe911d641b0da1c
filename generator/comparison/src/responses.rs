//! Compares the responses of a pair of operations: statuses, bodies, media types and headers.

use std::collections::BTreeMap;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Header, Operation, Response},
};

use super::{
    checks::{self, Check, Effect},
    contents::{self, Content},
    exchange,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    pair::{OperationPair, shared_component},
    residue::{self, keywords::RESPONSE},
    uses,
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

/// A finding about a response that only one side has. Its place on the other side is the operation. For a response that
/// operations share, the message is about all of them.
fn one_sided(
    pair: &OperationPair<'_>,
    check: &'static Check,
    response: &Place,
    status: &str,
    (own_phrase, shared_phrase): (&str, &str),
) -> LocalFinding {
    let (subject, message) = match shared_component(response) {
        Some(name) => (
            format!("response {name}"),
            format!("the status {status} {shared_phrase}"),
        ),
        None => (
            pair.route.clone(),
            format!("{} {own_phrase} {status}", pair.route),
        ),
    };
    let removed = check.effect == Effect::Removed;
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
    // An error status that is not declared has the default error response.
    let default = |errors: &Responses<'a>| errors.get("default").copied();
    for (status, old) in &old_errors {
        let label = format!("the error response {status}");
        if let Some(new) = new_errors.get(status) {
            compare_response(graph, pair, old, new, &label);
        } else if !new_success.contains_key(status) {
            if let Some(new) = default(&new_errors) {
                compare_response(graph, pair, old, new, &label);
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
            if let Some(old) = default(&old_errors) {
                compare_response(graph, pair, old, new, &format!("the error response {status}"));
            }
            let words = ("declares the error status", "is declared as an error");
            let local = one_sided(pair, &checks::ERROR_STATUS_ADDED, &new.place, status, words);
            graph.add_finding(pair.node, local);
        }
    }
}

fn compare_successes<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    before: &Responses<'a>,
    after: &Responses<'a>,
) {
    for (status, old) in before {
        if let Some(new) = after.get(status) {
            compare_response(graph, pair, old, new, "the response");
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
        let message = format!("{} returned the status {was} and returns {is}", pair.route);
        let local = LocalFinding::new(
            &checks::SUCCESS_CHANGED,
            &old.place,
            &new.place,
            &pair.route,
            message,
        );
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::RESPONSE).with_detail(*is),
        );
        compare_response(graph, pair, old, new, "the response");
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
    old: &'a Response,
    new: &'a Response,
    own_phrase: &str,
) {
    let places = (&old.place, &new.place);
    graph.note_changed_docs(
        places,
        "response",
        (old.description.as_deref(), new.description.as_deref()),
    );
    let responses = ResponsePair {
        pair,
        old,
        new,
        label: pair.label(places, own_phrase, "response"),
    };
    match (old.schema(), new.schema()) {
        (None, None) => {}
        (Some(_), None) => {
            responses.report(graph, &checks::RESPONSE_BODY_REMOVED, "", "no longer has a body");
        }
        (None, Some(_)) => responses.report(graph, &checks::RESPONSE_BODY_ADDED, "", "has a body"),
        (Some(_), Some(_)) => {
            let contents = (
                exchange::response_content(pair.old, old),
                exchange::response_content(pair.new, new),
            );
            compare_media_types(graph, &responses, &contents::pair(&contents.0, &contents.1));
            let contents = (contents.0.as_slice(), contents.1.as_slice());
            contents::compare_schemas(graph, pair.node, contents, Direction::RESPONSE, &responses.label);
        }
    }
    residue::compare_objects(graph, pair.node, &RESPONSE, places, &responses.label);
    compare_headers(graph, &responses);
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

fn compare_headers<'a>(graph: &mut Graph<'a>, responses: &ResponsePair<'_, 'a>) {
    let list = |bundle: &Bundle<'a>, response: &'a Response| -> BTreeMap<String, &'a Header> {
        response
            .headers
            .iter()
            .filter_map(|(name, header)| Some((name.to_ascii_lowercase(), bundle.header(header).ok()?)))
            .collect()
    };
    let (before, after) = (list(graph.old, responses.old), list(graph.new, responses.new));
    for (name, old) in &before {
        let Some(new) = after.get(name) else {
            let check = if old.required {
                &checks::REQUIRED_HEADER_REMOVED
            } else {
                &checks::HEADER_REMOVED
            };
            let words = format!("no longer has the header `{name}`");
            responses.report(graph, check, name, &words);
            continue;
        };
        let places = (&old.place, &new.place);
        graph.note_changed_docs(
            places,
            "header",
            (old.description.as_deref(), new.description.as_deref()),
        );
        if old.required && !new.required {
            let words = format!("may lack the header `{name}`");
            responses.report(graph, &checks::HEADER_BECAME_OPTIONAL, name, &words);
        }
        let phrase = format!("the header `{name}` of {}", responses.label.phrase);
        let label = responses.pair.label(places, &phrase, "header");
        residue::compare_headers(graph, responses.pair.node, places, &label);
        if let (Some(before), Some(after)) = (&old.schema, &new.schema) {
            uses::compare_uses(
                graph,
                responses.pair.node,
                (before, after),
                Direction::RESPONSE,
                &label,
            );
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        let words = format!("has the header `{name}`");
        responses.report(graph, &checks::HEADER_ADDED, name, &words);
    }
}

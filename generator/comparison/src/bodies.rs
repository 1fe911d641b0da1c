//! Compares the request bodies of a pair of operations: presence, media types and schema.

use openapi_descriptions::diagnostic::Place;

use super::{
    checks::{self, Check},
    contents,
    exchange::{RequestBody, request_body},
    forms,
    graph::Graph,
    local_finding::LocalFinding,
    pair::OperationPair,
    residue::{self, keywords::REQUEST_BODY},
    verdict::Direction,
};

pub(super) fn compare_bodies<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) {
    let report = |check: &'static Check, (old, new): (&Place, &Place), words: &str| {
        let message = format!("{} {words}", pair.route);
        LocalFinding::new(check, old, new, &pair.route, message).with_directions(Direction::REQUEST)
    };
    match (
        request_body(graph.old, pair.old),
        request_body(graph.new, pair.new),
    ) {
        (None, None) => forms::compare_media_types_of_forms(graph, pair),
        _ if forms::compare_in_two_dialects(graph, pair) => {}
        (Some(old), None) => {
            let places = (old.place, &pair.new.place);
            let local = report(&checks::BODY_REMOVED, places, "no longer takes a request body");
            graph.add_finding(pair.node, local.only_in_old());
        }
        (None, Some(new)) => {
            let check = if new.required {
                &checks::REQUIRED_BODY_ADDED
            } else {
                &checks::BODY_ADDED
            };
            let local = report(check, (&pair.old.place, new.place), "takes a request body");
            graph.add_finding(pair.node, local.only_in_new());
        }
        (Some(old), Some(new)) => compare_kept_body(graph, pair, &old, &new),
    }
}

fn compare_kept_body<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    old: &RequestBody<'a>,
    new: &RequestBody<'a>,
) {
    let places = (old.place, new.place);
    graph.note_changed_docs(places, "body", (old.description, new.description));
    let label = pair.label(pair.owns(places), "the body", "request body".to_owned());
    let mut report = |check: &'static Check, detail: &str, message: String| {
        let local = LocalFinding::new(check, old.place, new.place, &label.subject, message);
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::REQUEST).with_detail(detail),
        );
    };
    match (old.required, new.required) {
        (false, true) => report(
            &checks::BODY_BECAME_REQUIRED,
            "",
            format!("{} is required", label.phrase),
        ),
        (true, false) => report(
            &checks::BODY_BECAME_OPTIONAL,
            "",
            format!("{} may be left out", label.phrase),
        ),
        _ => {}
    }
    let contents = (old.content.as_slice(), new.content.as_slice());
    contents::compare_request_types(
        &contents::pair(contents, Direction::REQUEST),
        &label.phrase,
        report,
    );
    if pair.old.body.is_some() && pair.new.body.is_some() {
        residue::compare_objects(graph, pair.node, &REQUEST_BODY, places, &label);
    } else {
        residue::compare_parameters(graph, pair.node, places, &label);
    }
    contents::compare_schemas(graph, pair.node, contents, Direction::REQUEST, &label);
}

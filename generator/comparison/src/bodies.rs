//! Compares the request bodies of a pair of operations: presence, media types and schema.

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation},
};

use super::{
    checks::{self, Check},
    contents::{self, Content},
    exchange::{self, RequestBody, request_body},
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
        (None, None) => compare_forms(graph, pair),
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
    compare_media_types(&contents::pair(contents.0, contents.1), &label.phrase, report);
    if pair.old.body.is_some() && pair.new.body.is_some() {
        residue::compare_objects(graph, pair.node, &REQUEST_BODY, places, &label);
    } else {
        residue::compare_parameters(graph, pair.node, places, &label);
    }
    contents::compare_schemas(graph, pair.node, contents, Direction::REQUEST, &label);
}

/// Compares the media types that a body may have.
fn compare_media_types(
    paired: &contents::Paired<'_, '_>,
    phrase: &str,
    mut report: impl FnMut(&'static Check, &str, String),
) {
    if let ([before], [after]) = (paired.removed.as_slice(), paired.added.as_slice()) {
        let message = format!(
            "{phrase} was `{}` and is `{}`",
            before.media_type, after.media_type
        );
        report(&checks::REQUEST_MEDIA_CHANGED, &after.media_type, message);
        return;
    }
    for Content { media_type, .. } in &paired.removed {
        let message = format!("{phrase} can no longer be `{media_type}`");
        report(&checks::REQUEST_MEDIA_REMOVED, media_type, message);
    }
    for Content { media_type, .. } in &paired.added {
        let message = format!("{phrase} can also be `{media_type}`");
        report(&checks::REQUEST_MEDIA_ADDED, media_type, message);
    }
}

/// Compares the media types of a form of Swagger 2.0, whose fields are parameters.
fn compare_forms(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let content = |bundle: &Bundle<'_>, operation: &Operation| -> Vec<Content<'static>> {
        let parameters = operation.parameters.iter();
        let mut parameters = parameters.filter_map(|parameter| bundle.parameter(parameter).ok());
        let is_form = parameters.any(|parameter| parameter.location == Location::Form);
        let media_types = exchange::media_types(&operation.consumes).filter(|_| is_form);
        media_types
            .map(|media_type| Content::of_operation(media_type, None))
            .collect()
    };
    let (old, new) = (content(graph.old, pair.old), content(graph.new, pair.new));
    if old.is_empty() || new.is_empty() {
        return;
    }
    let phrase = format!("the form of {}", pair.route);
    compare_media_types(&contents::pair(&old, &new), &phrase, |check, detail, message| {
        let places = (&pair.old.place, &pair.new.place);
        let local = LocalFinding::new(check, places.0, places.1, &pair.route, message);
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::REQUEST).with_detail(detail),
        );
    });
}

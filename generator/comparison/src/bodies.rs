//! Compares the request bodies of a pair of operations: presence, media types and schema.

use std::collections::BTreeSet;

use openapi_descriptions::{diagnostic::Place, document::Schema};

use super::{
    checks::{self, Check},
    exchange::{RequestBody, request_body},
    graph::Graph,
    local_finding::LocalFinding,
    pair::OperationPair,
    uses,
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
        (None, None) => {}
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

fn media_types<'b>(body: &'b RequestBody<'_>) -> BTreeSet<&'b str> {
    body.content
        .iter()
        .map(|(media_type, _)| media_type.as_str())
        .collect()
}

fn compare_kept_body<'a>(
    graph: &mut Graph<'a>,
    pair: &OperationPair<'a>,
    old: &RequestBody<'a>,
    new: &RequestBody<'a>,
) {
    let places = (old.place, new.place);
    graph.note_changed_docs(places, "body", (old.description, new.description));
    let label = pair.label(places, "the body", "body");
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
    let (was, is) = (media_types(old), media_types(new));
    let (removed, added): (Vec<&str>, Vec<&str>) = (
        was.difference(&is).copied().collect(),
        is.difference(&was).copied().collect(),
    );
    if let ([before], [after]) = (removed.as_slice(), added.as_slice()) {
        let message = format!("{} was `{before}` and is `{after}`", label.phrase);
        report(&checks::REQUEST_MEDIA_CHANGED, after, message);
    } else {
        for media_type in removed {
            let message = format!("{} can no longer be `{media_type}`", label.phrase);
            report(&checks::REQUEST_MEDIA_REMOVED, media_type, message);
        }
        for media_type in added {
            let message = format!("{} can also be `{media_type}`", label.phrase);
            report(&checks::REQUEST_MEDIA_ADDED, media_type, message);
        }
    }
    // Schemas are compared for each media type that both have. Without such a media type the first schemas are
    // compared.
    let mut schemas: Vec<(&Schema, &Schema)> = old
        .content
        .iter()
        .filter_map(|(media_type, before)| {
            let (_, after) = new.content.iter().find(|(other, _)| other == media_type)?;
            Some(((*before)?, (*after)?))
        })
        .collect();
    if was.is_disjoint(&is) {
        let first = |body: &RequestBody<'a>| body.content.iter().find_map(|(_, schema)| *schema);
        schemas.extend(first(old).zip(first(new)));
    }
    let mut seen = BTreeSet::new();
    schemas.retain(|(before, after)| seen.insert((&before.place, &after.place)));
    for (before, after) in schemas {
        uses::compare_uses(graph, pair.node, (before, after), Direction::REQUEST, &label);
    }
}

//! Compares what a pair of operations sends: whether there is a body, its media types, its schema.

use std::collections::BTreeSet;

use openapi_descriptions::{diagnostic::Place, document::Schema};

use super::{
    checks::{self, Check},
    exchange::{Body, body},
    graph::Graph,
    local::Local,
    pair::Pair,
    uses,
    verdict::Direction,
};

pub(super) fn compare<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let report = |check: &'static Check, (old, new): (&Place, &Place), words: &str| {
        let message = format!("{} {words}", pair.route);
        Local::new(check, old, new, &pair.route, message).on(Direction::REQUEST)
    };
    match (body(graph.old, pair.old), body(graph.new, pair.new)) {
        (None, None) => {}
        (Some(old), None) => {
            let places = (old.place, &pair.new.place);
            let local = report(&checks::BODY_REMOVED, places, "takes no body any more");
            graph.found(pair.node, local.only_old());
        }
        (None, Some(new)) => {
            let check = if new.required {
                &checks::REQUIRED_BODY_ADDED
            } else {
                &checks::BODY_ADDED
            };
            let local = report(check, (&pair.old.place, new.place), "takes a body");
            graph.found(pair.node, local.only_new());
        }
        (Some(old), Some(new)) => both(graph, pair, &old, &new),
    }
}

fn types<'b>(body: &'b Body<'_>) -> BTreeSet<&'b str> {
    body.content
        .iter()
        .map(|(media_type, _)| media_type.as_str())
        .collect()
}

fn both<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, old: &Body<'a>, new: &Body<'a>) {
    let places = (old.place, new.place);
    graph.docs(places, "body", (old.description, new.description));
    let named = pair.named(places, "the body", "body");
    let mut report = |check: &'static Check, detail: &str, message: String| {
        let local = Local::new(check, old.place, new.place, &named.group, message);
        graph.found(pair.node, local.on(Direction::REQUEST).about(detail));
    };
    match (old.required, new.required) {
        (false, true) => report(
            &checks::BODY_BECAME_REQUIRED,
            "",
            format!("{} is required", named.phrase),
        ),
        (true, false) => report(
            &checks::BODY_BECAME_OPTIONAL,
            "",
            format!("{} may be left out", named.phrase),
        ),
        _ => {}
    }
    let (was, is) = (types(old), types(new));
    let (gone, come): (Vec<&str>, Vec<&str>) = (
        was.difference(&is).copied().collect(),
        is.difference(&was).copied().collect(),
    );
    if let ([before], [after]) = (gone.as_slice(), come.as_slice()) {
        let message = format!("{} was `{before}` and is `{after}`", named.phrase);
        report(&checks::REQUEST_MEDIA_CHANGED, after, message);
    } else {
        for media_type in gone {
            let message = format!("{} may not be `{media_type}` any more", named.phrase);
            report(&checks::REQUEST_MEDIA_REMOVED, media_type, message);
        }
        for media_type in come {
            let message = format!("{} may be `{media_type}`", named.phrase);
            report(&checks::REQUEST_MEDIA_ADDED, media_type, message);
        }
    }
    // What is sent as the same media type is compared; when none is the same, what comes first.
    let mut schemas: Vec<(&Schema, &Schema)> = old
        .content
        .iter()
        .filter_map(|(media_type, before)| {
            let (_, after) = new.content.iter().find(|(other, _)| other == media_type)?;
            Some(((*before)?, (*after)?))
        })
        .collect();
    if was.is_disjoint(&is) {
        let first = |body: &Body<'a>| body.content.iter().find_map(|(_, schema)| *schema);
        schemas.extend(first(old).zip(first(new)));
    }
    let mut seen = BTreeSet::new();
    schemas.retain(|(before, after)| seen.insert((&before.place, &after.place)));
    for (before, after) in schemas {
        uses::compare(graph, pair.node, (before, after), Direction::REQUEST, &named);
    }
}

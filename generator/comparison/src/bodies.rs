//! Compares what a pair of operations sends: whether there is a body, its media types, its schema.

use std::collections::BTreeSet;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Schema},
};

use super::{
    checks::{self, Check},
    finding::Direction,
    graph::{Graph, Local},
    media,
    operations::Pair,
};

/// The body of a request, in whichever form the description has it.
pub(super) struct Body<'a> {
    pub place: &'a Place,
    pub required: bool,
    /// Media type and schema.
    pub content: Vec<(String, Option<&'a Schema>)>,
    pub description: Option<&'a str>,
}

pub(super) fn body<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Option<Body<'a>> {
    if let Some(body) = &operation.body {
        let body = bundle.request_body(body).ok()?;
        let content = body.content.iter();
        return Some(Body {
            place: &body.place,
            required: body.required,
            content: content
                .map(|(media_type, schema)| (media::plain(media_type), schema.as_ref()))
                .collect(),
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
    let schema = Some(&parameter.schema);
    Some(Body {
        place: &parameter.place,
        required: parameter.required,
        content: consumes
            .into_iter()
            .map(|media_type| (media::plain(media_type), schema))
            .collect(),
        description: parameter.description.as_deref(),
    })
}

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
            graph.found(pair.node, local.gone());
        }
        (None, Some(new)) => {
            let check = if new.required {
                &checks::REQUIRED_BODY_ADDED
            } else {
                &checks::BODY_ADDED
            };
            let local = report(check, (&pair.old.place, new.place), "takes a body");
            graph.found(pair.node, local.come());
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
        graph.lead(pair.node, before, after, Direction::REQUEST, &named);
    }
}

//! The media types of a body, on both sides: which belong together, and the schemas of each pair.

use std::collections::HashSet;

use openapi_descriptions::{diagnostic::Place, document::Schema};

use super::{
    checks::{self, Check},
    encoding,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    media,
    residue::{self, keywords::MEDIA_TYPE},
    resolved_schema::ResolvedSchema,
    uses,
    verdict::Direction,
    xml,
};

/// A media type of a body.
#[derive(Clone, Debug)]
pub(super) struct Content<'a> {
    /// The media type in normalized form.
    pub media_type: String,
    pub schema: Option<&'a Schema>,
    /// The place of the media type in OpenAPI 3; Swagger 2.0 has only names.
    pub place: Option<Place>,
}

impl<'a> Content<'a> {
    /// A media type of OpenAPI 3, which stands in the `content` of a body.
    pub(super) fn of_body(body: &Place, media_type: &str, schema: Option<&'a Schema>) -> Self {
        Self {
            media_type: media::normalized(media_type),
            schema,
            place: Some(body.join("content").join(media_type)),
        }
    }

    /// A media type of Swagger 2.0, which stands in the `consumes` or `produces` of an operation.
    pub(super) fn of_operation(media_type: &str, schema: Option<&'a Schema>) -> Self {
        Self {
            media_type: media::normalized(media_type),
            schema,
            place: None,
        }
    }
}

/// The media types of two bodies.
#[derive(Debug, Default)]
pub(super) struct Paired<'c, 'a> {
    pub both: Vec<(&'c Content<'a>, &'c Content<'a>)>,
    pub removed: Vec<&'c Content<'a>>,
    pub added: Vec<&'c Content<'a>>,
}

/// Pairs media types by name. Their order means nothing. A media type that is in a range of the receiving side is paired with the
/// range.
pub(super) fn pair<'c, 'a>(
    (old, new): (&'c [Content<'a>], &'c [Content<'a>]),
    directions: Direction,
) -> Paired<'c, 'a> {
    let mut paired = Paired {
        added: new.iter().collect(),
        ..Paired::default()
    };
    for before in old {
        let same = |after: &&Content<'a>| after.media_type == before.media_type;
        match paired.added.iter().position(same) {
            Some(at) => paired.both.push((before, paired.added.remove(at))),
            None => paired.removed.push(before),
        }
    }
    let is_covered = |before: &Content<'a>, after: &Content<'a>| {
        let (sent, received) = if directions == Direction::REQUEST {
            (before, after)
        } else {
            (after, before)
        };
        media::covers(&received.media_type, &sent.media_type)
    };
    let Paired { both, removed, added } = &mut paired;
    removed.retain(|before| {
        let mut after = added.iter().filter(|after| is_covered(before, after)).peekable();
        let is_gone = after.peek().is_none();
        both.extend(after.map(|after| (*before, *after)));
        is_gone
    });
    paired
}

/// Compares the media types that a body of a request may have.
pub(super) fn compare_request_types(
    paired: &Paired<'_, '_>,
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

/// Compares the schemas of all pairs. When there is no pair, the first schemas are compared.
pub(super) fn compare_schemas<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (old, new): (&[Content<'a>], &[Content<'a>]),
    directions: Direction,
    label: &Label,
) {
    let paired = pair((old, new), directions);
    for (before, after) in &paired.both {
        if let (Some(was), Some(is)) = (&before.place, &after.place) {
            let label = label.part(format!("`{}` of {}", after.media_type, label.phrase));
            residue::compare_objects(graph, node, &MEDIA_TYPE, (was, is), &label);
            let schemas = (before.schema, after.schema);
            let way = (after.media_type.as_str(), directions);
            encoding::compare_encodings(graph, node, (was, is), schemas, way, &label);
            compare_items(graph, node, (was, is), directions, &label);
        }
    }
    let mut schemas: Vec<(&str, Option<&Schema>, Option<&Schema>)> = paired
        .both
        .iter()
        .map(|(before, after)| (after.media_type.as_str(), before.schema, after.schema))
        .collect();
    if schemas.is_empty() {
        let first = |list: &[Content<'a>]| list.iter().find_map(|content| content.schema);
        schemas.push(("", first(old), first(new)));
    }
    let place = |schema: Option<&'a Schema>| schema.map(|schema| &schema.place);
    let mut seen = HashSet::new();
    schemas.retain(|(_, before, after)| seen.insert((place(*before), place(*after))));
    let several = schemas.len() > 1;
    for (media_type, before, after) in schemas {
        let label = if several {
            label.part(format!("`{media_type}` of {}", label.phrase))
        } else {
            label.clone()
        };
        match (before, after) {
            (Some(before), Some(after)) => {
                if media::is_xml(media_type) {
                    xml::compare_roots(graph, node, (before, after), directions, &label);
                }
                uses::compare_uses(graph, node, (before, after), directions, &label);
            }
            (None, Some(after)) => {
                let places = (after, ResolvedSchema::resolve(graph.new, after));
                report_any(graph, node, &checks::TYPE_NARROWED, places, directions, &label);
            }
            (Some(before), None) => {
                let places = (before, ResolvedSchema::resolve(graph.old, before));
                report_any(graph, node, &checks::TYPE_WIDENED, places, directions, &label);
            }
            (None, None) => {}
        }
    }
}

/// Compares the schemas of the items of a body that is a sequence.
fn compare_items(
    graph: &mut Graph<'_>,
    node: usize,
    places: (&Place, &Place),
    directions: Direction,
    label: &Label,
) {
    let Some((old, new)) = graph.trees.at(places) else {
        return;
    };
    match (old.get(ITEM_SCHEMA), new.get(ITEM_SCHEMA)) {
        (Some(old), Some(new)) => {
            let schemas = (graph.trees.read_schema(&old), graph.trees.read_schema(&new));
            let label = label.part(format!("an item of {}", label.phrase));
            uses::compare_uses(graph, node, schemas, directions, &label);
        }
        (None, None) => {}
        _ => {
            let what = format!("whether {} is a sequence changed", label.phrase);
            residue::report(graph, node, places, ITEM_SCHEMA, &label.subject, &what);
        }
    }
}

/// The keyword for the schema of the items of a sequence.
const ITEM_SCHEMA: &str = "itemSchema";

/// Reports that only one side has a schema, so that a body of the other may be anything.
fn report_any(
    graph: &mut Graph<'_>,
    node: usize,
    check: &'static Check,
    (schema, resolved): (&Schema, ResolvedSchema<'_>),
    directions: Direction,
    label: &Label,
) {
    let words = resolved.type_phrase();
    let (message, only_in_new) = if *check == checks::TYPE_NARROWED {
        (format!("{} was anything and is {words}", label.phrase), true)
    } else {
        (format!("{} was {words} and is anything", label.phrase), false)
    };
    let place = &schema.place;
    let local = LocalFinding::new(check, place, place, &label.subject, message).with_directions(directions);
    let local = if only_in_new {
        local.only_in_new()
    } else {
        local.only_in_old()
    };
    graph.add_finding(node, local);
}

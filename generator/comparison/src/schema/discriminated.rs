//! Compares the types of a value that a property tells apart.

use std::collections::BTreeMap;

use openapi_descriptions::document::Schema;

use super::{SchemaPair, alternatives, discriminator, members::by_value};
use crate::{checks, graph::Graph, resolved_schema::ResolvedSchema, uses, verdict::Direction};

/// Compares the types of two values: by the value of the discriminator where both have one, and by their shapes.
pub(super) fn compare_members<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let (old, new) = (pair.old.schema, pair.new.schema);
    if let (Some(before), Some(after)) = (discriminator::property(old), discriminator::property(new)) {
        let (was, is) = (by_value(graph.old, pair.old), by_value(graph.new, pair.new));
        if before != after && !(was.0.is_empty() && is.0.is_empty()) {
            let message = format!(
                "the discriminator of {} was `{before}` and is `{after}`",
                pair.label.phrase
            );
            pair.report(graph, &checks::DISCRIMINATOR, message);
        }
        compare_values(graph, pair, &was.0, &is.0);
        alternatives::compare_alternatives(graph, pair, (&was.1, &is.1));
        return;
    }
    discriminator::compare_presence(graph, pair);
    let all = |schema: &'a Schema| schema.one_of.iter().collect::<Vec<_>>();
    alternatives::compare_alternatives(graph, pair, (&all(old), &all(new)));
}

/// Compares the types with the same value of the discriminator.
fn compare_values<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    before: &BTreeMap<String, ResolvedSchema<'a>>,
    after: &BTreeMap<String, ResolvedSchema<'a>>,
) {
    let phrase = &pair.label.phrase;
    for (value, old) in before {
        if let Some(new) = after.get(value) {
            let label = pair.label.part(format!("the variant `{value}` of {phrase}"));
            let uses = (old.clone(), new.clone());
            uses::compare_resolved_uses(graph, pair.node, uses, Direction::BOTH, &label);
        } else {
            let message = format!("{phrase} lost the variant `{value}`");
            let places = (old.definition_place(), pair.new.definition_place());
            let local = pair.finding_at(&checks::VARIANT_REMOVED, places, message);
            graph.add_finding(pair.node, local.with_detail(value).only_in_old());
        }
    }
    for (value, new) in after {
        if !before.contains_key(value) {
            let message = format!("{phrase} gained the variant `{value}`");
            let places = (pair.old.definition_place(), new.definition_place());
            let local = pair.finding_at(&checks::VARIANT_ADDED, places, message);
            graph.add_finding(pair.node, local.with_detail(value).only_in_new());
        }
    }
}

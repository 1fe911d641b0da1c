//! Compares the alternatives of a value: the variants of a discriminated object, and those of `oneOf` and `anyOf`.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{bundle::Bundle, document::Schema, inheritance::Descendant};

use super::SchemaPair;
use crate::{checks, graph::Graph, resolved_schema::ResolvedSchema, similar, uses, verdict::Direction};

/// Compares the variants of two discriminated objects.
pub(super) fn compare_discriminated<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let phrase = &pair.label.phrase;
    let property = |schema_use: &ResolvedSchema<'a>| {
        let discriminator = schema_use.schema.discriminator.as_ref();
        discriminator.map(|discriminator| discriminator.property.as_str())
    };
    let (before, after) = (
        variants_by_value(graph.old, pair.old),
        variants_by_value(graph.new, pair.new),
    );
    let has_others = |schema_use: &ResolvedSchema<'a>| !schema_use.schema.one_of.is_empty();
    if before.is_empty() && after.is_empty() && !has_others(pair.old) && !has_others(pair.new) {
        // It tells nothing apart.
        return;
    }
    match (property(pair.old), property(pair.new)) {
        (None, None) => return,
        (Some(before), Some(after)) if before == after => {}
        (before, after) => {
            let words = |property: Option<&str>| {
                property.map_or_else(|| "none".to_owned(), |property| format!("`{property}`"))
            };
            pair.report(
                graph,
                &checks::DISCRIMINATOR,
                format!(
                    "the discriminator of {phrase} was {} and is {}",
                    words(before),
                    words(after)
                ),
            );
            if before.is_none() || after.is_none() {
                return;
            }
        }
    }
    for (value, old) in &before {
        if let Some(new) = after.get(value) {
            let label = pair.label.part(format!("the variant `{value}` of {phrase}"));
            let schema_use =
                |variant: &Descendant<'a>| ResolvedSchema::from_definition(variant.key, variant.schema);
            uses::compare_resolved_uses(
                graph,
                pair.node,
                (schema_use(old), schema_use(new)),
                Direction::BOTH,
                &label,
            );
        } else {
            let message = format!("{phrase} lost the variant `{value}`");
            let places = (&old.schema.place, pair.new.definition_place());
            let local = pair.finding_at(&checks::VARIANT_REMOVED, places, message);
            graph.add_finding(pair.node, local.with_detail(value).only_in_old());
        }
    }
    for (value, new) in &after {
        if !before.contains_key(value) {
            let message = format!("{phrase} gained the variant `{value}`");
            let places = (pair.old.definition_place(), &new.schema.place);
            let local = pair.finding_at(&checks::VARIANT_ADDED, places, message);
            graph.add_finding(pair.node, local.with_detail(value).only_in_new());
        }
    }
}

/// The variants by their discriminator value.
fn variants_by_value<'a>(
    bundle: &Bundle<'a>,
    schema_use: &ResolvedSchema<'a>,
) -> BTreeMap<String, Descendant<'a>> {
    let variants = schema_use.key.map(|key| bundle.descendants().variants(key));
    variants
        .unwrap_or_default()
        .into_iter()
        .filter_map(|variant| Some((variant.value(schema_use.schema, bundle).ok()?, variant)))
        .collect()
}

/// Compares `oneOf` and `anyOf`.
pub(super) fn compare_alternatives<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let phrase = &pair.label.phrase;
    let (before, after) = (
        alternatives_by_phrase(graph.old, &pair.old.schema.one_of),
        alternatives_by_phrase(graph.new, &pair.new.schema.one_of),
    );
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let called = |found: &BTreeMap<String, Vec<&'a Schema>>| found.get(name).cloned().unwrap_or_default();
        let (mut removed, mut added) = (called(&before), called(&after));
        for (old, new) in take_pairs(graph, &mut removed, &mut added) {
            let label = pair.label.part(format!("the alternative {name} of {phrase}"));
            uses::compare_uses(graph, pair.node, (old, new), Direction::BOTH, &label);
        }
        for old in removed {
            let message = format!("{phrase} lost the alternative {name}");
            let places = (&old.place, pair.new.definition_place());
            let local = pair.finding_at(&checks::ONE_OF_REMOVED, places, message);
            graph.add_finding(pair.node, local.only_in_old());
        }
        for new in added {
            let message = format!("{phrase} gained the alternative {name}");
            let places = (pair.old.definition_place(), &new.place);
            let local = pair.finding_at(&checks::ONE_OF_ADDED, places, message);
            graph.add_finding(pair.node, local.only_in_new());
        }
    }
}

/// The alternatives by their phrase in messages, which several without a name share.
fn alternatives_by_phrase<'a>(bundle: &Bundle<'a>, list: &'a [Schema]) -> BTreeMap<String, Vec<&'a Schema>> {
    let mut found: BTreeMap<String, Vec<&'a Schema>> = BTreeMap::new();
    for schema in list {
        let words = ResolvedSchema::resolve(bundle, schema).type_phrase();
        found.entry(words).or_default().push(schema);
    }
    found
}

/// Removes and returns the pairs among alternatives with the same phrase: the most similar in properties first, then in
/// order.
fn take_pairs<'a>(
    graph: &Graph<'a>,
    old: &mut Vec<&'a Schema>,
    new: &mut Vec<&'a Schema>,
) -> Vec<(&'a Schema, &'a Schema)> {
    let mut pairs = Vec::new();
    if old.len().max(new.len()) > 1 {
        let parts = |bundle: &Bundle<'a>, list: &[&'a Schema]| -> Vec<BTreeSet<String>> {
            list.iter()
                .map(|schema| {
                    let found = ResolvedSchema::resolve(bundle, schema)
                        .properties(bundle)
                        .properties;
                    found.into_iter().map(|(name, _)| name.to_owned()).collect()
                })
                .collect()
        };
        let (before, after) = (parts(graph.old, old), parts(graph.new, new));
        let similarity = |a: usize, b: usize| match (before.get(a), after.get(b)) {
            (Some(before), Some(after)) => similar::set_similarity(before, after),
            _ => 0.0,
        };
        let found = similar::pair_similar(&before, &after, similarity);
        let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = found.iter().copied().unzip();
        let taken = found
            .into_iter()
            .filter_map(|(a, b)| Some((*old.get(a)?, *new.get(b)?)));
        pairs.extend(taken);
        let unpaired = |list: &[&'a Schema], taken: &BTreeSet<usize>| -> Vec<&'a Schema> {
            let rest = list.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            rest.map(|(_, schema)| *schema).collect()
        };
        (*old, *new) = (unpaired(old, &from), unpaired(new, &to));
    }
    let both = old.len().min(new.len());
    pairs.extend(old.drain(..both).zip(new.drain(..both)));
    pairs
}

//! Compares what a value may be one of: variants that a discriminator tells apart, and plain alternatives.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{bundle::Bundle, document::Schema, inheritance::Descendant};

use super::Pair;
use crate::{checks, flat::Flat, graph::Graph, similar, uses, verdict::Direction};

/// Compares the variants of two discriminated objects.
pub(super) fn discriminated<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let phrase = &pair.named.phrase;
    let property = |flat: &Flat<'a>| {
        let discriminator = flat.schema.discriminator.as_ref();
        discriminator.map(|discriminator| discriminator.property.as_str())
    };
    match (property(pair.old), property(pair.new)) {
        (None, None) => return,
        (Some(before), Some(after)) if before == after => {}
        (before, after) => {
            let words = |property: Option<&str>| {
                property.map_or_else(|| "nothing".to_owned(), |property| format!("`{property}`"))
            };
            pair.report(
                graph,
                &checks::DISCRIMINATOR,
                format!(
                    "the variants of {phrase} were told apart by {} and are by {}",
                    words(before),
                    words(after)
                ),
            );
            if before.is_none() || after.is_none() {
                return;
            }
        }
    }
    let (before, after) = (list(graph.old, pair.old), list(graph.new, pair.new));
    for (value, old) in &before {
        if let Some(new) = after.get(value) {
            let named = pair.named.part(format!("the variant `{value}` of {phrase}"));
            let flat = |variant: &Descendant<'a>| Flat::named(variant.key, variant.schema);
            uses::compare_followed(graph, pair.node, (flat(old), flat(new)), Direction::BOTH, &named);
        } else {
            let message = format!("{phrase} lost the variant `{value}`");
            let places = (&old.schema.place, pair.new.place());
            let local = pair.local_at(&checks::VARIANT_REMOVED, places, message);
            graph.found(pair.node, local.about(value).only_old());
        }
    }
    for (value, new) in &after {
        if !before.contains_key(value) {
            let message = format!("{phrase} gained the variant `{value}`");
            let places = (pair.old.place(), &new.schema.place);
            let local = pair.local_at(&checks::VARIANT_ADDED, places, message);
            graph.found(pair.node, local.about(value).only_new());
        }
    }
}

/// The variants by the value that tells them apart.
fn list<'a>(bundle: &Bundle<'a>, flat: &Flat<'a>) -> BTreeMap<String, Descendant<'a>> {
    let variants = flat.key.map(|key| bundle.descendants().variants(key));
    variants
        .unwrap_or_default()
        .into_iter()
        .filter_map(|variant| Some((variant.value(flat.schema, bundle).ok()?, variant)))
        .collect()
}

/// Compares `oneOf` and `anyOf`.
pub(super) fn alternatives<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let phrase = &pair.named.phrase;
    let (before, after) = (
        words(graph.old, &pair.old.schema.one_of),
        words(graph.new, &pair.new.schema.one_of),
    );
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let list = |found: &BTreeMap<String, Vec<&'a Schema>>| found.get(name).cloned().unwrap_or_default();
        let (mut gone, mut come) = (list(&before), list(&after));
        for (old, new) in alike(graph, &mut gone, &mut come) {
            let named = pair.named.part(format!("the alternative {name} of {phrase}"));
            uses::compare(graph, pair.node, (old, new), Direction::BOTH, &named);
        }
        for old in gone {
            let message = format!("{phrase} lost the alternative {name}");
            let places = (&old.place, pair.new.place());
            let local = pair.local_at(&checks::ONE_OF_REMOVED, places, message);
            graph.found(pair.node, local.only_old());
        }
        for new in come {
            let message = format!("{phrase} gained the alternative {name}");
            let places = (pair.old.place(), &new.place);
            let local = pair.local_at(&checks::ONE_OF_ADDED, places, message);
            graph.found(pair.node, local.only_new());
        }
    }
}

/// The alternatives by what a person would call them, which for several without a name is the same.
fn words<'a>(bundle: &Bundle<'a>, list: &'a [Schema]) -> BTreeMap<String, Vec<&'a Schema>> {
    let mut found: BTreeMap<String, Vec<&'a Schema>> = BTreeMap::new();
    for schema in list {
        let words = Flat::follow(bundle, schema).words();
        found.entry(words).or_default().push(schema);
    }
    found
}

/// Takes out the pairs of what is called the same: the most alike in properties first, then in order.
fn alike<'a>(
    graph: &Graph<'a>,
    old: &mut Vec<&'a Schema>,
    new: &mut Vec<&'a Schema>,
) -> Vec<(&'a Schema, &'a Schema)> {
    let mut pairs = Vec::new();
    if old.len().max(new.len()) > 1 {
        let parts = |bundle: &Bundle<'a>, list: &[&'a Schema]| -> Vec<BTreeSet<String>> {
            list.iter()
                .map(|schema| {
                    let found = Flat::follow(bundle, schema).properties(bundle).properties;
                    found.into_iter().map(|(name, _)| name.to_owned()).collect()
                })
                .collect()
        };
        let (before, after) = (parts(graph.old, old), parts(graph.new, new));
        let likeness = |a: usize, b: usize| match (before.get(a), after.get(b)) {
            (Some(before), Some(after)) => similar::sets(before, after),
            _ => 0.0,
        };
        let found = similar::pairs(&before, &after, likeness);
        let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = found.iter().copied().unzip();
        let taken = found
            .into_iter()
            .filter_map(|(a, b)| Some((*old.get(a)?, *new.get(b)?)));
        pairs.extend(taken);
        let left = |list: &[&'a Schema], taken: &BTreeSet<usize>| -> Vec<&'a Schema> {
            let rest = list.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            rest.map(|(_, schema)| *schema).collect()
        };
        (*old, *new) = (left(old, &from), left(new, &to));
    }
    let both = old.len().min(new.len());
    pairs.extend(old.drain(..both).zip(new.drain(..both)));
    pairs
}

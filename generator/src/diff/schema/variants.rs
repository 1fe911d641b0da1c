//! Compares what a value may be one of: variants that a discriminator tells apart, and plain alternatives.

use std::collections::BTreeMap;

use crate::{bundle::Bundle, document::Schema, resolve::inheritance::Descendant};

use super::Pair;
use crate::diff::{checks, finding::Direction, flat::Flat, graph::Graph};

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
            graph.lead_flat(pair.node, flat(old), flat(new), Direction::BOTH, &named);
        } else {
            let message = format!("{phrase} lost the variant `{value}`");
            let places = (&old.schema.place, pair.new.place());
            let local = pair.local_at(&checks::VARIANT_REMOVED, places, message);
            graph.found(pair.node, local.about(value).gone());
        }
    }
    for (value, new) in &after {
        if !before.contains_key(value) {
            let message = format!("{phrase} gained the variant `{value}`");
            let places = (pair.old.place(), &new.schema.place);
            let local = pair.local_at(&checks::VARIANT_ADDED, places, message);
            graph.found(pair.node, local.about(value).come());
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
    let before = words(graph.old, &pair.old.schema.one_of);
    let after = words(graph.new, &pair.new.schema.one_of);
    for (name, old) in &before {
        if let Some(new) = after.get(name) {
            let named = pair.named.part(format!("the alternative {name} of {phrase}"));
            graph.lead(pair.node, old, new, Direction::BOTH, &named);
        } else {
            let message = format!("{phrase} lost the alternative {name}");
            let places = (&old.place, pair.new.place());
            let local = pair.local_at(&checks::ONE_OF_REMOVED, places, message);
            graph.found(pair.node, local.gone());
        }
    }
    for (name, new) in &after {
        if !before.contains_key(name) {
            let message = format!("{phrase} gained the alternative {name}");
            let places = (pair.old.place(), &new.place);
            let local = pair.local_at(&checks::ONE_OF_ADDED, places, message);
            graph.found(pair.node, local.come());
        }
    }
}

/// The alternatives by what a person would call them, counted when that is the same.
fn words<'a>(bundle: &Bundle<'a>, list: &'a [Schema]) -> BTreeMap<String, &'a Schema> {
    let mut found: BTreeMap<String, &'a Schema> = BTreeMap::new();
    for schema in list {
        let words = Flat::of(bundle, schema).words();
        let mut name = words.clone();
        let mut count = 1;
        while found.contains_key(&name) {
            count += 1;
            name = format!("{words} number {count}");
        }
        found.insert(name, schema);
    }
    found
}

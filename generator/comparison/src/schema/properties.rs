//! Compares the properties of two objects, inherited ones included.

use std::collections::HashSet;

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Schema, inheritance::Collected};

use super::Pair;
use crate::{
    checks::{self, Check},
    flat::Flat,
    graph::Graph,
    local::Named,
    similar, uses,
    verdict::Direction,
};

type Property<'a> = (&'a str, &'a Schema);

pub(super) fn compare<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let (before, after) = (pair.old.properties(graph.old), pair.new.properties(graph.new));
    let without = |list: &Collected<'a>, other: &Collected<'a>| -> Vec<Property<'a>> {
        let mut found = list.properties.clone();
        found.retain(|(name, _)| other.get(name).is_none());
        found
    };
    let (removed, added) = (without(&before, &after), without(&after, &before));
    for (name, old) in &before.properties {
        if let Some(new) = after
            .get(name)
            .filter(|new| !told_apart(graph, pair, name, (old, new)))
        {
            let required = (before.required.contains(name), after.required.contains(name));
            kept(graph, pair, name, (old, new), required);
        }
    }
    let renamed = renamed(graph, &removed, &added);
    let (from, to): (HashSet<usize>, HashSet<usize>) = renamed.iter().copied().unzip();
    for (from, to) in &renamed {
        if let (Some(old), Some(new)) = (removed.get(*from), added.get(*to)) {
            let required = before.required.contains(old.0) || after.required.contains(new.0);
            rename(graph, pair, *old, *new, required);
        }
    }
    for (at, (name, old)) in removed.iter().enumerate() {
        if !from.contains(&at) {
            let check = if before.required.contains(name) {
                &checks::REQUIRED_PROPERTY_REMOVED
            } else {
                &checks::PROPERTY_REMOVED
            };
            let owner = owner(pair, pair.old.place(), old);
            let places = (&old.place, pair.new.place());
            let message = format!("{} lost `{name}`", owner.phrase);
            let mut local = pair.local_at(check, places, message).only_old().about(*name);
            local.group = owner.group;
            let local = local.on(ways(graph.old, old));
            graph.found(pair.node, local);
        }
    }
    for (at, (name, new)) in added.iter().enumerate() {
        if !to.contains(&at) {
            let check = if after.required.contains(name) {
                &checks::REQUIRED_PROPERTY_ADDED
            } else {
                &checks::PROPERTY_ADDED
            };
            let owner = owner(pair, pair.new.place(), new);
            let places = (pair.old.place(), &new.place);
            let message = format!("{} gained `{name}`", owner.phrase);
            let mut local = pair.local_at(check, places, message).only_new().about(*name);
            local.group = owner.group;
            let local = local.on(ways(graph.new, new));
            graph.found(pair.node, local);
        }
    }
}

/// Whether a property is the one that tells variants apart, and only one side says again which value that is.
fn told_apart<'a>(
    graph: &Graph<'a>,
    pair: &Pair<'_, 'a>,
    name: &str,
    (old, new): (&Schema, &Schema),
) -> bool {
    let own = |bundle: &Bundle<'a>, flat: &Flat<'a>| {
        let found = flat
            .key
            .and_then(|key| bundle.descendants().discriminator_of(key));
        found == Some(name)
    };
    let one = |schema: &Schema| {
        let values = schema.enumeration.as_ref().map(|found| found.values.len());
        values == Some(1)
    };
    one(old) != one(new) && own(graph.old, pair.old) && own(graph.new, pair.new)
}

/// What has a property: the pair itself, or the schema that it is inherited from.
fn owner(pair: &Pair<'_, '_>, of: &Place, property: &Schema) -> Named {
    let place = &property.place;
    let inside = place.file == of.file && place.pointer.tokens().starts_with(&of.pointer.tokens());
    let name = match *place.pointer.tokens() {
        _ if inside => None,
        ["components", "schemas", name, ..] | ["definitions", name, ..] => Some(name),
        _ => None,
    };
    name.map_or_else(|| pair.named.clone(), Named::schema)
}

/// The ways that a property goes: what only the service sets is never sent.
fn ways<'a>(bundle: &Bundle<'a>, schema: &'a Schema) -> Direction {
    if Flat::follow(bundle, schema).read_only() {
        Direction::RESPONSE
    } else {
        Direction::BOTH
    }
}

fn rename<'a>(
    graph: &mut Graph<'a>,
    pair: &Pair<'_, 'a>,
    old: Property<'a>,
    new: Property<'a>,
    required: bool,
) {
    let check = if required {
        &checks::REQUIRED_PROPERTY_RENAMED
    } else {
        &checks::PROPERTY_RENAMED
    };
    let owner = owner(pair, pair.new.place(), new.1);
    let message = format!("`{}` of {} is called `{}`", old.0, owner.phrase, new.0);
    let mut local = pair.local_at(check, (&old.1.place, &new.1.place), message);
    local.group.clone_from(&owner.group);
    let local = local.on(ways(graph.old, old.1));
    graph.found(pair.node, local);
    let named = owner.part(format!("`{}` of {}", new.0, owner.phrase));
    uses::compare(graph, pair.node, (old.1, new.1), Direction::BOTH, &named);
}

fn kept<'a>(
    graph: &mut Graph<'a>,
    pair: &Pair<'_, 'a>,
    name: &str,
    (old, new): (&'a Schema, &'a Schema),
    (was_required, is_required): (bool, bool),
) {
    let owner = owner(pair, pair.new.place(), new);
    let named = owner.part(format!("`{name}` of {}", owner.phrase));
    let (was_sent, is_sent) = (
        ways(graph.old, old) == Direction::BOTH,
        ways(graph.new, new) == Direction::BOTH,
    );
    // What only the service sets need not be sent, so there it is required when it stops being so.
    let mut report = |check: &'static Check, way: fn(bool, bool) -> bool, words: &str| {
        let mut ways = Direction::NONE;
        if way(was_required && was_sent, is_required && is_sent) && is_sent {
            ways = ways.or(Direction::REQUEST);
        }
        if way(was_required, is_required) {
            ways = ways.or(Direction::RESPONSE);
        }
        if ways != Direction::NONE {
            let message = format!("{} {words}", named.phrase);
            let mut local = pair.local_at(check, (&old.place, &new.place), message);
            local.group.clone_from(&named.group);
            graph.found(pair.node, local.on(ways));
        }
    };
    report(
        &checks::PROPERTY_BECAME_REQUIRED,
        |was, is| !was && is,
        "is required",
    );
    report(
        &checks::PROPERTY_BECAME_OPTIONAL,
        |was, is| was && !is,
        "is not required any more",
    );
    uses::compare(graph, pair.node, (old, new), Direction::BOTH, &named);
}

/// Pairs properties of the same type and alike in name.
fn renamed<'a>(graph: &Graph<'a>, removed: &[Property<'a>], added: &[Property<'a>]) -> Vec<(usize, usize)> {
    let words =
        |list: &[Property<'a>]| -> Vec<_> { list.iter().map(|(name, _)| similar::words(name)).collect() };
    let (before, after) = (words(removed), words(added));
    let alike = |a: usize, b: usize| -> f64 {
        let (Some((_, old)), Some((_, new))) = (removed.get(a), added.get(b)) else {
            return 0.0;
        };
        let (old, new) = (Flat::follow(graph.old, old), Flat::follow(graph.new, new));
        let same_type =
            old.kind() == new.kind() && old.name() == new.name() && old.schema.format == new.schema.format;
        match (before.get(a), after.get(b)) {
            (Some(before), Some(after)) if same_type => similar::sets(before, after),
            _ => 0.0,
        }
    };
    similar::pairs(&before, &after, alike)
}

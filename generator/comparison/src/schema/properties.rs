//! Compares the properties of two objects, including inherited ones.

use std::collections::HashSet;

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Schema, inheritance::Collected};

use super::{SchemaPair, members};
use crate::{
    checks::{self, Check},
    graph::Graph,
    local_finding::Label,
    resolved_schema::ResolvedSchema,
    similar, site, uses,
    verdict::Direction,
};

type Property<'a> = (&'a str, &'a Schema);

/// Compares the properties of two objects. `same` are the types among which a property may be that only one of them has; without
/// it, a property is there when each type that a value may have has it.
pub(super) fn compare_properties<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    same: Option<&[ResolvedSchema<'a>]>,
) {
    let (before, after) = (pair.old.properties(graph.old), pair.new.properties(graph.new));
    let without = |list: &Collected<'a>, other: &Collected<'a>| -> Vec<Property<'a>> {
        let mut found = list.properties.clone();
        found.retain(|(name, _)| other.get(name).is_none());
        found
    };
    let (mut removed, mut added) = (without(&before, &after), without(&after, &before));
    let members = |bundle: &Bundle<'a>, schema: &ResolvedSchema<'a>, list: &[Property<'a>]| {
        if list.is_empty() {
            return Vec::new();
        }
        let members = same.map_or_else(|| members::all(bundle, schema), <[_]>::to_vec);
        let collected = members.into_iter().map(|member| member.properties(bundle));
        collected.collect::<Vec<_>>()
    };
    let (was, is) = (
        members(graph.old, pair.old, &added),
        members(graph.new, pair.new, &removed),
    );
    removed.retain(|(name, old)| {
        let moved = in_all(&is, name);
        for (new, required) in &moved {
            let required = (before.required.contains(name), *required);
            compare_kept_property(graph, pair, name, (old, new), required);
        }
        moved.is_empty()
    });
    added.retain(|(name, new)| {
        let moved = in_all(&was, name);
        for (old, required) in &moved {
            let required = (*required, after.required.contains(name));
            compare_kept_property(graph, pair, name, (old, new), required);
        }
        moved.is_empty()
    });
    for (name, old) in &before.properties {
        if let Some(new) = after
            .get(name)
            .filter(|new| !differs_only_as_discriminator(graph, pair, name, (old, new)))
        {
            let required = (before.required.contains(name), after.required.contains(name));
            compare_kept_property(graph, pair, name, (old, new), required);
        }
    }
    let renames = find_renames(graph, &removed, &added);
    let (from, to): (HashSet<usize>, HashSet<usize>) = renames.iter().copied().unzip();
    for (removed_at, added_at) in &renames {
        if let (Some(old), Some(new)) = (removed.get(*removed_at), added.get(*added_at)) {
            let required = before.required.contains(old.0) || after.required.contains(new.0);
            report_rename(graph, pair, *old, *new, required);
        }
    }
    for (at, (name, old)) in removed.iter().enumerate() {
        if !from.contains(&at) {
            let check = if before.required.contains(name) {
                &checks::REQUIRED_PROPERTY_REMOVED
            } else {
                &checks::PROPERTY_REMOVED
            };
            let owner = owner_label(pair, pair.old.definition_place(), old);
            let places = (&old.place, pair.new.definition_place());
            let message = format!("{} lost `{name}`", owner.phrase);
            let mut local = pair
                .finding_at(check, places, message)
                .only_in_old()
                .with_detail(*name);
            local.subject = owner.subject;
            let local = local.with_directions(property_directions(graph.old, old));
            graph.add_finding(pair.node, local);
        }
    }
    for (at, (name, new)) in added.iter().enumerate() {
        if !to.contains(&at) {
            let check = if after.required.contains(name) {
                &checks::REQUIRED_PROPERTY_ADDED
            } else {
                &checks::PROPERTY_ADDED
            };
            let owner = owner_label(pair, pair.new.definition_place(), new);
            let places = (pair.old.definition_place(), &new.place);
            let message = format!("{} gained `{name}`", owner.phrase);
            let mut local = pair
                .finding_at(check, places, message)
                .only_in_new()
                .with_detail(*name);
            local.subject = owner.subject;
            let local = local.with_directions(property_directions(graph.new, new));
            graph.add_finding(pair.node, local);
        }
    }
}

/// A property in each of several types, and whether it is required there; nothing when one of them does not have it.
fn in_all<'a>(members: &[Collected<'a>], name: &str) -> Vec<(&'a Schema, bool)> {
    let found = members.iter().map(|member| {
        let property = member.get(name)?;
        Some((property, member.required.contains(name)))
    });
    found.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Whether a property is the discriminator, and only one side repeats its value in the variant.
fn differs_only_as_discriminator<'a>(
    graph: &Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    name: &str,
    (old, new): (&Schema, &Schema),
) -> bool {
    let is_discriminator = |bundle: &Bundle<'a>, schema_use: &ResolvedSchema<'a>| {
        let found = schema_use
            .key
            .and_then(|key| bundle.descendants().discriminator_of(key));
        found == Some(name)
    };
    let has_one_value = |schema: &Schema| {
        let values = schema.enumeration.as_ref().map(|found| found.values.len());
        values == Some(1)
    };
    has_one_value(old) != has_one_value(new)
        && is_discriminator(graph.old, pair.old)
        && is_discriminator(graph.new, pair.new)
}

/// The label of the owner of a property: the pair itself, or the schema that the property is inherited from.
fn owner_label(pair: &SchemaPair<'_, '_>, definition: &Place, property: &Schema) -> Label {
    let place = &property.place;
    let name = match *place.pointer.tokens() {
        _ if place.is_in(definition) => None,
        ["components", "schemas", name, ..] | ["definitions", name, ..] => Some(name),
        _ => None,
    };
    name.map_or_else(|| pair.label.clone(), Label::for_schema)
}

/// The directions in which a property goes. A read-only property is never sent, and a write-only one never received.
fn property_directions<'a>(bundle: &Bundle<'a>, schema: &'a Schema) -> Direction {
    let resolved = ResolvedSchema::resolve(bundle, schema);
    site::directions_read(&resolved, &resolved, Direction::BOTH)
}

fn report_rename<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    old: Property<'a>,
    new: Property<'a>,
    required: bool,
) {
    let check = if required {
        &checks::REQUIRED_PROPERTY_RENAMED
    } else {
        &checks::PROPERTY_RENAMED
    };
    let owner = owner_label(pair, pair.new.definition_place(), new.1);
    let message = format!("`{}` of {} was renamed to `{}`", old.0, owner.phrase, new.0);
    let mut local = pair.finding_at(check, (&old.1.place, &new.1.place), message);
    local.subject.clone_from(&owner.subject);
    let local = local.with_directions(property_directions(graph.old, old.1));
    graph.add_finding(pair.node, local);
    let label = owner.part(format!("`{}` of {}", new.0, owner.phrase));
    uses::compare_uses(graph, pair.node, (old.1, new.1), Direction::BOTH, &label);
}

fn compare_kept_property<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    name: &str,
    (old, new): (&'a Schema, &'a Schema),
    (was_required, is_required): (bool, bool),
) {
    let owner = owner_label(pair, pair.new.definition_place(), new);
    let label = owner.part(format!("`{name}` of {}", owner.phrase));
    let (was_in, is_in) = (
        property_directions(graph.old, old),
        property_directions(graph.new, new),
    );
    let goes = |directions: Direction, way: Direction| directions.and(way) != Direction::NONE;
    let (was_sent, is_sent) = (goes(was_in, Direction::REQUEST), goes(is_in, Direction::REQUEST));
    let (was_received, is_received) = (
        goes(was_in, Direction::RESPONSE),
        goes(is_in, Direction::RESPONSE),
    );
    // A read-only property need not be sent. It becomes required there when it stops being read-only. So it is with one that
    // is write-only and what is received.
    let mut report = |check: &'static Check, has_changed: fn(bool, bool) -> bool, words: &str| {
        let mut directions = Direction::NONE;
        if has_changed(was_required && was_sent, is_required && is_sent) && is_sent {
            directions = directions.or(Direction::REQUEST);
        }
        if has_changed(was_required && was_received, is_required && is_received) && was_received {
            directions = directions.or(Direction::RESPONSE);
        }
        if directions != Direction::NONE {
            let message = format!("{} {words}", label.phrase);
            let mut local = pair.finding_at(check, (&old.place, &new.place), message);
            local.subject.clone_from(&label.subject);
            graph.add_finding(pair.node, local.with_directions(directions));
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
        "is no longer required",
    );
    uses::compare_uses(graph, pair.node, (old, new), Direction::BOTH, &label);
}

/// Pairs removed and added properties of the same type with similar names.
fn find_renames<'a>(
    graph: &Graph<'a>,
    removed: &[Property<'a>],
    added: &[Property<'a>],
) -> Vec<(usize, usize)> {
    let words = |list: &[Property<'a>]| -> Vec<_> {
        list.iter()
            .map(|(name, _)| similar::words_of_name(name))
            .collect()
    };
    let (before, after) = (words(removed), words(added));
    let similarity = |a: usize, b: usize| -> f64 {
        let (Some((_, old)), Some((_, new))) = (removed.get(a), added.get(b)) else {
            return 0.0;
        };
        let (old, new) = (
            ResolvedSchema::resolve(graph.old, old),
            ResolvedSchema::resolve(graph.new, new),
        );
        let same_type =
            old.kind() == new.kind() && old.name() == new.name() && old.schema.format == new.schema.format;
        match (before.get(a), after.get(b)) {
            (Some(before), Some(after)) if same_type => similar::set_similarity(before, after),
            _ => 0.0,
        }
    };
    similar::pair_similar(&before, &after, similarity)
}

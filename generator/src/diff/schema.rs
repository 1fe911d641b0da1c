//! Compares a pair of schemas: what each says itself, and which pairs it leads to.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Place,
    document::{Additional, Enumeration, Schema},
    resolve::inheritance::{Collected, Descendant},
};

use super::{
    checks::{self, Check},
    finding::Direction,
    flat::Flat,
    graph::{Graph, Local},
    similar,
};

pub(super) fn compare<'a>(graph: &mut Graph<'a>, node: usize, old: &Flat<'a>, new: &Flat<'a>) {
    let subject = new
        .name()
        .or(old.name())
        .map_or_else(|| "the value".to_owned(), |name| format!("`{name}`"));
    let pair = Pair {
        node,
        old,
        new,
        subject,
    };
    if old.kind() != new.kind() {
        let message = format!("{} was {} and is {}", pair.subject, old.words(), new.words());
        pair.report(graph, &checks::TYPE_CHANGED, message);
        return;
    }
    match (&old.schema.enumeration, &new.schema.enumeration) {
        (Some(before), Some(after)) => enumeration(graph, &pair, before, after),
        (None, Some(_)) => pair.report(
            graph,
            &checks::ENUM_ADDED,
            format!("{} is limited to a set of values", pair.subject),
        ),
        (Some(_), None) => pair.report(
            graph,
            &checks::ENUM_REMOVED,
            format!("{} is not limited to a set of values any more", pair.subject),
        ),
        (None, None) => {}
    }
    format(graph, &pair);
    match new.kind() {
        "object" => object(graph, &pair),
        "array" => {
            if let (Some(before), Some(after)) = (&old.schema.items, &new.schema.items) {
                graph.lead(
                    node,
                    before,
                    after,
                    Direction::BOTH,
                    &format!("an item of {}", pair.subject),
                );
            }
        }
        _ => {}
    }
    one_of(graph, &pair);
}

/// The two schemas of a node.
struct Pair<'p, 'a> {
    node: usize,
    old: &'p Flat<'a>,
    new: &'p Flat<'a>,
    subject: String,
}

impl Pair<'_, '_> {
    fn report(&self, graph: &mut Graph<'_>, check: &'static Check, message: String) {
        self.report_at(
            graph,
            check,
            Direction::BOTH,
            (Some(self.old.place().clone()), Some(self.new.place().clone())),
            message,
        );
    }

    fn report_at(
        &self,
        graph: &mut Graph<'_>,
        check: &'static Check,
        ways: Direction,
        (old, new): (Option<Place>, Option<Place>),
        message: String,
    ) {
        graph.found(
            self.node,
            Local {
                check,
                ways,
                old,
                new,
                message,
                subject: self.subject.clone(),
            },
        );
    }
}

fn enumeration(graph: &mut Graph<'_>, pair: &Pair<'_, '_>, before: &Enumeration, after: &Enumeration) {
    let at = |place: &Place, index: usize| Some(place.join("enum").join(index.to_string()));
    match (before.open, after.open) {
        (false, true) => pair.report(
            graph,
            &checks::ENUM_OPENED,
            format!("{} may have values that are not listed", pair.subject),
        ),
        (true, false) => pair.report(
            graph,
            &checks::ENUM_CLOSED,
            format!("{} has no values but the listed ones", pair.subject),
        ),
        _ => {}
    }
    for (index, value) in before.values.iter().enumerate() {
        if !after.values.iter().any(|other| other.value == value.value) {
            let places = (at(pair.old.place(), index), Some(pair.new.place().join("enum")));
            pair.report_at(
                graph,
                &checks::ENUM_VALUE_REMOVED,
                Direction::BOTH,
                places,
                format!("{} lost the value `{}`", pair.subject, value.value),
            );
        }
    }
    for (index, value) in after.values.iter().enumerate() {
        let Some(old) = before.values.iter().find(|other| other.value == value.value) else {
            let check = if before.open {
                &checks::ENUM_VALUE_ADDED
            } else {
                &checks::CLOSED_ENUM_VALUE_ADDED
            };
            let places = (Some(pair.old.place().join("enum")), at(pair.new.place(), index));
            pair.report_at(
                graph,
                check,
                Direction::BOTH,
                places,
                format!("{} gained the value `{}`", pair.subject, value.value),
            );
            continue;
        };
        graph.docs(old.description.as_deref(), value.description.as_deref());
    }
}

fn format(graph: &mut Graph<'_>, pair: &Pair<'_, '_>) {
    let (before, after) = (
        pair.old.schema.format.as_deref(),
        pair.new.schema.format.as_deref(),
    );
    if before == after {
        return;
    }
    // A whole number without a format is one of 64 bits here.
    let width = |format: Option<&str>| match format {
        Some("int8" | "uint8") => 8,
        Some("int16" | "uint16") => 16,
        Some("int32") => 32,
        _ => 64,
    };
    let check = match (pair.new.kind(), before, after) {
        ("integer", _, _) if width(before) == width(after) => return,
        ("integer", _, _) if width(before) < width(after) => &checks::FORMAT_WIDENED,
        ("integer", _, _) => &checks::FORMAT_NARROWED,
        ("number", Some("float"), _) => &checks::FORMAT_WIDENED,
        ("number", _, Some("float")) => &checks::FORMAT_NARROWED,
        (_, None, Some(_)) => &checks::FORMAT_NARROWED,
        (_, Some(_), None) => &checks::FORMAT_WIDENED,
        _ => &checks::FORMAT_CHANGED,
    };
    let words =
        |format: Option<&str>| format.map_or_else(|| "none".to_owned(), |format| format!("`{format}`"));
    pair.report(
        graph,
        check,
        format!(
            "the format of {} was {} and is {}",
            pair.subject,
            words(before),
            words(after)
        ),
    );
}

fn object<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let (before, after) = (pair.old.properties(graph.old), pair.new.properties(graph.new));
    if let (Some(old), Some(new)) = (pair.old.name(), pair.new.name())
        && old != new
    {
        let names = |collected: &Collected<'a>| -> BTreeSet<&'a str> {
            collected.properties.iter().map(|(name, _)| *name).collect()
        };
        if similar::sets(&names(&before), &names(&after)) < similar::THRESHOLD {
            pair.report(
                graph,
                &checks::SCHEMA_REPLACED,
                format!("`{new}` stands where `{old}` was"),
            );
            return;
        }
        pair.report(
            graph,
            &checks::SCHEMA_RENAMED,
            format!("`{old}` is called `{new}`"),
        );
    }
    properties(graph, pair, &before, &after);
    additional(graph, pair);
    variants(graph, pair);
}

fn properties<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>, before: &Collected<'a>, after: &Collected<'a>) {
    let find = |list: &Collected<'a>, wanted: &str| {
        list.properties
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, schema)| *schema)
    };
    let removed: Vec<(&str, &Schema)> = before
        .properties
        .iter()
        .filter(|(name, _)| find(after, name).is_none())
        .copied()
        .collect();
    let added: Vec<(&str, &Schema)> = after
        .properties
        .iter()
        .filter(|(name, _)| find(before, name).is_none())
        .copied()
        .collect();
    let renamed = renamed(graph, &removed, &added);
    for (name, old) in &before.properties {
        if let Some(new) = find(after, name) {
            kept(
                graph,
                pair,
                name,
                (old, new),
                (before.required.contains(name), after.required.contains(name)),
            );
        }
    }
    for (at, (name, old)) in removed.iter().enumerate() {
        let ways = ways(graph.old, old);
        if let Some((_, to)) = renamed.iter().find(|(from, _)| *from == at)
            && let Some((new_name, new)) = added.get(*to)
        {
            let required = before.required.contains(name) || after.required.contains(new_name);
            let check = if required {
                &checks::REQUIRED_PROPERTY_RENAMED
            } else {
                &checks::PROPERTY_RENAMED
            };
            let message = format!("`{name}` of {} is called `{new_name}`", pair.subject);
            pair.report_at(
                graph,
                check,
                ways,
                (Some(old.place.clone()), Some(new.place.clone())),
                message,
            );
            graph.lead(
                pair.node,
                old,
                new,
                Direction::BOTH,
                &format!("`{new_name}` of {}", pair.subject),
            );
            continue;
        }
        let check = if before.required.contains(name) {
            &checks::REQUIRED_PROPERTY_REMOVED
        } else {
            &checks::PROPERTY_REMOVED
        };
        let places = (Some(old.place.clone()), Some(pair.new.place().clone()));
        pair.report_at(
            graph,
            check,
            ways,
            places,
            format!("{} lost `{name}`", pair.subject),
        );
    }
    for (at, (name, new)) in added.iter().enumerate() {
        if renamed.iter().any(|(_, to)| *to == at) {
            continue;
        }
        let check = if after.required.contains(name) {
            &checks::REQUIRED_PROPERTY_ADDED
        } else {
            &checks::PROPERTY_ADDED
        };
        let places = (Some(pair.old.place().clone()), Some(new.place.clone()));
        pair.report_at(
            graph,
            check,
            ways(graph.new, new),
            places,
            format!("{} gained `{name}`", pair.subject),
        );
    }
}

/// The ways that a property goes: what only the service sets is never sent.
fn ways<'a>(bundle: &crate::bundle::Bundle<'a>, schema: &'a Schema) -> Direction {
    if Flat::of(bundle, schema).read_only() {
        Direction::RESPONSE
    } else {
        Direction::BOTH
    }
}

fn kept<'a>(
    graph: &mut Graph<'a>,
    pair: &Pair<'_, 'a>,
    name: &str,
    (old, new): (&'a Schema, &'a Schema),
    required: (bool, bool),
) {
    let subject = format!("`{name}` of {}", pair.subject);
    let places = (Some(old.place.clone()), Some(new.place.clone()));
    let ways = ways(graph.old, old)
        .and(ways(graph.new, new))
        .or(Direction::RESPONSE);
    match required {
        (false, true) => pair.report_at(
            graph,
            &checks::PROPERTY_BECAME_REQUIRED,
            ways,
            places,
            format!("{subject} is required"),
        ),
        (true, false) => pair.report_at(
            graph,
            &checks::PROPERTY_BECAME_OPTIONAL,
            ways,
            places,
            format!("{subject} is not required any more"),
        ),
        _ => {}
    }
    // A change of a type that is written in place is one of this property, and is said so.
    let (before, after) = (Flat::of(graph.old, old), Flat::of(graph.new, new));
    if before.kind() != after.kind() {
        let message = format!("{subject} was {} and is {}", before.words(), after.words());
        let places = (Some(old.place.clone()), Some(new.place.clone()));
        pair.report_at(graph, &checks::TYPE_CHANGED, ways, places, message);
        return;
    }
    graph.lead(pair.node, old, new, Direction::BOTH, &subject);
}

/// Pairs properties of the same type and alike in name.
fn renamed<'a>(
    graph: &Graph<'a>,
    removed: &[(&str, &'a Schema)],
    added: &[(&str, &'a Schema)],
) -> Vec<(usize, usize)> {
    let alike = |a: usize, b: usize| -> f64 {
        let (Some((old_name, old)), Some((new_name, new))) = (removed.get(a), added.get(b)) else {
            return 0.0;
        };
        let (old, new) = (Flat::of(graph.old, old), Flat::of(graph.new, new));
        let same_type =
            old.kind() == new.kind() && old.name() == new.name() && old.schema.format == new.schema.format;
        if same_type {
            similar::names(old_name, new_name)
        } else {
            0.0
        }
    };
    similar::pairs(removed.len(), added.len(), alike)
}

fn additional<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let allows = |additional: &Additional| !matches!(additional, Additional::None);
    let (before, after) = (&pair.old.schema.additional, &pair.new.schema.additional);
    match (allows(before), allows(after)) {
        (true, false) => pair.report(
            graph,
            &checks::ADDITIONAL_CLOSED,
            format!("{} takes no other properties", pair.subject),
        ),
        (false, true) => pair.report(
            graph,
            &checks::ADDITIONAL_OPENED,
            format!("{} takes other properties", pair.subject),
        ),
        _ => {}
    }
    match (before, after) {
        (Additional::Schema(before), Additional::Schema(after)) => {
            graph.lead(
                pair.node,
                before,
                after,
                Direction::BOTH,
                &format!("a value of {}", pair.subject),
            );
        }
        (Additional::Unsaid, Additional::Any | Additional::Schema(_)) => {
            pair.report(
                graph,
                &checks::ADDITIONAL_OPENED,
                format!("{} says that it takes other properties", pair.subject),
            );
        }
        _ => {}
    }
}

fn variants<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let property = |flat: &Flat<'a>| {
        flat.schema
            .discriminator
            .as_ref()
            .map(|discriminator| discriminator.property.clone())
    };
    let (Some(before), Some(after)) = (property(pair.old), property(pair.new)) else {
        if property(pair.old) != property(pair.new) {
            pair.report(
                graph,
                &checks::DISCRIMINATOR,
                format!(
                    "only one of the two descriptions of {} has a discriminator",
                    pair.subject
                ),
            );
        }
        return;
    };
    if before != after {
        pair.report(
            graph,
            &checks::DISCRIMINATOR,
            format!(
                "the variants of {} were told apart by `{before}`, and are by `{after}`",
                pair.subject
            ),
        );
    }
    let list = |bundle: &crate::bundle::Bundle<'a>, flat: &Flat<'a>| -> Vec<(String, Descendant<'a>)> {
        let found = flat
            .key
            .map(|key| bundle.descendants().variants(key))
            .unwrap_or_default();
        found
            .into_iter()
            .filter_map(|variant| Some((variant.value(flat.schema, bundle).ok()?, variant)))
            .collect()
    };
    let (before, after) = (list(graph.old, pair.old), list(graph.new, pair.new));
    for (value, old) in &before {
        match after.iter().find(|(other, _)| other == value) {
            Some((_, new)) => graph.lead(
                pair.node,
                old.schema,
                new.schema,
                Direction::BOTH,
                &format!("the variant `{value}` of {}", pair.subject),
            ),
            None => {
                let places = (Some(old.schema.place.clone()), Some(pair.new.place().clone()));
                pair.report_at(
                    graph,
                    &checks::VARIANT_REMOVED,
                    Direction::BOTH,
                    places,
                    format!("{} lost the variant `{value}`", pair.subject),
                );
            }
        }
    }
    for (value, new) in &after {
        if !before.iter().any(|(other, _)| other == value) {
            let places = (Some(pair.old.place().clone()), Some(new.schema.place.clone()));
            pair.report_at(
                graph,
                &checks::VARIANT_ADDED,
                Direction::BOTH,
                places,
                format!("{} gained the variant `{value}`", pair.subject),
            );
        }
    }
}

fn one_of<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let words = |bundle: &crate::bundle::Bundle<'a>, list: &'a [Schema]| -> Vec<(String, &'a Schema)> {
        list.iter()
            .map(|schema| (Flat::of(bundle, schema).words(), schema))
            .collect()
    };
    let before = words(graph.old, &pair.old.schema.one_of);
    let after = words(graph.new, &pair.new.schema.one_of);
    for (name, old) in &before {
        match after.iter().find(|(other, _)| other == name) {
            Some((_, new)) => graph.lead(
                pair.node,
                old,
                new,
                Direction::BOTH,
                &format!("the alternative {name} of {}", pair.subject),
            ),
            None => {
                let places = (Some(old.place.clone()), Some(pair.new.place().clone()));
                pair.report_at(
                    graph,
                    &checks::ONE_OF_REMOVED,
                    Direction::BOTH,
                    places,
                    format!("{} lost the alternative {name}", pair.subject),
                );
            }
        }
    }
    for (name, new) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            let places = (Some(pair.old.place().clone()), Some(new.place.clone()));
            pair.report_at(
                graph,
                &checks::ONE_OF_ADDED,
                Direction::BOTH,
                places,
                format!("{} gained the alternative {name}", pair.subject),
            );
        }
    }
}

//! Compares a pair of schemas: what each says itself, and which pairs it leads to.

mod enums;
mod format;
mod properties;
mod variants;

use std::collections::{BTreeSet, HashSet};

use openapi_descriptions::{diagnostic::Place, document::Additional};

use super::{
    checks::{self, Check},
    flat::Flat,
    graph::{Graph, Pending},
    local::{Local, Named},
    similar, uses,
    verdict::Direction,
};

/// Compares two definitions of the same JSON type.
pub(super) fn compare<'a>(graph: &mut Graph<'a>, pending: Pending<'a>) {
    let Pending {
        node,
        old,
        new,
        named,
    } = pending;
    let (old, new) = (&old, &new);
    if old.key.is_some() || new.key.is_some() {
        graph.docs(
            (old.place(), new.place()),
            "definition",
            (
                old.schema.description.as_deref(),
                new.schema.description.as_deref(),
            ),
        );
    }
    let pair = Pair {
        node,
        old,
        new,
        named,
    };
    if old.is_type() && new.is_type() && !same_thing(graph, &pair) {
        return;
    }
    enums::compare(graph, &pair);
    format::compare(graph, &pair);
    match new.kind() {
        "object" => {
            properties::compare(graph, &pair);
            additional(graph, &pair);
            variants::discriminated(graph, &pair);
        }
        "array" => items(graph, &pair),
        _ => {}
    }
    variants::alternatives(graph, &pair);
}

/// The two schemas of a node.
struct Pair<'p, 'a> {
    node: usize,
    old: &'p Flat<'a>,
    new: &'p Flat<'a>,
    named: Named,
}

impl Pair<'_, '_> {
    /// A finding at the places of the two definitions.
    fn local(&self, check: &'static Check, message: String) -> Local {
        self.local_at(check, (self.old.place(), self.new.place()), message)
    }

    /// A finding at other places.
    fn local_at(&self, check: &'static Check, places: (&Place, &Place), message: String) -> Local {
        Local::new(check, places.0, places.1, &self.named.group, message)
    }

    fn report(&self, graph: &mut Graph<'_>, check: &'static Check, message: String) {
        graph.found(self.node, self.local(check, message));
    }
}

/// Whether two types are the same one, under whichever name: when their names differ, by what is in them.
fn same_thing<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) -> bool {
    let (old, new) = (pair.old.name(), pair.new.name());
    if old == new {
        return true;
    }
    let called =
        |name: Option<&str>| name.map_or_else(|| "one without a name".to_owned(), |name| format!("`{name}`"));
    let parts = |bundle: &openapi_descriptions::bundle::Bundle<'a>, flat: &Flat<'a>| -> BTreeSet<&'a str> {
        match &flat.schema.enumeration {
            Some(enumeration) => enumeration
                .values
                .iter()
                .map(|value| value.value.as_str())
                .collect(),
            None => flat
                .properties(bundle)
                .properties
                .iter()
                .map(|(name, _)| *name)
                .collect(),
        }
    };
    let alike = similar::sets(&parts(graph.old, pair.old), &parts(graph.new, pair.new));
    if alike < similar::THRESHOLD && old.is_some() && new.is_some() {
        pair.report(
            graph,
            &checks::SCHEMA_REPLACED,
            format!("{} stands where {} was", called(new), called(old)),
        );
        return false;
    }
    // The old name may stand for something still, and the new one for something before; then nothing was renamed.
    let known = |names: &HashSet<&str>, name: Option<&str>| name.is_some_and(|name| names.contains(name));
    let renamed = !known(&graph.names.0, new) && !known(&graph.names.1, old);
    let message = match (old, new) {
        (Some(old), Some(new)) if renamed => format!("`{old}` is called `{new}`"),
        (Some(old), Some(new)) => format!("`{new}` stands where `{old}` was, with most of the same in it"),
        (Some(old), None) => format!("`{old}` is written in place as {}", pair.named.phrase),
        (None, Some(new)) => format!("what was written in place is called `{new}`"),
        (None, None) => return true,
    };
    pair.report(graph, &checks::SCHEMA_RENAMED, message);
    true
}

fn items<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let phrase = format!("an item of {}", pair.named.phrase);
    let any = |flat: &Flat<'_>| flat.kind() == "any" && flat.schema.one_of.is_empty();
    match (&pair.old.schema.items, &pair.new.schema.items) {
        (Some(before), Some(after)) => {
            uses::compare(
                graph,
                pair.node,
                (before, after),
                Direction::BOTH,
                &pair.named.part(phrase),
            );
        }
        // Items that are not described are any.
        (None, Some(after)) => {
            let after = Flat::follow(graph.new, after);
            if !any(&after) {
                let message = format!("{phrase} was any JSON and is {}", after.words());
                pair.report(graph, &checks::TYPE_NARROWED, message);
            }
        }
        (Some(before), None) => {
            let before = Flat::follow(graph.old, before);
            if !any(&before) {
                let message = format!("{phrase} was {} and is any JSON", before.words());
                pair.report(graph, &checks::TYPE_WIDENED, message);
            }
        }
        (None, None) => {}
    }
}

fn additional<'a>(graph: &mut Graph<'a>, pair: &Pair<'_, 'a>) {
    let phrase = &pair.named.phrase;
    let value = pair.named.part(format!("a value of {phrase}"));
    let (before, after) = (&pair.old.schema.additional, &pair.new.schema.additional);
    match (before, after) {
        (Additional::None, Additional::None)
        | (Additional::Unsaid, Additional::Unsaid)
        | (Additional::Any, Additional::Any) => {}
        (_, Additional::None) => pair.report(
            graph,
            &checks::ADDITIONAL_CLOSED,
            format!("{phrase} takes no other properties"),
        ),
        (Additional::None, _) => pair.report(
            graph,
            &checks::ADDITIONAL_OPENED,
            format!("{phrase} takes other properties"),
        ),
        (Additional::Unsaid, _) => pair.report(
            graph,
            &checks::ADDITIONAL_OPENED,
            format!("{phrase} says that it takes other properties"),
        ),
        (_, Additional::Unsaid) => pair.report(
            graph,
            &checks::ADDITIONAL_UNSAID,
            format!("{phrase} does not say any more that it takes other properties"),
        ),
        (Additional::Schema(before), Additional::Schema(after)) => {
            uses::compare(graph, pair.node, (before, after), Direction::BOTH, &value);
        }
        (Additional::Any, Additional::Schema(after)) => {
            let words = Flat::follow(graph.new, after).words();
            pair.report(
                graph,
                &checks::TYPE_NARROWED,
                format!("{} was any JSON and is {words}", value.phrase),
            );
        }
        (Additional::Schema(before), Additional::Any) => {
            let words = Flat::follow(graph.old, before).words();
            pair.report(
                graph,
                &checks::TYPE_WIDENED,
                format!("{} was {words} and is any JSON", value.phrase),
            );
        }
    }
}

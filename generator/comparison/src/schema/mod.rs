//! Compares a pair of schemas, and finds the pairs that it refers to.

mod additional;
mod alternatives;
mod conditions;
mod discriminated;
mod discriminator;
mod enums;
mod format;
mod items;
mod members;
mod properties;
mod rest;

use std::collections::{BTreeSet, HashSet};

use openapi_descriptions::diagnostic::Place;

pub(super) use conditions::is_compared;

use super::{
    checks::{self, Check},
    graph::{Graph, PendingPair},
    local_finding::{Label, LocalFinding},
    residue,
    resolved_schema::ResolvedSchema,
    similar,
};

/// Compares two definitions of the same JSON type.
pub(super) fn compare_schemas<'a>(graph: &mut Graph<'a>, pending: PendingPair<'a>) {
    let PendingPair {
        node,
        old,
        new,
        label,
    } = pending;
    let (old, new) = (&old, &new);
    if old.key.is_some() || new.key.is_some() {
        graph.note_changed_docs(
            (old.definition_place(), new.definition_place()),
            "definition",
            (
                old.schema.description.as_deref(),
                new.schema.description.as_deref(),
            ),
        );
    }
    let pair = SchemaPair {
        node,
        old,
        new,
        label,
    };
    if old.is_union() == new.is_union() {
        if old.is_type() && new.is_type() && !is_same_type(graph, &pair) {
            return;
        }
        compare_contents(graph, &pair, None);
        discriminated::compare_members(graph, &pair);
    } else if let Some(common) = alternatives::compare_with_one(graph, &pair) {
        compare_contents(graph, &pair, Some(&common));
    }
    if let Some((old, new)) = residue::compare_definitions(graph, node, (old, new), &pair.label) {
        conditions::compare_conditions(graph, &pair, (&old, &new));
    }
}

/// Compares two schemas apart from the types that a value may have. `same` is the one of these that is the other schema.
fn compare_contents<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    same: Option<&[ResolvedSchema<'a>]>,
) {
    enums::compare_enums(graph, pair);
    format::compare_formats(graph, pair);
    match (pair.old.kind(), pair.new.kind()) {
        ("object", "object") => {
            properties::compare_properties(graph, pair, same);
            additional::compare_additional(graph, pair);
        }
        ("array", "array") => items::compare_items(graph, pair),
        _ => {}
    }
}

/// The two schemas of a node.
struct SchemaPair<'p, 'a> {
    node: usize,
    old: &'p ResolvedSchema<'a>,
    new: &'p ResolvedSchema<'a>,
    label: Label,
}

impl SchemaPair<'_, '_> {
    /// A finding at the places of the two definitions.
    fn finding(&self, check: &'static Check, message: String) -> LocalFinding {
        self.finding_at(
            check,
            (self.old.definition_place(), self.new.definition_place()),
            message,
        )
    }

    /// A finding at other places.
    fn finding_at(&self, check: &'static Check, places: (&Place, &Place), message: String) -> LocalFinding {
        LocalFinding::new(check, places.0, places.1, &self.label.subject, message)
    }

    fn report(&self, graph: &mut Graph<'_>, check: &'static Check, message: String) {
        graph.add_finding(self.node, self.finding(check, message));
    }
}

/// Whether two types are the same type, possibly renamed: types with different names are compared by their contents.
fn is_same_type<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) -> bool {
    let (old, new) = (pair.old.name(), pair.new.name());
    if old == new {
        return true;
    }
    let quoted = |name: Option<&str>| {
        name.map_or_else(
            || "a schema without a name".to_owned(),
            |name| format!("`{name}`"),
        )
    };
    let parts = |bundle: &openapi_descriptions::bundle::Bundle<'a>,
                 schema_use: &ResolvedSchema<'a>|
     -> BTreeSet<&'a str> {
        match &schema_use.schema.enumeration {
            Some(enumeration) => enumeration
                .values
                .iter()
                .map(|value| value.value.as_str())
                .collect(),
            None => schema_use
                .properties(bundle)
                .properties
                .iter()
                .map(|(name, _)| *name)
                .collect(),
        }
    };
    let similarity = similar::set_similarity(&parts(graph.old, pair.old), &parts(graph.new, pair.new));
    if similarity < similar::SIMILARITY_THRESHOLD && old.is_some() && new.is_some() {
        pair.report(
            graph,
            &checks::SCHEMA_REPLACED,
            format!("{} replaces {}", quoted(new), quoted(old)),
        );
        return false;
    }
    // It is a rename only when the old name is not used any more and the new name was not used before.
    let known = |names: &HashSet<&str>, name: Option<&str>| name.is_some_and(|name| names.contains(name));
    let renamed = !known(&graph.names.0, new) && !known(&graph.names.1, old);
    let message = match (old, new) {
        (Some(old), Some(new)) if renamed => format!("`{old}` was renamed to `{new}`"),
        (Some(old), Some(new)) => format!("`{new}` replaces `{old}`, and most of its contents are the same"),
        (Some(old), None) => format!("`{old}` is written in place as {}", pair.label.phrase),
        (None, Some(new)) => format!("a schema that was written in place is called `{new}`"),
        (None, None) => return true,
    };
    pair.report(graph, &checks::SCHEMA_RENAMED, message);
    true
}

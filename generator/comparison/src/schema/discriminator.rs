//! Compares whether a property tells the types of a value apart.

use openapi_descriptions::{bundle::Bundle, document::Schema};

use super::{
    SchemaPair,
    members::{self, by_value},
};
use crate::{checks, graph::Graph, resolved_schema::ResolvedSchema, verdict::Direction};

/// The property that tells the types of a value apart.
pub(super) fn property(schema: &Schema) -> Option<&str> {
    let discriminator = schema.discriminator.as_ref()?;
    Some(&discriminator.property)
}

/// Reports that only one side has a discriminator that tells something apart.
pub(super) fn compare_presence<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let (property, is_added) = match (property(pair.old.schema), property(pair.new.schema)) {
        (None, Some(after)) => (after, true),
        (Some(before), None) => (before, false),
        _ => return,
    };
    let (with, without) = if is_added {
        ((graph.new, pair.new), (graph.old, pair.old))
    } else {
        ((graph.old, pair.old), (graph.new, pair.new))
    };
    if by_value(with.0, with.1).0.is_empty() && with.1.schema.one_of.is_empty() {
        return;
    }
    let phrase = &pair.label.phrase;
    let (check, message) = if is_added {
        let message = format!("the discriminator `{property}` of {phrase} was added");
        (&checks::DISCRIMINATOR_ADDED, message)
    } else {
        let message = format!("the discriminator `{property}` of {phrase} was removed");
        (&checks::DISCRIMINATOR_REMOVED, message)
    };
    // Where every value has the property without it, nobody must send or miss anything.
    let directions = match (is_always_there(without.0, without.1, property), is_added) {
        (false, _) => Direction::BOTH,
        (true, true) => Direction::RESPONSE,
        (true, false) => Direction::REQUEST,
    };
    let local = pair.finding(check, message).with_directions(directions);
    graph.add_finding(pair.node, local);
}

/// Whether every value of a schema has a property.
fn is_always_there<'a>(bundle: &Bundle<'a>, resolved: &ResolvedSchema<'a>, property: &str) -> bool {
    let requires = |resolved: &ResolvedSchema<'a>| resolved.properties(bundle).required.contains(property);
    let members = members::all(bundle, resolved);
    requires(resolved) || (!members.is_empty() && members.iter().all(requires))
}

//! Compares two uses of schemas, and queues their definitions for comparison.

use openapi_descriptions::document::{Parameter, Schema, Style};

use super::{
    graph::Graph, local_finding::Label, residue, resolved_schema::ResolvedSchema, site, use_pair::Role,
    verdict::Direction,
};

/// Compares two uses of schemas in the node `from`.
pub(super) fn compare_uses<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&'a Schema, &'a Schema),
    directions: Direction,
    label: &Label,
) {
    let (old, new) = (
        ResolvedSchema::resolve(graph.old, old),
        ResolvedSchema::resolve(graph.new, new),
    );
    compare_resolved_uses(graph, from, (old, new), directions, label);
}

/// Compares the schemas of two parameters in the node `from`.
pub(super) fn compare_parameter_uses<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&'a Parameter, &'a Parameter),
    label: &Label,
) {
    let is_json = |parameter: &Parameter| parameter.writing.style == Style::Json;
    let role = if is_json(old) || is_json(new) {
        Role::JsonParameter
    } else {
        Role::Text
    };
    let (old, new) = (
        ResolvedSchema::resolve(graph.old, &old.schema),
        ResolvedSchema::resolve(graph.new, &new.schema),
    );
    compare_in_role(graph, from, (old, new), Direction::REQUEST, (label, role));
}

/// As [`compare_uses`], for schemas that are already resolved.
pub(super) fn compare_resolved_uses<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (ResolvedSchema<'a>, ResolvedSchema<'a>),
    directions: Direction,
    label: &Label,
) {
    compare_in_role(graph, from, (old, new), directions, (label, Role::Body));
}

fn compare_in_role<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (ResolvedSchema<'a>, ResolvedSchema<'a>),
    directions: Direction,
    (label, role): (&Label, Role),
) {
    if site::compare_use(graph, from, &old, &new, directions, (label, role)) {
        residue::compare_sites(graph, from, (&old, &new), label);
        let directions = site::directions_read(&old, &new, directions);
        let to = graph.node_for(old, new, label);
        graph.connect(from, to, directions);
    }
}

//! Compares two uses of schemas, and queues their definitions for comparison.

use openapi_descriptions::document::Schema;

use super::{
    graph::Graph, local_finding::Label, residue, resolved_schema::ResolvedSchema, site, verdict::Direction,
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

/// As [`compare_uses`], for schemas that are already resolved.
pub(super) fn compare_resolved_uses<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (ResolvedSchema<'a>, ResolvedSchema<'a>),
    directions: Direction,
    label: &Label,
) {
    if site::compare_use(graph, from, &old, &new, directions, label) {
        residue::compare_sites(graph, from, (&old, &new), label);
        let directions = site::directions_read(&old, &new, directions);
        let to = graph.node_for(old, new, label);
        graph.connect(from, to, directions);
    }
}

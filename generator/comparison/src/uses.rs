//! Compares a pair of schemas where they are used, and goes on to the pair of their definitions.

use openapi_descriptions::document::Schema;

use super::{flat::Flat, graph::Graph, local::Named, site, verdict::Direction};

/// Compares the use of two schemas in the node `from`.
pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&'a Schema, &'a Schema),
    ways: Direction,
    named: &Named,
) {
    let (old, new) = (Flat::follow(graph.old, old), Flat::follow(graph.new, new));
    compare_followed(graph, from, (old, new), ways, named);
}

/// As [`compare`], with every reference followed already.
pub(super) fn compare_followed<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (Flat<'a>, Flat<'a>),
    ways: Direction,
    named: &Named,
) {
    if site::compare(graph, from, &old, &new, ways, named) {
        let ways = site::carried(&old, &new, ways);
        let to = graph.node(old, new, named);
        graph.connect(from, to, ways);
    }
}

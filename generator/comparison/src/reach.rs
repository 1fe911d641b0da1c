//! Determines which operations reach each finding, and in which directions.
//!
//! Requests and responses are two graphs over the same nodes. In each, all nodes of a cycle are reached by the same
//! operations. So operations are passed on from component to component, and every edge is walked once.

use openapi_descriptions::components::components;

use super::{graph::Graph, verdict::Direction};

/// How a node is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Reached {
    pub directions: Direction,
    /// The indexes of the pairs of operations.
    pub operations: BitSet,
}

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BitSet(Vec<u64>);

impl BitSet {
    fn insert(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn union_with(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The numbers in the set, in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let bits = |word: &u64| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0)
        };
        self.0
            .iter()
            .enumerate()
            .flat_map(move |(at, word)| bits(word).map(move |bit| at * 64 + bit))
    }
}

/// For each node, the directions in which it is reached and the operations that reach it.
pub(super) fn reachability(graph: &Graph<'_>) -> Vec<Reached> {
    let mut reached = vec![Reached::default(); graph.nodes.len()];
    for direction in [Direction::REQUEST, Direction::RESPONSE] {
        for (slot, operations) in reached.iter_mut().zip(reaching_operations(graph, direction)) {
            if !operations.is_empty() {
                slot.directions = slot.directions.or(direction);
                slot.operations.union_with(&operations);
            }
        }
    }
    reached
}

/// For each node, the operations that reach it in one direction.
fn reaching_operations(graph: &Graph<'_>, direction: Direction) -> Vec<BitSet> {
    let edges: Vec<Vec<usize>> = graph
        .nodes
        .iter()
        .map(|node| {
            let targets = node
                .edges
                .iter()
                .filter(|(_, directions)| directions.and(direction) == direction);
            targets.map(|(to, _)| *to).collect()
        })
        .collect();
    let component = components(&edges);
    let count = component.iter().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, component) in component.iter().enumerate() {
        if let Some(members) = members.get_mut(*component) {
            members.push(node);
        }
    }
    let mut operations = vec![BitSet::default(); count];
    // A component has a higher number than the components that it points to.
    for (at, members) in members.iter().enumerate().rev() {
        let mut reaching = operations.get(at).cloned().unwrap_or_default();
        for node in members.iter().filter_map(|node| graph.nodes.get(*node)) {
            if let Some(operation) = node.operation {
                reaching.insert(operation);
            }
        }
        if reaching.is_empty() {
            continue;
        }
        for to in members.iter().filter_map(|node| edges.get(*node)).flatten() {
            let target = component.get(*to).copied().unwrap_or(at);
            if target != at
                && let Some(slot) = operations.get_mut(target)
            {
                slot.union_with(&reaching);
            }
        }
        if let Some(slot) = operations.get_mut(at) {
            *slot = reaching;
        }
    }
    component
        .iter()
        .map(|component| operations.get(*component).cloned().unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::BitSet;

    #[test]
    fn a_bit_set_returns_the_inserted_numbers() {
        let mut bits = BitSet::default();
        let mut other = BitSet::default();
        for at in [3, 64, 200] {
            bits.insert(at);
        }
        other.insert(5);
        bits.union_with(&other);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [3, 5, 64, 200]);
    }
}

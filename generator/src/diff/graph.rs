//! The pairs of schemas that the pairs of operations lead to: each compared once, however often it is used.
//!
//! A node is a pair of schemas, or of operations; an edge leads to the pairs inside of it and says which way values go
//! there. What is found in a node is reported once, with every operation that reaches it and the ways on which it does.
//! So the work is linear in the size of the descriptions, and a circle of schemas is a circle of nodes.

use std::collections::HashMap;

use crate::{bundle::Bundle, diagnostic::Place, document::Schema};

use super::{checks::Check, finding::Direction, flat::Flat};

/// Something found in a node; how grave it is depends on the ways on which the node is reached.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub check: &'static Check,
    /// The ways on which it counts.
    pub ways: Direction,
    pub old: Option<Place>,
    pub new: Option<Place>,
    pub message: String,
    pub subject: String,
}

/// A pair of schemas or operations.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub found: Vec<Local>,
    pub edges: Vec<(usize, Direction)>,
    /// The pair of operations, for a node that is one.
    pub operation: Option<usize>,
}

/// All pairs.
pub(super) struct Graph<'a> {
    pub old: &'a Bundle<'a>,
    pub new: &'a Bundle<'a>,
    pub nodes: Vec<Node>,
    /// How many sentences differ.
    pub docs_only: usize,
    index: HashMap<(&'a Place, &'a Place), usize>,
    pending: Vec<(usize, Flat<'a>, Flat<'a>)>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(old: &'a Bundle<'a>, new: &'a Bundle<'a>) -> Self {
        Self {
            old,
            new,
            nodes: Vec::new(),
            docs_only: 0,
            index: HashMap::new(),
            pending: Vec::new(),
        }
    }

    /// A node for a pair of operations.
    pub(super) fn root(&mut self, operation: usize) -> usize {
        self.nodes.push(Node {
            operation: Some(operation),
            ..Node::default()
        });
        self.nodes.len() - 1
    }

    /// Adds something found in a node.
    pub(super) fn found(&mut self, node: usize, local: Local) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.found.push(local);
        }
    }

    /// Counts a sentence that differs.
    pub(super) fn docs(&mut self, old: Option<&str>, new: Option<&str>) {
        if old != new {
            self.docs_only += 1;
        }
    }

    /// Leads from a node to a pair of schemas where they are used, and compares what is said at these places.
    pub(super) fn lead(
        &mut self,
        from: usize,
        old: &'a Schema,
        new: &'a Schema,
        ways: Direction,
        subject: &str,
    ) {
        let (old, new) = (Flat::of(self.old, old), Flat::of(self.new, new));
        // What only the service sets is never sent.
        let ways = if old.read_only() && new.read_only() {
            ways.and(Direction::RESPONSE)
        } else {
            ways
        };
        super::site::compare(self, from, &old, &new, ways, subject);
        let key = (old.place(), new.place());
        let to = match self.index.get(&key) {
            Some(to) => *to,
            None => {
                self.nodes.push(Node::default());
                let to = self.nodes.len() - 1;
                self.index.insert(key, to);
                self.pending.push((to, old, new));
                to
            }
        };
        if let Some(node) = self.nodes.get_mut(from) {
            node.edges.push((to, ways));
        }
    }

    /// Compares every pair that was led to, and those that these lead to.
    pub(super) fn run(&mut self) {
        while let Some((node, old, new)) = self.pending.pop() {
            super::schema::compare(self, node, &old, &new);
        }
    }

    /// For each node the ways and the operations on which it is reached.
    pub(super) fn reached(&self) -> Vec<Reached> {
        let mut reached = vec![Reached::default(); self.nodes.len()];
        for (root, node) in self.nodes.iter().enumerate() {
            let Some(operation) = node.operation else { continue };
            let mut here: HashMap<usize, Direction> = HashMap::new();
            let mut pending = vec![(root, Direction::BOTH)];
            while let Some((at, ways)) = pending.pop() {
                let before = here.get(&at).copied().unwrap_or_default();
                let now = before.or(ways);
                if now == before {
                    continue;
                }
                here.insert(at, now);
                for (to, mask) in self.nodes.get(at).into_iter().flat_map(|node| &node.edges) {
                    pending.push((*to, now.and(*mask)));
                }
            }
            for (at, slot) in reached.iter_mut().enumerate() {
                if let Some(ways) = here.get(&at) {
                    slot.ways = slot.ways.or(*ways);
                    slot.operations.push(operation);
                }
            }
        }
        reached
    }
}

/// How a node is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Reached {
    pub ways: Direction,
    pub operations: Vec<usize>,
}

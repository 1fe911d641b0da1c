//! The pairs of schemas that the pairs of operations lead to: each compared once, however often it is used.
//!
//! A node is a pair of schemas, or of operations; an edge leads to the pairs inside of it and says which way values go
//! there. What is found in a node is reported once, with every operation that reaches it and the ways on which it does.
//! So the work is linear in the size of the descriptions, and a circle of schemas is a circle of nodes.

use std::collections::{HashMap, HashSet};

use openapi_descriptions::{bundle::Bundle, diagnostic::Place};

use super::{
    flat::Flat,
    local::{Local, Named},
    verdict::Direction,
};

/// A pair of schemas or operations.
#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    pub found: Vec<Local>,
    pub edges: Vec<(usize, Direction)>,
    /// The pair of operations, for a node that is one.
    pub operation: Option<usize>,
    /// Where the two schemas are defined.
    pub places: Option<(&'a Place, &'a Place)>,
}

/// A pair of definitions to compare.
pub(super) struct Pending<'a> {
    pub node: usize,
    pub old: Flat<'a>,
    pub new: Flat<'a>,
    pub named: Named,
}

/// All pairs.
pub(super) struct Graph<'a> {
    pub old: &'a Bundle<'a>,
    pub new: &'a Bundle<'a>,
    pub nodes: Vec<Node<'a>>,
    /// The names of all schemas, old and new.
    pub names: (HashSet<&'a str>, HashSet<&'a str>),
    docs: HashSet<(Place, Place, &'static str)>,
    index: HashMap<(&'a Place, &'a Place), usize>,
    pending: Vec<Pending<'a>>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(old: &'a Bundle<'a>, new: &'a Bundle<'a>) -> Self {
        let names = |bundle: &Bundle<'a>| bundle.schemas().map(|((_, name), _)| name).collect();
        Self {
            old,
            new,
            names: (names(old), names(new)),
            nodes: Vec::new(),
            docs: HashSet::new(),
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

    /// Notes a sentence that differs, once for the pair of places that it stands at.
    pub(super) fn docs(
        &mut self,
        places: (&Place, &Place),
        what: &'static str,
        sentences: (Option<&str>, Option<&str>),
    ) {
        if sentences.0 != sentences.1 {
            self.docs.insert((places.0.clone(), places.1.clone(), what));
        }
    }

    /// How many sentences differ.
    pub(super) fn docs_only(&self) -> usize {
        self.docs.len()
    }

    /// The node of a pair of definitions, made when the pair is met for the first time; it is then compared in its turn.
    pub(super) fn node(&mut self, old: Flat<'a>, new: Flat<'a>, named: &Named) -> usize {
        let key = (old.place(), new.place());
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        self.nodes.push(Node {
            places: Some(key),
            ..Node::default()
        });
        let node = self.nodes.len() - 1;
        self.index.insert(key, node);
        let named = new
            .name()
            .or(old.name())
            .map_or_else(|| named.clone(), Named::schema);
        self.pending.push(Pending {
            node,
            old,
            new,
            named,
        });
        node
    }

    /// Notes that values of one node are part of those of another.
    pub(super) fn connect(&mut self, from: usize, to: usize, ways: Direction) {
        if let Some(node) = self.nodes.get_mut(from) {
            node.edges.push((to, ways));
        }
    }

    /// A pair of definitions that is not compared yet.
    pub(super) fn next(&mut self) -> Option<Pending<'a>> {
        self.pending.pop()
    }
}

//! The pairs of schemas that the pairs of operations refer to. Each is compared once, however often it is used.
//!
//! A node is a pair of schemas or of operations. An edge goes to a pair inside of it, with the directions in which
//! values go there. What is found in a node is reported once, with every operation that reaches the node and the
//! directions in which it does. So the work is linear in the size of the descriptions, and a cycle of schemas is a
//! cycle of nodes.

use std::collections::{HashMap, HashSet};

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Operation};

use super::{
    local_finding::{Label, LocalFinding},
    resolved_schema::ResolvedSchema,
    schemes::Schemes,
    tree_pairs::TreePairs,
    verdict::Direction,
};

/// A pair of schemas or operations.
#[derive(Debug, Default)]
pub(super) struct ComparedPair<'a> {
    pub findings: Vec<LocalFinding>,
    pub edges: Vec<(usize, Direction)>,
    /// The index of the pair of operations; `None` for any other pair.
    pub operation: Option<usize>,
    /// Whether it is a call that the service makes, so that values go the other way.
    pub is_incoming: bool,
    /// The places where the two schemas are defined; `None` for any other pair.
    pub places: Option<(&'a Place, &'a Place)>,
}

/// A pair of definitions to compare.
pub(super) struct PendingPair<'a> {
    pub node: usize,
    pub old: ResolvedSchema<'a>,
    pub new: ResolvedSchema<'a>,
    pub label: Label,
}

/// The places of two definitions, and their JSON type: a schema of several types is one of several schemas at one place.
type PairKey<'a> = (&'a Place, &'a Place, &'a str);

/// Operations by their places.
type Calls<'a> = HashMap<&'a Place, &'a Operation>;

/// All pairs, with their edges and findings.
pub(super) struct Graph<'a> {
    pub old: &'a Bundle<'a>,
    pub new: &'a Bundle<'a>,
    pub nodes: Vec<ComparedPair<'a>>,
    /// The names of all schemas, old and new.
    pub names: (HashSet<&'a str>, HashSet<&'a str>),
    changed_docs: HashSet<(Place, Place, &'static str)>,
    /// The trees, for what no check reads.
    pub trees: TreePairs<'a>,
    /// The calls that the service makes, old and new, by their places.
    pub incoming: (Calls<'a>, Calls<'a>),
    /// Whether any body is XML.
    pub has_xml: bool,
    /// The security schemes.
    pub schemes: Schemes,
    index: HashMap<PairKey<'a>, usize>,
    pending: Vec<PendingPair<'a>>,
}

impl<'a> Graph<'a> {
    pub(super) fn new((old, new): (&'a Bundle<'a>, &'a Bundle<'a>), mut trees: TreePairs<'a>) -> Self {
        let names = |bundle: &Bundle<'a>| bundle.schemas().map(|((_, name), _)| name).collect();
        let schemes = Schemes::read((old.entry(), new.entry()), &mut trees);
        Self {
            old,
            new,
            names: (names(old), names(new)),
            nodes: Vec::new(),
            changed_docs: HashSet::new(),
            trees,
            schemes,
            incoming: (incoming(old), incoming(new)),
            has_xml: false,
            index: HashMap::new(),
            pending: Vec::new(),
        }
    }

    /// Adds a node for a pair of operations.
    pub(super) fn add_operation(&mut self, operation: usize) -> usize {
        self.nodes.push(ComparedPair {
            operation: Some(operation),
            ..ComparedPair::default()
        });
        self.nodes.len() - 1
    }

    /// Adds a node for a pair of calls that the service makes.
    pub(super) fn add_incoming(&mut self) -> usize {
        self.nodes.push(ComparedPair {
            is_incoming: true,
            ..ComparedPair::default()
        });
        self.nodes.len() - 1
    }

    /// Adds a node for something else than operations and schemas.
    pub(super) fn add_plain_node(&mut self) -> usize {
        self.nodes.push(ComparedPair::default());
        self.nodes.len() - 1
    }

    /// Takes back the last node when there is nothing in it. Returns whether it did.
    pub(super) fn drop_last_if_empty(&mut self, node: usize) -> bool {
        let is_last = node + 1 == self.nodes.len();
        let is_empty = |node: &ComparedPair<'_>| node.findings.is_empty() && node.edges.is_empty();
        let drops = is_last && self.nodes.last().is_some_and(is_empty);
        if drops {
            self.nodes.pop();
        }
        drops
    }

    /// Adds a finding to a node.
    pub(super) fn add_finding(&mut self, node: usize, local: LocalFinding) {
        if let Some(node) = self.nodes.get_mut(node) {
            let local = if node.is_incoming {
                local.of_incoming()
            } else {
                local
            };
            node.findings.push(local);
        }
    }

    /// Records a sentence that differs, once for each pair of places.
    pub(super) fn note_changed_docs(
        &mut self,
        places: (&Place, &Place),
        what: &'static str,
        sentences: (Option<&str>, Option<&str>),
    ) {
        if sentences.0 != sentences.1 {
            self.changed_docs
                .insert((places.0.clone(), places.1.clone(), what));
        }
    }

    /// The number of sentences that differ.
    pub(super) fn count_changed_docs(&self) -> usize {
        self.changed_docs.len()
    }

    /// The node of a pair of definitions. A new pair gets a new node, and is queued for comparison.
    pub(super) fn node_for(
        &mut self,
        old: ResolvedSchema<'a>,
        new: ResolvedSchema<'a>,
        label: &Label,
    ) -> usize {
        let places = (old.definition_place(), new.definition_place());
        let key = (places.0, places.1, new.kind());
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        self.nodes.push(ComparedPair {
            places: Some(places),
            ..ComparedPair::default()
        });
        let node = self.nodes.len() - 1;
        self.index.insert(key, node);
        let label = new
            .name()
            .or(old.name())
            .map_or_else(|| label.clone(), Label::for_schema);
        self.pending.push(PendingPair {
            node,
            old,
            new,
            label,
        });
        node
    }

    /// Adds an edge: values of `to` are part of the values of `from`.
    pub(super) fn connect(&mut self, from: usize, to: usize, directions: Direction) {
        if let Some(node) = self.nodes.get_mut(from) {
            let directions = if node.is_incoming {
                directions.reversed()
            } else {
                directions
            };
            node.edges.push((to, directions));
        }
    }

    /// The next pair of definitions to compare.
    pub(super) fn next_pending(&mut self) -> Option<PendingPair<'a>> {
        self.pending.pop()
    }
}

/// The calls that the service makes.
fn incoming<'a>(bundle: &Bundle<'a>) -> Calls<'a> {
    let calls = bundle.entry().incoming.iter();
    calls.map(|call| (&call.place, call)).collect()
}

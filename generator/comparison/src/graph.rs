//! The pairs of schemas that the pairs of operations lead to: each compared once, however often it is used.
//!
//! A node is a pair of schemas, or of operations; an edge leads to the pairs inside of it and says which way values go
//! there. What is found in a node is reported once, with every operation that reaches it and the ways on which it does.
//! So the work is linear in the size of the descriptions, and a circle of schemas is a circle of nodes.

use std::collections::{HashMap, HashSet};

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Schema};

use super::{checks::Check, finding::Direction, flat::Flat};

/// What something is called in messages, and what it is listed under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// In a sentence, such as "`name` of `Pet`".
    pub phrase: String,
    /// The type, operation or component that it belongs to.
    pub group: String,
}

impl Named {
    pub(super) fn new(phrase: impl Into<String>, group: impl Into<String>) -> Self {
        Self {
            phrase: phrase.into(),
            group: group.into(),
        }
    }

    /// A schema with a name.
    pub(super) fn schema(name: &str) -> Self {
        Self::new(format!("`{name}`"), name)
    }

    /// A part of this, in the same group.
    pub(super) fn part(&self, phrase: impl Into<String>) -> Self {
        Self::new(phrase, self.group.clone())
    }
}

/// On which side the thing stands that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// On both.
    Both,
    /// On the old one: it is gone. The new place says where it is missing.
    Old,
    /// On the new one: it has come. The old place says where it was not.
    New,
}

/// Something found in a node; how grave it is depends on the ways on which the node is reached.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub check: &'static Check,
    /// The ways on which it counts.
    pub ways: Direction,
    pub old: Place,
    pub new: Place,
    pub anchor: Anchor,
    /// What tells it apart from others of the same check at the same places.
    pub detail: String,
    pub message: String,
    pub group: String,
}

impl Local {
    pub(super) fn new(
        check: &'static Check,
        old: &Place,
        new: &Place,
        group: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            check,
            ways: Direction::BOTH,
            old: old.clone(),
            new: new.clone(),
            anchor: Anchor::Both,
            detail: String::new(),
            message: message.into(),
            group: group.to_owned(),
        }
    }

    pub(super) fn on(mut self, ways: Direction) -> Self {
        self.ways = ways;
        self
    }

    pub(super) fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// It stands only on the old side.
    pub(super) fn gone(mut self) -> Self {
        self.anchor = Anchor::Old;
        self
    }

    /// It stands only on the new side.
    pub(super) fn come(mut self) -> Self {
        self.anchor = Anchor::New;
        self
    }
}

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

/// All pairs.
pub(super) struct Graph<'a> {
    pub old: &'a Bundle<'a>,
    pub new: &'a Bundle<'a>,
    pub nodes: Vec<Node<'a>>,
    /// The names of all schemas, old and new.
    pub names: (HashSet<&'a str>, HashSet<&'a str>),
    docs: HashSet<(Place, Place, &'static str)>,
    index: HashMap<(&'a Place, &'a Place), usize>,
    pending: Vec<(usize, Flat<'a>, Flat<'a>, Named)>,
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

    /// Leads from a node to a pair of schemas where they are used, and compares what is said at these places.
    pub(super) fn lead(
        &mut self,
        from: usize,
        old: &'a Schema,
        new: &'a Schema,
        ways: Direction,
        named: &Named,
    ) {
        let (old, new) = (Flat::of(self.old, old), Flat::of(self.new, new));
        self.lead_flat(from, old, new, ways, named);
    }

    /// As [`Graph::lead`], with everything followed already.
    pub(super) fn lead_flat(
        &mut self,
        from: usize,
        old: Flat<'a>,
        new: Flat<'a>,
        ways: Direction,
        named: &Named,
    ) {
        if !super::site::compare(self, from, &old, &new, ways, named) {
            return;
        }
        let ways = carried(&old, &new, ways);
        let key = (old.place(), new.place());
        let to = if let Some(to) = self.index.get(&key) {
            *to
        } else {
            self.nodes.push(Node {
                places: Some(key),
                ..Node::default()
            });
            let to = self.nodes.len() - 1;
            self.index.insert(key, to);
            let named = new
                .name()
                .or(old.name())
                .map_or_else(|| named.clone(), Named::schema);
            self.pending.push((to, old, new, named));
            to
        };
        if let Some(node) = self.nodes.get_mut(from) {
            node.edges.push((to, ways));
        }
    }

    /// Compares every pair that was led to, and those that these lead to.
    pub(super) fn run(&mut self) {
        while let Some((node, old, new, named)) = self.pending.pop() {
            super::schema::compare(self, node, &old, &new, named);
        }
    }
}

/// The ways on which values are looked at. What only the service set was never sent, and what only it sets is ignored.
pub(super) fn carried(old: &Flat<'_>, new: &Flat<'_>, ways: Direction) -> Direction {
    if old.read_only() || new.read_only() {
        ways.and(Direction::RESPONSE)
    } else {
        ways
    }
}

//! The trees of both sides, and the pairs of them that were compared.

use std::collections::HashMap;

use openapi_descriptions::{
    diagnostic::Place,
    document::Schema,
    source::{Node, Sources},
};

use super::{
    read_schemas::{Cursor, ReadSchemas},
    trees::{Tree, Trees},
};

/// A pair of objects, and the table that it was looked at by.
type ObjectKey = (*const Node, *const Node, &'static str);

/// The trees of both sides, and what is known of pairs of them.
pub(super) struct TreePairs<'a> {
    pub old: Trees<'a>,
    pub new: Trees<'a>,
    /// The node of each pair of objects that has a residue; `None` for a pair that has none.
    pub known: HashMap<ObjectKey, Option<usize>>,
    /// Pairs of trees that something refers to, with their nodes.
    pub pending: Vec<(usize, Tree<'a>, Tree<'a>)>,
    /// The number of keywords whose residue is equal.
    pub equal: usize,
    read: Cursor<'a>,
}

impl<'a> TreePairs<'a> {
    pub(super) fn new(old: &'a Sources, new: &'a Sources, read: &'a ReadSchemas) -> Self {
        Self {
            old: Trees::new(old),
            new: Trees::new(new),
            known: HashMap::new(),
            pending: Vec::new(),
            equal: 0,
            read: read.cursor(),
        }
    }

    /// What stands at two places.
    pub(super) fn at(&mut self, (old, new): (&Place, &Place)) -> Option<(Tree<'a>, Tree<'a>)> {
        Some((self.old.at(old)?, self.new.at(new)?))
    }

    /// The schema that stands somewhere, where the reader reads none.
    pub(super) fn read_schema(&mut self, tree: &Tree<'a>) -> &'a Schema {
        let (schema, _) = Schema::read(tree.node, tree.place.clone());
        self.read.keep(schema)
    }
}

//! The trees of one side's files, and the way from a place to what stands there.

use std::collections::{HashMap, HashSet};

use openapi_descriptions::{
    diagnostic::Place,
    document::Reference,
    pointer::Pointer,
    reference,
    source::{FileId, Node, Sources},
};

/// The keyword whose text is a reference.
pub(crate) const FINAL_STATE_SCHEMA: &str = "final-state-schema";

/// A part of a file, and its place.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    pub node: &'a Node,
    pub place: Place,
}

impl<'a> Tree<'a> {
    /// The part at a key; `None` also for `null`, which says nothing.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let node = self.node.get(key).filter(|node| **node != Node::Null)?;
        Some(Self {
            node,
            place: self.place.join(key),
        })
    }

    /// The keys and parts of a mapping, without those that are `null`; none for anything else.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Node)> + use<'a> {
        let entries = match self.node {
            Node::Mapping(mapping) => mapping.entries.as_slice(),
            _ => &[],
        };
        let said = entries.iter().filter(|(_, node)| *node != Node::Null);
        said.map(|(key, node)| (key.as_str(), node))
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> Vec<Self> {
        let Node::Sequence(items) = self.node else {
            return Vec::new();
        };
        let items = items.iter().enumerate().map(|(at, node)| Self {
            node,
            place: self.place.join(at.to_string()),
        });
        items.collect()
    }

    /// Whether this is a mapping.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self.node, Node::Mapping(_))
    }

    /// The target of its `$ref`, as written.
    pub(crate) fn reference(&self) -> Option<&'a str> {
        match self.node {
            Node::String(target) if self.place.pointer.last() == Some(FINAL_STATE_SCHEMA) => Some(target),
            node => node.get("$ref").and_then(Node::as_str),
        }
    }
}

/// The number of keys above which a mapping gets an index.
const FEW: usize = 16;

/// The trees of one side.
pub(crate) struct Trees<'a> {
    sources: &'a Sources,
    /// The keys of large mappings, so that finding many places costs no more than the size of the files.
    keys: HashMap<*const Node, HashMap<&'a str, &'a Node>>,
}

impl<'a> Trees<'a> {
    pub(crate) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            keys: HashMap::new(),
        }
    }

    /// The part at a place.
    pub(crate) fn at(&mut self, place: &Place) -> Option<Tree<'a>> {
        let node = self.node(&place.file, &place.pointer)?;
        Some(Tree {
            node,
            place: place.clone(),
        })
    }

    fn node(&mut self, file: &FileId, pointer: &Pointer) -> Option<&'a Node> {
        let mut node = &self.sources.get(file)?.node;
        for token in pointer.tokens() {
            node = match node {
                Node::Sequence(items) => items.get(token.parse::<usize>().ok()?)?,
                Node::Mapping(mapping) if mapping.entries.len() > FEW => {
                    let keys = self.keys.entry(std::ptr::from_ref(node)).or_insert_with(|| {
                        let entries = mapping.entries.iter();
                        entries.map(|(key, node)| (key.as_str(), node)).collect()
                    });
                    keys.get(token).copied()?
                }
                _ => node.get(token)?,
            };
        }
        Some(node)
    }

    /// The end of a chain of references. One that leads nowhere, or round in a circle, is followed as far as it goes.
    pub(crate) fn follow(&mut self, tree: Tree<'a>) -> Tree<'a> {
        let mut tree = tree;
        let mut seen = HashSet::new();
        while let Some(target) = tree.reference() {
            let next = self.target(&tree.place, target);
            match next {
                Some(next) if seen.insert(std::ptr::from_ref(tree.node)) => tree = next,
                _ => break,
            }
        }
        tree
    }

    /// What a reference at a place leads to.
    pub(crate) fn target(&mut self, place: &Place, target: &str) -> Option<Tree<'a>> {
        let reference = Reference {
            place: place.clone(),
            target: target.to_owned(),
        };
        let (file, pointer) = reference::split(&reference).ok()?;
        let node = self.node(&file, &pointer)?;
        Some(Tree {
            node,
            place: Place::new(file, pointer),
        })
    }
}

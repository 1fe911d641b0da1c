//! The content of a catalog, without its order.

use std::collections::BTreeMap;

use openapi_descriptions::{fix::EditValue, source::Node};

/// The tree of a catalog with the keys of its mappings in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Mapping(BTreeMap<String, Tree>),
    Sequence(Vec<Tree>),
    Scalar(Node),
}

impl Tree {
    pub(super) fn new(node: &Node) -> Self {
        match node {
            Node::Mapping(mapping) => {
                let entries = mapping.entries.iter();
                Self::Mapping(
                    entries
                        .map(|(key, node)| (key.clone(), Self::new(node)))
                        .collect(),
                )
            }
            Node::Sequence(items) => Self::Sequence(items.iter().map(Self::new).collect()),
            scalar => Self::Scalar(scalar.clone()),
        }
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(Node::String(text.to_owned()))
    }

    pub(super) fn value(value: &EditValue) -> Self {
        match value {
            EditValue::Text(text) => Self::text(text),
            EditValue::Yes => Self::Scalar(Node::Bool(true)),
        }
    }

    fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(entries) => entries.get(key),
            _ => None,
        }
    }

    /// How many keys of a path lead to something.
    pub(super) fn depth(&self, path: &[String]) -> usize {
        let mut here = self;
        for (depth, key) in path.iter().enumerate() {
            match here.get(key) {
                Some(next) => here = next,
                None => return depth,
            }
        }
        path.len()
    }

    /// Sets a value, and creates the mappings above it; `None` if there is a value already.
    pub(super) fn set(&mut self, path: &[String], value: Self) -> Option<()> {
        let (first, rest) = path.split_first()?;
        let Self::Mapping(entries) = self else { return None };
        if rest.is_empty() {
            return entries.insert(first.clone(), value).is_none().then_some(());
        }
        let child = entries.entry(first.clone());
        child
            .or_insert_with(|| Self::Mapping(BTreeMap::new()))
            .set(rest, value)
    }
}

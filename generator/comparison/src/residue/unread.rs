//! The keywords of an object that no check reads.

use super::{
    calls::CALLS,
    keywords::{Handling, Object},
};
use crate::trees::Tree;

/// A keyword of one side that no check reads.
pub(super) struct Unread<'a> {
    /// The keyword, behind the one that it is in, if any.
    pub path: (Option<&'static str>, &'a str),
    pub tree: Tree<'a>,
}

/// The keywords of an object that no check reads. `is_read` tells which of those that have a check are read here.
pub(super) fn unread<'a>(
    tree: &Tree<'a>,
    object: &'static Object,
    is_read: impl Fn(&str) -> bool,
) -> Vec<Unread<'a>> {
    let mut found = Vec::new();
    for (key, node) in tree.entries() {
        let place = || tree.place.join(key);
        match object.handling(key) {
            Handling::Words => {}
            Handling::Checked(_) if is_read(key) => {}
            Handling::Part(part) if is_read(key) => {
                let name = object.keywords.iter().find(|(name, _)| *name == key);
                let name = name.map(|(name, _)| *name);
                let inner = Tree { node, place: place() };
                let inner = unread(&inner, part, every).into_iter();
                found.extend(inner.map(|inner| Unread {
                    path: (name, inner.path.1),
                    ..inner
                }));
            }
            Handling::Residue | Handling::Checked(_) | Handling::Part(_) => found.push(Unread {
                path: (None, key),
                tree: Tree { node, place: place() },
            }),
        }
    }
    found
}

/// Every keyword that has a check is read, except those whose trees say whether the checks can read them.
pub(super) fn every(keyword: &str) -> bool {
    !CALLS.contains(&keyword)
}

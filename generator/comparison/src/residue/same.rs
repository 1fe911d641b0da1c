//! Whether two trees say the same, words aside.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::source::Node;

use super::keywords::{Handling, MARKS};
use crate::trees::{FINAL_STATE_SCHEMA, Tree};

/// What the keys of a mapping are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Keywords, some of which are words for people.
    Keywords,
    /// Names, such as those of properties.
    Names,
    /// A part of a value, such as a default.
    Value,
}

/// Keywords of any object that are not on the wire.
const WORDS: &[&str] = &[
    "summary",
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "tags",
    "scopes",
    "$comment",
];

/// Keywords whose keys are names.
const OF_NAMES: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "$defs",
    "definitions",
    "webhooks",
    "callbacks",
    "responses",
    "headers",
    "content",
    "encoding",
    "links",
    "variables",
    "mapping",
    "additionalOperations",
    "schemas",
    "flows",
];

/// Keywords whose values are values of the API.
const OF_VALUES: &[&str] = &["default", "const", "enum"];

/// Keywords whose lists are sets.
const SETS: &[&str] = &["required", "enum", "type", "x-ms-mutability"];

/// Two trees that refer to something, which is compared by itself.
pub(super) type Referred<'a> = (Tree<'a>, Tree<'a>);

/// Whether two trees say the same where they stand. References are not followed: `referred` gets each pair that one of them
/// leads to.
pub(super) fn same<'a>(old: &Tree<'a>, new: &Tree<'a>, keys: Keys, referred: &mut Vec<Referred<'a>>) -> bool {
    match (old.node, new.node) {
        (Node::Mapping(_), Node::Mapping(_)) => {
            let refers = |tree: &Tree<'_>| keys == Keys::Keywords && tree.reference().is_some();
            let one_refers = refers(old) || refers(new);
            if one_refers {
                referred.push((old.clone(), new.clone()));
            }
            // Beside a reference only words may stand, unless both sides have one.
            if refers(old) != refers(new) {
                let plain = |tree: &Tree<'a>| !refers(tree) || compared_members(tree, keys).is_empty();
                return plain(old) && plain(new);
            }
            let (before, after) = (compared_members(old, keys), compared_members(new, keys));
            before.len() == after.len()
                && before.iter().all(|(key, was)| {
                    after
                        .get(key)
                        .is_some_and(|is| same_at(key, (old, was), (new, is), keys, referred))
                })
        }
        (Node::Sequence(before), Node::Sequence(after)) => {
            before.len() == after.len()
                && old
                    .items()
                    .iter()
                    .zip(&new.items())
                    .all(|(was, is)| same(was, is, keys, referred))
        }
        (was, is) => same_number(was, is) || was == is,
    }
}

/// The members of a mapping that are compared: without `$ref` and without words.
fn compared_members<'a>(tree: &Tree<'a>, keys: Keys) -> BTreeMap<&'a str, &'a Node> {
    let is_compared = |key: &str| match keys {
        Keys::Names | Keys::Value => true,
        Keys::Keywords => key != "$ref" && !is_words(key),
    };
    tree.entries().filter(|(key, _)| is_compared(key)).collect()
}

fn is_words(key: &str) -> bool {
    WORDS.contains(&key) || (key != "x-nullable" && matches!(MARKS.handling(key), Handling::Words))
}

/// Whether the two values of a keyword say the same.
pub(super) fn same_keyword<'a>(
    keyword: &str,
    old: &Tree<'a>,
    new: &Tree<'a>,
    referred: &mut Vec<Referred<'a>>,
) -> bool {
    if keyword == FINAL_STATE_SCHEMA {
        referred.push((old.clone(), new.clone()));
        return true;
    }
    if SETS.contains(&keyword)
        && let (Some(was), Some(is)) = (texts(old.node), texts(new.node))
    {
        return was == is;
    }
    same(old, new, keys_below(keyword), referred)
}

/// What the keys below a keyword are.
fn keys_below(keyword: &str) -> Keys {
    if OF_NAMES.contains(&keyword) {
        Keys::Names
    } else if OF_VALUES.contains(&keyword) {
        Keys::Value
    } else {
        Keys::Keywords
    }
}

fn same_at<'a>(
    key: &str,
    (old, was): (&Tree<'a>, &'a Node),
    (new, is): (&Tree<'a>, &'a Node),
    keys: Keys,
    referred: &mut Vec<Referred<'a>>,
) -> bool {
    let tree = |tree: &Tree<'a>, node| Tree {
        node,
        place: tree.place.join(key),
    };
    let (old, new) = (tree(old, was), tree(new, is));
    match keys {
        Keys::Keywords => same_keyword(key, &old, &new, referred),
        Keys::Names => same(&old, &new, Keys::Keywords, referred),
        Keys::Value => same(&old, &new, Keys::Value, referred),
    }
}

/// The texts of a list of texts, numbers and booleans.
fn texts(node: &Node) -> Option<BTreeSet<String>> {
    match node {
        Node::Sequence(items) => items.iter().map(Node::to_text).collect(),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "the other number is a fraction")]
fn same_number(old: &Node, new: &Node) -> bool {
    match (old, new) {
        (Node::Integer(whole), Node::Float(number)) | (Node::Float(number), Node::Integer(whole)) => {
            (*whole as f64).total_cmp(number).is_eq()
        }
        _ => false,
    }
}

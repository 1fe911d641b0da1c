//! Compares the items of two rendered versions.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{Items, PublicItem};
use crate::diff::finding::{Rust, RustItem};

/// An item that is gone, new or another one.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Its path before.
    pub old_path: Option<String>,
    /// Its path after.
    pub new_path: Option<String>,
    /// The item that it belongs to, before or else after.
    pub owner: Option<String>,
    /// What to report.
    pub item: RustItem,
    /// Whether the signature differs only in the names of types that are called otherwise now.
    pub by_rename: Option<String>,
}

/// Names that are called otherwise in the new version: a path before and after.
pub(super) type Renames = BTreeMap<String, String>;

/// Every change, with what was renamed taken as the same item.
pub(super) fn changes(old: &Items, new: &Items, renames: &Renames) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut matched = BTreeSet::new();
    for (path, before) in &old.0 {
        let wanted = renamed_path(path, renames);
        let Some(after) = new.0.get(&wanted) else {
            changes.push(Change {
                old_path: Some(path.clone()),
                new_path: None,
                owner: before.owner.clone(),
                item: RustItem {
                    old: Some(shown(path, before)),
                    new: None,
                    verdict: Rust::Breaking,
                },
                by_rename: None,
            });
            continue;
        };
        matched.insert(wanted.clone());
        let same_name = *path == wanted;
        if same_name && before.signature == after.signature {
            continue;
        }
        let (substituted, by) = substituted(&before.signature, renames);
        // What only goes by the new name of its owner is said by the owner.
        let owner_renamed = before
            .owner
            .as_ref()
            .is_some_and(|owner| renames.contains_key(owner));
        if owner_renamed && !renames.contains_key(path) && substituted == after.signature {
            continue;
        }
        changes.push(Change {
            old_path: Some(path.clone()),
            new_path: Some(wanted.clone()),
            owner: before.owner.clone(),
            item: RustItem {
                old: Some(shown(path, before)),
                new: Some(shown(&wanted, after)),
                verdict: Rust::Breaking,
            },
            by_rename: if substituted == after.signature { by } else { None },
        });
    }
    for (path, after) in new.0.iter().filter(|(path, _)| !matched.contains(*path)) {
        // What is new in something new is part of that.
        let owner_is_new = after
            .owner
            .as_ref()
            .is_some_and(|owner| !matched.contains(owner) && new.0.contains_key(owner));
        let verdict = if after.exhaustive && !owner_is_new {
            Rust::Breaking
        } else {
            Rust::Additive
        };
        changes.push(Change {
            old_path: None,
            new_path: Some(path.clone()),
            owner: after.owner.clone(),
            item: RustItem {
                old: None,
                new: Some(shown(path, after)),
                verdict,
            },
            by_rename: None,
        });
    }
    collapse(changes)
}

/// Leaves out what belongs to an item that is gone or new as a whole.
fn collapse(changes: Vec<Change>) -> Vec<Change> {
    let whole =
        |side: fn(&Change) -> Option<&String>, other: fn(&Change) -> Option<&String>| -> BTreeSet<String> {
            changes
                .iter()
                .filter(|change| other(change).is_none())
                .filter_map(|change| side(change).cloned())
                .collect()
        };
    let removed = whole(
        |change| change.old_path.as_ref(),
        |change| change.new_path.as_ref(),
    );
    let added = whole(
        |change| change.new_path.as_ref(),
        |change| change.old_path.as_ref(),
    );
    let part = |change: &Change| match (&change.owner, &change.old_path, &change.new_path) {
        (Some(owner), Some(_), None) => removed.contains(owner),
        (Some(owner), None, Some(_)) => added.contains(owner),
        _ => false,
    };
    changes.iter().filter(|change| !part(change)).cloned().collect()
}

/// An item as a report shows it: where it is, and what callers see of it.
fn shown(path: &str, item: &PublicItem) -> String {
    match path.rsplit_once("::").filter(|_| !path.starts_with("impl ")) {
        Some((module, _)) if !path.contains('.') => format!("{module}: {}", item.signature),
        _ => match path.split_once('.') {
            Some((owner, _)) => format!("{owner}: {}", item.signature),
            None => item.signature.clone(),
        },
    }
}

/// A path with everything renamed in it.
fn renamed_path(path: &str, renames: &Renames) -> String {
    if let Some(new) = renames.get(path) {
        return new.clone();
    }
    if path.starts_with("impl") {
        return substituted(path, renames).0;
    }
    for separator in [".", "::"] {
        if let Some((owner, rest)) = path.rsplit_once(separator)
            && let Some(new) = renames.get(owner)
        {
            return format!("{new}{separator}{rest}");
        }
    }
    path.to_owned()
}

/// A signature with the new names of types in place of the old ones, and the first old path that was replaced.
fn substituted(signature: &str, renames: &Renames) -> (String, Option<String>) {
    let names: BTreeMap<&str, (&str, &str)> = renames
        .iter()
        .filter(|(old, _)| !old.contains('.') && old.matches("::").count() <= 1)
        .filter_map(|(old, new)| Some((old.rsplit("::").next()?, (new.rsplit("::").next()?, old.as_str()))))
        .collect();
    let mut out = String::with_capacity(signature.len());
    let mut first = None;
    let mut word = String::new();
    for c in signature.chars().chain(std::iter::once('\0')) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        match names.get(word.as_str()) {
            Some((new, path)) => {
                out.push_str(new);
                first.get_or_insert_with(|| (*path).to_owned());
            }
            None => out.push_str(&word),
        }
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    (out, first)
}

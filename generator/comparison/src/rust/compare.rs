//! Compares the public items of two generated crates.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::items::{Items, PublicItem};
use crate::finding::{RustItem, RustVerdict};

/// An item that was removed, added or changed.
#[derive(Clone, Debug)]
pub(super) struct ItemChange {
    /// The path in the old crate, or the one that the item would have there.
    pub old_path: String,
    /// The path in the new crate, or the one that the item would have there.
    pub new_path: String,
    pub kind: ChangeKind,
    /// The item that it belongs to, in the old and the new crate.
    pub old_owner: Option<String>,
    pub new_owner: Option<String>,
    /// The item in the form that findings have.
    pub item: RustItem,
    /// The old paths of the renamed types in its signature.
    pub renamed: BTreeSet<String>,
    /// Whether the signature differs only in these names.
    pub only_renamed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeKind {
    Removed,
    Added,
    Changed,
}

/// The items that have another name in the new crate.
#[derive(Debug, Default)]
pub(super) struct Renames {
    new_paths: BTreeMap<String, String>,
    old_paths: BTreeMap<String, String>,
    /// For the last segment of a type's old path, which signatures contain, the new segment and the whole old path.
    words: HashMap<String, (String, String)>,
}

impl Renames {
    /// Adds a rename. The new name of a type also applies in signatures.
    pub(super) fn insert(&mut self, old: String, new: String) {
        if !old.contains('.') && last_segment(&old).starts_with(char::is_uppercase) {
            let words = (last_segment(&new).to_owned(), old.clone());
            self.words.insert(last_segment(&old).to_owned(), words);
        }
        self.old_paths.insert(new.clone(), old.clone());
        self.new_paths.insert(old, new);
    }

    /// The path in the new crate for a path of the old one.
    pub(super) fn new_path(&self, path: &str) -> String {
        if path.starts_with("impl") {
            return self.new_signature(path).0;
        }
        rename_path(path, &self.new_paths)
    }

    /// The path in the old crate for a path of the new one.
    pub(super) fn old_path(&self, path: &str) -> String {
        if path.starts_with("impl") {
            return path.to_owned();
        }
        rename_path(path, &self.old_paths)
    }

    /// A signature with the new names of types, and the old paths of the types that were replaced.
    fn new_signature(&self, signature: &str) -> (String, BTreeSet<String>) {
        let mut out = String::with_capacity(signature.len());
        let mut found = BTreeSet::new();
        let mut word = String::new();
        for c in signature.chars().chain(std::iter::once('\0')) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            match self.words.get(word.as_str()) {
                Some((new, path)) => {
                    out.push_str(new);
                    found.insert(path.clone());
                }
                None => out.push_str(&word),
            }
            word.clear();
            if c != '\0' {
                out.push(c);
            }
        }
        (out, found)
    }
}

/// The last segment of a path.
fn last_segment(path: &str) -> &str {
    path.rsplit(['.', ':']).next().unwrap_or_default()
}

/// A path with itself or its owner renamed.
fn rename_path(path: &str, names: &BTreeMap<String, String>) -> String {
    if let Some(new) = names.get(path) {
        return new.clone();
    }
    for separator in [".", "::"] {
        if let Some((owner, rest)) = path.rsplit_once(separator)
            && let Some(new) = names.get(owner)
        {
            return format!("{new}{separator}{rest}");
        }
    }
    path.to_owned()
}

/// All changes. A renamed item is treated as the same item.
pub(super) fn changes(old: &Items, new: &Items, renames: &Renames) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    let mut matched = HashSet::new();
    for (path, before) in &old.0 {
        let wanted = renames.new_path(path);
        let Some((matching, after)) = new.0.get_key_value(&wanted) else {
            changes.push(ItemChange {
                old_path: path.clone(),
                new_owner: before.owner.as_ref().map(|owner| renames.new_path(owner)),
                old_owner: before.owner.as_deref().map(str::to_owned),
                kind: ChangeKind::Removed,
                item: RustItem {
                    old: Some(display_item(path, before)),
                    new: None,
                    verdict: RustVerdict::Breaking,
                    arguments: Vec::new(),
                },
                new_path: wanted,
                renamed: BTreeSet::new(),
                only_renamed: false,
            });
            continue;
        };
        matched.insert(matching.as_str());
        changes.extend(compare_item((path, before), (&wanted, after), renames));
    }
    for (path, after) in new.0.iter().filter(|(path, _)| !matched.contains(path.as_str())) {
        // A member of an added item does not break anything by itself.
        let owner_is_new = after
            .owner
            .as_ref()
            .is_some_and(|owner| !matched.contains(&**owner) && new.0.contains_key(&**owner));
        let verdict = if after.exhaustive && !owner_is_new {
            RustVerdict::Breaking
        } else {
            RustVerdict::Additive
        };
        changes.push(ItemChange {
            old_path: renames.old_path(path),
            new_path: path.clone(),
            kind: ChangeKind::Added,
            old_owner: after.owner.as_ref().map(|owner| renames.old_path(owner)),
            new_owner: after.owner.as_deref().map(str::to_owned),
            item: RustItem {
                old: None,
                new: Some(display_item(path, after)),
                verdict,
                arguments: after.arguments.to_vec(),
            },
            renamed: BTreeSet::new(),
            only_renamed: false,
        });
    }
    without_members(changes)
}

/// The change of an item that both crates have.
fn compare_item(
    (path, before): (&String, &PublicItem),
    (wanted, after): (&String, &PublicItem),
    renames: &Renames,
) -> Option<ItemChange> {
    let reordered = is_reordered(&before.arguments, &after.arguments);
    let closed_to_callers = after.non_exhaustive && !before.non_exhaustive;
    let same_name = path == wanted;
    if same_name && before.signature == after.signature && !reordered && !closed_to_callers {
        return None;
    }
    let (mut substituted, mut renamed) = renames.new_signature(&before.signature);
    let owner_is = before.owner.as_ref().map(|owner| renames.new_path(owner));
    let owner_renamed = owner_is.as_deref() == after.owner.as_deref() && before.owner != after.owner;
    // When only the owner was renamed, the change belongs to the owner.
    let has_new_name = renames.new_paths.contains_key(path)
        && (!owner_renamed || last_segment(path) != last_segment(wanted));
    if has_new_name {
        let called = |path: &str| format!(" {}", last_segment(path));
        substituted = substituted.replacen(&called(path), &called(wanted), 1);
        renamed.insert(path.clone());
    }
    if let (Some(owner), true) = (&before.owner, owner_renamed) {
        renamed.remove(&**owner);
    }
    let only_renamed = substituted == *after.signature && !reordered && !closed_to_callers;
    if only_renamed && renamed.is_empty() {
        return None;
    }
    // A removed `#[non_exhaustive]`, as the only difference, breaks nothing: callers may rely on more than before.
    let opened = before.signature.strip_prefix("#[non_exhaustive] ") == Some(&after.signature);
    let full = |path: &str, item: &PublicItem| match (reordered, closed_to_callers) {
        (true, _) => format!("{} with {}", display_item(path, item), item.arguments.join(", ")),
        (_, true) if item.non_exhaustive => format!("#[non_exhaustive] {}", display_item(path, item)),
        _ => display_item(path, item),
    };
    Some(ItemChange {
        old_path: path.clone(),
        new_path: wanted.clone(),
        kind: ChangeKind::Changed,
        old_owner: before.owner.as_deref().map(str::to_owned),
        new_owner: after.owner.as_deref().map(str::to_owned),
        item: RustItem {
            old: Some(full(path, before)),
            new: Some(full(wanted, after)),
            verdict: if opened {
                RustVerdict::Additive
            } else {
                RustVerdict::Breaking
            },
            arguments: after.arguments.to_vec(),
        },
        renamed,
        only_renamed,
    })
}

/// Whether two lists have the same members in a different order.
fn is_reordered(old: &[String], new: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    old != new && sorted(old) == sorted(new)
}

/// Drops the members of items that were removed or added, or whose kind changed, as a whole.
fn without_members(changes: Vec<ItemChange>) -> Vec<ItemChange> {
    let kind = |text: &Option<String>| -> String {
        let words = ["struct ", "enum ", "trait "];
        let text = text.as_deref().unwrap_or_default();
        words
            .into_iter()
            .find(|word| text.contains(word))
            .unwrap_or_default()
            .to_owned()
    };
    let (mut removed, mut added) = (HashSet::new(), HashSet::new());
    for change in &changes {
        let other_kind = change.kind == ChangeKind::Changed
            && change.old_owner.is_none()
            && kind(&change.item.old) != kind(&change.item.new);
        if change.kind == ChangeKind::Removed || other_kind {
            removed.insert(change.old_path.clone());
        }
        if change.kind == ChangeKind::Added || other_kind {
            added.insert(change.new_path.clone());
        }
    }
    let is_member = |change: &ItemChange| match change.kind {
        ChangeKind::Removed => change
            .old_owner
            .as_ref()
            .is_some_and(|owner| removed.contains(owner)),
        ChangeKind::Added => change
            .new_owner
            .as_ref()
            .is_some_and(|owner| added.contains(owner)),
        ChangeKind::Changed => change.old_owner.as_ref().is_some_and(|owner| {
            removed.contains(owner)
                && change
                    .new_owner
                    .as_ref()
                    .is_some_and(|owner| added.contains(owner))
        }),
    };
    changes.into_iter().filter(|change| !is_member(change)).collect()
}

/// An item in the form that reports show: its module or owner, and its signature.
fn display_item(path: &str, item: &PublicItem) -> String {
    match path.rsplit_once("::").filter(|_| !path.starts_with("impl")) {
        Some((module, _)) if !path.contains('.') => format!("{module}: {}", item.signature),
        _ => match path.split_once('.').filter(|_| !path.starts_with("impl")) {
            Some((owner, _)) => format!("{owner}: {}", item.signature),
            None => item.signature.to_string(),
        },
    }
}

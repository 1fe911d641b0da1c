//! Compares the items of two rendered versions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::items::{Items, PublicItem};
use crate::finding::{Rust, RustItem};

/// An item that is gone, new or another one.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Its path before, or the one that it would have had.
    pub old_path: String,
    /// Its path after, or the one that it would have.
    pub new_path: String,
    pub kind: Kind,
    /// The item that it belongs to, before and after.
    pub old_owner: Option<String>,
    pub new_owner: Option<String>,
    /// What to report.
    pub item: RustItem,
    /// The old paths of the types in its signature that are called otherwise now.
    pub renamed: BTreeSet<String>,
    /// Whether the signature differs in nothing but these names.
    pub only_renamed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Gone,
    New,
    Changed,
}

/// Names that are called otherwise in the new version.
#[derive(Debug, Default)]
pub(super) struct Renames {
    paths: BTreeMap<String, String>,
    back: BTreeMap<String, String>,
    /// The last parts of the paths of types: what a signature has of them.
    words: HashMap<String, (String, String)>,
}

impl Renames {
    /// Adds a path before and after; for a type, also the name that signatures have of it.
    pub(super) fn insert(&mut self, old: String, new: String) {
        if !old.contains('.') && tail(&old).starts_with(char::is_uppercase) {
            let words = (tail(&new).to_owned(), old.clone());
            self.words.insert(tail(&old).to_owned(), words);
        }
        self.back.insert(new.clone(), old.clone());
        self.paths.insert(old, new);
    }

    /// What a path is called in the new version.
    pub(super) fn path(&self, path: &str) -> String {
        if path.starts_with("impl") {
            return self.signature(path).0;
        }
        replaced(path, &self.paths)
    }

    /// What a path of the new version was called.
    pub(super) fn path_back(&self, path: &str) -> String {
        if path.starts_with("impl") {
            return path.to_owned();
        }
        replaced(path, &self.back)
    }

    /// A signature with the new names of types, and the old paths of those that were replaced.
    fn signature(&self, signature: &str) -> (String, BTreeSet<String>) {
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

/// The last part of a path.
fn tail(path: &str) -> &str {
    path.rsplit(['.', ':']).next().unwrap_or_default()
}

/// A path with what it belongs to renamed.
fn replaced(path: &str, names: &BTreeMap<String, String>) -> String {
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

/// Every change, with what was renamed taken as the same item.
pub(super) fn changes(old: &Items, new: &Items, renames: &Renames) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut matched = HashSet::new();
    for (path, before) in &old.0 {
        let wanted = renames.path(path);
        let Some(after) = new.0.get(&wanted) else {
            changes.push(Change {
                old_path: path.clone(),
                new_owner: before.owner.as_ref().map(|owner| renames.path(owner)),
                old_owner: before.owner.clone(),
                kind: Kind::Gone,
                item: RustItem {
                    old: Some(shown(path, before)),
                    new: None,
                    verdict: Rust::Breaking,
                    arguments: Vec::new(),
                },
                new_path: wanted,
                renamed: BTreeSet::new(),
                only_renamed: false,
            });
            continue;
        };
        matched.insert(wanted.clone());
        changes.extend(changed((path, before), (&wanted, after), renames));
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
            old_path: renames.path_back(path),
            new_path: path.clone(),
            kind: Kind::New,
            old_owner: after.owner.as_ref().map(|owner| renames.path_back(owner)),
            new_owner: after.owner.clone(),
            item: RustItem {
                old: None,
                new: Some(shown(path, after)),
                verdict,
                arguments: after.arguments.clone(),
            },
            renamed: BTreeSet::new(),
            only_renamed: false,
        });
    }
    collapse(changes)
}

/// How an item differs that is there before and after.
fn changed(
    (path, before): (&String, &PublicItem),
    (wanted, after): (&String, &PublicItem),
    renames: &Renames,
) -> Option<Change> {
    let reordered = permuted(&before.arguments, &after.arguments);
    let closed_to_callers = after.open && !before.open;
    let same_name = path == wanted;
    if same_name && before.signature == after.signature && !reordered && !closed_to_callers {
        return None;
    }
    let (mut substituted, mut renamed) = renames.signature(&before.signature);
    let owner_is = before.owner.as_ref().map(|owner| renames.path(owner));
    let owner_renamed = owner_is == after.owner && before.owner != after.owner;
    // What only goes by the new name of its owner is said by the owner.
    let own = renames.paths.contains_key(path) && (!owner_renamed || tail(path) != tail(wanted));
    if own {
        let called = |path: &str| format!(" {}", tail(path));
        substituted = substituted.replacen(&called(path), &called(wanted), 1);
        renamed.insert(path.clone());
    }
    if let (Some(owner), true) = (&before.owner, owner_renamed) {
        renamed.remove(owner);
    }
    let only_renamed = substituted == after.signature && !reordered && !closed_to_callers;
    if only_renamed && renamed.is_empty() {
        return None;
    }
    // A mark that callers must reckon with more only ever goes, when it is the one thing that differs.
    let opened = before.signature.strip_prefix("#[non_exhaustive] ") == Some(&after.signature);
    let full = |path: &str, item: &PublicItem| match (reordered, closed_to_callers) {
        (true, _) => format!("{} with {}", shown(path, item), item.arguments.join(", ")),
        (_, true) if item.open => format!("#[non_exhaustive] {}", shown(path, item)),
        _ => shown(path, item),
    };
    Some(Change {
        old_path: path.clone(),
        new_path: wanted.clone(),
        kind: Kind::Changed,
        old_owner: before.owner.clone(),
        new_owner: after.owner.clone(),
        item: RustItem {
            old: Some(full(path, before)),
            new: Some(full(wanted, after)),
            verdict: if opened { Rust::Additive } else { Rust::Breaking },
            arguments: after.arguments.clone(),
        },
        renamed,
        only_renamed,
    })
}

/// Whether two lists have the same members in another order.
fn permuted(old: &[String], new: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    old != new && sorted(old) == sorted(new)
}

/// Leaves out what belongs to an item that is gone, new or of another kind as a whole.
fn collapse(changes: Vec<Change>) -> Vec<Change> {
    let kind = |text: &Option<String>| -> String {
        let words = ["struct ", "enum "];
        let text = text.as_deref().unwrap_or_default();
        words
            .into_iter()
            .find(|word| text.contains(word))
            .unwrap_or_default()
            .to_owned()
    };
    let (mut gone, mut come) = (HashSet::new(), HashSet::new());
    for change in &changes {
        let other_kind = change.kind == Kind::Changed
            && change.old_owner.is_none()
            && kind(&change.item.old) != kind(&change.item.new);
        if change.kind == Kind::Gone || other_kind {
            gone.insert(change.old_path.clone());
        }
        if change.kind == Kind::New || other_kind {
            come.insert(change.new_path.clone());
        }
    }
    let part = |change: &Change| match change.kind {
        Kind::Gone => change
            .old_owner
            .as_ref()
            .is_some_and(|owner| gone.contains(owner)),
        Kind::New => change
            .new_owner
            .as_ref()
            .is_some_and(|owner| come.contains(owner)),
        Kind::Changed => change.old_owner.as_ref().is_some_and(|owner| {
            gone.contains(owner)
                && change
                    .new_owner
                    .as_ref()
                    .is_some_and(|owner| come.contains(owner))
        }),
    };
    changes.into_iter().filter(|change| !part(change)).collect()
}

/// An item as a report shows it: where it is, and what callers see of it.
fn shown(path: &str, item: &PublicItem) -> String {
    match path.rsplit_once("::").filter(|_| !path.starts_with("impl")) {
        Some((module, _)) if !path.contains('.') => format!("{module}: {}", item.signature),
        _ => match path.split_once('.').filter(|_| !path.starts_with("impl")) {
            Some((owner, _)) => format!("{owner}: {}", item.signature),
            None => item.signature.clone(),
        },
    }
}

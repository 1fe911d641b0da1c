//! Compares the features of two generated crates, and the items that are compiled only with some of them.
//!
//! A large crate has a feature for each group of operations. Users name them in their `Cargo.toml`, so a feature that has another name
//! is a break, and so is an item that needs one that it did not need before.

use std::collections::{BTreeMap, BTreeSet};

use super::{compare::Renames, conditions::Features, items::Items};
use crate::{
    checks::{self, Check},
    finding::{Finding, RustItem, RustVerdict, WireSeverity},
    local_finding::Anchor,
    similar,
};

/// The findings about the features of two crates.
pub(super) fn changes(old: &Items, new: &Items, renames: &Renames) -> Vec<Finding> {
    let (before, after) = (old.1.features(), new.1.features());
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    let removed: Vec<&String> = before.difference(&after).collect();
    let added: Vec<&String> = after.difference(&before).collect();
    let renamed = renamed_features((old, &removed), (new, &added), renames);
    let mut findings = Vec::new();
    for feature in &removed {
        let item = (Some(*feature), renamed.get(*feature));
        let words = match item.1 {
            Some(other) => format!("the feature `{feature}` was renamed to `{other}`"),
            None => format!("the feature `{feature}` was removed"),
        };
        let check = match item.1 {
            Some(_) => &checks::RUST_CHANGED,
            None => &checks::RUST_REMOVED,
        };
        findings.push(finding(check, words, feature_item(item), RustVerdict::Breaking));
    }
    for feature in added {
        if !renamed.values().any(|other| other == feature) {
            let words = format!("the feature `{feature}` was added");
            let item = feature_item((None, Some(feature)));
            findings.push(finding(&checks::RUST_ADDED, words, item, RustVerdict::Additive));
        }
    }
    findings.extend(moved_items(old, new, renames, &renamed));
    findings
}

/// The features with another name: most of the items that need one need the other.
fn renamed_features(
    (old, removed): (&Items, &[&String]),
    (new, added): (&Items, &[&String]),
    renames: &Renames,
) -> BTreeMap<String, String> {
    let before: Vec<BTreeSet<String>> = removed
        .iter()
        .map(|feature| old.1.items(feature).map(|path| renames.new_path(path)).collect())
        .collect();
    let after: Vec<BTreeSet<String>> = added
        .iter()
        .map(|feature| new.1.items(feature).map(str::to_owned).collect())
        .collect();
    let similarity = |a: usize, b: usize| match (before.get(a), after.get(b)) {
        (Some(was), Some(is)) => similar::set_similarity(was, is),
        _ => 0.0,
    };
    let pairs = similar::pair_similar(&before, &after, similarity).into_iter();
    pairs
        .filter_map(|(a, b)| Some(((*removed.get(a)?).clone(), (*added.get(b)?).clone())))
        .collect()
}

/// The items of both crates that need other features than before, one finding for each change.
fn moved_items(
    old: &Items,
    new: &Items,
    renames: &Renames,
    renamed: &BTreeMap<String, String>,
) -> Vec<Finding> {
    let mut moved: BTreeMap<(Features, Features), Vec<String>> = BTreeMap::new();
    for path in old.0.keys() {
        let is = renames.new_path(path);
        // A renamed item is a break by itself.
        if is != *path || !new.0.contains_key(&is) {
            continue;
        }
        let after = new.features_of(&is);
        let was: Features = old
            .features_of(path)
            .iter()
            .map(|feature| renamed.get(feature).unwrap_or(feature).clone())
            .collect();
        let needs_more = !after.is_empty() && (was.is_empty() || !was.is_subset(after));
        // A member needs what its owner needs.
        let owner = new.0.get(&is).and_then(|item| item.owner.as_deref());
        let is_as_owner = owner.is_some_and(|owner| new.features_of(owner) == after);
        if needs_more && !is_as_owner {
            moved.entry((was, after.clone())).or_default().push(is);
        }
    }
    let findings = moved.into_iter().filter_map(|((was, is), items)| {
        let (first, others) = items.split_first()?;
        let others = match others.len() {
            0 => String::new(),
            1 => " and another item".to_owned(),
            count => format!(" and {count} other items"),
        };
        let verb = if others.is_empty() { "needs" } else { "need" };
        let message = format!("`{}`{others} {verb} {}", first.replace('`', ""), phrase(&is));
        let item = RustItem {
            old: Some(format!("{first}: {}", condition(&was))),
            new: Some(format!("{first}: {}", condition(&is))),
            verdict: RustVerdict::Breaking,
            arguments: Vec::new(),
        };
        Some(finding(
            &checks::RUST_CHANGED,
            message,
            item,
            RustVerdict::Breaking,
        ))
    });
    findings.collect()
}

/// Features in a sentence.
fn phrase(needed: &Features) -> String {
    let names: Vec<String> = needed.iter().map(|feature| format!("`{feature}`")).collect();
    match names.as_slice() {
        [only] => format!("the feature {only}"),
        _ => format!("one of the features {}", names.join(", ")),
    }
}

/// When an item is compiled.
fn condition(needed: &Features) -> String {
    if needed.is_empty() {
        "always compiled".to_owned()
    } else {
        format!("compiled with {}", phrase(needed).replace('`', ""))
    }
}

fn feature_item((old, new): (Option<&String>, Option<&String>)) -> RustItem {
    let words = |feature: &String| format!("feature {feature}");
    RustItem {
        old: old.map(words),
        new: new.map(words),
        verdict: if old.is_some() {
            RustVerdict::Breaking
        } else {
            RustVerdict::Additive
        },
        arguments: Vec::new(),
    }
}

fn finding(check: &'static Check, message: String, item: RustItem, rust: RustVerdict) -> Finding {
    Finding {
        check,
        wire: WireSeverity::None,
        rust,
        old: None,
        new: None,
        more_places: Vec::new(),
        operations: Vec::new(),
        rust_items: vec![item],
        message,
        subject: "Rust".to_owned(),
        anchor: Anchor::Both,
        direct: BTreeSet::new(),
        detail: String::new(),
    }
}

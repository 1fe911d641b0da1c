//! One finding for a difference that is the same at several places, such as a parameter that every operation has got.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    checks::Aspect,
    finding::{Finding, RustVerdict, WireSeverity},
    local_finding::Anchor,
};

/// What the findings about one difference have in common.
type Key = (&'static str, (WireSeverity, RustVerdict), (bool, bool), Words);

/// The words of a finding, whichever operation it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Words {
    /// They name no operation, or say what they are about without it.
    Of(String),
    /// They say what an operation does.
    OfEach(String),
}

/// The subject of findings about several operations.
const OPERATIONS: &str = "several operations";

/// Puts the findings about one difference together. The first one stays, with the places of all.
pub(super) fn merge_repeated(findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: BTreeMap<Key, usize> = BTreeMap::new();
    let mut merged: Vec<(Finding, Option<Words>, usize)> = Vec::new();
    for finding in findings {
        let Some(key) = key(&finding) else {
            merged.push((finding, None, 1));
            continue;
        };
        if let Some((first, _, count)) = groups.get(&key).and_then(|at| merged.get_mut(*at)) {
            *count += 1;
            add(first, finding);
        } else {
            let words = key.3.clone();
            groups.insert(key, merged.len());
            merged.push((finding, Some(words), 1));
        }
    }
    let merged = merged.into_iter();
    merged
        .map(|(mut finding, words, count)| {
            if count > 1 {
                finding.message = match words {
                    Some(Words::Of(message)) => message,
                    Some(Words::OfEach(rest)) => format!("each of {count} operations {rest}"),
                    None => finding.message,
                };
            }
            finding
        })
        .collect()
}

/// The key of a finding; `None` for one that is about an operation as a whole, which is a cause of its own.
fn key(finding: &Finding) -> Option<Key> {
    let is_whole = matches!(
        finding.check.aspect,
        Aspect::Operation | Aspect::Deprecation | Aspect::RustItem
    );
    if is_whole {
        return None;
    }
    let words = match finding.operations.as_slice() {
        [route] if **route == *finding.subject => words(&finding.message, route)?,
        _ => Words::Of(finding.message.clone()),
    };
    Some((
        finding.check.id,
        (finding.wire, finding.rust),
        (finding.anchor == Anchor::Old, finding.anchor == Anchor::New),
        words,
    ))
}

/// The words of a finding without the operation; `None` when it is named in another way.
fn words(message: &str, route: &str) -> Option<Words> {
    let without = message.replace(&format!(" of {route}"), "");
    if !without.contains(route) {
        return Some(Words::Of(without));
    }
    let rest = message.strip_prefix(route)?.strip_prefix(' ')?;
    (!rest.contains(route)).then(|| Words::OfEach(rest.to_owned()))
}

/// Adds a finding about the same difference.
fn add(first: &mut Finding, other: Finding) {
    if first.subject != other.subject {
        OPERATIONS.clone_into(&mut first.subject);
    }
    first.more_places.push((other.old, other.new));
    first.more_places.extend(other.more_places);
    let operations = first.operations.drain(..).chain(other.operations);
    first.operations = operations.collect::<BTreeSet<_>>().into_iter().collect();
    first.rust_items.extend(other.rust_items);
    first.rust_items.sort();
    first.rust_items.dedup();
}

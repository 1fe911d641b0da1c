//! Attributes each change of the crate to the findings that caused it. A change without a cause on the wire becomes a
//! finding itself.

mod about;
mod answers;
mod causes;
mod clients;
mod context;
mod equality;
mod methods;
mod renames;
mod types;
mod values;

use std::collections::{BTreeSet, HashMap};

use crate::{
    assemble::OperationPlaces,
    checks,
    finding::{Finding, WireSeverity},
    local_finding::Anchor,
    side::GeneratedClient,
};
use openapi_descriptions::{bundle::Bundle, diagnostic::Place};

use super::{
    compare::{ChangeKind, ItemChange, changes},
    features,
};
use context::{Context, WhichSide};

/// A set of findings, by index.
type Causes = BTreeSet<usize>;

/// A client and the description that it is generated from.
pub(crate) type Side<'a> = (&'a GeneratedClient, &'a Bundle<'a>);

/// Adds the Rust verdict to the findings.
pub(crate) fn add_rust_verdict<'a>(
    findings: &mut Vec<Finding>,
    (old, new): (Side<'a>, Side<'a>),
    pairs: &'a [OperationPlaces],
    schemas: &[(&'a Place, &'a Place)],
) {
    let mut caused: Vec<(ItemChange, Causes)> = Vec::new();
    let mut uncaused = Vec::new();
    {
        let mut context = Context::new(findings, (old, new), pairs);
        context.find_renames(schemas);
        let changes = changes(&old.0.items, &new.0.items, &context.renames);
        context.find_uses(&changes);
        uncaused.extend(features::changes(&old.0.items, &new.0.items, &context.renames));
        for change in changes
            .into_iter()
            .flat_map(|change| context.split_reused_name(change))
        {
            let causes = context.causes(&change);
            if causes.is_empty() {
                uncaused.push(context.uncaused_finding(&change));
            } else {
                caused.push((change, causes));
            }
        }
    }
    for (change, causes) in caused {
        for cause in causes {
            if let Some(finding) = findings.get_mut(cause) {
                finding.rust = finding.rust.max(change.item.verdict);
                finding.rust_items.push(change.item.clone());
            }
        }
    }
    for finding in findings.iter_mut() {
        finding.rust_items.sort();
        finding.rust_items.dedup();
    }
    findings.extend(one_for_each_place(uncaused));
}

/// Puts findings of one check at the same places together: a name in the crate that changed there is one cause, however many
/// items have it.
fn one_for_each_place(uncaused: Vec<Finding>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut index = HashMap::new();
    for finding in uncaused {
        let key = (finding.check.id, finding.old.clone(), finding.new.clone());
        let known = (key.1.is_some() || key.2.is_some())
            .then(|| index.get(&key).copied())
            .flatten();
        if let Some(first) = known.and_then(|at: usize| found.get_mut(at)) {
            first.rust = first.rust.max(finding.rust);
            first.rust_items.extend(finding.rust_items);
        } else {
            index.insert(key, found.len());
            found.push(finding);
        }
    }
    for finding in &mut found {
        finding.rust_items.sort();
        let others = match finding.rust_items.len() {
            0 | 1 => continue,
            2 => "another item".to_owned(),
            all => format!("{} other items", all - 1),
        };
        if let Some((item, verb)) = finding.message.rsplit_once("` ") {
            finding.message = format!("{item}` and {others} {}", verb.replace("was ", "were "));
        }
    }
    found
}

impl Context<'_, '_> {
    /// The finding for a change that no difference on the wire caused.
    fn uncaused_finding(&self, change: &ItemChange) -> Finding {
        let name = |path: &str| path.replace('`', "");
        let (check, message) = match change.kind {
            ChangeKind::Removed => (
                &checks::RUST_REMOVED,
                format!("`{}` was removed", name(&change.old_path)),
            ),
            ChangeKind::Added => (
                &checks::RUST_ADDED,
                format!("`{}` was added", name(&change.new_path)),
            ),
            ChangeKind::Changed => (
                &checks::RUST_CHANGED,
                format!("`{}` changed", name(&change.new_path)),
            ),
        };
        let place = |side: WhichSide, path: &str, owner: Option<&str>| {
            let surface = self.surface(side);
            surface
                .origin(path, owner)
                .and_then(|origin| origin.place().cloned())
        };
        let old = place(WhichSide::Old, &change.old_path, change.old_owner.as_deref());
        let new = place(WhichSide::New, &change.new_path, change.new_owner.as_deref());
        Finding {
            check,
            wire: WireSeverity::None,
            rust: change.item.verdict,
            old: old.filter(|_| change.kind != ChangeKind::Added),
            new: new.filter(|_| change.kind != ChangeKind::Removed),
            more_places: Vec::new(),
            operations: Vec::new(),
            rust_items: vec![change.item.clone()],
            message,
            subject: "Rust".to_owned(),
            anchor: match change.kind {
                ChangeKind::Added => Anchor::New,
                ChangeKind::Removed => Anchor::Old,
                ChangeKind::Changed => Anchor::Both,
            },
            direct: BTreeSet::new(),
            detail: String::new(),
        }
    }
}

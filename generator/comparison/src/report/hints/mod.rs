//! Hints: what a caller does about each break in Rust, in a sentence or two.

mod changed;
mod removed;
mod shown_item;

use std::collections::{BTreeMap, HashMap};

use crate::{
    Diff,
    finding::{Finding, RustItem, RustVerdict},
};
use shown_item::{ItemKind, ShownItem};

/// The hints of a comparison. Each is given once, at the first of its causes.
pub(super) struct Hints<'a> {
    /// The new fields, by the type that has them.
    new_fields: BTreeMap<&'a str, Vec<ShownItem<'a>>>,
    /// The old items that mention renamed types, with the new names in them. Without this, every use of a renamed type
    /// would get a hint of its own.
    updated: HashMap<&'a str, String>,
    /// The items that already had a hint, with the message of its entry.
    given: HashMap<ItemKey, String>,
}

/// The old and the new item that a hint is about.
type ItemKey = (Option<String>, Option<String>);

/// The breaking items of one finding.
struct BreakingItems<'a> {
    changed: Vec<(ShownItem<'a>, ShownItem<'a>, &'a [String])>,
    removed: Vec<ShownItem<'a>>,
    added: Vec<ShownItem<'a>>,
}

impl<'a> BreakingItems<'a> {
    fn read(finding: &'a Finding, updated: &'a HashMap<&str, String>) -> Self {
        let now = |old: &'a String| ShownItem::parse(updated.get(old.as_str()).unwrap_or(old));
        let mut items = Self {
            changed: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
        };
        let breaking = |item: &&RustItem| item.verdict == RustVerdict::Breaking;
        for item in finding.rust_items.iter().filter(breaking) {
            match (&item.old, &item.new) {
                (Some(old), Some(new)) => {
                    items
                        .changed
                        .push((now(old), ShownItem::parse(new), &item.arguments));
                }
                (Some(old), None) => items.removed.push(now(old)),
                (None, Some(new)) => items.added.push(ShownItem::parse(new)),
                (None, None) => {}
            }
        }
        items
    }

    /// Whether a member of a type was removed.
    fn has_removed(&self, owner: &str, kind: ItemKind, name: &str) -> bool {
        self.removed
            .iter()
            .any(|shown| shown.owner == owner && shown.kind == kind && shown.name() == name)
    }

    /// Whether a field of a type was removed or changed. Its setters need no hint then.
    fn has_field(&self, owner: &str, name: &str) -> bool {
        let changed = self.changed.iter().map(|(old, _, _)| old);
        changed
            .chain(&self.removed)
            .any(|shown| shown.kind == ItemKind::Field && shown.owner == owner && shown.name() == name)
    }

    /// Whether a function is only the setter of a field that has a hint of its own.
    fn is_setter(&self, shown: &ShownItem<'_>) -> bool {
        shown.kind == ItemKind::Function
            && ["with_", "without_"]
                .into_iter()
                .filter_map(|verb| shown.name().strip_prefix(verb))
                .any(|field| self.has_field(shown.owner, field))
    }
}

impl<'a> Hints<'a> {
    pub(super) fn new(diff: &'a Diff) -> Self {
        let mut new_fields: BTreeMap<&str, Vec<ShownItem<'_>>> = BTreeMap::new();
        let mut names = HashMap::new();
        let items: Vec<&RustItem> = diff
            .findings
            .iter()
            .flat_map(|finding| &finding.rust_items)
            .collect();
        for item in &items {
            match (&item.old, &item.new) {
                (None, Some(new)) => {
                    let shown = ShownItem::parse(new);
                    let fields = new_fields.entry(shown.owner).or_default();
                    if shown.kind == ItemKind::Field && fields.iter().all(|field| field.text != shown.text) {
                        fields.push(shown);
                    }
                }
                (Some(old), Some(new)) => {
                    let (was, is) = (ShownItem::parse(old), ShownItem::parse(new));
                    if (was.kind, is.kind) == (ItemKind::Type, ItemKind::Type) && was.name() != is.name() {
                        names.insert(was.name(), is.name());
                    }
                }
                _ => {}
            }
        }
        let uses = items.iter().filter_map(|item| item.old.as_deref());
        let updated = uses
            .filter(|old| ShownItem::parse(old).kind != ItemKind::Type)
            .map(|old| (old, replace_names(old, &names)))
            .filter(|(old, new)| old != new)
            .collect();
        Self {
            new_fields,
            updated,
            given: HashMap::new(),
        }
    }

    /// The hints for a finding that were not given before, in Markdown.
    pub(super) fn hints_for(&mut self, finding: &Finding) -> Vec<String> {
        let items = BreakingItems::read(finding, &self.updated);
        let mut is_first = |old: Option<&ShownItem<'_>>, new: Option<&ShownItem<'_>>| {
            let key = (old.map(ShownItem::identity), new.map(ShownItem::identity));
            let is_new = !self.given.contains_key(&key);
            self.given.entry(key).or_insert_with(|| finding.message.clone());
            is_new
        };
        let mut hints = Vec::new();
        for (old, new, arguments) in &items.changed {
            if !items.is_setter(old) && !old.is_same(new) && is_first(Some(old), Some(new)) {
                hints.extend(changed::changed_hint(&items, old, new, arguments));
            }
        }
        for shown in &items.removed {
            if !items.is_setter(shown) && is_first(Some(shown), None) {
                hints.extend(removed::removed_hint(&items, shown, &self.new_fields));
            }
        }
        hints.extend(
            items
                .added
                .iter()
                .filter(|shown| is_first(None, Some(shown)))
                .map(added_hint),
        );
        for hint in &mut hints {
            // Callers are outside of the crate.
            *hint = hint.replace("crate::", "");
        }
        hints
    }
}

impl Hints<'_> {
    /// The message of the entry that has the first hint for a finding without one of its own.
    pub(super) fn entry_with_hint(&self, finding: &Finding) -> Option<&str> {
        let items = BreakingItems::read(finding, &self.updated);
        let changed = items.changed.iter().map(|(old, new, _)| (Some(old), Some(new)));
        let removed = items.removed.iter().map(|shown| (Some(shown), None));
        let added = items.added.iter().map(|shown| (None, Some(shown)));
        let mut keys = changed
            .chain(removed)
            .chain(added)
            .map(|(old, new)| (old.map(ShownItem::identity), new.map(ShownItem::identity)));
        let entry = keys.find_map(|key| {
            self.given
                .get(&key)
                .filter(|message| **message != finding.message)
        });
        entry.map(String::as_str)
    }
}

/// The hint for a new item that breaks existing callers.
fn added_hint(shown: &ShownItem<'_>) -> String {
    match shown.kind {
        ItemKind::Field => format!(
            "{} was added: set it wherever the type is built.",
            shown.code_name()
        ),
        ItemKind::Other => format!(
            "{} was added: add an arm for it where the type is matched.",
            shown.code_name()
        ),
        _ => format!("{} was added.", shown.code_name()),
    }
}

/// A text with whole words replaced.
fn replace_names(text: &str, names: &HashMap<&str, &str>) -> String {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !part_of_name(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        out.push_str(names.get(word).copied().unwrap_or(word));
        let next = behind.find(part_of_name).unwrap_or(behind.len());
        let (between, after) = behind.split_at(next);
        out.push_str(between);
        rest = after;
    }
    out
}

//! What a caller does about each break in Rust, in a sentence or two.

mod changed;
mod gone;
mod part;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    Diff,
    finding::{Finding, Rust, RustItem},
};
use part::{Kind, Part};

/// The hints of a comparison, each said once, at the first of its causes.
pub(super) struct Hints<'a> {
    /// The fields that are new, by the type they are in.
    new_fields: BTreeMap<&'a str, Vec<Part<'a>>>,
    /// The items before with the new names of types in them, where that makes a difference: a hint for each use of a type
    /// that goes by another name would be one too many.
    updated: HashMap<&'a str, String>,
    /// The items that have had theirs.
    said: HashSet<(Option<String>, Option<String>)>,
}

/// The breaking items of one finding.
struct Items<'a> {
    changed: Vec<(Part<'a>, Part<'a>, &'a [String])>,
    gone: Vec<Part<'a>>,
    new: Vec<Part<'a>>,
}

impl<'a> Items<'a> {
    fn read(finding: &'a Finding, updated: &'a HashMap<&str, String>) -> Self {
        let now = |old: &'a String| Part::of(updated.get(old.as_str()).unwrap_or(old));
        let mut items = Self {
            changed: Vec::new(),
            gone: Vec::new(),
            new: Vec::new(),
        };
        let breaking = |item: &&RustItem| item.verdict == Rust::Breaking;
        for item in finding.rust_items.iter().filter(breaking) {
            match (&item.old, &item.new) {
                (Some(old), Some(new)) => {
                    items.changed.push((now(old), Part::of(new), &item.arguments));
                }
                (Some(old), None) => items.gone.push(now(old)),
                (None, Some(new)) => items.new.push(Part::of(new)),
                (None, None) => {}
            }
        }
        items
    }

    /// Whether a part of a type is gone.
    fn lost(&self, owner: &str, kind: Kind, name: &str) -> bool {
        self.gone
            .iter()
            .any(|part| part.owner == owner && part.kind == kind && part.name() == name)
    }

    /// Whether a field of a type is said to be gone or another one, and with it what sets it.
    fn has_field(&self, owner: &str, name: &str) -> bool {
        let changed = self.changed.iter().map(|(old, _, _)| old);
        changed
            .chain(&self.gone)
            .any(|part| part.kind == Kind::Field && part.owner == owner && part.name() == name)
    }

    /// Whether a function does nothing but set a field that is spoken of anyway.
    fn is_setter(&self, part: &Part<'_>) -> bool {
        part.kind == Kind::Function
            && ["with_", "without_"]
                .into_iter()
                .filter_map(|verb| part.name().strip_prefix(verb))
                .any(|field| self.has_field(part.owner, field))
    }
}

impl<'a> Hints<'a> {
    pub(super) fn new(diff: &'a Diff) -> Self {
        let mut new_fields: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
        let mut names = HashMap::new();
        let items: Vec<&RustItem> = diff
            .findings
            .iter()
            .flat_map(|finding| &finding.rust_items)
            .collect();
        for item in &items {
            match (&item.old, &item.new) {
                (None, Some(new)) => {
                    let part = Part::of(new);
                    let fields = new_fields.entry(part.owner).or_default();
                    if part.kind == Kind::Field && fields.iter().all(|field| field.text != part.text) {
                        fields.push(part);
                    }
                }
                (Some(old), Some(new)) => {
                    let (was, is) = (Part::of(old), Part::of(new));
                    if (was.kind, is.kind) == (Kind::Type, Kind::Type) && was.name() != is.name() {
                        names.insert(was.name(), is.name());
                    }
                }
                _ => {}
            }
        }
        let uses = items.iter().filter_map(|item| item.old.as_deref());
        let updated = uses
            .filter(|old| Part::of(old).kind != Kind::Type)
            .map(|old| (old, with_names(old, &names)))
            .filter(|(old, new)| old != new)
            .collect();
        Self {
            new_fields,
            updated,
            said: HashSet::new(),
        }
    }

    /// What to do about a finding, as far as it has not been said before, in Markdown: code is in backticks.
    pub(super) fn of(&mut self, finding: &Finding) -> Vec<String> {
        let items = Items::read(finding, &self.updated);
        let mut first = |old: Option<&Part<'_>>, new: Option<&Part<'_>>| {
            self.said.insert((old.map(Part::whole), new.map(Part::whole)))
        };
        let mut hints = Vec::new();
        for (old, new, arguments) in &items.changed {
            if !items.is_setter(old) && !old.is(new) && first(Some(old), Some(new)) {
                hints.extend(changed::hint(&items, old, new, arguments));
            }
        }
        for part in &items.gone {
            if !items.is_setter(part) && first(Some(part), None) {
                hints.extend(gone::hint(&items, part, &self.new_fields));
            }
        }
        hints.extend(items.new.iter().filter(|part| first(None, Some(part))).map(new));
        for hint in &mut hints {
            // Callers are outside of the crate.
            *hint = hint.replace("crate::", "");
        }
        hints
    }
}

/// What to do about something new that every caller must reckon with.
fn new(part: &Part<'_>) -> String {
    match part.kind {
        Kind::Field => format!("{} is new: give it wherever one is built.", part.named()),
        Kind::Other => format!("{} is new: add an arm for it where one is matched.", part.named()),
        _ => format!("{} is new.", part.named()),
    }
}

/// A text with some of its words replaced.
fn with_names(text: &str, names: &HashMap<&str, &str>) -> String {
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

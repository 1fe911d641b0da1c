//! Adds entries to the text of a catalog; comments, order and existing entries stay.
//!
//! The text is changed for all entries at once and read again: they count as written only if the catalog then has its earlier
//! content and the entries. Otherwise each half of them is tried separately, down to the single entry that cannot be added.

mod layout;
mod tree;

use std::collections::BTreeSet;

use layout::{Added, Layout, Side};
use openapi_descriptions::{
    fix::{CatalogEdit, scalar},
    source::Source,
};
use tree::Tree;

use super::FILE;

/// The text with these entries, and the entries that could not be added: existing keys are kept, and a text with an unusual layout
/// may have no place for an entry.
pub fn apply(text: &str, edits: &[CatalogEdit]) -> (String, Vec<CatalogEdit>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(mut page) = Page::read(text) else {
        return (text.to_owned(), edits.to_vec());
    };
    let mut left = BTreeSet::new();
    let mut pending: Vec<&CatalogEdit> = edits.iter().collect();
    while !pending.is_empty() {
        let (now, later) = page.independent(&pending, &mut left);
        page = page.with_all(&now, &mut left);
        pending = later;
    }
    let left = edits.iter().filter(|edit| left.contains(edit));
    (page.source.text, left.cloned().collect())
}

/// The text of a catalog, and its content.
struct Page {
    source: Source,
    tree: Tree,
}

impl Page {
    fn read(text: &str) -> Option<Self> {
        let source = Source::parse(FILE, text).ok()?;
        let tree = Tree::new(&source.node);
        Some(Self { source, tree })
    }

    /// Separates the entries that are added to existing text from those that go into text that another entry adds. Existing keys
    /// are kept.
    fn independent<'e>(
        &self,
        edits: &[&'e CatalogEdit],
        left: &mut BTreeSet<&'e CatalogEdit>,
    ) -> (Vec<&'e CatalogEdit>, Vec<&'e CatalogEdit>) {
        let mut keys = BTreeSet::new();
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for edit in edits {
            let path = edit.path();
            let depth = self.tree.depth(path);
            if depth == path.len() {
                left.insert(*edit);
            } else if keys.insert(path.get(..=depth)) {
                now.push(*edit);
            } else {
                later.push(*edit);
            }
        }
        (now, later)
    }

    /// The page with as many of these entries as can be added.
    fn with_all<'e>(self, edits: &[&'e CatalogEdit], left: &mut BTreeSet<&'e CatalogEdit>) -> Self {
        if let Some(page) = self.with(edits, Side::Last) {
            return page;
        }
        match edits {
            [] => self,
            [edit] => self.with(edits, Side::First).unwrap_or_else(|| {
                left.insert(edit);
                self
            }),
            _ => {
                let (some, others) = edits.split_at(edits.len() / 2);
                self.with_all(some, left).with_all(others, left)
            }
        }
    }

    /// The page with all of these entries, each at this side of its section.
    fn with(&self, edits: &[&CatalogEdit], side: Side) -> Option<Self> {
        let mut wanted = self.tree.clone();
        let mut layout = Layout::new(&self.source, side);
        for edit in edits {
            let path = edit.path();
            let depth = self.tree.depth(path);
            wanted.set(path, Tree::value(edit.value()))?;
            let (last, entry) = path.split_last()?;
            let (key, below) = path.get(depth..)?.split_first()?;
            let (below, value) = if depth == entry.len() {
                // An entry that is there has its reason.
                (below, edit.value().to_string())
            } else {
                let reason = [entry, &["reason".to_owned()]].concat();
                wanted.set(&reason, Tree::text(edit.reason()))?;
                let value = format!(
                    "{{{}: {}, reason: {}}}",
                    scalar(last),
                    edit.value(),
                    scalar(edit.reason())
                );
                (below.split_last()?.1, value)
            };
            layout.add(path.get(..depth)?, &Added { key, below, value })?;
        }
        Self::read(&layout.text()).filter(|page| page.tree == wanted)
    }
}

#[cfg(test)]
mod tests {
    use openapi_descriptions::fix::EditValue;

    use super::*;

    fn name(path: &[&str]) -> CatalogEdit {
        CatalogEdit::new(path, EditValue::Text("M".to_owned()), "why")
    }

    fn added(text: &str, path: &[&str]) -> String {
        let (text, left) = apply(text, &[name(path)]);
        assert!(left.is_empty(), "{text}");
        text
    }

    #[test]
    fn an_entry_joins_its_section_behind_the_others() {
        let text =
            "a:\n  # first\n  x: {name: X, reason: r}\n  y:\n    name: Y\n    reason: r\n\n# the end\nb: 1\n";
        assert_eq!(
            added(text, &["a", "z", "name"]),
            "a:\n  # first\n  x: {name: X, reason: r}\n  y:\n    name: Y\n    reason: r\n  z: {name: M, reason: why}\n\n# the end\nb: 1\n"
        );
        assert_eq!(
            added("a:\n  b: 1\n", &["a", "c", "d", "name"]),
            "a:\n  b: 1\n  c:\n    d: {name: M, reason: why}\n"
        );
        assert_eq!(
            added("a:\n  b: 1", &["c", "d", "name"]),
            "a:\n  b: 1\nc:\n  d: {name: M, reason: why}\n"
        );
    }

    #[test]
    fn an_entry_goes_into_braces_where_its_section_is_in_braces() {
        assert_eq!(
            added("# why\n{a: {b: 1}}", &["a", "GET /x", "name"]),
            "# why\n{a: {GET /x: {name: M, reason: why}, b: 1}}"
        );
        assert_eq!(
            added("a: {}\n", &["a", "b", "name"]),
            "a: {b: {name: M, reason: why}}\n"
        );
        assert_eq!(
            added("'a: b': {x: {}}\n", &["a: b", "x", "c", "name"]),
            "'a: b': {x: {c: {name: M, reason: why}}}\n"
        );
    }

    #[test]
    fn what_is_there_stays() {
        let text = "a:\n  b: {name: B, reason: r}\n  c:\n    fill: x\n    reason: r\n";
        let edits = [
            name(&["a", "b", "name"]),
            name(&["a", "c", "name"]),
            name(&["a", "b", "other"]),
        ];
        let (text, left) = apply(text, &edits);
        assert_eq!(
            text,
            "a:\n  b: {other: M, name: B, reason: r}\n  c:\n    fill: x\n    reason: r\n    name: M\n"
        );
        assert_eq!(left, [name(&["a", "b", "name"])]);
        assert_eq!(apply("a: text\n", &[name(&["a", "b", "name"])]).1.len(), 1);
    }

    #[test]
    fn entries_that_are_added_together_stand_as_if_each_was_added_after_the_other() {
        let text = "a: {x: {name: X, reason: r}}\nb:\n  c:\n    y: {name: Y, reason: r}\n\n# of d\nd: {}\n";
        let edits = [
            name(&["a", "q", "name"]),
            name(&["a", "r", "name"]),
            name(&["a", "r", "other"]),
            name(&["b", "c", "s", "name"]),
            name(&["b", "c", "t", "name"]),
            name(&["b", "e", "name"]),
            name(&["b", "e", "name"]),
            name(&["d", "u", "name"]),
            name(&["d", "v", "name"]),
            name(&["f", "w", "name"]),
            name(&["f", "x", "name"]),
        ];
        let (together, left) = apply(text, &edits);
        assert_eq!(
            together,
            "a: {r: {other: M, name: M, reason: why}, q: {name: M, reason: why}, x: {name: X, reason: r}}\nb:\n  c:\n    \
             y: {name: Y, reason: r}\n    s: {name: M, reason: why}\n    t: {name: M, reason: why}\n  \
             e: {name: M, reason: why}\n\n# of d\nd: {v: {name: M, reason: why}, u: {name: M, reason: why}}\nf:\n  \
             w: {name: M, reason: why}\n  x: {name: M, reason: why}\n"
        );
        assert_eq!(
            left,
            [edits[5].clone(), edits[6].clone()],
            "alike, and one of them is there"
        );
        let mut one_by_one = text.to_owned();
        for edit in &edits {
            one_by_one = apply(&one_by_one, std::slice::from_ref(edit)).0;
        }
        assert_eq!(together, one_by_one);
    }

    #[test]
    fn an_entry_without_a_place_keeps_no_other_out() {
        let text = "a: text\nb: {x: {name: X, reason: r}}\n";
        let edits: Vec<CatalogEdit> = (0..9)
            .map(|at| name(&[if at == 4 { "a" } else { "b" }, &format!("k{at}"), "name"]))
            .collect();
        let (text, left) = apply(text, &edits);
        assert_eq!(left, [edits[4].clone()]);
        assert_eq!(text.matches("name: M").count(), 8, "{text}");
    }
}

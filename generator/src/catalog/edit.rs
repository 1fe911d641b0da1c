//! Writes entries into the text of a catalog, which keeps its comments, its order and all that it says already.
//!
//! The text is changed in one place for each entry and read again: an entry counts as written only when the catalog then says
//! what it said before, and the entry.

use openapi_descriptions::{
    fix::{CatalogEdit, EditValue, scalar},
    pointer::Pointer,
    source::{Node, Source},
};

use super::FILE;

/// The text with these entries in it, and those that could not be written: what is there already stays, and a text that is
/// written in an unusual way may have no place for more.
pub fn apply(text: &str, edits: &[CatalogEdit]) -> (String, Vec<CatalogEdit>) {
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let mut left = Vec::new();
    for edit in edits {
        match written(&text, edit) {
            Some(new) => text = new,
            None => left.push(edit.clone()),
        }
    }
    (text, left)
}

fn written(text: &str, edit: &CatalogEdit) -> Option<String> {
    let source = Source::parse(FILE, text).ok()?;
    let (last, entry) = edit.path().split_last()?;
    let mut wanted = source.node.clone();
    set(&mut wanted, edit.path(), &value_node(edit.value()))?;
    let depth = (0..=entry.len())
        .rev()
        .find(|depth| at(&source.node, entry.get(..*depth).unwrap_or_default()).is_some())?;
    let (above, missing) = (entry.get(..depth)?, entry.get(depth..)?);
    let added = match missing.split_first() {
        None => Added {
            key: last,
            below: &[],
            value: edit.value().to_string(),
        },
        Some((key, below)) => {
            let reason = [entry, &["reason".to_owned()]].concat();
            set(&mut wanted, &reason, &Node::String(edit.reason().to_owned()))?;
            let value = format!(
                "{{{}: {}, reason: {}}}",
                scalar(last),
                edit.value(),
                scalar(edit.reason())
            );
            Added { key, below, value }
        }
    };
    let children = match at(&source.node, above)? {
        Node::Mapping(mapping) => &mapping.entries,
        _ => return None,
    };
    let tries = if let Some(open) = flow(text, &source, above) {
        vec![in_flow(text, open, children.is_empty(), &added)]
    } else {
        let first = children.first().map(|(key, _)| key)?;
        let last = children.last().map(|(key, _)| key)?;
        let indent = line_and_column(&source, above, first).1;
        vec![
            in_block(
                text,
                behind(text, line_and_column(&source, above, last).0, indent),
                indent,
                &added,
            ),
            in_block(text, line_and_column(&source, above, first).0, indent, &added),
        ]
    };
    tries.into_iter().find(|text| {
        let read = Source::parse(FILE, text).ok();
        read.is_some_and(|read| sorted(&read.node) == sorted(&wanted))
    })
}

/// A key that is added to a mapping, with further keys below it and the value at the end.
struct Added<'a> {
    key: &'a str,
    below: &'a [String],
    value: String,
}

fn value_node(value: &EditValue) -> Node {
    match value {
        EditValue::Text(text) => Node::String(text.clone()),
        EditValue::Yes => Node::Bool(true),
    }
}

/// In braces: right behind the one that opens.
fn in_flow(text: &str, open: usize, empty: bool, added: &Added<'_>) -> String {
    let (before, behind) = text.split_at(open);
    let mut value = added.value.clone();
    for key in added.below.iter().rev() {
        value = format!("{{{}: {value}}}", scalar(key));
    }
    let comma = if empty { "" } else { ", " };
    format!("{before}{}: {value}{comma}{behind}", scalar(added.key))
}

/// In lines of their own, before the line `at`.
fn in_block(text: &str, at: usize, indent: usize, added: &Added<'_>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut new = Vec::new();
    let keys: Vec<&str> = [added.key]
        .into_iter()
        .chain(added.below.iter().map(String::as_str))
        .collect();
    for (depth, key) in keys.iter().enumerate() {
        let value = if depth + 1 == keys.len() {
            format!(" {}", added.value)
        } else {
            String::new()
        };
        new.push(format!(
            "{}{}:{value}",
            " ".repeat(indent + 2 * depth),
            scalar(key)
        ));
    }
    let at = at.min(lines.len());
    lines.splice(at..at, new);
    lines.join("\n") + "\n"
}

/// The number of the line before which a mapping goes on whose last key stands in the line `last`.
fn behind(text: &str, last: usize, indent: usize) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let ends = |line: &str| !says_nothing(line) && line.len() - line.trim_start().len() <= indent;
    let mut at = last + 1;
    while lines.get(at).is_some_and(|line| !ends(line)) {
        at += 1;
    }
    while at > last + 1 && lines.get(at - 1).is_some_and(|line| says_nothing(line)) {
        at -= 1;
    }
    at
}

/// Where the braces of a mapping open, behind the brace; `None` for one that is written in lines.
fn flow(text: &str, source: &Source, path: &[String]) -> Option<usize> {
    let start = match path.split_last() {
        None => 0,
        Some((key, above)) => {
            let (line, column) = line_and_column(source, above, key);
            let start = offset(text, line, column)?;
            let rest = text.get(start..)?;
            let key = match rest.chars().next()? {
                quote @ ('"' | '\'') => rest.get(1..)?.find(quote)? + 2,
                _ => [": ", ":\n", ":\r"]
                    .iter()
                    .filter_map(|end| rest.find(end))
                    .min()?,
            };
            start + key + rest.get(key..)?.find(':')? + 1
        }
    };
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        let begun = rest.trim_start();
        at += rest.len() - begun.len();
        if path.is_empty() && begun.starts_with('#') {
            at += begun.find('\n')?;
        } else {
            return begun.starts_with('{').then_some(at + 1);
        }
    }
}

/// The line and column of a key, both counted from 0.
fn line_and_column(source: &Source, path: &[String], key: &str) -> (usize, usize) {
    let pointer = path
        .iter()
        .fold(Pointer::root(), |pointer, token| pointer.join(token));
    let position = source.position(&pointer.join(key));
    (position.line.saturating_sub(1), position.column.saturating_sub(1))
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let mut start = 0;
    for _ in 0..line {
        start += text.get(start..)?.find('\n')? + 1;
    }
    let (at, _) = text.get(start..)?.char_indices().nth(column)?;
    Some(start + at)
}

fn at<'a>(node: &'a Node, path: &[String]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}

/// Sets a value, making the mappings above it; `None` where something stands already.
fn set(node: &mut Node, path: &[String], value: &Node) -> Option<()> {
    let (first, rest) = path.split_first()?;
    let Node::Mapping(mapping) = node else { return None };
    let found = mapping.entries.iter_mut().find(|(key, _)| key == first);
    match (found, rest.is_empty()) {
        (Some(_), true) => None,
        (None, true) => {
            mapping.entries.push((first.clone(), value.clone()));
            Some(())
        }
        (Some((_, child)), false) => set(child, rest, value),
        (None, false) => {
            let mut child = Node::Mapping(openapi_descriptions::source::Mapping::default());
            set(&mut child, rest, value)?;
            mapping.entries.push((first.clone(), child));
            Some(())
        }
    }
}

/// The tree with the keys of its mappings in order.
fn sorted(node: &Node) -> Node {
    match node {
        Node::Mapping(mapping) => {
            let mut mapping = mapping.clone();
            mapping.entries = mapping
                .entries
                .iter()
                .map(|(key, node)| (key.clone(), sorted(node)))
                .collect();
            mapping.entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Node::Mapping(mapping)
        }
        Node::Sequence(items) => Node::Sequence(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
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
}

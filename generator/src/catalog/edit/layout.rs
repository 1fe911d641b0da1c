//! Where entries go in the text of a catalog: after the last entry of their section, or into its braces.

use std::{cmp::Reverse, collections::BTreeMap};

use openapi_descriptions::{
    fix::scalar,
    pointer::Pointer,
    source::{Node, Source},
};

/// A key that is added to a mapping, with further keys below it and the value at the end.
pub(super) struct Added<'a> {
    pub(super) key: &'a str,
    pub(super) below: &'a [String],
    pub(super) value: String,
}

/// The side of a section where new lines are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    First,
    Last,
}

/// A text and its additions.
pub(super) struct Layout<'a> {
    source: &'a Source,
    side: Side,
    /// Where each line begins, and the text ends.
    starts: Vec<usize>,
    sections: BTreeMap<&'a [String], Section>,
    insertions: Vec<Insertion>,
}

/// A mapping that keys are added to.
#[derive(Clone, Copy)]
enum Section {
    /// In braces: right after the opening one.
    Flow { open: usize, empty: bool },
    /// In lines of their own, so far behind the margin.
    Block { start: usize, indent: usize },
}

struct Insertion {
    /// The offset; at the same offset, the deeper nested section comes first, because its lines end first.
    at: (usize, Reverse<usize>, isize),
    text: String,
}

impl<'a> Layout<'a> {
    pub(super) fn new(source: &'a Source, side: Side) -> Self {
        let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        if !source.text.ends_with('\n') {
            starts.push(source.text.len());
        }
        Self {
            source,
            side,
            starts,
            sections: BTreeMap::new(),
            insertions: Vec::new(),
        }
    }

    /// Adds a key to the mapping at a path; `None` where nothing can be added.
    pub(super) fn add(&mut self, path: &'a [String], added: &Added<'_>) -> Option<()> {
        let found = match self.sections.get(path) {
            Some(section) => *section,
            None => self.section(path)?,
        };
        let count = isize::try_from(self.insertions.len()).ok()?;
        let insertion = match found {
            Section::Flow { open, empty } => Insertion {
                // The next one goes before this one.
                at: (open, Reverse(0), -count),
                text: in_flow(empty, added),
            },
            Section::Block { start, indent } => Insertion {
                at: (start, Reverse(indent), count),
                text: in_block(indent, added),
            },
        };
        self.insertions.push(insertion);
        let section = match found {
            Section::Flow { open, .. } => Section::Flow { open, empty: false },
            block @ Section::Block { .. } => block,
        };
        self.sections.insert(path, section);
        Some(())
    }

    /// The text with all that was added.
    pub(super) fn text(mut self) -> String {
        let text = &self.source.text;
        self.insertions.sort_by_key(|insertion| insertion.at);
        let mut new = String::with_capacity(text.len());
        let mut done = 0;
        for insertion in &self.insertions {
            let at = insertion.at.0;
            new.push_str(text.get(done..at).unwrap_or_default());
            done = at;
            if insertion.text.ends_with('\n') && !new.is_empty() && !new.ends_with('\n') {
                new.push('\n');
            }
            new.push_str(&insertion.text);
        }
        new.push_str(text.get(done..).unwrap_or_default());
        let in_lines = self
            .sections
            .values()
            .any(|section| matches!(section, Section::Block { .. }));
        if in_lines {
            // New lines end with this, whatever the other line endings are.
            new = new.lines().flat_map(|line| [line, "\n"]).collect();
        }
        new
    }

    fn section(&self, path: &[String]) -> Option<Section> {
        let here = path
            .iter()
            .try_fold(&self.source.node, |node, key| node.get(key))?;
        let Node::Mapping(mapping) = here else { return None };
        let children = &mapping.entries;
        if let Some(open) = self.flow(path) {
            let empty = children.is_empty();
            return Some(Section::Flow { open, empty });
        }
        let (first, _) = children.first()?;
        let (last, _) = children.last()?;
        let (line, indent) = self.line_and_column(path, first);
        let line = match self.side {
            Side::First => line,
            Side::Last => self.behind(self.line_and_column(path, last).0, indent),
        };
        let start = self.starts.get(line).copied();
        Some(Section::Block {
            start: start.unwrap_or(self.source.text.len()),
            indent,
        })
    }

    fn line(&self, number: usize) -> Option<&str> {
        let (start, end) = (self.starts.get(number)?, self.starts.get(number + 1)?);
        self.source.text.get(*start..*end)
    }

    /// The number of the line before which a key is added to a mapping whose last key is in the line `last`.
    fn behind(&self, last: usize, indent: usize) -> usize {
        let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        let ends = |line: &str| !says_nothing(line) && line.len() - line.trim_start().len() <= indent;
        let mut at = last + 1;
        while self.line(at).is_some_and(|line| !ends(line)) {
            at += 1;
        }
        while at > last + 1 && self.line(at - 1).is_some_and(says_nothing) {
            at -= 1;
        }
        at
    }

    /// The position after the opening brace of a mapping; `None` for a mapping without braces.
    fn flow(&self, path: &[String]) -> Option<usize> {
        let text = &self.source.text;
        let start = match path.split_last() {
            None => 0,
            Some((key, above)) => {
                let (line, column) = self.line_and_column(above, key);
                let start = self.offset(line, column)?;
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
    fn line_and_column(&self, path: &[String], key: &str) -> (usize, usize) {
        let pointer = path
            .iter()
            .fold(Pointer::root(), |pointer, token| pointer.join(token));
        let position = self.source.position(&pointer.join(key));
        (position.line.saturating_sub(1), position.column.saturating_sub(1))
    }

    fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.starts.get(line)?;
        let (at, _) = self.source.text.get(start..)?.char_indices().nth(column)?;
        Some(start + at)
    }
}

fn in_flow(empty: bool, added: &Added<'_>) -> String {
    let mut value = added.value.clone();
    for key in added.below.iter().rev() {
        value = format!("{{{}: {value}}}", scalar(key));
    }
    let comma = if empty { "" } else { ", " };
    format!("{}: {value}{comma}", scalar(added.key))
}

fn in_block(indent: usize, added: &Added<'_>) -> String {
    let mut lines = String::new();
    let keys: Vec<&str> = [added.key]
        .into_iter()
        .chain(added.below.iter().map(String::as_str))
        .collect();
    for (depth, key) in keys.iter().enumerate() {
        lines += &" ".repeat(indent + 2 * depth);
        lines += &scalar(key);
        lines += ":";
        if depth + 1 == keys.len() {
            lines += " ";
            lines += &added.value;
        }
        lines += "\n";
    }
    lines
}

//! The numbers of a history as a table: a row for each version, with what it changed of the one before.

use crate::{
    Diff,
    finding::{Rust, Wire},
    history::{History, Version},
};

/// The headings, without the one of the versions.
pub(super) const COLUMNS: [&str; 7] = [
    "operations",
    "models",
    "wire: breaking",
    "warnings",
    "to know",
    "Rust: breaking",
    "additive",
];

/// A row.
pub(super) struct Row {
    pub name: String,
    pub cells: [String; 7],
    /// How many findings break on the wire and in Rust; `None` where that is not known, or nothing was compared.
    pub wire: Option<usize>,
    pub rust: Option<usize>,
}

/// The rows: the versions, and then the way from the first to the last.
pub(super) fn rows(history: &History) -> Vec<Row> {
    let diffs = std::iter::once(None).chain(history.steps().map(|step| Some(step.subject.diff)));
    let mut rows: Vec<Row> = history
        .versions
        .iter()
        .zip(diffs)
        .map(|(version, diff)| row(version.name.clone(), Some(version), diff))
        .collect();
    rows.extend(
        history
            .whole()
            .map(|step| row("first to last".to_owned(), None, Some(step.subject.diff))),
    );
    rows
}

fn row(name: String, version: Option<&Version>, diff: Option<&Diff>) -> Row {
    let known = diff.filter(|diff| diff.rust_unavailable.is_none());
    let wire = |level| diff.map(|diff| diff.wire(level));
    let rust = |verdict| known.map(|diff| diff.rust(verdict));
    let numbers = [
        version.map(|version| version.operations),
        version.and_then(|version| version.models),
        wire(Wire::Error),
        wire(Wire::Warning),
        wire(Wire::Info),
        rust(Rust::Breaking),
        rust(Rust::Additive),
    ];
    let unknown = |at: usize| match (at, version, diff) {
        (1, Some(_), _) | (5 | 6, _, Some(_)) => "?".to_owned(),
        _ => String::new(),
    };
    let mut cells = numbers.map(|number| number.map_or_else(String::new, |number| number.to_string()));
    for (at, cell) in cells.iter_mut().enumerate() {
        if cell.is_empty() {
            *cell = unknown(at);
        }
    }
    Row {
        name,
        cells,
        wire: wire(Wire::Error),
        rust: rust(Rust::Breaking),
    }
}

//! The numbers of a history as a table: a row for each version, with the changes from the one before.

use crate::{
    Diff,
    finding::{RustVerdict, WireSeverity},
    history::{History, Version},
};

/// The headings of the columns after the version's name.
pub(super) const COLUMNS: [&str; 7] = [
    "operations",
    "models",
    "wire: breaking",
    "warnings",
    "info",
    "Rust: breaking",
    "additive",
];

/// A row of the table.
pub(super) struct HistoryRow {
    pub name: String,
    pub cells: [String; 7],
    /// The number of breaking findings on the wire and in Rust; `None` when unknown, or when nothing was compared.
    pub wire: Option<usize>,
    pub rust: Option<usize>,
}

/// The rows: the versions, and then the comparison of the first with the last.
pub(super) fn rows(history: &History) -> Vec<HistoryRow> {
    let diffs = std::iter::once(None).chain(history.steps().map(|step| Some(step.report_input.diff)));
    let mut rows: Vec<HistoryRow> = history
        .versions
        .iter()
        .zip(diffs)
        .map(|(version, diff)| row(version.name.clone(), Some(version), diff))
        .collect();
    rows.extend(
        history
            .first_to_last()
            .map(|step| row("first to last".to_owned(), None, Some(step.report_input.diff))),
    );
    rows
}

fn row(name: String, version: Option<&Version>, diff: Option<&Diff>) -> HistoryRow {
    let known = diff.filter(|diff| diff.rust_unavailable.is_none());
    let wire = |level| diff.map(|diff| diff.count_on_wire(level));
    let rust = |verdict| known.map(|diff| diff.count_in_rust(verdict));
    let numbers = [
        version.map(|version| version.operations),
        version.and_then(|version| version.models),
        wire(WireSeverity::Error),
        wire(WireSeverity::Warning),
        wire(WireSeverity::Info),
        rust(RustVerdict::Breaking),
        rust(RustVerdict::Additive),
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
    HistoryRow {
        name,
        cells,
        wire: wire(WireSeverity::Error),
        rust: rust(RustVerdict::Breaking),
    }
}

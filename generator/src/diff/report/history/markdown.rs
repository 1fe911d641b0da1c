//! The history as a part of a changelog: a table, and a section for each step.

use std::fmt::Write as _;

use crate::diff::{
    history::History,
    report::{
        markdown::{self, escaped, one_line},
        words::verdict,
    },
};

use super::table::{COLUMNS, rows};

/// Prints the part.
pub fn markdown(history: &History) -> String {
    let mut out = String::new();
    let plain = |text: &str| escaped(&one_line(text));
    let _ = writeln!(out, "## {}\n", plain(&history.title));
    let _ = writeln!(out, "| version | {} |", COLUMNS.join(" | "));
    let _ = writeln!(out, "|---|{}", "--:|".repeat(COLUMNS.len()));
    for row in rows(history) {
        let _ = writeln!(out, "| {} | {} |", plain(&row.name), row.cells.join(" | "));
    }
    for step in history.steps() {
        let _ = writeln!(
            out,
            "\n### {} to {}\n",
            plain(&step.old.name),
            plain(&step.new.name)
        );
        markdown::section(&mut out, &step.subject, "####");
    }
    if let Some(step) = history.whole() {
        let _ = writeln!(
            out,
            "\n### All in all: {} to {}\n\n{}.",
            plain(&step.old.name),
            plain(&step.new.name),
            markdown::capital(&verdict(step.subject.diff))
        );
    }
    out
}

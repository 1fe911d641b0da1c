//! The history as a part of a changelog: a table, and a section for each step.

use std::fmt::Write as _;

use crate::{
    history::History,
    report::{
        markdown::{self, escaped},
        words::verdict,
    },
};

use super::table::{COLUMNS, rows};

/// Prints the part.
pub fn markdown(history: &History) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## {}\n", escaped(&history.title));
    let _ = writeln!(out, "| version | {} |", COLUMNS.join(" | "));
    let _ = writeln!(out, "|---|{}", "--:|".repeat(COLUMNS.len()));
    for row in rows(history) {
        let _ = writeln!(out, "| {} | {} |", escaped(&row.name), row.cells.join(" | "));
    }
    for step in history.steps() {
        let _ = writeln!(
            out,
            "\n### {} to {}\n",
            escaped(&step.old.name),
            escaped(&step.new.name)
        );
        markdown::section(&mut out, &step.subject, "####");
    }
    if let Some(step) = history.whole() {
        let _ = writeln!(
            out,
            "\n### All in all: {} to {}\n\n{}.",
            escaped(&step.old.name),
            escaped(&step.new.name),
            markdown::capital(&verdict(step.subject.diff))
        );
    }
    out
}

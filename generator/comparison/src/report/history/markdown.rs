//! The history as a part of a changelog: a table, and a section for each step.

use std::fmt::Write as _;

use crate::{
    history::History,
    report::{
        markdown::{self, escape_markdown},
        words::verdict,
    },
};

use super::table::{COLUMNS, rows};

/// The history as a part of a changelog, under a heading of the second level.
pub fn markdown(history: &History) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## {}\n", escape_markdown(&history.title));
    let _ = writeln!(out, "| version | {} |", COLUMNS.join(" | "));
    let _ = writeln!(out, "|---|{}", "--:|".repeat(COLUMNS.len()));
    for row in rows(history) {
        let _ = writeln!(
            out,
            "| {} | {} |",
            escape_markdown(&row.name),
            row.cells.join(" | ")
        );
    }
    for step in history.steps() {
        let _ = writeln!(
            out,
            "\n### {} to {}\n",
            escape_markdown(&step.old.name),
            escape_markdown(&step.new.name)
        );
        markdown::write_section(&mut out, &step.report_input, "####");
    }
    if let Some(step) = history.first_to_last() {
        let _ = writeln!(
            out,
            "\n### Overall: {} to {}\n\n{}.",
            escape_markdown(&step.old.name),
            escape_markdown(&step.new.name),
            markdown::capitalized(&verdict(step.report_input.diff))
        );
    }
    out
}

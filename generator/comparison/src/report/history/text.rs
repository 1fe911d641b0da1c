//! The history for people at a terminal: a table, and the verdict of each step.

use openapi_descriptions::text::visible;
use std::fmt::Write as _;

use crate::{
    finding::Finding,
    history::{History, Step},
    report::{
        text::Style,
        words::{counted, verdict},
    },
};

use super::table::{COLUMNS, rows};

/// The history for a terminal: the table, and the verdict of each step.
pub fn text(history: &History, style: Style) -> String {
    let (bold, dim, reset) = (style.bold, style.dim, style.reset);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{bold}{}: {}{reset}\n",
        visible(&history.title),
        counted(history.versions.len(), "version", "versions")
    );
    write_table(&mut out, history, style);
    for step in history.steps() {
        write_step(&mut out, &step, style);
    }
    if let Some(step) = history.first_to_last() {
        write_step(&mut out, &step, style);
    }
    let mut names = history.versions.iter().map(|version| visible(&version.name));
    if let (Some(old), Some(new)) = (names.next(), names.next()) {
        let service = visible(&history.service);
        let _ = writeln!(
            out,
            "\n{dim}`diff {service}/{old} {service}/{new}` shows a step in full{reset}"
        );
    }
    out
}

fn write_table(out: &mut String, history: &History, style: Style) {
    let rows = rows(history);
    let names: Vec<String> = rows.iter().map(|row| visible(&row.name).into_owned()).collect();
    let width = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or_default()
        .max("version".len());
    let _ = write!(out, "{}{:<width$}", style.bold, "version");
    for column in COLUMNS {
        let _ = write!(out, "  {column}");
    }
    let _ = writeln!(out, "{}", style.reset);
    for (row, name) in rows.iter().zip(&names) {
        let mut line = format!("{name:<width$}");
        for (cell, column) in row.cells.iter().zip(COLUMNS) {
            let _ = write!(line, "  {cell:>0$}", column.len());
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn write_step(out: &mut String, step: &Step<'_>, style: Style) {
    let diff = step.report_input.diff;
    let breaks = diff.findings.iter().any(Finding::breaks);
    let colour = if breaks { style.bad } else { style.good };
    let _ = writeln!(
        out,
        "\n{}{} -> {}{}\n  {colour}{}{}",
        style.bold,
        visible(&step.old.name),
        visible(&step.new.name),
        style.reset,
        verdict(diff),
        style.reset
    );
}

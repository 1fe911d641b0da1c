//! The report for people in a terminal.

use std::fmt::Write as _;

use crate::{
    diagnostic::Place,
    diff::{
        Side,
        finding::{Finding, Rust, Wire},
    },
};

use super::{
    Subject,
    words::{count, operations, verdict},
};

/// How parts of the text look; without colour all of them are empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// What breaks.
    pub bad: &'static str,
    /// What may matter.
    pub warn: &'static str,
    /// What is new.
    pub good: &'static str,
    /// What is beside the point.
    pub dim: &'static str,
    /// A heading.
    pub bold: &'static str,
    /// The end of any of these.
    pub reset: &'static str,
}

impl Style {
    /// ANSI colours.
    pub const COLOUR: Self = Self {
        bad: "\x1b[31m",
        warn: "\x1b[33m",
        good: "\x1b[32m",
        dim: "\x1b[2m",
        bold: "\x1b[1m",
        reset: "\x1b[0m",
    };
}

/// Prints the report.
pub fn text(subject: &Subject<'_>, style: Style) -> String {
    let diff = subject.diff;
    let mut out = String::new();
    let names = (subject.old.label.as_str(), subject.new.label.as_str());
    let _ = writeln!(out, "{}{} -> {}{}", style.bold, names.0, names.1, style.reset);
    let _ = writeln!(out, "{}{}{}", style.bold, verdict(diff), style.reset);
    let mut subjects: Vec<&str> = Vec::new();
    for finding in &diff.findings {
        if !subjects.contains(&finding.subject.as_str()) {
            subjects.push(&finding.subject);
        }
    }
    for name in subjects {
        let _ = writeln!(out, "\n{}{}{}", style.bold, name.replace('`', ""), style.reset);
        for found in diff.findings.iter().filter(|found| found.subject == name) {
            finding(&mut out, subject, found, style);
        }
    }
    if let Some(why) = &diff.rust_unavailable {
        let _ = writeln!(out, "\n{}no Rust verdict:{}", style.warn, style.reset);
        for diagnostic in why.iter() {
            let _ = writeln!(out, "  {}", diagnostic.message());
        }
    }
    if diff.docs_only > 0 {
        let _ = writeln!(
            out,
            "\n{}{} in the descriptions, which are no findings{}",
            style.dim,
            count(diff.docs_only, "sentence differs", "sentences differ"),
            style.reset
        );
    }
    if !subject.accepted.matched.is_empty() {
        let _ = writeln!(
            out,
            "{}{}{}",
            style.dim,
            count(
                subject.accepted.matched.len(),
                "finding is accepted",
                "findings are accepted"
            ),
            style.reset
        );
    }
    for unmatched in &subject.accepted.unmatched {
        let _ = writeln!(
            out,
            "{}accepted but not found: {unmatched}{}",
            style.warn, style.reset
        );
    }
    out
}

fn finding(out: &mut String, subject: &Subject<'_>, finding: &Finding, style: Style) {
    let wire = match finding.wire {
        Wire::Error => style.bad,
        Wire::Warning => style.warn,
        Wire::Info | Wire::None => style.dim,
    };
    let rust = match finding.rust {
        Rust::Breaking => style.bad,
        Rust::Additive => style.good,
        Rust::None => style.dim,
    };
    let (level, verdict, reset) = (finding.wire.as_str(), finding.rust.as_str(), style.reset);
    let _ = writeln!(
        out,
        "  {wire}{level:<8}{reset}{rust}{verdict:<9}{reset} {}  {}[{}]{reset}",
        finding.message, style.dim, finding.check.id
    );
    for (sign, side, place) in [("-", subject.old, &finding.old), ("+", subject.new, &finding.new)] {
        if let Some(place) = place {
            let _ = writeln!(out, "      {}{sign} {}{reset}", style.dim, at(side, place));
        }
    }
    if finding.operations.len() > 1
        || finding
            .operations
            .first()
            .is_some_and(|route| *route != finding.subject)
    {
        let _ = writeln!(
            out,
            "      {}reaches {}{reset}",
            style.dim,
            operations(&finding.operations)
        );
    }
    for item in &finding.rust_items {
        if let Some(old) = &item.old {
            let _ = writeln!(out, "      {}- {old}{reset}", style.bad);
        }
        if let Some(new) = &item.new {
            let _ = writeln!(out, "      {}+ {new}{reset}", style.good);
        }
    }
}

/// A place with its line, as an editor takes it.
pub(super) fn at(side: &Side, place: &Place) -> String {
    let position = side
        .sources
        .get(&place.file)
        .map(|source| source.position(&place.pointer));
    let line = position
        .map(|position| format!(":{}", position.line))
        .unwrap_or_default();
    format!("{}{line}", side.sources.display(&place.file))
}

//! The report for people at a terminal.

use openapi_descriptions::text::visible;
use std::{collections::HashMap, fmt::Write as _};

use crate::{
    Diff,
    finding::{Finding, RustVerdict, WireSeverity},
};

use super::{
    ReportInput,
    words::{count_summary, counted, location, operation_list, reasons, unreported_differences, verdict},
};

/// The escape sequences around parts of the text. By default all are empty, for output without colour.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Begins something that breaks.
    pub bad: &'static str,
    /// Begins a warning.
    pub warn: &'static str,
    /// Begins something that was added.
    pub good: &'static str,
    /// Begins a detail.
    pub dim: &'static str,
    /// Begins a heading.
    pub bold: &'static str,
    /// Ends any of these.
    pub reset: &'static str,
}

impl Style {
    /// The style for terminals that show ANSI colours.
    pub const COLOUR: Self = Self {
        bad: "\x1b[31m",
        warn: "\x1b[33m",
        good: "\x1b[32m",
        dim: "\x1b[2m",
        bold: "\x1b[1m",
        reset: "\x1b[0m",
    };
}

/// The report for a terminal: the verdicts, then the findings by subject.
pub fn text(input: &ReportInput<'_>, style: Style) -> String {
    let diff = input.diff;
    let mut out = String::new();
    let (bold, dim, warn, reset) = (style.bold, style.dim, style.warn, style.reset);
    let names = (visible(&input.old.label), visible(&input.new.label));
    let _ = writeln!(out, "{bold}{} -> {}{reset}", names.0, names.1);
    let _ = writeln!(out, "{bold}{}{reset}", verdict(diff));
    if let Some(counts) = count_summary(diff) {
        let _ = writeln!(out, "{dim}{counts}{reset}");
    }
    for (name, findings) in group_by_subject(diff) {
        let _ = writeln!(out, "\n{bold}{}{reset}", visible(name));
        for found in findings {
            write_finding(&mut out, input, found, style);
        }
    }
    if let Some(why) = &diff.rust_unavailable {
        let _ = writeln!(out, "\n{warn}no Rust verdict:{reset}");
        for reason in reasons(input, why) {
            let _ = writeln!(out, "  {}", visible(&reason));
        }
    }
    let notes = unreported_differences(input);
    if !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        let _ = writeln!(out, "{dim}{note}{reset}");
    }
    for unmatched in &input.accepted.unmatched {
        let _ = writeln!(out, "{warn}accepted but not found: {}{reset}", visible(unmatched));
    }
    out
}

/// The findings by subject. The subject with the most severe finding comes first.
fn group_by_subject(diff: &Diff) -> Vec<(&str, Vec<&Finding>)> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    let mut index = HashMap::new();
    for finding in &diff.findings {
        let at = *index.entry(finding.subject.as_str()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, findings)) => findings.push(finding),
            None => groups.push((&finding.subject, vec![finding])),
        }
    }
    groups
}

fn write_finding(out: &mut String, input: &ReportInput<'_>, finding: &Finding, style: Style) {
    let wire = match finding.wire {
        WireSeverity::Error => style.bad,
        WireSeverity::Warning | WireSeverity::Unknown => style.warn,
        WireSeverity::Info | WireSeverity::None => style.dim,
    };
    let rust = match finding.rust {
        RustVerdict::Breaking => style.bad,
        RustVerdict::Additive => style.good,
        RustVerdict::None | RustVerdict::Unknown => style.dim,
    };
    let (level, verdict, reset, dim) = (
        finding.wire.as_str(),
        finding.rust.as_str(),
        style.reset,
        style.dim,
    );
    let _ = writeln!(
        out,
        "  {wire}{level:<8}{reset}{rust}{verdict:<9}{reset} {}  {dim}[{}]{reset}",
        visible(&without_subject(&finding.message, &finding.subject)),
        finding.check.id
    );
    let places = match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => format!("{} -> {}", location(input.old, old), location(input.new, new)),
        (Some(old), None) => format!("{} -> removed", location(input.old, old)),
        (None, Some(new)) => format!("added -> {}", location(input.new, new)),
        (None, None) => String::new(),
    };
    if !places.is_empty() {
        let more = match finding.more_places.len() {
            0 => String::new(),
            more => format!(", and at {}", counted(more, "other place", "other places")),
        };
        let _ = writeln!(out, "      {dim}{}{more}{reset}", visible(&places));
    }
    let reaches = finding.operations.as_slice();
    if reaches.len() > 1 || reaches.first().is_some_and(|route| **route != *finding.subject) {
        let _ = writeln!(
            out,
            "      {dim}affects {}{reset}",
            visible(&operation_list(reaches))
        );
    }
    for item in &finding.rust_items {
        if let Some(old) = &item.old {
            let _ = writeln!(out, "      {}- {}{reset}", style.bad, visible(old));
        }
        if let Some(new) = &item.new {
            let _ = writeln!(out, "      {}+ {}{reset}", style.good, visible(new));
        }
    }
}

/// A message without its subject, which the heading above already names.
fn without_subject(message: &str, subject: &str) -> String {
    for name in [format!("`{subject}`"), subject.to_owned()] {
        if let Some(rest) = message.strip_prefix(&format!("{name} ")) {
            return rest.to_owned();
        }
        let of_subject = format!(" of {name}");
        if message.contains(&of_subject) {
            return message.replacen(&of_subject, "", 1);
        }
    }
    message.to_owned()
}

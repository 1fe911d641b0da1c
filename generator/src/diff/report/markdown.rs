//! The report as a section of a changelog, with a hint for each break in Rust.

use std::fmt::Write as _;

use crate::diff::finding::{Finding, Rust, Wire};

use super::{
    Subject,
    words::{operations, plain, verdict},
};

/// Prints the section.
pub fn markdown(subject: &Subject<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "## {} to {}\n",
        plain(&subject.old.version()),
        plain(&subject.new.version())
    );
    let _ = writeln!(out, "{}.\n", verdict(subject.diff));
    let breaking: Vec<&Finding> = subject
        .diff
        .findings
        .iter()
        .filter(|finding| finding.wire == Wire::Error || finding.rust == Rust::Breaking)
        .collect();
    let other: Vec<&Finding> = subject
        .diff
        .findings
        .iter()
        .filter(|finding| finding.wire != Wire::Error && finding.rust != Rust::Breaking)
        .collect();
    for (title, findings) in [("Breaking", breaking), ("Other changes", other)] {
        if findings.is_empty() {
            continue;
        }
        let _ = writeln!(out, "### {title}\n");
        for finding in findings {
            entry(&mut out, finding);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn entry(out: &mut String, finding: &Finding) {
    let marks = match (finding.wire, finding.rust) {
        (Wire::None, rust) => format!("rust: {rust}"),
        (wire, Rust::None) => format!("wire: {wire}"),
        (wire, rust) => format!("wire: {wire}, rust: {rust}"),
    };
    let _ = writeln!(out, "- {} ({marks})", capital(&plain(&finding.message)));
    if finding.operations.len() > 1 {
        let _ = writeln!(out, "  Reaches {}.", plain(&operations(&finding.operations)));
    }
    if finding.rust == Rust::Breaking {
        for item in finding
            .rust_items
            .iter()
            .filter(|item| item.verdict == Rust::Breaking)
        {
            let _ = writeln!(out, "  - {}", hint(item.old.as_deref(), item.new.as_deref()));
        }
    }
}

/// What to do about an item that has changed.
fn hint(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("Instead of `{old}`, use `{new}`."),
        (Some(old), None) => format!("`{old}` is gone; take its uses out."),
        (None, Some(new)) => format!("`{new}` is new where every one must be given or matched; add it."),
        (None, None) => String::new(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

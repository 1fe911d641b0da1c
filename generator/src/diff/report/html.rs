//! The report as one page for a browser, with nothing to fetch.

use askama::Template;

use crate::diff::{
    THRESHOLD,
    finding::{Finding, Rust, Wire},
};

use super::{
    Subject,
    snippet::{self, Snippet},
    words::verdict,
};

#[derive(Template)]
#[template(path = "report.html.jinja", escape = "html")]
struct Page<'a> {
    old: &'a str,
    new: &'a str,
    verdict: String,
    counts: Vec<(&'static str, &'static str, usize)>,
    threshold: f64,
    docs_only: usize,
    accepted: usize,
    findings: Vec<Row<'a>>,
}

struct Row<'a> {
    finding: &'a Finding,
    old: Snippet,
    new: Snippet,
}

/// Prints the page.
///
/// # Errors
///
/// A template that cannot be filled in, which is a fault of the generator.
pub fn html(subject: &Subject<'_>) -> Result<String, askama::Error> {
    let diff = subject.diff;
    Page {
        old: &subject.old.label,
        new: &subject.new.label,
        verdict: verdict(diff),
        counts: vec![
            ("wire", "error", diff.wire(Wire::Error)),
            ("wire", "warning", diff.wire(Wire::Warning)),
            ("wire", "info", diff.wire(Wire::Info)),
            ("rust", "breaking", diff.rust(Rust::Breaking)),
            ("rust", "additive", diff.rust(Rust::Additive)),
        ],
        threshold: THRESHOLD,
        docs_only: diff.docs_only,
        accepted: subject.accepted.matched.len(),
        findings: diff
            .findings
            .iter()
            .map(|finding| Row {
                finding,
                old: snippet::at(subject.old, finding.old.as_ref()),
                new: snippet::at(subject.new, finding.new.as_ref()),
            })
            .collect(),
    }
    .render()
}

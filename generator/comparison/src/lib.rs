//! What a new description breaks: on the wire for clients that are out there, and in Rust for callers that recompile.
//!
//! The wire verdict comes from the two descriptions as written, pair by pair of operations and schemas. The Rust verdict
//! comes from the two crates that the generator makes of them, item by item. Both meet in one list of findings, one for
//! each cause.

pub mod accept;
mod assemble;
mod bodies;
pub mod checks;
mod exchange;
pub mod finding;
mod graph;
pub mod history;
mod limits;
mod local_finding;
mod media;
mod operations;
mod pair;
mod pairing;
mod parameters;
mod reach;
pub mod report;
mod resolved_schema;
mod responses;
mod rust;
mod schema;
mod security;
mod side;
mod similar;
mod site;
mod uses;
pub mod verdict;

use std::collections::BTreeMap;

pub use side::{ClientFiles, Codegen, Side};
pub use similar::SIMILARITY_THRESHOLD;

use finding::{Finding, RustVerdict, WireSeverity};
use openapi_descriptions::diagnostic::Diagnostics;

/// What a comparison came to.
#[derive(Debug)]
pub struct Diff {
    /// The findings, the gravest first.
    pub findings: Vec<Finding>,
    /// How many sentences differ.
    pub docs_only: usize,
    /// How many names differ that neither the wire nor the crate shows.
    pub names_only: usize,
    /// How much there was to compare.
    pub work: Work,
    /// Why there is no Rust verdict, when there is none: a side that the generator does not support.
    pub rust_unavailable: Option<Diagnostics>,
}

/// How much there was to compare; it grows with the size of the descriptions and no faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The pairs of operations and schemas that were compared, each once.
    pub pairs: usize,
    /// The uses of one in another.
    pub uses: usize,
}

/// Other severities than the default ones, by the id of the check.
pub type Severities = BTreeMap<&'static str, WireSeverity>;

impl Diff {
    /// How many findings have this severity on the wire.
    pub fn count_on_wire(&self, level: WireSeverity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.wire == level)
            .count()
    }

    /// How many findings have this verdict in Rust.
    pub fn count_in_rust(&self, verdict: RustVerdict) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.rust == verdict)
            .count()
    }
}

/// Compares two descriptions.
///
/// # Errors
///
/// A side without its entry document.
pub fn compare(old: &Side, new: &Side, severities: &Severities) -> Result<Diff, Diagnostics> {
    let (old_bundle, new_bundle) = (old.bundle()?, new.bundle()?);
    let wire = assemble::compare_on_wire(&old_bundle, &new_bundle);
    let mut findings = wire.findings;
    let rust_unavailable = match (old.client(&old_bundle), new.client(&new_bundle)) {
        (Ok(before), Ok(after)) => {
            let sides = ((before, &old_bundle), (after, &new_bundle));
            rust::attribute::add_rust_verdict(&mut findings, sides, &wire.pairs, &wire.schemas);
            None
        }
        (before, after) => {
            let mut found = Diagnostics::default();
            [before.err(), after.err()]
                .into_iter()
                .flatten()
                .for_each(|why| found.extend(why.clone()));
            Some(found)
        }
    };
    for finding in &mut findings {
        old.use_existing_place(finding.old.as_mut());
        new.use_existing_place(finding.new.as_mut());
    }
    // What shows nowhere is no finding; without a Rust verdict that cannot be told.
    let is_visible = |finding: &Finding| {
        finding.wire != WireSeverity::None || finding.rust != RustVerdict::None || rust_unavailable.is_some()
    };
    let all = findings.len();
    findings.retain(is_visible);
    let names_only = all - findings.len();
    for finding in &mut findings {
        if let Some(level) = severities.get(finding.check.id) {
            finding.wire = *level;
        }
    }
    findings.retain(is_visible);
    findings.sort_by(|a, b| {
        (b.wire, b.rust, &a.subject, &a.new, &a.old, a.check.id, &a.message)
            .cmp(&(a.wire, a.rust, &b.subject, &b.new, &b.old, b.check.id, &b.message))
    });
    Ok(Diff {
        findings,
        docs_only: wire.docs_only,
        names_only,
        work: wire.work,
        rust_unavailable,
    })
}

//! Compares two versions of a description: what the new one breaks on the wire for deployed clients, and in Rust for
//! callers that recompile.
//!
//! The wire verdict comes from the two descriptions as written: operations and schemas are compared pair by pair. The
//! Rust verdict comes from the two crates that are generated from them, whose public items are compared one by one. The
//! result is one list of findings, one for each cause.

pub mod accept;
mod address;
mod assemble;
mod bodies;
pub mod checks;
mod contents;
mod encoding;
mod exchange;
pub mod finding;
mod forms;
mod graph;
mod headers;
pub mod history;
mod limits;
mod local_finding;
mod media;
mod operations;
mod paging;
mod pair;
mod pairing;
mod parameters;
mod reach;
mod read_schemas;
mod repeated;
pub mod report;
mod residue;
mod resolved_schema;
mod responses;
mod rust;
mod schema;
mod schemes;
mod security;
mod side;
mod similar;
mod site;
mod tree_pairs;
mod trees;
mod use_pair;
mod uses;
mod verdict;
mod writing;
mod xml;

use std::collections::BTreeMap;

pub use residue::keywords;
pub use side::{Codegen, Side, TakeItems};
pub use similar::SIMILARITY_THRESHOLD;

use finding::{Finding, RustVerdict, WireSeverity};
use openapi_descriptions::diagnostic::Diagnostics;
use read_schemas::ReadSchemas;
use tree_pairs::TreePairs;

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Diff {
    /// The findings, the most severe first.
    pub findings: Vec<Finding>,
    /// The number of sentences (summaries and descriptions) that differ. They are not reported as findings.
    pub docs_only: usize,
    /// The number of keywords that no check reads, and that are the same on both sides.
    pub equal_residue: usize,
    /// The number of names that differ without any effect on the wire or in the crate. They are not reported as
    /// findings.
    pub names_only: usize,
    /// The amount of work that the comparison took.
    pub work: Work,
    /// The diagnostics because of which there is no Rust verdict: the generator does not support one of the sides.
    /// `None` when there is a verdict.
    pub rust_unavailable: Option<Diagnostics>,
}

/// The amount of work that a comparison took. It grows linearly with the size of the descriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The number of pairs of operations and schemas. Each pair is compared once.
    pub pairs: usize,
    /// The number of uses of one pair in another.
    pub uses: usize,
}

/// Severities that replace the default ones, by the id of the check.
pub type Severities = BTreeMap<&'static str, WireSeverity>;

impl Diff {
    /// The number of findings with this severity on the wire.
    pub fn count_on_wire(&self, level: WireSeverity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.wire == level)
            .count()
    }

    /// Whether everything that is on the wire was compared. When it was not, there is a finding for each part that differs, and
    /// none of the other findings says what that means.
    pub fn is_fully_compared(&self) -> bool {
        self.count_on_wire(WireSeverity::Unknown) == 0
    }

    /// The number of findings with this verdict in Rust.
    pub fn count_in_rust(&self, verdict: RustVerdict) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.rust == verdict)
            .count()
    }
}

/// Compares two descriptions, each of which may have its own dialect and version of OpenAPI.
///
/// # Errors
///
/// A diagnostic when the entry document of a side is missing. An unsupported side is not an error: then
/// [`Diff::rust_unavailable`] says why there is no Rust verdict.
pub fn compare(old: &Side, new: &Side, severities: &Severities) -> Result<Diff, Diagnostics> {
    if old.is_same(new) {
        return Ok(Diff::default());
    }
    let (old_bundle, new_bundle) = (old.bundle()?, new.bundle()?);
    let read = ReadSchemas::default();
    let (wire, clients) = rayon::join(
        || {
            let trees = TreePairs::new(&old.sources, &new.sources, &read);
            assemble::compare_on_wire((&old_bundle, &new_bundle), trees)
        },
        || rayon::join(|| old.client(&old_bundle), || new.client(&new_bundle)),
    );
    let mut findings = wire.findings;
    let rust_unavailable = match clients {
        (Ok(before), Ok(after)) => {
            let sides = ((before, &old_bundle), (after, &new_bundle));
            rust::attribute::add_rust_verdict(&mut findings, sides, &wire.pairs, &wire.schemas);
            None
        }
        (before, after) => {
            let mut diagnostics = Diagnostics::default();
            [before.err(), after.err()]
                .into_iter()
                .flatten()
                .for_each(|side| diagnostics.extend(side.clone()));
            Some(diagnostics)
        }
    };
    if rust_unavailable.is_some() {
        for finding in &mut findings {
            finding.rust = RustVerdict::Unknown;
        }
    }
    for finding in &mut findings {
        old.use_existing_place(finding.old.as_mut());
        new.use_existing_place(finding.new.as_mut());
    }
    // A difference that has no effect is not a finding. Without a Rust verdict its effect is not known, so it is kept.
    let is_visible =
        |finding: &Finding| finding.wire != WireSeverity::None || finding.rust != RustVerdict::None;
    let all = findings.len();
    findings.retain(is_visible);
    let names_only = all - findings.len();
    for finding in &mut findings {
        if let Some(level) = severities.get(finding.check.id) {
            finding.wire = *level;
        }
    }
    findings.retain(is_visible);
    sort(&mut findings);
    let mut findings = repeated::merge_repeated(findings);
    sort(&mut findings);
    Ok(Diff {
        findings,
        docs_only: wire.docs_only,
        equal_residue: wire.equal_residue,
        names_only,
        work: wire.work,
        rust_unavailable,
    })
}

/// Puts the most severe findings first, and those of a subject together.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (b.wire, b.rust, &a.subject, &a.new, &a.old, a.check.id, &a.message)
            .cmp(&(a.wire, a.rust, &b.subject, &b.new, &b.old, b.check.id, &b.message))
    });
}

//! Findings that were reviewed and accepted, each with its reason.

use serde::Deserialize;

use openapi_descriptions::{
    diagnostic::Place,
    source::{self, SyntaxError},
};

use super::{Diff, finding::Finding};

/// An entry of the file of acceptances.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The id of the check, such as `property-removed`.
    pub id: String,
    /// The JSON pointer of the finding, into either description.
    pub pointer: String,
    /// The reason for accepting the finding. It is written for people and not evaluated.
    pub reason: String,
}

/// The result of applying acceptances to a comparison.
#[derive(Debug, Default)]
pub struct Accepted {
    /// The findings that were accepted. They are no longer among the findings of the comparison.
    pub matched: Vec<Finding>,
    /// The entries that match no finding, as `id pointer`.
    pub unmatched: Vec<String>,
}

/// Reads a file of acceptances: a YAML list.
///
/// # Errors
///
/// The position and reason when the text is not YAML, or not a list of acceptances.
pub fn parse_acceptances(text: &str) -> Result<Vec<Acceptance>, SyntaxError> {
    source::from_yaml(text)
}

/// Moves the accepted findings out of a comparison. A finding with several places is accepted when each of them is: one that was
/// reviewed says nothing of the others.
pub fn take_accepted(diff: &mut Diff, entries: &[Acceptance]) -> Accepted {
    let mut accepted = Accepted::default();
    for entry in entries {
        let mut findings = diff.findings.iter();
        if !findings.any(|finding| places(finding).any(|place| matches(entry, finding, place))) {
            accepted.unmatched.push(format!("{} {}", entry.id, entry.pointer));
        }
    }
    let is_accepted = |finding: &Finding| {
        places(finding).all(|place| entries.iter().any(|entry| matches(entry, finding, place)))
    };
    let (matched, left) = std::mem::take(&mut diff.findings)
        .into_iter()
        .partition(is_accepted);
    accepted.matched = matched;
    diff.findings = left;
    accepted
}

/// A place of a finding in each description.
type Places<'f> = (&'f Option<Place>, &'f Option<Place>);

/// The places of a finding.
fn places(finding: &Finding) -> impl Iterator<Item = Places<'_>> {
    let more = finding.more_places.iter().map(|(old, new)| (old, new));
    std::iter::once((&finding.old, &finding.new)).chain(more)
}

/// Whether an entry is about a finding at a place.
fn matches(entry: &Acceptance, finding: &Finding, (old, new): Places<'_>) -> bool {
    let is_at = |place: &Option<Place>| {
        place
            .as_ref()
            .is_some_and(|place| place.pointer.to_string() == entry.pointer)
    };
    entry.id == finding.check.id && (is_at(old) || is_at(new))
}

//! Findings that were reviewed and accepted, each with its reason.

use serde::Deserialize;

use openapi_descriptions::source::{self, SyntaxError};

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

/// Moves the accepted findings out of a comparison.
pub fn take_accepted(diff: &mut Diff, entries: &[Acceptance]) -> Accepted {
    let mut accepted = Accepted::default();
    let matches = |entry: &Acceptance, finding: &Finding| {
        let is_at = |place: &Option<openapi_descriptions::diagnostic::Place>| {
            place
                .as_ref()
                .is_some_and(|place| place.pointer.to_string() == entry.pointer)
        };
        let mut more = finding.more_places.iter();
        entry.id == finding.check.id
            && (is_at(&finding.old) || is_at(&finding.new) || more.any(|(old, new)| is_at(old) || is_at(new)))
    };
    for entry in entries {
        if !diff.findings.iter().any(|finding| matches(entry, finding)) {
            accepted.unmatched.push(format!("{} {}", entry.id, entry.pointer));
        }
    }
    let (matched, left) = std::mem::take(&mut diff.findings)
        .into_iter()
        .partition(|finding| entries.iter().any(|entry| matches(entry, finding)));
    accepted.matched = matched;
    diff.findings = left;
    accepted
}

//! Turns errors that only webhooks and callbacks lead to into warnings, because a client does not make these calls.

use std::collections::BTreeSet;

use crate::catalog::Service;
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::{Diagnostic, Diagnostics},
    document::Operation,
    reach::Reach,
    source::Sources,
};

/// The errors of a version that only webhooks and callbacks lead to, and these calls.
pub(crate) struct Aside<'a> {
    sources: &'a Sources,
    bundle: &'a Bundle<'a>,
    service: &'a Service,
    /// The numbers of the calls that lead to an error; no types are generated for them.
    pub(crate) calls: BTreeSet<usize>,
}

impl<'a> Aside<'a> {
    pub(crate) fn new(sources: &'a Sources, bundle: &'a Bundle<'a>, service: &'a Service) -> Self {
        Self {
            sources,
            bundle,
            service,
            calls: BTreeSet::new(),
        }
    }

    /// Separates the errors that only calls of the service lead to, and notes these calls. The errors become warnings.
    ///
    /// An error that a catalog entry would resolve stays an error.
    pub(crate) fn set(&mut self, found: Diagnostics) -> (Diagnostics, Diagnostics) {
        let entry = self.bundle.entry();
        if entry.incoming.is_empty() || self.service.types.is_some() || !found.has_errors() {
            return (Diagnostics::default(), found);
        }
        let taken: Vec<&Operation> = entry
            .operations
            .iter()
            .filter(|operation| self.service.takes(operation, &mut BTreeSet::new()))
            .collect();
        let count = taken.len();
        let reach = Reach::new(self.sources, taken.into_iter().chain(&entry.incoming));
        let (mut aside, mut kept) = (Diagnostics::default(), Diagnostics::default());
        for finding in found.iter() {
            let calls = Self::calls_to(&reach, count, finding);
            if calls.is_empty() {
                kept.push(finding.clone());
            } else {
                self.calls.extend(calls);
                aside.push(finding.clone().warning());
            }
        }
        (aside, kept)
    }

    /// The calls of the service that lead to an error, if no operation does.
    fn calls_to(reach: &Reach, operations: usize, finding: &Diagnostic) -> Vec<usize> {
        let place = finding
            .place()
            .filter(|_| !finding.is_warning() && finding.fix().is_none());
        let leading = place.map(|place| reach.leading_to(place)).unwrap_or_default();
        let calls: Option<Vec<usize>> = leading.iter().map(|at| at.checked_sub(operations)).collect();
        calls.unwrap_or_default()
    }
}

//! What is wrong with the calls that the service makes stops nothing, because a client makes none of them.

use std::collections::BTreeSet;

use crate::catalog::Service;
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::{Diagnostic, Diagnostics},
    document::Operation,
    reach::Reach,
    source::Sources,
};

/// The findings of a version that only webhooks and callbacks lead to, and these calls.
pub(crate) struct Aside<'a> {
    sources: &'a Sources,
    bundle: &'a Bundle<'a>,
    service: &'a Service,
    /// The calls that lead to something wrong, by their numbers: nothing is generated of what they carry.
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

    /// Splits the errors that only calls of the service lead to from all else, and notes these calls. They become warnings.
    ///
    /// An error that an entry of the catalog would mend stays one.
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

//! The part of a description that is generated: errors that only omitted operations lead to do not matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Service};
use openapi_descriptions::{
    bundle::{Bundle, Documents},
    diagnostic::{Diagnostic, Diagnostics},
    document::Operation,
    fix::{CatalogEdit, EditValue},
    reach::{Reach, Reached},
    source::Sources,
};

/// The diagnostics without those that only omitted operations lead to: nothing is generated from these parts.
pub(crate) fn relevant(
    sources: &Sources,
    catalog: &Catalog,
    documents: &Documents,
    found: Diagnostics,
) -> Diagnostics {
    let partial = |service: &Service| {
        !service.only.is_empty() || service.operations.values().any(|operation| operation.skip)
    };
    if !catalog.services.values().any(partial) || !found.iter().any(Diagnostic::is_avoidable) {
        return found;
    }
    let operations = Operations::new(catalog, documents);
    let reach = operations.reach(sources);
    let is_taken = |at: usize| operations.0.get(at).is_some_and(|one| one.taken);
    let (taken, left) = (
        reach.reached_from(is_taken),
        reach.reached_from(|at| !is_taken(at)),
    );
    let has = |reached: &Reached<'_>, finding: &Diagnostic| {
        let place = finding.place();
        place.is_some_and(|place| reached.has(place))
    };
    found
        .partition(|finding| finding.is_avoidable() && has(&left, finding) && !has(&taken, finding))
        .1
}

/// The entries that leave out operations which lead to an unsupported form that no other entry would resolve. Empty if no
/// operation would remain.
pub(crate) fn left_out(
    sources: &Sources,
    catalog: &Catalog,
    documents: &Documents,
    found: &Diagnostics,
) -> Vec<CatalogEdit> {
    let avoidable: Vec<&Diagnostic> = found
        .errors()
        .filter(|one| one.is_avoidable() && one.fix().is_none())
        .collect();
    if avoidable.is_empty() {
        return Vec::new();
    }
    let operations = Operations::new(catalog, documents);
    let reach = operations.reach(sources);
    // One of several reasons is enough.
    let mut reasons: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for finding in avoidable {
        let Some(place) = finding.place() else { continue };
        let leading = reach.leading_to(place).into_iter();
        for one in leading
            .filter_map(|at| operations.0.get(at))
            .filter(|one| one.taken)
        {
            let reason = reasons
                .entry((one.service, &one.key))
                .or_insert(finding.message());
            *reason = (*reason).min(finding.message());
        }
    }
    let remains = |one: &Leading<'_>| one.taken && !reasons.contains_key(&(one.service, one.key.as_str()));
    if !operations.0.iter().any(remains) {
        return Vec::new();
    }
    let entry = |((service, key), message): ((&str, &str), &str)| {
        let path = ["services", service, "operations", key, "skip"];
        CatalogEdit::new(&path, EditValue::Yes, format!("Cannot be generated: {message}."))
    };
    reasons.into_iter().map(entry).collect()
}

/// The operations of all versions.
struct Operations<'a>(Vec<Leading<'a>>);

/// An operation of a version.
struct Leading<'a> {
    service: &'a str,
    key: String,
    taken: bool,
    operation: &'a Operation,
}

impl<'a> Operations<'a> {
    fn new(catalog: &'a Catalog, documents: &'a Documents) -> Self {
        let mut all = Vec::new();
        for (name, service) in &catalog.services {
            for (version, entry) in &service.versions {
                let file = entry.description(&crate::catalog::file_place(name, version)).ok();
                let Some(bundle) = file.and_then(|file| Bundle::new(&file, documents)) else {
                    continue;
                };
                for operation in &bundle.entry().operations {
                    all.push(Leading {
                        service: name,
                        key: key(service, operation),
                        taken: service.takes(operation, &mut BTreeSet::new()),
                        operation,
                    });
                }
            }
        }
        Self(all)
    }

    /// The places that the operations lead to, each operation by its number.
    fn reach(&self, sources: &Sources) -> Reach {
        Reach::new(sources, self.0.iter().map(|one| one.operation))
    }
}

/// What the catalog calls an operation.
fn key(service: &Service, operation: &Operation) -> String {
    let found = service.operation(operation).map(|(key, _)| key);
    found
        .or_else(|| operation.id.clone())
        .unwrap_or_else(|| operation.method_and_path())
}

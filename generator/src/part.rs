//! The part of a description that is generated: what only operations lead to that are left out is of no matter.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Service};
use openapi_descriptions::{
    bundle::{Bundle, Documents},
    diagnostic::{Diagnostic, Diagnostics},
    document::Operation,
    fix::{CatalogEdit, EditValue},
    reach::{Reach, Reached},
    source::Sources,
};

/// The findings without those that only operations lead to which are left out: nothing is generated of what they are about.
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
    let (taken, left): (Vec<_>, Vec<_>) = reached(sources, catalog, documents)
        .into_iter()
        .partition(|one| one.taken);
    let has = |operations: &[Leading<'_>], finding: &Diagnostic| {
        let place = finding.place();
        place.is_some_and(|place| operations.iter().any(|one| one.reached.has(place)))
    };
    found
        .partition(|finding| finding.is_avoidable() && has(&left, finding) && !has(&taken, finding))
        .1
}

/// The entries that leave out each operation which leads to something that is not supported, and does not come with an entry
/// that would mend it. There is none when no operation would remain.
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
    let operations = reached(sources, catalog, documents);
    let mut edits = BTreeSet::new();
    for finding in avoidable {
        let Some(place) = finding.place() else { continue };
        let leads = |one: &&Leading<'_>| one.taken && one.reached.has(place);
        for one in operations.iter().filter(leads) {
            let path = ["services", one.service, "operations", one.key.as_str(), "skip"];
            edits.insert((path.map(str::to_owned), finding.message().to_owned()));
        }
    }
    let remains = |one: &Leading<'_>| {
        let left = |(path, _): &([String; 5], String)| path[1] == one.service && path[3] == one.key;
        one.taken && !edits.iter().any(left)
    };
    if !operations.iter().any(remains) {
        return Vec::new();
    }
    let mut entries: Vec<CatalogEdit> = Vec::new();
    for (path, message) in edits {
        // The first of several reasons is enough.
        if entries.last().is_none_or(|last| *last.path() != path[..]) {
            let path = path.each_ref().map(String::as_str);
            entries.push(CatalogEdit::new(
                &path,
                EditValue::Yes,
                format!("Not supported yet: {message}."),
            ));
        }
    }
    entries
}

/// An operation of a version, and what it leads to.
struct Leading<'a> {
    service: &'a str,
    key: String,
    taken: bool,
    reached: Reached,
}

fn reached<'a>(sources: &Sources, catalog: &'a Catalog, documents: &Documents) -> Vec<Leading<'a>> {
    let mut reach = Reach::new(sources);
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
                    reached: reach.operation(operation),
                });
            }
        }
    }
    all
}

/// What the catalog calls an operation.
fn key(service: &Service, operation: &Operation) -> String {
    let found = service.operation(operation).map(|(key, _)| key);
    found
        .or_else(|| operation.id.clone())
        .unwrap_or_else(|| operation.method_and_path())
}

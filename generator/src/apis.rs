//! Resolves the descriptions that a catalog lists into the API of each version.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    catalog::{self, Catalog, Service},
    incoming::Aside,
    part, resolve,
};
use openapi_client_model::api::Api;
use openapi_descriptions::{
    bundle,
    diagnostic::{Diagnostic, Diagnostics},
    source::Sources,
    walk,
};

/// The API of every version that a catalog lists.
#[derive(Debug, Default)]
pub struct Apis {
    /// The versions, by service and version.
    pub versions: BTreeMap<(String, String), Api>,
    /// The warnings.
    pub warnings: Diagnostics,
}

/// Resolves every version that the catalog lists.
///
/// # Errors
///
/// All errors in the descriptions and the catalog; warnings as well, if the catalog is strict.
pub fn apis(sources: &Sources, catalog: &Catalog) -> Result<Apis, Diagnostics> {
    let entries: Vec<_> = catalog.descriptions().collect();
    apis_of(sources, catalog, &bundle::documents(sources, &entries))
}

/// The same for documents that were already read; they do not depend on the rest of the catalog.
pub(crate) fn apis_of(
    sources: &Sources,
    catalog: &Catalog,
    documents: &bundle::Documents,
) -> Result<Apis, Diagnostics> {
    let mut diagnostics = catalog.check(sources);
    let sound = diagnostics.is_empty();
    diagnostics.extend(part::relevant(
        sources,
        catalog,
        documents,
        documents.diagnostics.clone(),
    ));
    let mut apis = BTreeMap::new();
    for (name, service) in &catalog.services {
        let mut used = BTreeSet::new();
        let mut whole = true;
        let mut known = resolve::Known::default();
        let mut versions: Vec<&String> = service.versions.keys().collect();
        versions.sort_by(|one, other| catalog::order::compare(one, other));
        for version in versions {
            let Some(bundle) = found_version(sources, documents, (name, service, version), &mut diagnostics)
            else {
                whole = false;
                continue;
            };
            // Unused references are checked too: a variant is only found by the reference in it.
            diagnostics.extend(walk::dangling_schemas(&bundle).map(resolve::broken));
            diagnostics.extend(walk::dangling_parts(&bundle));
            let mut aside = Aside::new(sources, &bundle, service);
            let (mut warnings, rest) = aside.set(diagnostics);
            diagnostics = rest;
            let (noted, resolved) = loop {
                let (noted, resolved) = resolve::api_after(&bundle, service, &known, &aside.calls);
                let Err(found) = resolved else {
                    break (noted, resolved);
                };
                let before = aside.calls.len();
                let (more, found) = aside.set(found);
                if aside.calls.len() == before {
                    break (noted, Err(found));
                }
                warnings.extend(more);
            };
            diagnostics.extend(warnings);
            known.extend(noted);
            match resolved {
                Ok(resolved) => {
                    used.extend(resolved.used);
                    diagnostics.extend(resolved.warnings.with_fixes_below(&["services", name]));
                    apis.insert((name.clone(), version.clone()), resolved.api);
                }
                Err(found) => {
                    whole = false;
                    diagnostics.extend(found.with_fixes_below(&["services", name]));
                }
            }
        }
        // The entries that a broken version or catalog would have used are not known.
        if whole && sound {
            diagnostics.extend(resolve::unused(name, service, &used));
        }
    }
    if catalog.strict {
        diagnostics = diagnostics.strict();
    }
    diagnostics.or_with(|warnings| Apis {
        versions: apis,
        warnings,
    })
}

/// The description of a version; if it cannot be found, the reason is a diagnostic.
fn found_version<'a>(
    sources: &Sources,
    documents: &'a bundle::Documents,
    (name, service, version): (&str, &Service, &str),
    diagnostics: &mut Diagnostics,
) -> Option<bundle::Bundle<'a>> {
    let place = catalog::file_place(name, version);
    let entry = service.versions.get(version)?;
    let file = match entry.description(&place) {
        Ok(file) => file,
        Err(found) => {
            diagnostics.push(found);
            return None;
        }
    };
    let Some(bundle) = bundle::Bundle::new(&file, documents) else {
        if sources.get(&file).is_none() && !documents.is_broken(&file) {
            diagnostics.push(Diagnostic::at(
                &place,
                format!("there is no description `{}`", entry.file),
                "correct the path; it is relative to the folder of the catalog",
            ));
        }
        return None;
    };
    if bundle.entry().version != *version {
        diagnostics.push(Diagnostic::at(
            &bundle.entry().place.join("info").join("version"),
            format!(
                "the catalog lists this file as version `{version}`, but the file says `{}`",
                bundle.entry().version
            ),
            "use the same version in both",
        ));
    }
    Some(bundle)
}

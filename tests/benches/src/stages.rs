//! The stages of a run one by one, each with what the one before it left.

use std::collections::{BTreeMap, BTreeSet};

use generator::{
    api::Api, catalog::Catalog, diagnostic::Diagnostics, format, imports::Imports, load::Loader,
    output::Output, render, source::Sources, view::View,
};

use crate::cases::Case;

/// A printed file: its template's name, and its text.
pub type Printed = (&'static str, String);

/// Reads the catalog and the descriptions.
///
/// # Errors
///
/// What is wrong with them, as a person would read it.
pub fn load(case: &Case) -> Result<(Sources, Catalog), String> {
    let mut loader = Loader::new(&case.spec);
    let read = loader.catalog().and_then(|catalog| {
        loader.descriptions(&catalog)?;
        Ok(catalog)
    });
    match read {
        Ok(catalog) => Ok((loader.sources, catalog)),
        Err(found) => Err(found.render(&loader.sources)),
    }
}

/// The views of every version.
pub fn views(apis: &BTreeMap<(String, String), Api>, catalog: &Catalog) -> Vec<View> {
    let views = apis.iter().filter_map(|((name, version), api)| {
        let service = catalog.services.get(name)?;
        Some(generator::version_view(api, catalog, service, (name, version)))
    });
    views.collect()
}

/// What the templates print, not yet formatted.
///
/// # Errors
///
/// A template that cannot be filled in.
pub fn printed(views: &[View]) -> Result<Vec<Printed>, Diagnostics> {
    let mut printed = Vec::new();
    for view in views {
        for file in render::files(view) {
            printed.push((file.template, file.print(view)?));
        }
    }
    Ok(printed)
}

/// How long the formatted files are together.
///
/// # Errors
///
/// A text that does not parse as Rust.
pub fn formatted(printed: &[Printed]) -> Result<usize, Diagnostics> {
    let (mut length, none) = (0, BTreeSet::new());
    for (template, text) in printed {
        length += format::rust(template, text, Imports::new(&none, ""))?.len();
    }
    Ok(length)
}

/// All stages but the last: the rendered files.
///
/// # Errors
///
/// What is wrong with the case, as a person would read it.
pub fn all(case: &Case) -> Result<Output, String> {
    let mut loader = Loader::new(&case.spec);
    match generator::loaded(&mut loader, generator::generate) {
        Ok((_, output)) => Ok(output),
        Err(found) => Err(found.render(&loader.sources)),
    }
}

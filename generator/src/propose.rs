//! Adds entries to the catalog: each error that an entry would resolve gets that entry, until no such error is left.

use crate::{
    Apis,
    apis::apis_of,
    catalog::{Catalog, FILE, edit},
    part,
};
use openapi_descriptions::{
    bundle::{self, Documents},
    diagnostic::{Diagnostic, Diagnostics, Place},
    fix::CatalogEdit,
    pointer::Pointer,
    source::{FileId, Source, Sources},
};

/// How often the descriptions are read again after entries were added; each time, other errors may appear.
const ROUNDS: usize = 64;

/// The parts of a service in the order in which their entries are written: a name of the first decides keys of the others.
const PARTS: [&str; 6] = [
    "operations",
    "parameters",
    "schemas",
    "properties",
    "inline",
    "values",
];

/// Whether operations may be left out that are not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveOut {
    /// They may, with an entry.
    Allowed,
    /// They are errors.
    Refused,
}

/// What became of a catalog.
#[derive(Debug)]
pub struct Proposed {
    /// The text of the catalog, with the entries in it.
    pub text: String,
    /// The catalog.
    pub catalog: Catalog,
    /// The entries that were added, in the order in which that was done.
    pub added: Vec<CatalogEdit>,
    /// The resolved versions, or the errors that no entry resolves.
    pub apis: Result<Apis, Diagnostics>,
}

/// Adds entries to the catalog among the sources until no error is left that an entry would resolve. Existing entries stay.
///
/// # Errors
///
/// A catalog that cannot be read.
pub fn settle(sources: &mut Sources, leave_out: LeaveOut) -> Result<Proposed, Diagnostics> {
    let file = FileId::new(FILE);
    let mut text = sources
        .get(&file)
        .map(|source| source.text.clone())
        .unwrap_or_default();
    let mut added = Vec::new();
    let mut round = 0;
    let mut catalog = Catalog::read(sources)?;
    let entries: Vec<_> = catalog.descriptions().collect();
    let documents = bundle::documents(sources, &entries);
    loop {
        round += 1;
        let found = match apis_of(sources, &catalog, &documents) {
            Ok(apis) => {
                return Ok(Proposed {
                    text,
                    catalog,
                    added,
                    apis: Ok(apis),
                });
            }
            Err(found) => found,
        };
        let edits = if round <= ROUNDS {
            next(sources, &catalog, &documents, &found, leave_out)
        } else {
            Vec::new()
        };
        let (new, left) = edit::apply(&text, &edits);
        let written: Vec<CatalogEdit> = edits.into_iter().filter(|edit| !left.contains(edit)).collect();
        let mut found = found;
        for edit in &left {
            found.push(unwritten(edit));
        }
        if written.is_empty() {
            return Ok(Proposed {
                text,
                catalog,
                added,
                apis: Err(found),
            });
        }
        let source = Source::parse(FILE, &new).map_err(|error| {
            let help = error.help();
            Diagnostic::at_position(file.clone(), error.position, error.message, help)
        })?;
        sources.insert(file.clone(), source);
        catalog = Catalog::read(sources)?;
        text = new;
        added.extend(written);
    }
}

/// The part of a service that an entry is in.
fn part(edit: &CatalogEdit) -> Option<&str> {
    edit.path().get(2).map(String::as_str)
}

fn unwritten(edit: &CatalogEdit) -> Diagnostic {
    let place = edit
        .path()
        .iter()
        .fold(Pointer::root(), |pointer, key| pointer.join(key));
    Diagnostic::at(
        &Place::new(FileId::new(FILE), place),
        "an entry could not be added to the catalog because of its format",
        "add it by hand; it is shown below the error that it resolves",
    )
}

/// The entries to write next: first operations to leave out, which then need no names; then the names of one part, because they
/// decide the names in other parts.
fn next(
    sources: &Sources,
    catalog: &Catalog,
    documents: &Documents,
    found: &Diagnostics,
    leave_out: LeaveOut,
) -> Vec<CatalogEdit> {
    if leave_out == LeaveOut::Allowed {
        let edits = part::left_out(sources, catalog, documents, found);
        if !edits.is_empty() {
            return edits;
        }
    }
    let mut fixes: Vec<&CatalogEdit> = found.errors().filter_map(Diagnostic::fix).collect();
    fixes.sort();
    fixes.dedup_by(|one, other| one.path() == other.path());
    let first = PARTS
        .iter()
        .find(|name| fixes.iter().any(|edit| part(edit) == Some(**name)));
    fixes.retain(|edit| part(edit) == first.copied());
    // A type that is written in place in another one is called after that.
    let key = |edit: &CatalogEdit| edit.path().get(3).cloned().unwrap_or_default();
    let keys: Vec<String> = fixes.iter().map(|edit| key(edit)).collect();
    let within = |edit: &CatalogEdit| {
        let key = key(edit);
        // A type that is named by its place is inside another type if the rest of the pointer begins with a new token.
        let begins = |rest: &str| !rest.is_empty() && (!key.contains('#') || rest.starts_with('/'));
        keys.iter()
            .any(|other| key.strip_prefix(other.as_str()).is_some_and(begins))
    };
    let inline = first == Some(&"inline");
    fixes
        .into_iter()
        .filter(|edit| !(inline && within(edit)))
        .cloned()
        .collect()
}

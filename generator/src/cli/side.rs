//! Finds a side of a comparison: a version of the catalog, standard input, or a file.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use clap::Args;

use crate::diff::{self, Side};
use crate::{
    catalog::{self, Catalog, Service},
    load::Loader,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, Source, Sources},
};

use super::{Failure, SpecArgs};

/// Where descriptions are looked for.
#[derive(Debug, Args)]
pub(super) struct SideArgs {
    #[command(flatten)]
    pub spec: SpecArgs,
    /// The folder that files may refer to others in; without it, the one above the folder of each file.
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// Reads both sides. Names of the catalog apply to a side that is in it, and then to the other one too: what a draft
/// breaks is asked of the crate that would be made of it.
pub(super) fn pair(old: &str, new: &str, places: &SideArgs) -> Result<(Side, Side), Failure> {
    if old == "-" && new == "-" {
        return Err(failure(Diagnostic::general(
            "both sides are standard input",
            "name a file or a version for one of them",
        )));
    }
    let catalog = CatalogOnce::new();
    let (old, new) = rayon::join(|| side(old, places, &catalog), || side(new, places, &catalog));
    let (mut old, mut new) = (old?, new?);
    match (&old.service, &new.service) {
        (Some(service), None) => new.service = Some(service.clone()),
        (None, Some(service)) => old.service = Some(service.clone()),
        _ => {}
    }
    let is_plain = old.service.is_none() && new.service.is_none();
    let (old, new) = rayon::join(|| old.read(), || new.read());
    let (old, new) = (old?, new?);
    let new = if is_plain {
        new.with_codegen_from(&old)
    } else {
        new
    };
    Ok((old, new))
}

/// Reads a file as it is, and as a commit of git has it.
pub(super) fn since(reference: &str, file: &str, places: &SideArgs) -> Result<(Side, Side), Failure> {
    if file == "-" {
        return Err(failure(Diagnostic::general(
            "standard input is in no commit",
            "name the file that `--since` is about",
        )));
    }
    let path = Path::new(file);
    let (loader, entry) = of_file(file, places)?;
    let new = find(file, loader, &entry, None)?.read()?;
    let (loader, entry) = of_file(file, places)?;
    let then = loader.since(reference, path).map_err(failure)?;
    let old = find(&format!("{reference}:{file}"), then, &entry, None)?.read()?;
    let new = new.with_codegen_from(&old);
    Ok((old, new))
}

/// The files of a side, found and not yet read as a description.
struct Found {
    label: String,
    sources: Sources,
    entry: FileId,
    service: Option<(String, Service)>,
}

impl Found {
    fn read(self) -> Result<Side, Failure> {
        diff::side(self.label, self.sources, self.entry, self.service)
            .map_err(|(diagnostics, sources)| Failure::new(diagnostics, sources))
    }
}

/// The catalog and its text, read once for both sides when one of them asks for it.
type CatalogOnce = OnceLock<Result<(Catalog, Sources), (Diagnostics, Sources)>>;

fn read_catalog<'c>(places: &SideArgs, once: &'c CatalogOnce) -> Result<&'c (Catalog, Sources), Failure> {
    let read = once.get_or_init(|| {
        let mut loader = Loader::new(&places.spec.spec);
        match loader.catalog() {
            Ok(catalog) => Ok((catalog, loader.sources)),
            Err(diagnostics) => Err((diagnostics, loader.sources)),
        }
    });
    read.as_ref()
        .map_err(|(diagnostics, sources)| Failure::new(diagnostics.clone(), sources.clone()))
}

/// Finds a side: a version of the catalog, standard input, or a file.
fn side(name: &str, places: &SideArgs, catalog: &CatalogOnce) -> Result<Found, Failure> {
    if name == "-" {
        return standard_input();
    }
    let mut unknown = None;
    if let Some((service, version)) = name.split_once('/').filter(|_| !Path::new(name).exists()) {
        match read_catalog(places, catalog) {
            Ok((catalog, sources)) => match listed(catalog, service, version) {
                Some((Ok(file), listed)) => {
                    let mut loader = Loader::new(&places.spec.spec);
                    loader.sources.clone_from(sources);
                    return find(name, loader, &file, Some((service.to_owned(), listed)));
                }
                Some((Err(found), _)) => return Err(Failure::new(found.into(), sources.clone())),
                None => unknown = Some(known(catalog, service)),
            },
            // A name that looks like a file's is one.
            Err(failure) if Path::new(version).extension().is_none() => return Err(failure),
            Err(_) => {}
        }
    }
    if let (Some(known), false) = (unknown, Path::new(name).exists()) {
        return Err(failure(Diagnostic::general(
            format!("there is no version or file `{name}`"),
            format!("name a file, or a version of the catalog: {known}"),
        )));
    }
    let (loader, entry) = of_file(name, places)?;
    find(name, loader, &entry, None)
}

/// A loader for a file, and its name below the root.
fn of_file(name: &str, places: &SideArgs) -> Result<(Loader, FileId), Failure> {
    Loader::of_file(Path::new(name), places.root.as_deref()).ok_or_else(|| {
        failure(Diagnostic::general(
            format!("`{name}` is not below the root folder"),
            "name a folder with `--root` that holds both files and all that they refer to",
        ))
    })
}

pub(super) fn failure(diagnostic: Diagnostic) -> Failure {
    Failure::new(diagnostic.into(), Sources::default())
}

/// The file of a version that the catalog lists, and its service.
fn listed(catalog: &Catalog, name: &str, version: &str) -> Option<(Result<FileId, Diagnostic>, Service)> {
    let service = catalog.services.get(name)?;
    let entry = service.versions.get(version)?;
    let file = entry.description(&catalog::file_place(name, version));
    Some((file, service.clone()))
}

/// What the catalog has, for somebody who asked for something else.
fn known(catalog: &Catalog, service: &str) -> String {
    let names: Vec<String> = match catalog.services.get(service) {
        Some(found) => found
            .versions
            .keys()
            .map(|version| format!("`{service}/{version}`"))
            .collect(),
        None => catalog
            .services
            .keys()
            .map(|service| format!("`{service}/…`"))
            .collect(),
    };
    names.join(", ")
}

/// Reads a version of the catalog as a side.
pub(super) fn load(
    label: &str,
    loader: Loader,
    entry: &FileId,
    service: Option<(String, Service)>,
) -> Result<Side, Failure> {
    find(label, loader, entry, service)?.read()
}

/// Reads a file and those that it refers to.
fn find(
    label: &str,
    mut loader: Loader,
    entry: &FileId,
    service: Option<(String, Service)>,
) -> Result<Found, Failure> {
    if let Err(diagnostics) = loader.tree(entry, None) {
        return Err(Failure::new(diagnostics, loader.sources));
    }
    Ok(Found {
        label: label.to_owned(),
        sources: loader.sources,
        entry: entry.clone(),
        service,
    })
}

fn standard_input() -> Result<Found, Failure> {
    let entry = FileId::new("standard input");
    let mut bytes = Vec::new();
    let read = std::io::stdin().read_to_end(&mut bytes);
    let text = read.and_then(|_| String::from_utf8(bytes).map_err(std::io::Error::other));
    let text = text.map_err(|error| {
        failure(Diagnostic::general(
            format!("cannot read standard input: {error}"),
            "pipe a description in, as UTF-8",
        ))
    })?;
    let source = Source::parse("-", &text).map_err(|error| {
        failure(Diagnostic::at_position(
            entry.clone(),
            error.position,
            format!("the input is not well-formed: {}", error.message),
            "pipe YAML or JSON in",
        ))
    })?;
    let mut sources = Sources::new("");
    sources.insert(entry.clone(), source);
    Ok(Found {
        label: "-".to_owned(),
        sources,
        entry,
        service: None,
    })
}

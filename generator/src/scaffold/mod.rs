//! Makes a crate around the generated code: files that are written once and then belong to the user.

mod credential;
mod dependencies;
mod features;
mod files;
mod names;
mod runtime;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

pub use runtime::Runtime;

use crate::{
    catalog::{FILE, order},
    load::Loader,
    output::folder,
    propose::{self, LeaveOut, Proposed},
};
use openapi_client_model::api::Api;
use openapi_descriptions::{
    bundle::{self, Documents},
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::Document,
    fix::{CatalogEdit, EditValue},
    pointer::Pointer,
    source::{FileId, Source, Sources},
};
use view::toml;

/// The request for a crate.
#[derive(Clone, Debug)]
pub struct Request {
    /// The descriptions: one service, a file for each of its versions.
    pub files: Vec<PathBuf>,
    /// The folder that references must stay in; by default, the checkout of the files, or the outermost folder around them.
    pub root: Option<PathBuf>,
    /// The name of the package; without it, one made of the title or the file's name.
    pub name: Option<String>,
    /// The folder of the crate; without it, one in the current folder with the name of the package.
    pub out: Option<PathBuf>,
    /// The part that is generated: tags, operation groups, or beginnings of paths with their `/`; empty means all.
    pub only: Vec<String>,
    /// The library that generated code calls.
    pub runtime: Runtime,
    /// Whether unsupported operations may be left out. If not, warnings are errors too.
    pub leave_out: LeaveOut,
}

/// A crate, not yet written.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Its folder.
    pub folder: PathBuf,
    /// The name of the package.
    pub package: String,
    /// The library that its code calls.
    pub runtime: Runtime,
    /// Its files, by their paths in the folder.
    pub files: BTreeMap<String, String>,
    /// The versions, the oldest first.
    pub versions: Vec<Version>,
    /// How many operations they have that are in the crate.
    pub operations: usize,
    /// The entries that the catalog got.
    pub added: Vec<CatalogEdit>,
    /// The warnings, with their places in these files.
    pub warnings: Diagnostics,
    /// The descriptions and the catalog.
    pub sources: Sources,
}

/// An API version of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its name.
    pub name: String,
    /// The description, below `spec/`.
    pub file: String,
    /// The feature that turns it on.
    pub feature: String,
}

/// Why there is no crate: the errors, and the files that have them.
pub type Refusal = (Diagnostics, Sources);

/// Makes a crate in memory.
///
/// # Errors
///
/// Descriptions that cannot be read, that are wrong, or of which no operation is supported.
pub fn plan(request: &Request) -> Result<Crate, Box<Refusal>> {
    let refuse = |found: Diagnostics, sources: &Sources| Box::new((found, sources.clone()));
    let general = |found: Diagnostic| Box::new((found.into(), Sources::default()));
    if let Some(name) = request.name.as_ref().filter(|name| !names::is_package(name)) {
        return Err(general(Diagnostic::general(
            format!("no package can have the name `{name}`"),
            "use ASCII letters, digits, `-` and `_`, but not a keyword or the name of a library that generated code uses",
        )));
    }
    let (loader, entries) = read(request)?;
    let (mut sources, entries) = below_common(&loader.sources, &entries);
    let documents = bundle::documents(&sources, &entries);
    let described = described(&documents, &entries).map_err(|found| refuse(found, &sources))?;
    let newest = described.last().map(|(document, _)| *document);
    let no_calls = |(document, _): &(&Document, _)| document.operations.is_empty();
    let types_only = described.iter().all(no_calls);
    let taken = |(document, _): &(&Document, _)| !document.incoming.is_empty();
    if types_only && !(described.iter().all(taken) && request.only.is_empty()) {
        return Err(refuse(no_operations(&entries), &sources));
    }
    let title = newest
        .map(|document| document.title.trim().to_owned())
        .unwrap_or_default();
    let stem = entries
        .first()
        .and_then(|file| Path::new(file.as_str()).file_stem()?.to_str())
        .unwrap_or("api");
    let package = request
        .name
        .clone()
        .or_else(|| names::package(&title))
        .or_else(|| names::package(stem));
    let package = package.unwrap_or_else(|| "api-client".to_owned());
    let service = names::service(&package);
    let versions: Vec<Version> = described
        .iter()
        .map(|(document, file)| Version {
            name: document.version.clone(),
            file: file.to_string(),
            feature: names::feature(&service, &document.version),
        })
        .collect();
    let about = files::About {
        title: if title.is_empty() { package.clone() } else { title },
        endpoint: newest.and_then(endpoint),
        folder: request.out.clone().unwrap_or_else(|| PathBuf::from(&package)),
        package,
        service,
        versions,
        only: request.only.clone(),
        strict: request.leave_out == LeaveOut::Refused,
        types_only,
        group_features: described.iter().any(|(document, _)| is_large(document)),
        runtime: request.runtime.clone(),
    };
    folder::check(&about.folder).map_err(|found| refuse(found, &sources))?;
    let text = files::catalog(&about).map_err(general)?;
    let catalog = Source::parse(FILE, &text).map_err(|error| {
        let help = error.help();
        general(Diagnostic::at_position(
            FileId::new(FILE),
            error.position,
            error.message,
            help,
        ))
    })?;
    sources.insert(FileId::new(FILE), catalog);
    let proposed =
        propose::settle(&mut sources, request.leave_out).map_err(|found| refuse(found, &sources))?;
    made(&about, &sources, proposed).map_err(|found| refuse(found, &sources))
}

/// Writes the files of a crate, all or none.
///
/// # Errors
///
/// A folder that is not empty, and files that cannot be written.
pub fn write(made: &Crate) -> Result<(), Diagnostics> {
    folder::create(&made.folder, &made.files)
}

/// Reads the descriptions and what they refer to.
fn read(request: &Request) -> Result<(Loader, Vec<FileId>), Box<Refusal>> {
    let (mut loader, entries) =
        Loader::of_files(&request.files, request.root.as_deref()).map_err(|path| {
            let message = format!("`{}` is not below the root folder", path.display());
            let help = "name a folder with `--root` that holds all descriptions and what they refer to";
            Box::new((Diagnostic::general(message, help).into(), Sources::default()))
        })?;
    let mut found = Diagnostics::default();
    for entry in &entries {
        found.extend(loader.tree(entry, None).err().unwrap_or_default());
    }
    if found.is_empty() {
        Ok((loader, entries))
    } else {
        Err(Box::new((found, loader.sources)))
    }
}

/// The same files by shorter names, without the folders that all of them are in.
fn below_common(sources: &Sources, entries: &[FileId]) -> (Sources, Vec<FileId>) {
    let folders = |file: &FileId| {
        file.as_str()
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/"))
    };
    let common = sources
        .iter()
        .map(|(file, _)| folders(file))
        .reduce(|one, other| {
            let same = one
                .split_inclusive('/')
                .zip(other.split_inclusive('/'))
                .take_while(|(one, other)| one == other);
            same.map(|(part, _)| part).collect()
        });
    let common = common.unwrap_or_default();
    // The name `catalog.yaml` is reserved.
    let prefix = if sources.get(&FileId::new(&format!("{common}{FILE}"))).is_some() {
        "descriptions/"
    } else {
        ""
    };
    let short = |file: &FileId| {
        FileId::new(&format!(
            "{prefix}{}",
            file.as_str().strip_prefix(&common).unwrap_or(file.as_str())
        ))
    };
    let root = match sources.root.trim_end_matches('/') {
        "" => String::new(),
        root => format!("{root}/"),
    };
    let here = std::env::current_dir().unwrap_or_default();
    let here = format!("{}/", here.to_string_lossy().replace('\\', "/"));
    let shown = root + &common;
    let shown = shown.strip_prefix(&here).map_or(shown.clone(), str::to_owned);
    let mut renamed = Sources::new("");
    renamed.folder = Some((prefix.to_owned(), shown));
    for (file, source) in sources.iter() {
        renamed.insert(short(file), source.clone());
    }
    (renamed, entries.iter().map(short).collect())
}

/// The documents of the files, the oldest version first.
fn described<'a>(
    documents: &'a Documents,
    entries: &'a [FileId],
) -> Result<Vec<(&'a Document, &'a FileId)>, Diagnostics> {
    let mut found = Vec::new();
    for entry in entries {
        match documents.document(entry) {
            Some(document) => found.push((document, entry)),
            None => return Err(documents.diagnostics.clone()),
        }
    }
    found.sort_by(|(one, _), (other, _)| order::compare(&one.version, &other.version));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (document, file) in &found {
        let place = Place::new((*file).clone(), Pointer::root().join("info").join("version"));
        if document.version.is_empty() {
            let help = "add `version` to `info`; it names the module and the feature";
            return Err(Diagnostic::at(&place, "the description has no version", help).into());
        }
        if !seen.insert(&document.version) {
            let message = format!("two of the files describe the version `{}`", document.version);
            let help = "name one file for each version of one service; files that it refers to are found automatically";
            return Err(Diagnostic::at(&place, message, help).into());
        }
    }
    Ok(found)
}

/// The error for files that describe no calls.
fn no_operations(entries: &[FileId]) -> Diagnostics {
    let mut found = Diagnostics::default();
    for entry in entries {
        found.push(Diagnostic::at(
            &Place::new(entry.clone(), Pointer::root().join("paths")),
            "the description has no operation",
            "a client is made of the calls under `paths`; name the file that has them, if this one is only referred to",
        ));
    }
    found
}

/// The minimum number of operations for groups to be features; a smaller crate compiles in seconds.
const LARGE: usize = 150;

/// Whether the groups of a description's operations are features.
pub(crate) fn is_large(document: &Document) -> bool {
    document.operations.len() >= LARGE
}

/// The address of a service, when it is a whole one.
fn endpoint(document: &Document) -> Option<String> {
    let template = &document.hosts.first()?.template;
    let fits = |c: char| c.is_ascii_alphanumeric() || ":/.-_~".contains(c);
    let whole = ["https://", "http://"]
        .iter()
        .any(|scheme| template.len() > scheme.len() && template.starts_with(scheme));
    (whole && template.chars().all(fits)).then(|| template.clone())
}

/// All files of a crate.
fn made(about: &files::About, sources: &Sources, proposed: Proposed) -> Result<Crate, Diagnostics> {
    let apis = proposed.apis?;
    if !about.types_only && apis.versions.values().all(|api| api.operation_count() == 0) {
        let help = "check what `--only` selects, and what is not supported";
        return Err(Diagnostic::general("no operation is left to generate", help).into());
    }
    let warnings = apis.warnings.clone();
    let departures = files::Departures {
        added: &proposed.added,
        warnings: &warnings,
        sources,
    };
    let operations = apis.versions.values().map(Api::operation_count).sum();
    let mut files = files::once(about, &proposed.catalog, &apis.versions, &departures)?;
    let output = crate::rendered(apis, &proposed.catalog)?;
    for (path, text) in output.iter() {
        files.insert(format!("src/api/{path}"), text.to_owned());
    }
    for (file, source) in sources.iter().filter(|(file, _)| file.as_str() != FILE) {
        files.insert(format!("spec/{file}"), source.text.clone());
    }
    files.insert(format!("spec/{FILE}"), proposed.text);
    Ok(Crate {
        folder: about.folder.clone(),
        runtime: about.runtime.clone(),
        package: about.package.clone(),
        files,
        versions: about.versions.clone(),
        operations,
        added: proposed.added,
        warnings,
        sources: sources.clone(),
    })
}

/// Whether an entry leaves an operation out.
pub fn leaves_out(edit: &CatalogEdit) -> bool {
    *edit.value() == EditValue::Yes && edit.path().last().is_some_and(|key| key == "skip")
}

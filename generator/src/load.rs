//! Reads files: the catalog, the descriptions it lists, and what these refer to. Nothing else here reads the disk,
//! but for the writer, which compares.
#![expect(clippy::disallowed_methods, reason = "this is the loader")]

mod file;
mod git;
mod root;

use std::{
    collections::BTreeSet,
    path::{Component, Path, PathBuf},
};

use crate::{
    catalog::{self, Catalog},
    output::last_run::{self, Digests},
};
use file::Unread;
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::Reference,
    pointer::Pointer,
    reference,
    source::{FileId, Source, Sources},
};
use rayon::prelude::*;

/// The files below a root folder, read as they are asked for.
#[derive(Debug)]
pub struct Loader {
    root: PathBuf,
    /// What has been read.
    pub sources: Sources,
    tried: BTreeSet<FileId>,
    digests: Digests,
    /// The files that a person named, which may be anywhere.
    named: BTreeSet<FileId>,
    /// The commit that files are read from; `None` for the disk.
    commit: Option<git::Commit>,
}

impl Loader {
    /// A loader that reads nothing outside of `root`, and nothing in it but plain files.
    pub fn new(root: &Path) -> Self {
        let name = root.to_string_lossy().replace('\\', "/");
        Self {
            root: root.to_owned(),
            sources: Sources::new(name),
            tried: BTreeSet::new(),
            digests: Digests::new(),
            named: BTreeSet::new(),
            commit: None,
        }
    }

    /// A loader that reads every file as a commit of git has it. `reference` names the commit, in the repository that the
    /// folder of `path` is in.
    ///
    /// # Errors
    ///
    /// Git is not there, the folder is in no repository, or the repository has no such commit.
    pub fn since(mut self, reference: &str, path: &Path) -> Result<Self, Diagnostic> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = absolute.parent().unwrap_or(&absolute);
        self.commit = Some(git::Commit::find(reference, folder)?);
        Ok(self)
    }

    /// A loader for one file and what it refers to, and the file's name below the root. Without a `root`, that is the folder
    /// above the file's own, because descriptions of Azure refer to `../common/…`. Files are shown as the user named this
    /// one; `None` for a file that is not below the root.
    pub fn of_file(path: &Path, root: Option<&Path>) -> Option<(Self, FileId)> {
        let absolute = |path: &Path| plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let text = |path: &Path| path.to_string_lossy().replace('\\', "/");
        let own = path.parent().unwrap_or(Path::new(""));
        let file = absolute(path);
        let folder = file.parent().unwrap_or(&file);
        let (root, shown) = if let Some(root) = root {
            (absolute(root), text(root))
        } else {
            let shown = match own.file_name() {
                Some(_) => own.parent().map_or_else(String::new, text),
                None => text(&own.join("..")),
            };
            (folder.parent().unwrap_or(folder).to_owned(), shown)
        };
        let entry = text(file.strip_prefix(&root).ok()?);
        let with_slash = |path: String| {
            if path.is_empty() || path.ends_with('/') {
                path
            } else {
                path + "/"
            }
        };
        let below = text(folder.strip_prefix(&root).ok()?);
        let mut loader = Self::new(&root);
        loader.sources.root = shown;
        loader.sources.folder = Some((with_slash(below), with_slash(text(own))));
        let entry = FileId::new(&entry);
        loader.named.insert(entry.clone());
        Some((loader, entry))
    }

    /// A loader for several files and what they refer to, and the names of the files below the root. Without a `root`, that is
    /// the checkout that the files are in, or else what is around them, short of the home folder and the top of the disk.
    ///
    /// # Errors
    ///
    /// The first of the files that is not below the root.
    pub fn of_files(paths: &[PathBuf], root: Option<&Path>) -> Result<(Self, Vec<FileId>), PathBuf> {
        let absolute = |path: &Path| plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let files = paths.iter().map(|path| absolute(path));
        let files: Vec<PathBuf> = match root {
            Some(_) => files.collect(),
            // What is around a file is where it really is, whatever link led to its folder.
            None => files.map(|file| root::in_real_folder(&file)).collect(),
        };
        let root = root.map_or_else(|| root::around(&files), absolute);
        let mut loader = Self::new(&root);
        let here = std::env::current_dir().unwrap_or_default();
        loader.sources.root = root
            .strip_prefix(here)
            .unwrap_or(&root)
            .to_string_lossy()
            .replace('\\', "/");
        let mut entries = Vec::new();
        for (file, path) in files.iter().zip(paths) {
            let below = file.strip_prefix(&root).map_err(|_| path.clone())?;
            let entry = FileId::new(&below.to_string_lossy().replace('\\', "/"));
            loader.named.insert(entry.clone());
            entries.push(entry);
        }
        Ok((loader, entries))
    }

    /// Reads the catalog.
    ///
    /// # Errors
    ///
    /// A catalog that cannot be read or is not of its form.
    pub fn catalog(&mut self) -> Result<Catalog, Diagnostics> {
        let file = FileId::new(catalog::FILE);
        if self.root.join(catalog::FILE).exists() {
            let (source, digest) = self.source(&file, None)?;
            self.digests.insert(file.as_str().to_owned(), digest);
            self.sources.insert(file, source);
        }
        Catalog::read(&self.sources)
    }

    /// Reads every description that the catalog lists, and the files that they refer to.
    ///
    /// # Errors
    ///
    /// Every file that is missing or is not text, YAML or JSON, and every reference that leads out of the root.
    pub fn descriptions(&mut self, catalog: &Catalog) -> Result<(), Diagnostics> {
        let (mut diagnostics, mut entries) = (Diagnostics::default(), Vec::new());
        for (name, service) in &catalog.services {
            for (version, entry) in &service.versions {
                let place = catalog::file_place(name, version);
                match entry.description(&place) {
                    Ok(file) => entries.push((file, Some(place))),
                    Err(found) => diagnostics.push(found),
                }
            }
        }
        diagnostics.extend(self.trees(entries).err().unwrap_or_default());
        diagnostics.or(())
    }

    /// Reads a file and all that it refers to; `from` is where it is named.
    ///
    /// # Errors
    ///
    /// Every file that is missing or is not text, YAML or JSON, and every reference that leads out of the root.
    pub fn tree(&mut self, entry: &FileId, from: Option<&Place>) -> Result<(), Diagnostics> {
        self.trees(vec![(entry.clone(), from.cloned())])
    }

    /// Reads files and all that they refer to, each with where it is named: as many at a time as there are threads, and then
    /// those that these have named.
    fn trees(&mut self, mut pending: Vec<(FileId, Option<Place>)>) -> Result<(), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        while !pending.is_empty() {
            pending.retain(|(file, _)| self.sources.get(file).is_none() && self.tried.insert(file.clone()));
            let read: Vec<_> = pending
                .par_iter()
                .map(|(file, from)| self.source_and_references(file, from.as_ref()))
                .collect();
            for ((file, _), read) in std::mem::take(&mut pending).into_iter().zip(read) {
                match read {
                    Ok((source, digest, references)) => {
                        self.digests.insert(file.as_str().to_owned(), digest);
                        self.sources.insert(file, source);
                        for reference in references {
                            match reference::split(&reference) {
                                Ok((target, _)) => pending.push((target, Some(reference.place))),
                                Err(diagnostic) => diagnostics.push(diagnostic),
                            }
                        }
                    }
                    Err(diagnostic) => {
                        self.sources.insert_broken(file);
                        diagnostics.push(diagnostic);
                    }
                }
            }
        }
        diagnostics.or(())
    }

    fn source_and_references(
        &self,
        file: &FileId,
        from: Option<&Place>,
    ) -> Result<(Source, u64, Vec<Reference>), Diagnostic> {
        let (source, digest) = self.source(file, from)?;
        let references = reference::references(&source.node, &Place::new(file.clone(), Pointer::root()));
        Ok((source, digest, references))
    }

    /// What was read, each file with a digest of its bytes.
    pub(crate) fn digests(&self) -> &Digests {
        &self.digests
    }

    /// The digest of a file as it is now, if it can be read.
    pub(crate) fn digest(&self, file: &str) -> Option<u64> {
        let bytes = file::below(&self.root, file).ok()?;
        Some(last_run::digest(&bytes))
    }

    fn source(&self, file: &FileId, from: Option<&Place>) -> Result<(Source, u64), Diagnostic> {
        let display = self.sources.display(file);
        let error = |message: String, help: &str| match from {
            Some(place) => Diagnostic::at(place, message, help),
            None => Diagnostic::general(message, help),
        };
        let bytes = match &self.commit {
            Some(commit) => commit.read(&self.root, file.as_str()),
            None if self.named.contains(file) => file::named(&self.root.join(file.as_str())),
            None => file::below(&self.root, file.as_str()),
        };
        let then = self.commit.as_ref();
        let then = then.map_or_else(String::new, |commit| format!(" at `{}`", commit.name));
        let bytes = bytes.map_err(|why| match why {
            Unread::Missing => error(
                format!("there is no file `{display}`{then}"),
                "mend the path that leads to it, or add the file",
            ),
            Unread::Outside(_) if self.commit.is_some() => error(
                format!("`{display}` is not in the repository"),
                "only files of the repository can be read as they were",
            ),
            Unread::Outside(real) => error(
                format!(
                    "`{display}` is a link that leads out of the folder of descriptions, to `{}`",
                    real.display()
                ),
                "put the file itself below that folder; files outside of it are not read",
            ),
            Unread::Not(what) => error(
                format!("`{display}` is {what} and not a file"),
                "put a plain file in its place: what else there is, is not read",
            ),
            Unread::System(cause) => error(
                format!("cannot read `{display}`: {cause}"),
                "mend the path that leads to it, or its permissions",
            ),
        })?;
        let digest = last_run::digest(&bytes);
        let text = String::from_utf8(bytes).map_err(|cause| {
            let at = cause.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(cause.as_bytes().get(..at).unwrap_or_default()).into_owned();
            Diagnostic::at_position(
                file.clone(),
                end_of(&before),
                "the file is not UTF-8",
                "save it as UTF-8",
            )
        })?;
        let source = Source::parse(file.as_str(), &text).map_err(|cause| {
            Diagnostic::at_position(
                file.clone(),
                cause.position,
                format!("the file is not well-formed: {}", cause.message),
                cause.help(),
            )
        })?;
        Ok((source, digest))
    }
}

/// The text of a file that is not a description, such as a list of accepted findings.
///
/// # Errors
///
/// A file that cannot be read or is not UTF-8.
pub fn text(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

/// A path without links of the file system, as far as it is there.
pub(crate) fn real(path: &Path) -> PathBuf {
    let absolute = plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let found = absolute
        .ancestors()
        .find_map(|above| Some((above, std::fs::canonicalize(above).ok()?)));
    match found {
        Some((above, real)) => real.join(absolute.strip_prefix(above).unwrap_or(Path::new(""))),
        None => absolute,
    }
}

/// A path without `.` and `..`, as text: what a link of the file system leads to is not looked at.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn end_of(text: &str) -> openapi_descriptions::source::Position {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    openapi_descriptions::source::Position { line, column }
}

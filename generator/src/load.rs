//! Reads files: the catalog, the descriptions that it lists, and the files that these refer to. Apart from the writer, which
//! compares, nothing else reads the disk.
#![expect(clippy::disallowed_methods, reason = "this is the loader")]

mod file;
mod git;
mod root;
mod tree;

use std::{
    collections::BTreeSet,
    path::{Component, Path, PathBuf},
};

use crate::{
    catalog::{self, Catalog},
    digests::Digests,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, Sources},
};

/// The files below a root folder, read as they are asked for.
#[derive(Debug)]
pub struct Loader {
    root: PathBuf,
    /// What has been read.
    pub sources: Sources,
    tried: BTreeSet<FileId>,
    digests: Digests,
    /// The files that the user named, which may be anywhere.
    named: BTreeSet<FileId>,
    /// The commit that files are read from; `None` for the disk.
    commit: Option<git::Commit>,
}

impl Loader {
    /// A loader that reads only plain files below `root`.
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

    /// A loader for several files and the files that they refer to, and the names of the files below the root. Without a `root`, that
    /// is the checkout that the files are in, or else the outermost folder around them, below the home folder and the top of the disk.
    ///
    /// # Errors
    ///
    /// The first of the files that is not below the root.
    pub fn of_files(paths: &[PathBuf], root: Option<&Path>) -> Result<(Self, Vec<FileId>), PathBuf> {
        let absolute = |path: &Path| plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let files = paths.iter().map(|path| absolute(path));
        let files: Vec<PathBuf> = match root {
            Some(_) => files.collect(),
            // The folders around a file are found from its real path, without links.
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
    /// A catalog that cannot be read or does not have the expected form.
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

/// A path without `.` and `..`, as text; links of the file system are not followed.
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

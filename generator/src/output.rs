//! The rendered files in memory: what differs from the disk, and writing it there.
#![expect(clippy::disallowed_methods, reason = "this is the writer")]

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    format::MARKER,
};

/// The files to be, by their path below the folder that the generator owns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    files: BTreeMap<String, String>,
}

/// A difference between the output and the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What would happen.
    pub kind: ChangeKind,
    /// The file.
    pub path: PathBuf,
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is not there yet.
    Added,
    /// It is there with other contents.
    Changed,
    /// It is there and no longer wanted.
    Removed,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.kind {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        };
        write!(f, "{verb:>8}  {}", self.path.display())
    }
}

impl Output {
    /// Adds a file.
    pub fn insert(&mut self, path: String, text: String) {
        self.files.insert(path, text);
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How `folder` differs from this output.
    ///
    /// # Errors
    ///
    /// A file in the folder that does not begin with the marker (it is not ours to overwrite or remove), or one that
    /// cannot be read.
    pub fn changes(&self, folder: &Path) -> Result<Vec<Change>, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut found = BTreeMap::new();
        if let Err(error) = list(folder, folder, &mut found) {
            return Err(cannot("read", &error).into());
        }
        let mut changes = Vec::new();
        for (name, path) in &found {
            if is_temporary(path) {
                continue;
            }
            let text = match fs::read(path) {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) => {
                    diagnostics.push(cannot(
                        "read",
                        &Failure {
                            path: path.clone(),
                            error,
                        },
                    ));
                    continue;
                }
            };
            if !text.starts_with(MARKER) {
                diagnostics.push(Diagnostic::general(
                    format!(
                        "`{}` stands in a folder that the generator owns, and is not generated",
                        path.display()
                    ),
                    format!("move it elsewhere; what is generated begins with `{MARKER}`"),
                ));
                continue;
            }
            match self.files.get(name) {
                Some(wanted) if *wanted == text => {}
                Some(_) => changes.push(Change {
                    kind: ChangeKind::Changed,
                    path: path.clone(),
                }),
                None => changes.push(Change {
                    kind: ChangeKind::Removed,
                    path: path.clone(),
                }),
            }
        }
        let missing = self.files.keys().filter(|name| !found.contains_key(*name));
        changes.extend(missing.map(|name| Change {
            kind: ChangeKind::Added,
            path: folder.join(name),
        }));
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        diagnostics.or(changes)
    }

    /// Makes the folder be this output, touching only the files that differ. Each is written to a temporary file and
    /// renamed, so that it is whole, old or new, at any moment.
    ///
    /// # Errors
    ///
    /// A folder or file that cannot be written, and what [`Output::changes`] says.
    pub fn write(&self, folder: &Path) -> Result<Vec<Change>, Diagnostics> {
        let changes = self.changes(folder)?;
        sweep(folder).map_err(|failure| cannot("write", &failure))?;
        for change in &changes {
            let name = change
                .path
                .strip_prefix(folder)
                .unwrap_or(&change.path)
                .to_string_lossy()
                .replace('\\', "/");
            let done = match (change.kind, self.files.get(&name)) {
                (ChangeKind::Removed, _) => remove(&change.path, folder),
                (_, Some(text)) => replace(&change.path, text),
                (_, None) => Ok(()),
            };
            done.map_err(|error| {
                cannot(
                    "write",
                    &Failure {
                        path: change.path.clone(),
                        error,
                    },
                )
            })?;
        }
        Ok(changes)
    }
}

struct Failure {
    path: PathBuf,
    error: io::Error,
}

fn cannot(verb: &str, failure: &Failure) -> Diagnostic {
    Diagnostic::general(
        format!("cannot {verb} `{}`: {}", failure.path.display(), failure.error),
        "mend the folder's permissions or space and run again; what is there already stays whole",
    )
}

/// Every file below a folder, by its path below `root` with `/` between the parts.
fn list(folder: &Path, root: &Path, found: &mut BTreeMap<String, PathBuf>) -> Result<(), Failure> {
    let failure = |error| Failure {
        path: folder.to_owned(),
        error,
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failure)?,
    };
    for entry in entries {
        let entry = entry.map_err(failure)?;
        let path = entry.path();
        // Not through links: they could lead anywhere, or round in a circle.
        if entry.file_type().map_err(failure)?.is_dir() {
            list(&path, root, found)?;
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            found.insert(name, path);
        }
    }
    Ok(())
}

const TEMPORARY: &str = "generator-tmp";

fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == TEMPORARY)
}

/// Removes what a run left that was killed.
fn sweep(folder: &Path) -> Result<(), Failure> {
    let mut found = BTreeMap::new();
    list(folder, folder, &mut found)?;
    for path in found.into_values().filter(|path| is_temporary(path)) {
        remove(&path, folder).map_err(|error| Failure { path, error })?;
    }
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(TEMPORARY);
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}

/// Removes a file, and the folders above it that are empty then.
fn remove(path: &Path, root: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root && folder.starts_with(root)) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

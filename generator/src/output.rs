//! The rendered files in memory: compares them with the disk, and writes them.
#![expect(clippy::disallowed_methods, reason = "this is the writer")]

mod disk;
pub mod folder;
pub(crate) mod last_run;
mod lock;
mod own;
mod write;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

pub use disk::{Disk, RealDisk};

use crate::format::MARKER;
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// The files, by their path below the folder that the generator owns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    files: BTreeMap<String, String>,
    /// What is kept simpler in them than described, or left out.
    pub warnings: Diagnostics,
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

    /// Adds the files of another, and its warnings.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.warnings.extend(other.warnings);
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
    /// A file in the folder that does not begin with the marker, so that it must not be overwritten or removed, or a file that cannot
    /// be read.
    pub fn changes(&self, folder: &Path) -> Result<Vec<Change>, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut found = BTreeMap::new();
        if let Err(error) = list(folder, folder, &mut found) {
            return Err(cannot("read", &error).into());
        }
        found.retain(|name, path| !own::is_ours(name, path));
        self.check_places(folder, &found, &mut diagnostics);
        let mut changes = Vec::new();
        for (name, path) in &found {
            if own::is_temporary(path) {
                diagnostics.push(Diagnostic::general(
                    format!(
                        "`{}` has the name of a temporary file of the generator, but the generator did not make it",
                        path.display()
                    ),
                    "move it elsewhere and run again; it is left as it is",
                ));
                continue;
            }
            if !is_file(path) {
                diagnostics.push(Diagnostic::general(
                    format!(
                        "`{}` is in a folder that the generator owns, but cannot be read as a file",
                        path.display()
                    ),
                    "move it elsewhere and run again",
                ));
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
                        "`{}` is in a folder that the generator owns, but is not generated",
                        path.display()
                    ),
                    format!("move it elsewhere; generated files begin with `{MARKER}`"),
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

    /// Makes the folder equal to this output, and changes only files that differ. All are written to temporary files first, and then
    /// renamed, so that each file is complete, old or new, at any moment, and a full disk changes nothing.
    ///
    /// # Errors
    ///
    /// A folder or file that cannot be written, another run that is writing, and the errors of [`Output::changes`].
    pub fn write(&self, folder: &Path) -> Result<Vec<Change>, Unwritten> {
        self.write_to(folder, &RealDisk)
    }

    /// As [`Output::write`], with the steps of this disk.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn write_to(&self, folder: &Path, disk: &dyn Disk) -> Result<Vec<Change>, Unwritten> {
        write::write(self, folder, disk)
    }

    /// Reports folders where files have to be, and the other way round.
    fn check_places(&self, folder: &Path, found: &BTreeMap<String, PathBuf>, diagnostics: &mut Diagnostics) {
        let mut note = |path: &Path, is: &str, must: &str| {
            diagnostics.push(Diagnostic::general(
                format!(
                    "`{}` is {is}, but the generator needs {must} there",
                    path.display()
                ),
                "move it elsewhere and run again",
            ));
        };
        for name in self.files.keys() {
            let path = folder.join(name);
            if !found.contains_key(name) && path.is_dir() {
                note(&path, "a folder", "a file");
            }
            let above = name.match_indices('/').map(|(at, _)| name.split_at(at).0);
            for path in above.filter_map(|above| found.get(above)) {
                note(path, "a file", "a folder");
            }
        }
    }
}

/// An output that could not be written.
#[derive(Debug)]
pub struct Unwritten {
    /// Why.
    pub diagnostics: Diagnostics,
    /// How many of the changes were made before that.
    pub done: usize,
}

impl Unwritten {
    fn nothing(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, done: 0 }
    }
}

#[derive(Debug)]
struct Failure {
    path: PathBuf,
    error: io::Error,
}

fn cannot(verb: &str, failure: &Failure) -> Diagnostic {
    let help = match failure.error.kind() {
        io::ErrorKind::ResourceBusy => "wait for it to end, and run again",
        io::ErrorKind::AlreadyExists => "move it elsewhere and run again; it is left as it is",
        io::ErrorKind::NotADirectory => "name a folder with `--out`, or move away what is in its place",
        _ => "correct the folder's permissions or free some space, and run again; existing files stay whole",
    };
    let message = format!("cannot {verb} `{}`: {}", failure.path.display(), failure.error);
    Diagnostic::general(message, help)
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
            if path != root.join(last_run::FOLDER) {
                list(&path, root, found)?;
            }
        } else {
            found.insert(below(&path, root), path);
        }
    }
    Ok(())
}

/// The path of a file below a folder, with `/` between the parts.
fn below(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// Whether reading this ends: not a pipe, a device, or a link to a folder or to nothing.
fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}

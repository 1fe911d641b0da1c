//! The record of the last run: the files that it read and wrote. If these files and the program have not changed, nothing needs
//! to be printed again.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::{Output, list, own};
use crate::{
    digests::{Digests, digest},
    load::Loader,
};

/// The folder of the record, below the one that the generator owns. It has its own `.gitignore`, because it is not committed.
pub(super) const FOLDER: &str = ".generator";

/// The notes.
const FILE: &str = "last-run.json";

/// A run that left the folder as the descriptions say.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LastRun {
    /// The program file on the disk.
    program: String,
    /// Where the descriptions are, as a person wrote it: it is in the warnings.
    spec: PathBuf,
    /// Whether warnings were errors.
    strict: bool,
    inputs: Digests,
    outputs: Digests,
    /// The warnings, as they were shown.
    pub(crate) warnings: String,
}

impl LastRun {
    /// A run of this program; `None` if it cannot tell which program it is.
    pub(crate) fn new(
        spec: &Path,
        strict: bool,
        inputs: Digests,
        output: &Output,
        warnings: String,
    ) -> Option<Self> {
        let outputs = output
            .iter()
            .map(|(name, text)| (name.to_owned(), digest(text.as_bytes())));
        Some(Self {
            program: program()?,
            spec: spec.to_owned(),
            strict,
            inputs,
            outputs: outputs.collect(),
            warnings,
        })
    }

    /// The record of the last run in this folder, if nothing has changed since: the program, the files that it read, and each file that
    /// it wrote.
    pub(crate) fn still_true(folder: &Path, spec: &Path, strict: bool) -> Option<Self> {
        let notes = folder.join(FOLDER);
        if !is_folder(&notes) || !is_plain(&notes.join(FILE)) {
            return None;
        }
        let last: Self = serde_json::from_slice(&fs::read(notes.join(FILE)).ok()?).ok()?;
        let same = last.spec == spec && last.strict == strict && program().as_ref() == Some(&last.program);
        let loader = Loader::new(spec);
        let unread = |(file, digest): (&String, &u64)| loader.digest(file) == Some(*digest);
        (same && last.inputs.iter().all(unread) && digests(folder).ok()? == last.outputs).then_some(last)
    }

    /// How many files came out.
    pub(crate) fn files(&self) -> usize {
        self.outputs.len()
    }

    /// Writes the record into the folder. It only saves time, so a failure is ignored.
    pub(crate) fn write(&self, folder: &Path) {
        let notes = folder.join(FOLDER);
        if fs::create_dir(&notes).is_ok() {
            let _ = new_file(&notes.join(".gitignore"), b"*\n");
        }
        let temporary = notes.join(format!("{}.{}", std::process::id(), own::EXTENSION));
        // The target of a link must not be written.
        let Ok(text) = serde_json::to_vec(self) else {
            return;
        };
        if is_folder(&notes)
            && new_file(&temporary, &text).is_ok()
            && fs::rename(&temporary, notes.join(FILE)).is_err()
        {
            let _ = fs::remove_file(&temporary);
        }
    }
}

/// Writes a file where there is none.
fn new_file(path: &Path, text: &[u8]) -> io::Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text)
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// Which program this is: a new build has another time.
fn program() -> Option<String> {
    let found = fs::metadata(env::current_exe().ok()?).ok()?;
    let built = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!(
        "{} {} {}",
        env!("CARGO_PKG_VERSION"),
        found.len(),
        built.as_nanos()
    ))
}

/// The files of the folder, also those that do not belong there.
fn digests(folder: &Path) -> io::Result<Digests> {
    let mut found = BTreeMap::new();
    list(folder, folder, &mut found).map_err(|failure| failure.error)?;
    let digest = |(name, path): (String, PathBuf)| {
        if !is_plain(&path) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok((name, digest(&fs::read(path)?)))
    };
    found.into_iter().map(digest).collect()
}

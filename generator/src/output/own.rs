//! The temporary files of a run, distinguished from files of others with such a name.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use crate::format::MARKER;

/// The extension of these files.
pub(super) const EXTENSION: &str = "generator-tmp";

/// The name of the file in the folder.
pub(super) fn lock_name() -> String {
    format!("lock.{EXTENSION}")
}

/// Where a file is written before it is put in its place.
pub(super) fn temporary(path: &Path) -> PathBuf {
    path.with_extension(EXTENSION)
}

/// Whether a file has such a name.
pub(super) fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == EXTENSION)
}

/// Whether a run of the generator has made this file, which has this name below the folder: it is a plain file and begins like a
/// generated one. A run that was killed may have written only a part of it, or nothing. The lock is empty.
pub(super) fn is_ours(name: &str, path: &Path) -> bool {
    if !is_temporary(path) {
        return false;
    }
    let begin = if name == lock_name() { "" } else { MARKER };
    match begins(path, begin) {
        Ok(ours) => ours,
        // Its run has just ended.
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn begins(path: &Path, begin: &str) -> io::Result<bool> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() || (begin.is_empty() && metadata.len() > 0) {
        return Ok(false);
    }
    if metadata.len() == 0 {
        return Ok(true);
    }
    let mut read = Vec::new();
    File::open(path)?
        .take(u64::try_from(begin.len()).unwrap_or(u64::MAX))
        .read_to_end(&mut read)?;
    Ok(begin.as_bytes().starts_with(&read))
}

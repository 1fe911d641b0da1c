//! Makes a folder equal to an output: all files are written under temporary names first, and then renamed.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    Change, ChangeKind, Disk, Failure, Output, Unwritten, below, cannot, list, lock,
    own::{self, is_ours, temporary},
};

pub(super) fn write(output: &Output, folder: &Path, disk: &dyn Disk) -> Result<Vec<Change>, Unwritten> {
    let changes = output.changes(folder).map_err(Unwritten::nothing)?;
    let nothing = |failure: Failure| Unwritten::nothing(cannot("write", &failure).into());
    if changes.is_empty() && temporaries(folder).map_err(nothing)?.is_empty() {
        return Ok(changes);
    }
    step(folder, disk.make_folder(folder)).map_err(nothing)?;
    let lock = lock::Lock::take(folder).map_err(nothing)?;
    let written = locked(output, folder, disk);
    let released = lock.release(disk);
    let changes = written?;
    released.map_err(|failure| Unwritten {
        diagnostics: cannot("remove", &failure).into(),
        done: changes.len(),
    })?;
    Ok(changes)
}

fn locked(output: &Output, folder: &Path, disk: &dyn Disk) -> Result<Vec<Change>, Unwritten> {
    // Files that another run has written meanwhile need not be written again.
    let changes = output.changes(folder).map_err(Unwritten::nothing)?;
    let nothing = |failure: Failure| Unwritten::nothing(cannot("write", &failure).into());
    for path in leftovers(folder).map_err(nothing)? {
        remove(&path, folder, disk).map_err(nothing)?;
    }
    let staged = changes
        .iter()
        .try_for_each(|change| stage(output, change, folder, disk));
    if let Err(failure) = staged {
        clear(folder, disk);
        return Err(nothing(failure));
    }
    for (done, change) in changes.iter().enumerate() {
        let put = match change.kind {
            ChangeKind::Removed => remove(&change.path, folder, disk),
            ChangeKind::Added | ChangeKind::Changed => {
                step(&change.path, disk.rename(&temporary(&change.path), &change.path))
            }
        };
        if let Err(failure) = put {
            clear(folder, disk);
            return Err(Unwritten {
                diagnostics: cannot("write", &failure).into(),
                done,
            });
        }
    }
    Ok(changes)
}

/// Writes a file beside the place where it belongs.
fn stage(output: &Output, change: &Change, folder: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    let Some(text) = output.get(&below(&change.path, folder)) else {
        return Ok(());
    };
    if let Some(parent) = change.path.parent() {
        step(parent, disk.make_folder(parent))?;
    }
    step(&change.path, disk.write(&temporary(&change.path), text))
}

/// Removes the temporary files after a failure, as far as possible; the next run removes the rest.
fn clear(folder: &Path, disk: &dyn Disk) {
    for path in leftovers(folder).unwrap_or_default() {
        let _ = remove(&path, folder, disk);
    }
}

/// The files that a killed run has left.
fn leftovers(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = temporaries(folder)?;
    found.remove(&own::lock_name());
    Ok(found.into_values().collect())
}

/// The temporary files of runs of the generator, and the lock.
fn temporaries(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut found = BTreeMap::new();
    list(folder, folder, &mut found)?;
    found.retain(|name, path| is_ours(name, path));
    Ok(found)
}

fn step(path: &Path, done: std::io::Result<()>) -> Result<(), Failure> {
    done.map_err(|error| Failure {
        path: path.to_owned(),
        error,
    })
}

/// Removes a file, and the folders above it that are empty then.
fn remove(path: &Path, root: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    step(path, disk.remove(path))?;
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root && folder.starts_with(root)) {
        if disk.remove_folder(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

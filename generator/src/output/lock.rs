//! One run at a time writes into a folder. The lock is the system's, so it goes with the process that has it, however that
//! ends; the file that it is on is a temporary one, and the next run removes it.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use fs4::{FileExt, TryLockError};

use super::{Disk, Failure, TEMPORARY};

/// A folder that is ours to write into.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

/// The name of the file in the folder.
pub(super) fn name() -> String {
    format!("lock.{TEMPORARY}")
}

impl Lock {
    /// Takes the lock of a folder that is there.
    pub(super) fn take(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(name());
        loop {
            match attempt(&path) {
                Ok(Some(file)) => return Ok(Self { path, file }),
                // Between the opening and the locking, the run that had it has ended and has removed the file.
                Ok(None) => {}
                Err(error) => return Err(Failure { path, error }),
            }
        }
    }

    /// Removes the file, while it is still locked, and gives the lock back.
    pub(super) fn release(self, disk: &dyn Disk) -> Result<(), Failure> {
        disk.remove(&self.path).map_err(|error| Failure {
            path: self.path.clone(),
            error,
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do, but for a process that this one is starting just now: until it runs its program, it has
        // the file too.
        let _ = FileExt::unlock(&self.file);
    }
}

fn attempt(path: &Path) -> io::Result<Option<File>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(is_at(&file, path)?.then_some(file)),
        Err(TryLockError::WouldBlock) => Err(io::Error::new(
            io::ErrorKind::ResourceBusy,
            "another run of the generator is writing into this folder",
        )),
        // Some disks know no locks; there one cannot be had, and it is left at that.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether an open file is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let open = file.metadata()?;
    match std::fs::symlink_metadata(path) {
        Ok(named) => Ok((open.dev(), open.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Where a file that is open cannot be removed, it is.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    Ok(path.exists())
}

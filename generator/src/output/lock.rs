//! Lets one run at a time write into a folder. It is a lock of the system, so it ends with the process that has it, however that
//! ends. Its file is a temporary one, and the next run removes it.

use std::{
    fs::{File, Metadata},
    io,
    path::{Path, PathBuf},
};

use fs4::{FileExt, TryLockError};

use super::{Disk, Failure, own};

/// A folder that is ours to write into.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a folder that is there.
    pub(super) fn take(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(own::lock_name());
        for _ in 0..ATTEMPTS {
            match attempt(&path) {
                Ok(Some(file)) => return Ok(Self { path, file }),
                // Between the opening and the locking, the run that had it has ended and has removed the file.
                Ok(None) => {}
                Err(error) => return Err(Failure { path, error }),
            }
        }
        let error = busy();
        Err(Failure { path, error })
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
        // Closing the file is not enough if this process is just starting another one, which has the file open until it runs its
        // program.
        let _ = FileExt::unlock(&self.file);
    }
}

/// How often the file may disappear before the lock is taken: each time another run has ended, or the disk returns a different
/// number for the file at each look.
const ATTEMPTS: u32 = 1_000;

fn attempt(path: &Path) -> io::Result<Option<File>> {
    // Opening a pipe may block for ever, and the target of a link must not be created.
    match std::fs::symlink_metadata(path) {
        Ok(found) if is_lock(&found) => {}
        Ok(_) => return Err(foreign()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let file = open(path)?;
    // It may have come between the look and the opening.
    if !is_lock(&file.metadata()?) {
        return Err(foreign());
    }
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(is_at(&file, path)?.then_some(file)),
        Err(TryLockError::WouldBlock) => Err(busy()),
        // Some file systems have no locks; there the run continues without one.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether this can be the file that a run has made for the lock: a plain one with nothing in it.
fn is_lock(found: &Metadata) -> bool {
    found.is_file() && found.len() == 0
}

fn foreign() -> io::Error {
    io::Error::new(
        io::ErrorKind::AlreadyExists,
        "something other than the lock of the generator has this name",
    )
}

fn busy() -> io::Error {
    io::Error::new(
        io::ErrorKind::ResourceBusy,
        "another run of the generator is writing into this folder",
    )
}

/// Opens the file, which is made if it is not there, without waiting for anybody and without following a link.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::{
        fs::{Mode, OFlags},
        io::Errno,
    };
    let how = OFlags::WRONLY | OFlags::CREATE | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::open(path, how, Mode::from_raw_mode(0o666)) {
        Ok(file) => Ok(file.into()),
        // A link, or a pipe that nobody reads.
        Err(Errno::LOOP | Errno::NXIO) => Err(foreign()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
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

#[cfg(all(test, unix))]
mod tests {
    use std::{io, os::unix::fs::symlink, process::Command};

    use super::{Lock, own};

    #[test]
    fn what_comes_under_its_name_after_the_folder_was_looked_at_is_not_followed_either() {
        let folder = tempfile::tempdir().unwrap();
        let (lock, elsewhere) = (
            folder.path().join(own::lock_name()),
            folder.path().join("elsewhere"),
        );
        let refused = || {
            let failure = Lock::take(folder.path()).unwrap_err();
            assert_eq!(failure.error.kind(), io::ErrorKind::AlreadyExists, "{failure:?}");
            std::fs::remove_file(&lock).unwrap();
        };
        symlink(&elsewhere, &lock).unwrap();
        refused();
        assert!(!elsewhere.exists());
        symlink(&lock, &lock).unwrap();
        refused();
        assert!(Command::new("mkfifo").arg(&lock).status().unwrap().success());
        refused();
        let _lock = Lock::take(folder.path()).unwrap();
        let failure = Lock::take(folder.path()).unwrap_err();
        assert_eq!(failure.error.kind(), io::ErrorKind::ResourceBusy);
    }
}

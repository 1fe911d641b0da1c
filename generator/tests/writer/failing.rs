//! A disk on which a step fails.

use std::{cell::Cell, fs, io, path::Path};

use generator::output::{Disk, RealDisk};

/// How a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The process is killed: nothing is done from then on, and the file that it was writing is incomplete.
    Killed,
    /// In truth.
    Aborted,
    /// This step fails, and the others do not.
    Once(io::ErrorKind),
}

/// A disk on which one step fails.
pub struct Failing {
    how: How,
    /// The steps before the one that fails; none when it has failed.
    pub left: Cell<Option<usize>>,
}

impl Failing {
    pub fn at(step: usize, how: How) -> Self {
        Self {
            how,
            left: Cell::new(Some(step)),
        }
    }

    fn step(&self, half: impl FnOnce(), whole: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let left = self.left.get();
        let before = |left: usize| left.checked_sub(1);
        match (left, self.how) {
            (None, How::Killed) => Err(io::Error::other("the process is gone")),
            (None, _) => whole(),
            (Some(0), how) => {
                self.left.set(None);
                half();
                match how {
                    How::Aborted => std::process::abort(),
                    How::Killed => Err(io::Error::other("the process is gone")),
                    How::Once(kind) => Err(kind.into()),
                }
            }
            (Some(left), _) => {
                self.left.set(before(left));
                whole()
            }
        }
    }
}

impl Disk for Failing {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| {}, || RealDisk.make_folder(folder))
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        let half = text.split_at(text.len() / 2).0;
        self.step(|| fs::write(path, half).unwrap(), || RealDisk.write(path, text))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| {}, || RealDisk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| {}, || RealDisk.remove(path))
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| {}, || RealDisk.remove_folder(folder))
    }
}

//! The steps of the writer on the disk, so that a test can let any step fail.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

/// The steps of writing. Each is whole or fails; only what [`Disk::write`] writes may be there in part when it fails.
pub trait Disk {
    /// Creates a folder and those above it, if they do not exist.
    ///
    /// # Errors
    ///
    /// What the system says.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    ///
    /// What the system says, also of anything that is there already, such as a link.
    fn write(&self, path: &Path, text: &str) -> io::Result<()>;

    /// Replaces a file by another one, in one step.
    ///
    /// # Errors
    ///
    /// What the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    ///
    /// What the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    ///
    /// # Errors
    ///
    /// What the system says, also of a folder that is not empty.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The disk itself.
#[derive(Clone, Copy, Debug)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        fs::File::create_new(path)?.write_all(text.as_bytes())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }
}

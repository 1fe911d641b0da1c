//! Opens a file in a folder of descriptions, only if it is a plain file that is really in that folder.

use std::{
    fs::{self, File, FileType},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// The file does not exist.
    Missing,
    /// A link of the file system leads to this place outside the folder.
    Outside(PathBuf),
    /// It is not a file, but this. Reading it may not end.
    Not(&'static str),
    /// The system does not let us.
    System(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::System(error),
        }
    }
}

/// The bytes of a file that is below a folder, also when the links of the file system are followed.
pub(super) fn below(root: &Path, file: &str) -> Result<Vec<u8>, Unread> {
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    let real = fs::canonicalize(root.join(file))?;
    if !real.starts_with(fs::canonicalize(root)?) {
        return Err(Unread::Outside(real));
    }
    plain(&real)
}

/// The bytes of a file that the user named, wherever it is. A file that this process inherited open (`/dev/stdin`, or
/// `/dev/fd/63` from a shell) may be of any kind.
pub(super) fn named(path: &Path) -> Result<Vec<u8>, Unread> {
    let given = ["/dev/fd", "/proc/self/fd"].map(Path::new);
    if path == Path::new("/dev/stdin") || path.parent().is_some_and(|parent| given.contains(&parent)) {
        return Ok(fs::read(path)?);
    }
    plain(&fs::canonicalize(path)?)
}

/// The bytes of a plain file, whose path has no link in it.
fn plain(real: &Path) -> Result<Vec<u8>, Unread> {
    // Opening may block for ever, or change a device. If the file is replaced after this check, that is noticed once it is open.
    check(fs::symlink_metadata(real)?.file_type())?;
    let mut file = open(real)?;
    let metadata = file.metadata()?;
    check(metadata.file_type())?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default().min(MOST));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The most memory that is reserved for a file before it is read; the size that a file reports may be wrong.
const MOST: usize = 16 << 20;

fn check(kind: FileType) -> Result<(), Unread> {
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(Unread::Not("a folder"))
    } else {
        Err(Unread::Not(special(kind)))
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "a device"
    } else {
        "a link"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something else"
}

/// Opens a file without waiting for anybody and without following a link.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let how = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, how, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

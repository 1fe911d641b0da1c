//! Opens a file of a folder of descriptions: a plain file that is really in that folder, and nothing else.

use std::{
    fs::{self, File, FileType},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// There is none.
    Missing,
    /// A link of the file system leads to this place outside of the folder.
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

/// The bytes of a file that a person named, wherever it is. What this process was given open (`/dev/stdin`, or `/dev/fd/63`
/// by a shell) is read whatever it is.
pub(super) fn named(path: &Path) -> Result<Vec<u8>, Unread> {
    let given = ["/dev/fd", "/proc/self/fd"].map(Path::new);
    if path == Path::new("/dev/stdin") || path.parent().is_some_and(|parent| given.contains(&parent)) {
        return Ok(fs::read(path)?);
    }
    plain(&fs::canonicalize(path)?)
}

/// The bytes of a plain file, whose path has no link in it.
fn plain(real: &Path) -> Result<Vec<u8>, Unread> {
    // Opening alone may wait for ever, or do something to a device. What is put there after this look is seen when it is open.
    check(fs::symlink_metadata(real)?.file_type())?;
    let mut file = open(real)?;
    let metadata = file.metadata()?;
    check(metadata.file_type())?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default().min(MOST));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How much is set aside for a file before it is read, at most: a file may say that it has a size that it has not.
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

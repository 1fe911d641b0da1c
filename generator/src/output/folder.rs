//! Creates a new folder, with all of its files or not at all.

use std::{collections::BTreeMap, fs, io, io::Write as _, path::Path};

use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

use super::{Failure, cannot, own};

/// Reports a place where no new folder can be made.
///
/// # Errors
///
/// A place where something other than an empty folder exists.
pub fn check(target: &Path) -> Result<(), Diagnostics> {
    let taken = |what: &str| {
        Err(Diagnostic::general(
            format!("`{}` {what}, and nothing is overwritten", target.display()),
            "name another folder with `--out`, or move this one away",
        )
        .into())
    };
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(target, error)),
        Ok(found) if !found.is_dir() => taken("exists and is not a folder"),
        Ok(_) => match fs::read_dir(target).map(|mut entries| entries.next().is_none()) {
            Ok(true) => Ok(()),
            Ok(false) => taken("is a folder that is not empty"),
            Err(error) => Err(failed(target, error)),
        },
    }
}

/// Makes a folder with these files, by their paths below it. They are written into a folder beside it, which is renamed then.
///
/// # Errors
///
/// The errors of [`check`], and files that cannot be written.
pub fn create(target: &Path, files: &BTreeMap<String, String>) -> Result<(), Diagnostics> {
    check(target)?;
    let name = target
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let parent = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
    let staged = parent.join(format!(".{name}-{}.{}", std::process::id(), own::EXTENSION));
    fs::create_dir(&staged).map_err(|error| failed(&staged, error))?;
    let written = fill(&staged, files).and_then(|()| {
        // An empty folder is replaced; one that was filled meanwhile is not.
        if target.exists() {
            fs::remove_dir(target)?;
        }
        fs::rename(&staged, target)
    });
    written.map_err(|error| {
        let _ = fs::remove_dir_all(&staged);
        failed(target, error)
    })
}

fn fill(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    for (name, text) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::File::create_new(path)?.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Replaces the content of a file in one step.
///
/// # Errors
///
/// What cannot be written.
pub fn replace(path: &Path, text: &str) -> Result<(), Diagnostics> {
    let staged = own::temporary(path);
    let written = fs::File::create_new(&staged)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&staged, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&staged);
        failed(path, error)
    })
}

fn failed(path: &Path, error: io::Error) -> Diagnostics {
    let failure = Failure {
        path: path.to_owned(),
        error,
    };
    cannot("write", &failure).into()
}

//! Finds the root folder that references of a description must stay in, if the user does not name one.

use std::path::{Component, Path, PathBuf};

/// How many folders must be above a root without a checkout: folders at the top of a disk, and homes, do not belong to one
/// description.
const ABOVE: usize = 2;

/// The root of descriptions in these files: the checkout that all of them are in, or else the outermost folder that has them
/// and is neither the home folder nor has it. Only what a file refers to is read, so a large root costs nothing.
///
/// For a file at the top of the disk, or in the home folder, the root is its own folder.
pub(super) fn around(files: &[PathBuf]) -> PathBuf {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    within(files, home.map(PathBuf::from).as_deref())
}

/// The same file in its folder without links of the file system; files that this process inherited open keep their names.
pub(super) fn in_real_folder(file: &Path) -> PathBuf {
    let given = ["/dev", "/proc"].iter().any(|top| file.starts_with(top));
    let real = file.parent().filter(|_| !given).map(std::fs::canonicalize);
    match (real, file.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => file.to_owned(),
    }
}

fn within(files: &[PathBuf], home: Option<&Path>) -> PathBuf {
    let folders = files.iter().map(|file| file.parent().unwrap_or(file).to_owned());
    let own = folders
        .reduce(|one, other| common(&one, &other))
        .unwrap_or_default();
    let has_home = |folder: &Path| home.is_some_and(|home| home.starts_with(folder));
    let depth = |folder: &Path| {
        let names = folder.components();
        names.filter(|part| matches!(part, Component::Normal(_))).count()
    };
    let may_be = |folder: &&Path| depth(folder) >= ABOVE && !has_home(folder);
    let allowed: Vec<&Path> = own.ancestors().filter(may_be).collect();
    let checkout = allowed.iter().find(|folder| folder.join(".git").exists());
    checkout
        .or(allowed.last())
        .map_or(own.clone(), |folder| (*folder).to_owned())
}

/// The innermost folder that has both.
fn common(one: &Path, other: &Path) -> PathBuf {
    let both = one.components().zip(other.components());
    both.take_while(|(one, other)| one == other)
        .map(|(part, _)| part)
        .collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::{Path, PathBuf, within};

    fn root(files: &[&str]) -> String {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let root = within(&files, Some(Path::new("/home/ada")));
        root.to_string_lossy().into_owned()
    }

    #[test]
    fn a_root_is_never_the_top_of_the_disk_or_the_home_folder() {
        for (files, expected) in [
            (&["/a.yaml"][..], "/"),
            (&["/tmp/a.yaml"], "/tmp"),
            (&["/tmp/x/a.yaml"], "/tmp/x"),
            (&["/tmp/x/y/z/a.yaml"], "/tmp/x"),
            (&["/tmp/x/y/a.yaml", "/tmp/x/z/b.yaml"], "/tmp/x"),
            (&["/home/ada/a.yaml"], "/home/ada"),
            (&["/home/ada/work/a.yaml"], "/home/ada/work"),
            (&["/home/ada/work/x/y/a.yaml"], "/home/ada/work"),
            (&["/home/eve/work/x/y/a.yaml"], "/home/eve"),
        ] {
            assert_eq!(root(files), expected, "{files:?}");
        }
    }

    #[test]
    fn a_root_is_the_checkout_when_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let checkout = folder.path().join("one/two");
        std::fs::create_dir_all(checkout.join("three/four")).unwrap();
        std::fs::create_dir(checkout.join(".git")).unwrap();
        let file = checkout.join("three/four/a.yaml");
        assert_eq!(within(std::slice::from_ref(&file), None), checkout);
        // A home folder that is a checkout does not count.
        assert_eq!(within(&[file], Some(&checkout)), checkout.join("three"));
    }
}

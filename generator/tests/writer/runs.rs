//! Runs of the program: several at once, and with obstacles in the folder.

use std::{
    cell::Cell,
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

use generator::output::{Disk, RealDisk};
use tempfile::TempDir;

use crate::{new, output, rust, tree::tree};

/// Runs the generator itself on descriptions of its own.
fn generator(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"));
    command
        .current_dir(folder)
        .args(["--spec", "spec", "--out", "out"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn with_spec() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(
        folder.path().join("spec/catalog.yaml"),
        "{crate: a, services: {a: {title: A, tracing: A, namespace: A, default: '1', versions: {'1': {file: a.yaml, feature: a}}}}}",
    )
    .unwrap();
    fs::write(
        folder.path().join("spec/a.yaml"),
        "{openapi: 3.0.3, info: {title: A, version: '1'}, paths: {/a: {get: {operationId: A_Get, responses: {'200': {description: A.}}}}}}",
    )
    .unwrap();
    folder
}

fn said(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// A disk on which another run begins in the middle of this one.
struct Meanwhile<'a>(&'a Path, Cell<Option<(i32, String)>>);

impl Disk for Meanwhile<'_> {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.make_folder(folder)
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        self.1.set(Some(said(&mut generator(self.0))));
        RealDisk.write(path, text)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.remove_folder(folder)
    }
}

#[test]
fn a_second_run_says_that_there_is_a_first_one_and_writes_nothing() {
    let folder = with_spec();
    let disk = Meanwhile(folder.path(), Cell::new(None));
    output(new()).write_to(&folder.path().join("out"), &disk).unwrap();
    let (code, text) = disk.1.take().unwrap();
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("another run of the generator is writing"), "{text}");
    assert!(text.contains("nothing was written"), "{text}");
    assert_eq!(tree(&folder.path().join("out")), new());
}

#[test]
fn many_runs_at_once_end_well_or_say_why_and_the_folder_is_right() {
    let folder = with_spec();
    let runs: Vec<_> = (0..12)
        .map(|_| generator(folder.path()).spawn().unwrap())
        .collect();
    let mut done = 0;
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        match output.status.code() {
            Some(0) => done += 1,
            code => assert!(
                code == Some(2) && text.contains("another run"),
                "{code:?}: {text}"
            ),
        }
    }
    assert!(done > 0);
    let (code, text) = said(generator(folder.path()).arg("--check"));
    assert_eq!(code, 0, "{text}");
    assert!(
        tree(&folder.path().join("out"))
            .keys()
            .all(|name| !name.contains("generator-tmp"))
    );
}

#[test]
fn what_stands_in_the_way_is_named() {
    let told = |make: fn(&Path)| {
        let folder = with_spec();
        make(folder.path());
        let before = tree(folder.path());
        let (code, text) = said(&mut generator(folder.path()));
        assert_eq!(code, 2, "{text}");
        assert!(
            text.contains("nothing was written") && text.contains("help: "),
            "{text}"
        );
        assert_eq!(tree(folder.path()), before, "{text}");
        text
    };
    let text = told(|folder| fs::write(folder.join("out"), "mine").unwrap());
    assert!(text.contains("`out`") && text.contains("--out"), "{text}");
    let text = told(|folder| fs::create_dir_all(folder.join("out/mod.rs")).unwrap());
    assert!(
        text.contains("`out/mod.rs` is a folder, but the generator needs a file there"),
        "{text}"
    );
    let text = told(|folder| {
        fs::create_dir(folder.join("out")).unwrap();
        fs::write(folder.join("out/a"), rust("A")).unwrap();
    });
    assert!(
        text.contains("`out/a` is a file, but the generator needs a folder there"),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_what_it_leads_to_is_left_alone() {
    let folder = with_spec();
    let outside = folder.path().join("mine.rs");
    fs::write(&outside, rust("mine")).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    std::os::unix::fs::symlink(&outside, folder.path().join("out/mod.rs")).unwrap();
    let (code, said) = said(&mut generator(folder.path()));
    assert_eq!(code, 0, "{said}");
    assert_eq!(fs::read_to_string(&outside).unwrap(), rust("mine"));
    assert!(!folder.path().join("out/mod.rs").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_folder_is_named_and_not_read() {
    let folder = with_spec();
    fs::create_dir(folder.path().join("out")).unwrap();
    let pipe = folder.path().join("out/pipe.rs");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (code, text) = said(&mut generator(folder.path()));
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("`out/pipe.rs`"), "{text}");
}

/// What stands under the name of the lock, and what a run then says; it is left as it is.
#[cfg(unix)]
fn under_the_name_of_the_lock(make: impl FnOnce(&Path, &Path)) -> (TempDir, String) {
    let folder = with_spec();
    fs::create_dir(folder.path().join("out")).unwrap();
    let lock = folder.path().join("out/lock.generator-tmp");
    make(folder.path(), &lock);
    let is = |path: &Path| fs::symlink_metadata(path).unwrap().file_type();
    let before = is(&lock);
    let (code, text) = said(&mut generator(folder.path()));
    assert_eq!(code, 2, "{text}");
    assert!(
        text.contains("`out/lock.generator-tmp`") && text.contains("help: move it"),
        "{text}"
    );
    assert!(text.contains("nothing was written"), "{text}");
    assert_eq!(is(&lock), before, "{text}");
    assert_eq!(
        fs::read_dir(folder.path().join("out")).unwrap().count(),
        1,
        "{text}"
    );
    (folder, text)
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_is_not_followed() {
    use std::os::unix::fs::symlink;
    let (folder, _) =
        under_the_name_of_the_lock(|folder, lock| symlink(folder.join("elsewhere"), lock).unwrap());
    assert!(
        !folder.path().join("elsewhere").exists(),
        "a file was made elsewhere"
    );
    let (folder, _) = under_the_name_of_the_lock(|folder, lock| {
        fs::write(folder.join("elsewhere"), "").unwrap();
        symlink("../elsewhere", lock).unwrap();
    });
    assert!(folder.path().join("elsewhere").exists());
    under_the_name_of_the_lock(|_, lock| symlink("lock.generator-tmp", lock).unwrap());
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_not_a_plain_empty_file_is_an_error_and_does_not_wait() {
    under_the_name_of_the_lock(|_, lock| {
        assert!(Command::new("mkfifo").arg(lock).status().unwrap().success());
    });
    under_the_name_of_the_lock(|_, lock| drop(std::os::unix::net::UnixListener::bind(lock).unwrap()));
    let (folder, _) = under_the_name_of_the_lock(|_, lock| fs::write(lock, "mine").unwrap());
    let kept = fs::read_to_string(folder.path().join("out/lock.generator-tmp")).unwrap();
    assert_eq!(kept, "mine");
}

#[test]
fn a_lock_that_is_a_folder_with_something_in_it_is_an_error() {
    let folder = with_spec();
    fs::create_dir_all(folder.path().join("out/lock.generator-tmp/a")).unwrap();
    let (code, text) = said(&mut generator(folder.path()));
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("`out/lock.generator-tmp`"), "{text}");
}

#[test]
fn temporary_files_of_others_are_named_and_left_alone() {
    for (name, text) in [("mod", "mine"), ("notes", "mine"), ("a/v1/clients", "// mine")] {
        let folder = with_spec();
        let path = folder
            .path()
            .join("out")
            .join(name)
            .with_extension("generator-tmp");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let before = tree(folder.path());
        for check in [None, Some("--check")] {
            let (code, said) = said(generator(folder.path()).args(check));
            assert_eq!(code, 2, "{said}");
            assert!(
                said.contains("but the generator did not make it") && said.contains("help: move it"),
                "{said}"
            );
        }
        assert_eq!(tree(folder.path()), before);
    }
}

#[cfg(unix)]
#[test]
fn a_temporary_file_that_is_a_link_is_not_written_through() {
    for target in ["elsewhere", "ours"] {
        let folder = with_spec();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::write(folder.path().join("ours"), rust("ours")).unwrap();
        let link = folder.path().join("out/mod.generator-tmp");
        std::os::unix::fs::symlink(folder.path().join(target), &link).unwrap();
        let (code, text) = said(&mut generator(folder.path()));
        assert_eq!(code, 2, "{text}");
        assert!(
            link.is_symlink() && !folder.path().join("elsewhere").exists(),
            "{text}"
        );
        assert_eq!(
            fs::read_to_string(folder.path().join("ours")).unwrap(),
            rust("ours")
        );
    }
}

#[test]
fn what_a_killed_run_has_left_is_removed_however_much_of_it_there_is() {
    let whole = rust("of a run that was killed");
    for end in [0, 1, 20, whole.len()] {
        let folder = with_spec();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::write(folder.path().join("out/gone.generator-tmp"), &whole[..end]).unwrap();
        fs::write(folder.path().join("out/lock.generator-tmp"), "").unwrap();
        let (code, text) = said(&mut generator(folder.path()));
        assert_eq!(code, 0, "{end}: {text}");
        let left = tree(&folder.path().join("out"));
        assert!(
            left.keys().all(|name| !name.contains("generator-tmp")),
            "{left:?}"
        );
    }
}

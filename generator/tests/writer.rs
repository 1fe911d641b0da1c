//! What the writer leaves when it is stopped: every file is whole, old or new, and the next run mends the rest. Each step
//! that it takes on the disk is let fail once, and is the last one of a process once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::{
    cell::Cell,
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use generator::{
    format::MARKER,
    output::{Disk, Output, RealDisk},
};
use tempfile::TempDir;

/// How a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// The process is gone: nothing is done from then on, and what it was writing is there in part.
    Killed,
    /// In truth.
    Aborted,
    /// This step fails, and the others do not.
    Once(io::ErrorKind),
}

/// A disk on which one step fails.
struct Failing {
    how: How,
    left: Cell<Option<usize>>,
}

impl Failing {
    fn at(step: usize, how: How) -> Self {
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

fn rust(of: &str) -> String {
    format!("{MARKER}\n\n// {of}\n")
}

/// Files that stay, that change, that go with their folder, and that are new.
fn old() -> BTreeMap<String, String> {
    let names = [
        "mod.rs",
        "a/changed.rs",
        "a/same.rs",
        "gone/one.rs",
        "gone/deep/two.rs",
    ];
    names.map(|name| (name.to_owned(), rust(name))).into()
}

fn new() -> BTreeMap<String, String> {
    let same = ["mod.rs", "a/same.rs"].map(|name| (name.to_owned(), rust(name)));
    let new = ["a/changed.rs", "b/one.rs", "b/deep/two.rs"]
        .map(|name| (name.to_owned(), rust(&format!("new {name}"))));
    same.into_iter().chain(new).collect()
}

fn output(files: BTreeMap<String, String>) -> Output {
    let mut output = Output::default();
    for (path, text) in files {
        output.insert(path, text);
    }
    output
}

/// A folder with the old files.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    output(old()).write(&folder.path().join("out")).unwrap();
    folder
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// Each file is the old or the new one, and none that both have is missing; what has begun is not under a real name.
fn assert_whole(out: &Path, step: usize) {
    let (old, new, is) = (old(), new(), tree(out));
    for (name, text) in is.iter().filter(|(name, _)| !name.ends_with("generator-tmp")) {
        assert!(
            old.get(name) == Some(text) || new.get(name) == Some(text),
            "step {step}: {name} is {text:?}"
        );
    }
    for name in old.keys().filter(|name| new.contains_key(*name)) {
        assert!(is.contains_key(name), "step {step}: {name} is gone");
    }
}

fn assert_mends(out: &Path, step: usize) {
    output(new()).write(out).unwrap();
    assert_eq!(tree(out), new(), "step {step}");
}

#[test]
fn a_run_that_is_killed_at_any_step_leaves_whole_files_and_the_next_one_mends_them() {
    let mut step = 0;
    loop {
        let folder = folder();
        let out = folder.path().join("out");
        let disk = Failing::at(step, How::Killed);
        let result = output(new()).write_to(&out, &disk);
        if result.is_ok() && disk.left.get().is_some() {
            break;
        }
        assert_whole(&out, step);
        assert_mends(&out, step);
        step += 1;
    }
    assert!(step > 10, "{step} steps");
}

#[test]
fn a_step_that_fails_is_reported_with_its_path_and_leaves_no_temporary_file() {
    for kind in [
        io::ErrorKind::StorageFull,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
    ] {
        let (mut step, mut failed) = (0, 0);
        loop {
            let folder = folder();
            let out = folder.path().join("out");
            let disk = Failing::at(step, How::Once(kind));
            let result = output(new()).write_to(&out, &disk);
            if disk.left.get().is_some() {
                break;
            }
            assert_whole(&out, step);
            // A folder that cannot be removed, because it is not empty, is no failure.
            if let Err(unwritten) = result {
                failed += 1;
                let said = format!("{:?}", unwritten.diagnostics);
                assert!(
                    said.contains("cannot") && said.contains(&out.display().to_string()),
                    "{said}"
                );
                assert!(said.contains("run again"), "{said}");
                let left = tree(&out);
                if unwritten.done == 0 && !said.contains("cannot remove") {
                    assert_eq!(left, old(), "step {step}: nothing was written");
                }
            }
            assert_mends(&out, step);
            step += 1;
        }
        assert!(failed > 8, "{failed} of {step} steps");
    }
}

/// Not a test of its own: what the next one runs in a process, and lets die.
#[test]
fn dies_when_it_is_told_to() {
    if let (Some(out), Ok(step)) = (std::env::var_os("WRITER_OUT"), std::env::var("WRITER_STEP")) {
        let disk = Failing::at(step.parse().unwrap(), How::Aborted);
        output(new()).write_to(&PathBuf::from(out), &disk).unwrap();
    }
}

#[test]
fn a_process_that_dies_at_any_step_leaves_no_lock_behind() {
    for step in 0.. {
        let folder = folder();
        let out = folder.path().join("out");
        let done = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "dies_when_it_is_told_to"])
            .env("WRITER_OUT", &out)
            .env("WRITER_STEP", step.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_whole(&out, step);
        assert_mends(&out, step);
        if done.success() {
            assert!(step > 10, "{step} steps");
            break;
        }
    }
}

/// Runs the generator itself on descriptions of its own.
fn generator(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
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
        text.contains("`out/mod.rs` is a folder, and a file has to be there"),
        "{text}"
    );
    let text = told(|folder| {
        fs::create_dir(folder.join("out")).unwrap();
        fs::write(folder.join("out/a"), rust("A")).unwrap();
    });
    assert!(
        text.contains("`out/a` is a file, and a folder has to be there"),
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

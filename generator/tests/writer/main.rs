//! An interrupted writer leaves every file complete, old or new, and the next run repairs the rest. Each step on the disk fails
//! once, and is once the last step of a process.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod failing;
mod runs;
#[path = "../support/tree.rs"]
mod tree;

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use generator::{format::MARKER, output::Output};
use tempfile::TempDir;

use failing::{Failing, How};
use tree::tree;

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

/// Not a separate test: the next test runs it in a process and kills that.
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

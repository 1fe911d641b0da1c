//! The reader of a command's output may close it early.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test")]

use std::{
    fs::{self, File},
    io::pipe,
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

const PETS: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {/pets: {get: {operationId: Pets_List, responses: {'204': {description: Done.}}}}}
";

const CATALOG: &str = "crate: pets
services: {pets: {title: Pets, tracing: Pets, namespace: Pets, default: '1', versions: {'1': {file: pets.yaml, feature: pets-1}}}}
";

/// Runs the generator with these two streams.
fn run(folder: &Path, arguments: &[&str], out: impl Into<Stdio>, err: impl Into<Stdio>) -> ExitStatus {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"));
    let command = command
        .args(arguments)
        .current_dir(folder)
        .stdout(out)
        .stderr(err);
    command.status().unwrap()
}

/// A stream whose reader is gone.
fn closed() -> Stdio {
    let (_, writer) = pipe().unwrap();
    writer.into()
}

#[test]
fn a_reader_that_is_gone_is_no_failure_of_any_command() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir(here.join("spec")).unwrap();
    fs::write(here.join("spec/pets.yaml"), PETS).unwrap();
    fs::write(here.join("spec/catalog.yaml"), CATALOG).unwrap();
    for (arguments, code) in [
        ("new spec/pets.yaml --out made --runtime 1.0.0", 0),
        ("new spec/pets.yaml --out other --runtime 1.0.0 --json", 0),
        ("new none.yaml --json", 2),
        ("new none.yaml", 2),
        ("generate --out out --check", 1),
        ("generate --out out", 0),
        ("generate --out out --check", 0),
        ("catalog", 0),
        ("list", 0),
        ("diff spec/pets.yaml spec/pets.yaml", 0),
        ("diff --list-checks", 0),
        ("diff --schema", 0),
        ("history pets", 0),
        ("--help", 0),
        ("nonsense", 2),
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let status = run(here, &words, closed(), closed());
        assert_eq!(status.code(), Some(code), "{arguments}: {status}");
    }
    assert!(here.join("made/Cargo.toml").exists());
    assert!(here.join("out/mod.rs").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_printed_whole_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (mut said, err) = pipe().unwrap();
    let status = run(folder.path(), &["diff", "--schema"], full, err);
    assert_eq!(status.code(), Some(2));
    let said = std::io::read_to_string(&mut said).unwrap();
    assert!(
        said.starts_with("error: the output could not be printed: "),
        "{said}"
    );
    assert!(said.ends_with("\n1 error\n"), "{said}");
}

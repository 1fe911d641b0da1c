//! Files that somebody made to hurt: the program itself refuses each, says where it stands, and writes nothing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const CATALOG: &str = "{crate: a, services: {a: {title: A, tracing: A, namespace: A, default: '1', versions: \
                       {'1': {file: a.yaml, feature: a}}}}}";

const DESCRIPTION: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: A_Get, \
                           responses: {'200': {description: A.}}}}}\n";

/// A folder with `spec` in it, which has a catalog and its one description.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "spec/catalog.yaml", CATALOG);
    put(&folder, "spec/a.yaml", DESCRIPTION);
    folder
}

fn put(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_generator"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What is said when nothing can be generated.
fn refused(folder: &TempDir) -> String {
    let output = run(folder.path(), &["generate", "--spec", "spec", "--out", "out"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("  help: "), "{said}");
    assert!(!folder.path().join("out").exists(), "{said}");
    said
}

/// A list of so many items, and a list of as many aliases of it: 70 KB of text for a hundred million items.
fn repeated() -> String {
    let many = |item: &str| vec![item; 10_000].join(", ");
    format!("x-a: &a [{}]\nx-b: [{}]\n", many("1"), many("*a"))
}

#[test]
fn aliases_that_would_fill_the_memory_are_refused_in_every_file_that_is_read() {
    let full = "aliases repeat more than a file of this size may become";
    for name in ["spec/a.yaml", "spec/catalog.yaml"] {
        let folder = folder();
        put(&folder, name, &repeated());
        let said = refused(&folder);
        assert!(
            said.contains(full) && said.contains(&format!("--> {name}:1:6")),
            "{said}"
        );
    }
    let folder = folder();
    put(&folder, "accepted.yaml", &repeated());
    let output = run(
        folder.path(),
        &["diff", "spec/a.yaml", "spec/a.yaml", "--accept", "accepted.yaml"],
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains(full), "{said}");
}

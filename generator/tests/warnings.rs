//! Warnings are printed and stop nothing, except with `--strict`. The tests run the program.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test")]

use std::{fs, path::Path, process::Command};

const CATALOG: &str = "crate: things
services:
  things:
    title: Things
    tracing: Things
    namespace: Things
    default: '1'
    versions:
      '1': {file: things.yaml, feature: things-1}
";

const THINGS: &str = "openapi: 3.1.0
info: {title: Things, version: '1'}
webhooks:
  changed: {post: {responses: {'204': {description: Seen.}}}}
paths:
  /things:
    post:
      operationId: Things_Watch
      callbacks: {changed: {'{$request.query.to}': {post: {responses: {'204': {description: Seen.}}}}}}
      responses: {'204': {description: Watched.}}
";

const WARNINGS: &str = "warning: the callbacks of an operation are left out
  --> spec/things.yaml:9:7  #/paths/~1things/post/callbacks
  help: the service makes these calls, not the client; only the types of their contents are generated

warning: webhooks are left out
  --> spec/things.yaml:3:1  #/webhooks
  help: the service makes these calls, not the client; only the types of their contents are generated

2 warnings
";

/// Runs the generator in a folder: exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/catalog.yaml"), CATALOG).unwrap();
    fs::write(folder.path().join("spec/things.yaml"), THINGS).unwrap();
    folder
}

const GENERATE: [&str; 3] = ["generate", "--out", "out"];

#[test]
fn a_warning_is_said_each_time_and_stops_nothing() {
    let folder = folder();
    for more in [&[][..], &["--check"]] {
        let (code, _, stderr) = run(folder.path(), &[&GENERATE[..], more].concat());
        assert_eq!((code, stderr.as_str()), (Some(0), WARNINGS));
    }
    assert!(folder.path().join("out/things/v1/clients.rs").exists());
    let (code, stdout, stderr) = run(folder.path(), &["catalog"]);
    assert_eq!((code, stderr.as_str()), (Some(0), WARNINGS), "{stdout}");
}

#[test]
fn a_warning_is_an_error_when_the_catalog_or_the_caller_is_strict() {
    let folder = folder();
    let says = |stderr: &str| {
        assert_eq!(stderr.matches("error: ").count(), 2, "{stderr}");
        assert!(
            stderr.contains("contents are generated; without `strict` this is a warning\n"),
            "{stderr}"
        );
        assert!(stderr.ends_with("\n2 errors; nothing was written\n"), "{stderr}");
    };
    let (code, _, stderr) = run(folder.path(), &[&GENERATE[..], &["--strict"]].concat());
    assert_eq!(code, Some(2));
    says(&stderr);
    fs::write(
        folder.path().join("spec/catalog.yaml"),
        format!("strict: true\n{CATALOG}"),
    )
    .unwrap();
    let (code, _, stderr) = run(folder.path(), &GENERATE);
    assert_eq!(code, Some(2));
    says(&stderr);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn warnings_stand_beside_errors_and_both_are_counted() {
    let folder = folder();
    let wrong = THINGS.replace("operationId: Things_Watch", "deprecated: false");
    fs::write(folder.path().join("spec/things.yaml"), wrong).unwrap();
    let (code, _, stderr) = run(folder.path(), &GENERATE);
    assert_eq!(code, Some(2));
    assert!(
        stderr.ends_with("\n1 error, 2 warnings; nothing was written\n"),
        "{stderr}"
    );
}

#[test]
fn a_new_crate_lists_its_warnings_and_a_strict_one_has_none() {
    let folder = folder();
    let new = |more: &[&str]| {
        let arguments = ["new", "spec/things.yaml", "--runtime", "1.0.0"];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    let (code, stdout, _) = new(&["--strict", "--json", "--out", "made"]);
    let said: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        (code, said["errors"].as_array().map(Vec::len)),
        (Some(2), Some(2))
    );
    let (code, _, stderr) = new(&["--out", "made"]);
    assert_eq!(
        (code, stderr.replace("spec/", "")),
        (Some(0), WARNINGS.replace("spec/", ""))
    );
    let readme = fs::read_to_string(folder.path().join("made/README.md")).unwrap();
    assert!(
        readme.contains("\n| webhooks are left out | spec/things.yaml:3 | the service makes"),
        "{readme}"
    );
    let (code, stdout, _) = new(&["--json", "--out", "again"]);
    let said: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        (code, said["warnings"].as_array().map(Vec::len)),
        (Some(0), Some(2))
    );
}

//! The program `openapi-rust-client history`: its output and exit codes.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{
    path::Path,
    process::{Command, Output},
};

fn history(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command.arg("history").args(arguments).output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_format_is_printed_and_the_exit_code_is_0() {
    for (format, start) in [
        ("text", "Identity: 7 versions\n"),
        ("markdown", "## Identity\n"),
        ("html", "<!doctype html>\n"),
    ] {
        let output = history(&["identity", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(output.stderr.is_empty(), "{format}");
        let text = text(output.stdout);
        assert!(text.starts_with(start), "{format}: {text}");
        assert!(
            !text.contains('\x1b'),
            "{format}: colour where there is no terminal"
        );
    }
}

#[test]
fn an_unknown_service_names_those_there_are() {
    let output = history(&["idenity"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = text(output.stderr);
    assert!(
        said.contains("there is no service `idenity`") && said.contains("`identity`"),
        "{said}"
    );
    let said = text(history(&["identity/2021-03-07"]).stderr);
    assert!(said.contains("name `identity`"), "{said}");
}

#[test]
fn what_is_wrong_with_any_version_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = "{crate: pets, services: {pets: {title: Pets, tracing: Pets, namespace: Pets, default: '1', versions: \
                   {'1': {file: 1.yaml, feature: a}, '2': {file: 2.yaml, feature: b}, '3': {file: 3.yaml, feature: c}}}}}";
    let good = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
    let bad = "openapi: 3.0.3\ninfo: {title: Pets, version: '2'}\npaths:\n  /pets: {$ref: 'none.yaml#/a'}\n";
    for (name, text) in [
        ("catalog.yaml", catalog),
        ("1.yaml", good),
        ("2.yaml", bad),
        ("3.yaml", "a: ["),
    ] {
        write(&folder.path().join(name), text);
    }
    let output = history(&["pets", "--spec", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = text(output.stderr);
    assert!(
        said.contains("2.yaml:4:") && said.contains("3.yaml:") && said.contains("\n2 errors\n"),
        "{said}"
    );
}

#[allow(clippy::disallowed_methods, reason = "a test has files of its own")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

#[test]
fn the_help_says_what_it_is_for_and_how_it_ends() {
    for command in ["diff", "history"] {
        let mut generator = Command::new(env!("CARGO_BIN_EXE_openapi-rust-client"));
        let output = generator.args([command, "--help"]).output().unwrap();
        let help = text(output.stdout);
        for part in [
            "Examples:",
            "Exit codes: 0 compared;",
            "--format <FORMAT>",
            "--spec <FOLDER>",
        ] {
            assert!(help.contains(part), "{command}: {part}\n{help}");
        }
    }
}

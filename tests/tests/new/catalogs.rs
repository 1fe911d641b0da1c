//! `openapi-rust-client catalog`: an existing catalog gets the missing entries and keeps the others.

use std::{fs, path::Path, process::ExitCode};

use generator::cli;

const CATALOG: &str = "# Ours.
crate: things
services:
  things:
    title: Things
    tracing: Things
    namespace: Things
    default: '1'
    operations:
      # The name that everybody knows.
      a: {method: first, reason: we say so}
    versions:
      '1': {file: things.yaml, feature: things-1}
";

const THINGS: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'204': {description: ok}}}}
  /b: {get: {responses: {'204': {description: ok}}}}
  /c: {get: {operationId: First, responses: {'204': {description: ok}}}}
";

fn catalog(spec: &Path, more: &[&str]) -> String {
    let arguments = ["generator", "catalog", "--spec", spec.to_str().unwrap()];
    format!("{:?}", cli::run(arguments.iter().chain(more).map(Into::into)))
}

#[test]
fn a_catalog_gets_what_it_lacks_and_keeps_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let (file, spec) = (folder.path().join("catalog.yaml"), folder.path());
    fs::write(&file, CATALOG).unwrap();
    fs::write(spec.join("things.yaml"), THINGS).unwrap();
    let code = |code: u8| format!("{:?}", ExitCode::from(code));
    assert_eq!(catalog(spec, &[]), code(1));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        CATALOG,
        "nothing is written without being asked"
    );
    assert_eq!(catalog(spec, &["--propose"]), code(0));
    let expected = CATALOG.replace(
        "      a: {method: first, reason: we say so}\n",
        "      a: {method: first, reason: we say so}\n      \
         First: {method: get_c, reason: Another operation of the client becomes a method of the same name.}\n      \
         GET /b: {id: GetB, reason: The description has no id for it; this one is made of the method and the path.}\n",
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    assert_eq!(catalog(spec, &["--propose"]), code(0));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        expected,
        "nothing is missing any more"
    );
}

#[test]
fn what_no_entry_mends_is_an_error_beside_the_entries() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path();
    fs::write(spec.join("catalog.yaml"), CATALOG).unwrap();
    let text = format!(
        "{THINGS}  /d: {{get: {{operationId: d, requestBody: {{content: {{multipart/mixed: {{}}}}}}, responses: {{'204': {{description: ok}}}}}}}}\n"
    );
    fs::write(spec.join("things.yaml"), text).unwrap();
    assert_eq!(catalog(spec, &["--propose"]), format!("{:?}", ExitCode::from(2)));
    let written = fs::read_to_string(spec.join("catalog.yaml")).unwrap();
    assert!(written.contains("GET /b: {id: GetB"), "{written}");
    assert_eq!(
        catalog(spec, &["--propose", "--leave-out"]),
        format!("{:?}", ExitCode::SUCCESS)
    );
    let written = fs::read_to_string(spec.join("catalog.yaml")).unwrap();
    assert!(written.contains("d: {skip: true"), "{written}");
}

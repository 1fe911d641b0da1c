//! The names of the runtime that a crate exports, so that its callers need not depend on the runtime.

use std::path::Path;

use crate::support::{plan, request};

fn exports(golden: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(golden)
        .join("spec.yaml");
    let made = plan(&request(&[file], &folder.path().join("made"))).unwrap();
    let library = &made.files["src/lib.rs"];
    let (_, names) = library.split_once("pub use client_runtime::{").unwrap();
    let names = names.split('}').next().unwrap().split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn what_answers_are_read_with_can_be_named() {
    let found = exports("answers");
    for name in [
        "CollectWithin",
        "EventStream",
        "HasHeaders",
        "ResponseByStatus",
        "ServerSentEvent",
        "TextFormat",
    ] {
        assert!(found.iter().any(|other| other == name), "{name}: {found:?}");
    }
    let found = exports("responses");
    assert!(found.contains(&"JsonOrEmpty".to_owned()), "{found:?}");
}

#[test]
fn what_values_and_files_are_can_be_named() {
    let found = exports("scalars");
    for name in ["IsoDate", "IsoDuration", "IsoTime"] {
        assert!(found.iter().any(|other| other == name), "{name}: {found:?}");
    }
    assert!(exports("forms").contains(&"FilePart".to_owned()));
    assert!(exports("body_bytes").contains(&"BodyStream".to_owned()));
}

#[test]
fn a_crate_exports_nothing_that_it_does_not_need() {
    let found = exports("plain");
    for name in [
        "CollectWithin",
        "FilePart",
        "HasHeaders",
        "IsoDate",
        "JsonOrEmpty",
    ] {
        assert!(found.iter().all(|other| other != name), "{name}: {found:?}");
    }
}

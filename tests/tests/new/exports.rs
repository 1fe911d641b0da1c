//! The names of the runtime that a crate exports, so that its callers need not depend on the runtime.

use std::{collections::BTreeSet, path::Path};

use crate::support::{plan, request};

/// The names that the crate of a golden's description exports.
fn exports(golden: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(golden)
        .join("spec.yaml");
    let made = plan(&request(&[file], &folder.path().join("made"))).unwrap();
    let lists = made.files["src/lib.rs"].split("pub use client_runtime::").skip(1);
    let names = lists.flat_map(|list| list.split(';').next().unwrap().split([',', '{', '}']));
    let names = names.map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn what_answers_are_read_with_can_be_named() {
    let found = exports("answers");
    for name in [
        "CollectWithin",
        "EventStream",
        "HasHeaders",
        "JsonOrEmpty",
        "ResponseByStatus",
        "ServerSentEvent",
        "TextFormat",
    ] {
        assert!(found.contains(name), "{name}: {found:?}");
    }
    assert!(exports("xml").contains("XmlFormat"));
}

#[test]
fn what_values_files_and_pages_are_can_be_named() {
    let found = exports("scalars");
    for name in ["BodyStream", "IsoDate", "IsoDuration", "IsoTime"] {
        assert!(found.contains(name), "{name}: {found:?}");
    }
    assert!(exports("forms").contains("FilePart"));
    let found = exports("paging");
    for name in ["ListPage", "TrustedContinuation"] {
        assert!(found.contains(name), "{name}: {found:?}");
    }
}

#[test]
fn what_the_runtime_has_only_with_a_feature_is_not_exported_without_it() {
    let found = exports("plain");
    for name in ["FilePart", "XmlFormat"] {
        assert!(!found.contains(name), "{name}: {found:?}");
    }
}

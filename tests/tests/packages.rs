//! The published packages have the necessary files, and one common version.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that reads manifests"
)]

use std::{fs, path::Path};

const WORKSPACE: &str = include_str!("../../Cargo.toml");

/// The folders of the members, each with its manifest.
fn members() -> impl Iterator<Item = (String, String)> {
    let members = WORKSPACE
        .lines()
        .find(|line| line.starts_with("members = "))
        .unwrap();
    members.split('"').skip(1).step_by(2).map(|member| {
        let folder = format!("{}/../{member}", env!("CARGO_MANIFEST_DIR"));
        let manifest = fs::read_to_string(Path::new(&folder).join("Cargo.toml")).unwrap();
        (folder, manifest)
    })
}

/// Also on a system where git wrote a link as a text with its target.
#[test]
fn every_package_that_is_published_has_a_license_a_readme_and_a_changelog() {
    let mut published = 0;
    for (folder, manifest) in members().filter(|(_, manifest)| !manifest.contains("publish = false")) {
        published += 1;
        for name in ["LICENSE", "README.md", "CHANGELOG.md"] {
            let text = fs::read_to_string(Path::new(&folder).join(name)).unwrap_or_default();
            assert!(text.lines().count() > 2, "{folder}/{name}");
            assert!(
                manifest.contains(&format!("\"/{name}\"")),
                "{folder} includes {name}"
            );
        }
        for key in ["description", "readme", "keywords", "categories"] {
            assert!(manifest.contains(&format!("\n{key} = ")), "{folder} has {key}");
        }
        assert!(!manifest.contains("\"/tests"), "{folder} packages no tests");
    }
    assert_eq!(published, 7);
}

#[test]
fn our_own_dependencies_have_the_version_of_the_workspace() {
    let version = WORKSPACE
        .lines()
        .find(|line| line.starts_with("version = "))
        .unwrap();
    let ours: Vec<_> = WORKSPACE
        .lines()
        .filter(|line| line.contains(", path = "))
        .collect();
    assert_eq!(ours.len(), 7);
    for line in ours {
        assert!(line.contains(version), "{line}");
    }
}

//! Checks the READMEs: every API version has its row, and the commands run examples that exist.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

const README: &str = include_str!("../../README.md");
const CRATE_README: &str = include_str!("../../generated/README.md");
const CATALOG: &str = include_str!("../../spec/catalog.yaml");
const MANIFEST: &str = include_str!("../../generated/Cargo.toml");

/// The rows of the table of API versions.
fn versions(readme: &str) -> Vec<&str> {
    let rows = readme
        .lines()
        .skip_while(|line| !line.starts_with("| service, API version"));
    rows.skip(2).take_while(|line| line.starts_with('|')).collect()
}

#[test]
fn every_api_version_has_a_row_with_its_feature() {
    let mut features = 0;
    for line in CATALOG.lines() {
        let Some((_, feature)) = line.split_once("feature: ") else {
            continue;
        };
        let feature = format!("`{}`", feature.trim_end_matches('}'));
        assert!(
            versions(README).iter().any(|row| row.contains(&feature)),
            "{feature}"
        );
        features += 1;
    }
    assert_eq!(features, versions(README).len());
}

#[test]
fn both_readmes_have_the_same_table() {
    assert_eq!(versions(README), versions(CRATE_README));
}

/// The lines that a reader sees of the first example in Rust.
fn first_example(readme: &str) -> Vec<&str> {
    let example = readme.split("```rust").nth(1).unwrap();
    let lines = example.split("```").next().unwrap().lines().skip(1);
    lines.filter(|line| !line.starts_with("# ")).collect()
}

#[test]
fn both_readmes_begin_with_the_same_example() {
    let example = first_example(CRATE_README);
    assert!(example.len() > 10, "{example:?}");
    assert_eq!(first_example(README), example);
}

/// The example cannot be compiled there, because the workspace does not depend on OpenTelemetry; the program is compiled by itself.
#[test]
fn the_example_of_opentelemetry_is_a_part_of_the_program() {
    let program = include_str!("../../docs/opentelemetry/src/main.rs");
    let example = CRATE_README.split("```rust,ignore\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    assert!(example.contains("tracing_opentelemetry"), "{example}");
    for line in example.lines() {
        assert!(
            program.lines().any(|of_program| of_program.trim() == line.trim()),
            "{line}"
        );
    }
}

/// Which crates the commands `cargo add` of a text install.
fn installed(readme: &str) -> Vec<&str> {
    let block = readme
        .split("```sh\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let commands = block.lines().filter_map(|line| line.strip_prefix("cargo add "));
    commands
        .flat_map(|crates| {
            crates
                .split_whitespace()
                .take_while(|word| !word.starts_with("--"))
        })
        .collect()
}

#[test]
fn both_readmes_install_what_the_first_example_uses() {
    let crates = installed(CRATE_README);
    assert_eq!(installed(README), crates);
    let example = first_example(CRATE_README).join("\n");
    for name in crates.iter().filter(|name| **name != "azure_core") {
        assert!(
            example.contains(&format!("{}::", name.replace('-', "_"))),
            "{name}"
        );
    }
}

#[test]
fn every_example_that_is_named_is_there_and_every_example_is_named() {
    let named = |text: &str| -> Vec<String> {
        let names = text.split("--example ").skip(1);
        names
            .map(|rest| rest.split_whitespace().next().unwrap().to_owned())
            .collect()
    };
    let declared: Vec<_> = MANIFEST
        .split("[[example]]\nname = \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(named(README), declared);
}

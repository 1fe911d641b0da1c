//! The real versions: the report of each step of a service, and the steps that break nothing.
//!
//! The texts in `tests/fixtures/diff/real` were reviewed by hand against the known differences of the versions.
//! `UPDATE_GOLDEN=1` accepts new texts; review that diff as closely.

use std::{collections::BTreeSet, fs, path::PathBuf};

use generator::diff::{accept::Accepted, finding::RustVerdict, finding::WireSeverity, report::text};

use crate::support::{compare, described, fixtures, report_input, version, versions};

/// Each version of a service with the one after it.
fn steps(service: &str) -> Vec<(String, String)> {
    let versions = versions(service);
    let next = versions.iter().skip(1).cloned();
    versions.iter().cloned().zip(next).collect()
}

/// The report of one step without colour.
fn report(service: &str, old: &str, new: &str) -> String {
    let (old, new) = (version(service, old), version(service, new));
    let (diff, accepted) = (compare(&old, &new), Accepted::default());
    text::text(
        &report_input(&old, &new, &diff, &accepted),
        text::Style::default(),
    )
}

fn golden(service: &str, old: &str, new: &str) -> PathBuf {
    fixtures().join(format!("real/{service}-{old}-to-{new}.txt"))
}

/// Compares every step of a service with its golden.
fn run(service: &str) {
    let mut wrong = Vec::new();
    for (old, new) in steps(service) {
        let (found, file) = (report(service, &old, &new), golden(service, &old, &new));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            let only = |a: &str, b: &str, mark: char| -> String {
                let other: BTreeSet<&str> = b.lines().collect();
                let lines = a.lines().filter(|line| !other.contains(line));
                lines
                    .map(|line| format!("{mark} {line}\n"))
                    .collect::<Vec<_>>()
                    .concat()
            };
            let (removed, added) = (only(&expected, &found, '-'), only(&found, &expected, '+'));
            wrong.push(format!("{}:\n{removed}{added}", file.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nif that is meant, accept it with `UPDATE_GOLDEN=1 cargo test -p conformance --test diff real`",
        wrong.join("\n")
    );
}

#[test]
fn every_step_of_chat_reads_as_reviewed() {
    run("chat");
}

#[test]
fn every_step_of_identity_reads_as_reviewed() {
    run("identity");
}

#[test]
fn every_golden_is_a_step() {
    let wanted: BTreeSet<PathBuf> = ["chat", "identity"]
        .into_iter()
        .flat_map(|service| {
            steps(service)
                .into_iter()
                .map(move |(old, new)| golden(service, &old, &new))
        })
        .collect();
    let found: BTreeSet<PathBuf> = fs::read_dir(fixtures().join("real"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn steps_that_only_add_break_nothing_on_the_wire_and_nothing_in_rust() {
    for (service, old, new) in [
        ("chat", "2021-03-07", "2021-09-07"),
        ("chat", "2023-11-07", "2024-03-07"),
        ("chat", "2024-03-07", "2025-03-15"),
        ("identity", "2021-03-07", "2022-06-01"),
        ("identity", "2022-06-01", "2022-10-01"),
        ("identity", "2022-10-01", "2023-10-01"),
        ("identity", "2023-10-01", "2025-06-30"),
    ] {
        let diff = compare(&version(service, old), &version(service, new));
        let count = (
            diff.count_on_wire(WireSeverity::Error),
            diff.count_in_rust(RustVerdict::Breaking),
        );
        assert_eq!(count, (0, 0), "{service} {old} to {new}\n{}", described(&diff));
        assert_eq!(
            diff.count_on_wire(WireSeverity::Warning),
            0,
            "{}",
            described(&diff)
        );
        assert!(diff.rust_unavailable.is_none());
        assert!(!diff.findings.is_empty(), "it adds something");
    }
}

#[test]
fn a_version_is_the_same_as_itself() {
    for service in ["chat", "identity"] {
        for name in versions(service) {
            let diff = compare(&version(service, &name), &version(service, &name));
            assert_eq!(described(&diff), "");
            assert_eq!((diff.docs_only, diff.names_only), (0, 0), "{service} {name}");
        }
    }
}

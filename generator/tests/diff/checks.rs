//! The options that describe the checks without comparing anything.

use generator::diff::{checks::CHECKS, report::json::SCHEMA};

use crate::Folder;

#[test]
fn every_check_is_listed_and_explained() {
    let folder = Folder::new(&[]);
    let list = folder.diff(&["--list-checks"]);
    assert_eq!((list.code, list.stderr.as_str()), (0, ""));
    assert_eq!(
        list.stdout.lines().count(),
        CHECKS.len() + 1,
        "one line each, and the head"
    );
    for check in CHECKS {
        let line = list
            .stdout
            .lines()
            .find(|line| line.split_whitespace().next() == Some(check.id));
        let line = line.unwrap_or_else(|| panic!("`{}` is not listed", check.id));
        assert!(line.ends_with(check.explanation), "{line}");
        let levels: Vec<&str> = line.split_whitespace().skip(1).take(2).collect();
        assert_eq!(
            levels,
            [check.request.as_str(), check.response.as_str()],
            "{line}"
        );
        let explained = folder.diff(&["--explain", check.id]);
        assert_eq!((explained.code, explained.stderr.as_str()), (0, ""));
        for word in [check.id, check.explanation] {
            assert!(explained.stdout.contains(word), "{}", explained.stdout);
        }
        let levels = format!("sent: {}, received: {}", check.request, check.response);
        assert!(explained.stdout.contains(&levels), "{}", explained.stdout);
    }
}

#[test]
fn an_unknown_id_is_refused_with_similar_ids() {
    let folder = Folder::new(&[]);
    for (asked, meant) in [
        ("property-remove", "`property-removed`"),
        ("type_changed", "`type-changed`"),
        ("enum-vaule-added", "`enum-value-added`"),
        ("Operation-Moved", "`operation-moved`"),
    ] {
        let ran = folder.diff(&["--explain", asked]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(
            ran.stderr.contains(&format!("there is no check `{asked}`")),
            "{}",
            ran.stderr
        );
        assert!(
            ran.stderr.contains(&format!("did you mean {meant}")),
            "{}",
            ran.stderr
        );
    }
    let ran = folder.diff(&["--explain", "zzz"]);
    assert!(
        ran.stderr.contains("`diff --list-checks` prints all of them"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("did you mean"), "{}", ran.stderr);
}

#[test]
fn the_schema_is_printed_as_published() {
    let ran = Folder::new(&[]).diff(&["--schema"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (0, SCHEMA, "")
    );
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(schema["properties"]["schema_version"]["const"], 1);
}

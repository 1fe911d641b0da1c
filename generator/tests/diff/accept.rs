//! `--accept`: findings that were reviewed and accepted, each with a reason.

use crate::{Folder, description};

fn folder(accepted: &str) -> Folder {
    Folder::new(&[
        (
            "old.yaml",
            &description("a: {type: string}, b: {type: string}, c: {type: string}"),
        ),
        (
            "new.yaml",
            &description("a: {type: boolean}, b: {type: boolean}, d: {type: integer}"),
        ),
        ("accept.yaml", accepted),
    ])
}

const BOTH: &str =
    "- {id: type-changed, pointer: /components/schemas/Thing/properties/a, reason: nobody sends it}
- {id: type-changed, pointer: /components/schemas/Thing/properties/b, reason: nobody sends it}
- {id: property-removed, pointer: /components/schemas/Thing/properties/c, reason: it never worked}
";

const ARGUMENTS: [&str; 4] = ["old.yaml", "new.yaml", "--accept", "accept.yaml"];

#[test]
fn accepted_findings_are_set_apart_and_do_not_fail() {
    let folder = folder(BOTH);
    assert_eq!(folder.diff(&["old.yaml", "new.yaml", "--fail-on", "any"]).code, 1);
    let ran = folder.diff(&[&ARGUMENTS[..], &["--fail-on", "any"]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(!ran.stdout.contains("[type-changed]"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("[property-added]"),
        "the rest is there: {}",
        ran.stdout
    );
    assert!(ran.stdout.contains("3 findings are accepted"), "{}", ran.stdout);
    let json = folder.diff(&[&ARGUMENTS[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["accepted"].as_array().unwrap().len(), 3);
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(report["summary"]["wire"]["error"], 0);
    let github = folder.diff(&[&ARGUMENTS[..], &["--format", "github"]].concat());
    assert_eq!(github.stdout.lines().count(), 1 + 1, "{}", github.stdout);
}

#[test]
fn an_entry_is_of_one_check_and_one_place() {
    let folder = folder("- {id: type-changed, pointer: /components/schemas/Thing/properties/a, reason: r}\n");
    let ran = folder.diff(&ARGUMENTS);
    assert_eq!(ran.stdout.matches("[type-changed]").count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("1 finding is accepted"), "{}", ran.stdout);
}

#[test]
fn an_entry_that_matches_nothing_is_reported() {
    let folder = folder(&format!(
        "{BOTH}- {{id: type-changed, pointer: /components/schemas/Gone, reason: r}}\n- {{id: no-such-check, pointer: '', reason: r}}\n"
    ));
    let ran = folder.diff(&ARGUMENTS);
    assert_eq!(ran.code, 0);
    for entry in ["type-changed /components/schemas/Gone", "no-such-check "] {
        assert!(
            ran.stdout.contains(&format!("accepted but not found: {entry}")),
            "{}",
            ran.stdout
        );
    }
    let json = folder.diff(&[&ARGUMENTS[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["unmatched_acceptances"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_is_not_of_its_form_is_an_error_with_its_place() {
    for (text, place) in [
        ("- {id: type-changed, pointer: /a}\n", "accept.yaml:1:"),
        (
            "- {id: a, pointer: /a, reason: r}\n- {id: a, pointer: /a, reason: r, more: x}\n",
            "accept.yaml:2:",
        ),
        ("id: type-changed\n", "accept.yaml:1:"),
        ("- {id: [\n", "accept.yaml:"),
    ] {
        let ran = folder(text).diff(&ARGUMENTS);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{text}");
        assert!(ran.stderr.contains(place), "{text}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("each entry has `id`, `pointer` and `reason`"),
            "{}",
            ran.stderr
        );
    }
    let ran = folder("").diff(&["old.yaml", "new.yaml", "--accept", "not-there.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("not-there.yaml"), "{}", ran.stderr);
}

#[test]
fn a_file_without_entries_accepts_nothing() {
    for text in ["", "[]\n", "# nothing yet\n"] {
        let ran = folder(text).diff(&ARGUMENTS);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{text:?}");
        assert!(!ran.stdout.contains("accepted"), "{}", ran.stdout);
    }
}

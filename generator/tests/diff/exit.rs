//! Exit codes: 0 for a comparison, 1 when `--fail-on` applies, 2 when there is no result.

use crate::{Folder, description};

/// New descriptions that break both, only the wire, only Rust, nothing, and one without a Rust verdict: two of its
/// properties would have one name in Rust.
fn folder() -> Folder {
    let base = "a: {type: string}, n: {type: integer, format: int32}";
    Folder::new(&[
        ("base.yaml", &description(base)),
        (
            "both.yaml",
            &description(&base.replace("a: {type: string}", "a: {type: boolean}")),
        ),
        (
            "wire.yaml",
            &description(&base.replace("{type: string}", "{type: string, maxLength: 2}")),
        ),
        ("rust.yaml", &description(&base.replace("int32", "int64"))),
        ("more.yaml", &description(&format!("{base}, b: {{type: string}}"))),
        (
            "unsupported.yaml",
            &description(&format!("{base}, b: {{type: string}}, B: {{type: string}}")),
        ),
    ])
}

#[test]
fn each_fail_on_looks_at_what_it_names() {
    let folder = folder();
    for (new, fails) in [
        ("both.yaml", ["wire", "rust", "any"].as_slice()),
        ("wire.yaml", &["wire", "any"]),
        ("rust.yaml", &["rust", "any"]),
        ("more.yaml", &[]),
        ("base.yaml", &[]),
    ] {
        let plain = folder.diff(&["base.yaml", new]);
        assert_eq!((plain.code, plain.stderr.as_str()), (0, ""), "{new}");
        for fail_on in ["wire", "rust", "any", "none"] {
            let ran = folder.diff(&["base.yaml", new, "--fail-on", fail_on]);
            let expected = i32::from(fails.contains(&fail_on));
            assert_eq!(ran.code, expected, "{new} --fail-on {fail_on}: {}", ran.stdout);
            assert_eq!(ran.stdout, plain.stdout, "the report is the same");
            assert_eq!(ran.stderr, "");
        }
    }
}

#[test]
fn a_verdict_that_is_not_there_is_not_passed_off_as_nothing() {
    let folder = folder();
    let ran = folder.diff(&["base.yaml", "unsupported.yaml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("rust: not known"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("the properties `b` and `B` become the same field `b`"),
        "{}",
        ran.stdout
    );
    for fail_on in ["rust", "any"] {
        let ran = folder.diff(&["base.yaml", "unsupported.yaml", "--fail-on", fail_on]);
        assert_eq!(ran.code, 2, "{fail_on}");
        assert!(ran.stderr.contains("there is no Rust verdict"), "{}", ran.stderr);
        assert!(
            ran.stdout.contains("gained `b`"),
            "what is known is said: {}",
            ran.stdout
        );
    }
    assert_eq!(
        folder
            .diff(&["base.yaml", "unsupported.yaml", "--fail-on", "wire"])
            .code,
        0
    );
}

#[test]
fn what_is_not_compared_is_not_passed_off_as_nothing() {
    let schema = |not: &str| description(&format!("a: {{type: string, not: {{const: {not}}}}}"));
    let accept =
        "[{id: not-compared, pointer: /components/schemas/Thing/properties/a/not, reason: Reviewed.}]";
    let folder = Folder::new(&[
        ("old.yaml", &schema("a")),
        ("new.yaml", &schema("b")),
        ("accept.yaml", accept),
    ]);
    let plain = folder.diff(&["old.yaml", "new.yaml"]);
    assert_eq!(plain.code, 0);
    assert!(
        plain.stdout.contains("wire: not fully compared"),
        "{}",
        plain.stdout
    );
    assert!(!plain.stdout.contains("nothing breaking,"), "{}", plain.stdout);
    for fail_on in ["wire", "any"] {
        let ran = folder.diff(&["old.yaml", "new.yaml", "--fail-on", fail_on]);
        assert_eq!(ran.code, 2, "{fail_on}");
        assert!(
            ran.stderr.contains("not everything was compared"),
            "{}",
            ran.stderr
        );
        let accepted = [
            "old.yaml",
            "new.yaml",
            "--fail-on",
            fail_on,
            "--accept",
            "accept.yaml",
        ];
        assert_eq!(folder.diff(&accepted).code, 0, "{fail_on}");
    }
    assert_eq!(
        folder.diff(&["old.yaml", "new.yaml", "--fail-on", "rust"]).code,
        0
    );
    for (format, words) in [
        ("json", "\"fully_compared\": false"),
        ("markdown", "Not fully compared"),
        ("html", "Not everything was compared"),
        ("github", "::notice title=diff::wire: not fully compared"),
    ] {
        let ran = folder.diff(&["old.yaml", "new.yaml", "--format", format]);
        let text = ran.stdout.to_lowercase();
        assert!(text.contains(&words.to_lowercase()), "{format}: {}", ran.stdout);
    }
    let more = schema("a").replace("title: Things", "title: Things, description: Some");
    let folder = Folder::new(&[("old.yaml", &schema("a")), ("more.yaml", &more)]);
    let same = folder.diff(&["old.yaml", "more.yaml"]);
    assert!(
        same.stdout.contains("1 keyword is not compared"),
        "{}",
        same.stdout
    );
}

#[test]
fn another_severity_is_what_fail_on_looks_at() {
    let folder = folder();
    let ran = |arguments: &[&str]| {
        folder.diff(&[&["base.yaml", "wire.yaml", "--fail-on", "wire"], arguments].concat())
    };
    assert_eq!(ran(&[]).code, 1);
    let less_severe = ran(&["--severity", "constraint-tightened=warning"]);
    assert_eq!(less_severe.code, 0);
    assert!(
        less_severe.stdout.contains("  warning "),
        "{}",
        less_severe.stdout
    );
    let more_severe = folder.diff(&[
        "base.yaml",
        "more.yaml",
        "--fail-on",
        "wire",
        "--severity",
        "property-added=error",
    ]);
    assert_eq!(more_severe.code, 1, "{}", more_severe.stdout);
    let none = ran(&["--severity", "constraint-tightened=none"]);
    assert_eq!(none.code, 0);
    assert!(!none.stdout.contains("[constraint-tightened]"), "{}", none.stdout);
    // The last severity of a check applies.
    let twice = ran(&[
        "--severity",
        "constraint-tightened=info",
        "--severity",
        "constraint-tightened=error",
    ]);
    assert_eq!(twice.code, 1);
}

#[test]
fn an_unknown_severity_is_refused_before_anything_is_read() {
    let folder = folder();
    for (severity, words) in [
        (
            "constraint-tightend=info",
            ["`constraint-tightend`", "did you mean `constraint-tightened`"],
        ),
        (
            "constraint-tightened=fatal",
            ["`fatal`", "none, info, warning, unknown or error"],
        ),
        (
            "constraint-tightened",
            ["`constraint-tightened` is not a severity", "`ID=LEVEL`"],
        ),
    ] {
        let ran = folder.diff(&["not-there.yaml", "base.yaml", "--severity", severity]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        for word in words {
            assert!(ran.stderr.contains(word), "{severity}: {}", ran.stderr);
        }
    }
}

#[test]
fn wrong_arguments_are_exit_2() {
    let folder = folder();
    for arguments in [
        &["base.yaml"][..],
        &[],
        &["base.yaml", "more.yaml", "--fail-on", "all"],
        &["base.yaml", "more.yaml", "--format", "xml"],
        &["base.yaml", "more.yaml", "third.yaml"],
    ] {
        let ran = folder.diff(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains("error:"), "{}", ran.stderr);
    }
}

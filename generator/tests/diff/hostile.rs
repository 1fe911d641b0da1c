//! Text of a description stays text in every report: it is not a CI command, markup, or a terminal sequence.

use crate::{Folder, description};

/// A pair that adds a property with this name, which is written as JSON.
fn folder(name: &str) -> Folder {
    Folder::new(&[
        ("old.yaml", &description("a: {type: string}")),
        (
            "new,1%.yaml",
            &description(&format!("a: {{type: string}}, {name}: {{type: string}}")),
        ),
    ])
}

fn report(name: &str, format: &str) -> String {
    let ran = folder(name).diff(&["old.yaml", "new,1%.yaml", "--format", format]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}");
    ran.stdout
}

#[test]
fn an_annotation_is_one_line_and_its_text_is_not_a_command() {
    let out = report(r#""x\n::error::50%,y\r""#, "github");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "the finding and the verdict: {out:?}");
    assert!(!out.contains('\r'), "{out:?}");
    let (head, message) = lines[0]
        .strip_prefix("::notice ")
        .unwrap()
        .split_once("::")
        .unwrap();
    assert!(
        head.starts_with("file=new%2C1%25.yaml,line=9,title=property-added (wire%3A info%2C rust%3A "),
        "{head}"
    );
    assert!(message.contains("x%0A::error::50%25,y%0D"), "{message}");
}

#[test]
fn an_annotation_has_the_severity_of_its_finding() {
    let folder = Folder::new(&[
        (
            "old.yaml",
            &description("a: {type: string}, b: {type: string}, w: {type: string}"),
        ),
        (
            "new.yaml",
            &description("a: {type: boolean}, w: {type: string, readOnly: true}, n: {type: string}"),
        ),
    ]);
    let out = folder
        .diff(&["old.yaml", "new.yaml", "--format", "github"])
        .stdout;
    let kind = |id: &str| {
        let line = out
            .lines()
            .find(|line| line.contains(&format!("title={id} ")))
            .unwrap();
        line.split(' ').next().unwrap().to_owned()
    };
    assert_eq!(kind("type-changed"), "::error");
    assert_eq!(kind("property-removed"), "::error", "it breaks in Rust");
    assert_eq!(kind("property-added"), "::notice");
}

#[test]
fn a_page_shows_markup_of_a_description_as_text() {
    let out = report(r#""<script>alert('1')</script>&\"q\"""#, "html");
    assert!(!out.contains("<script>alert"), "a script of a description runs");
    assert!(out.contains("&#60;script&#62;alert") || out.contains("&lt;script&gt;alert"));
    let out = report(r#""\"><img src=x onerror=alert(1)>""#, "html");
    assert!(!out.contains("<img"), "an element of a description is there");
}

#[test]
fn a_changelog_shows_markup_of_a_description_as_text() {
    for name in [
        r#""<script>""#,
        r#""a`<script>`""#,
        r#""a`|*b*|`""#,
        r#""x\n# Title\n- y""#,
    ] {
        let out = report(name, "markdown");
        let entries: Vec<&str> = out.lines().filter(|line| line.contains("gained")).collect();
        assert_eq!(entries.len(), 1, "{out}");
        assert!(entries[0].starts_with("- "), "{out}");
        let outside: Vec<&str> = entries[0].split('`').step_by(2).collect();
        for part in outside {
            assert!(
                !part.contains('<') && !part.contains("**"),
                "{name}: {part:?} in {out}"
            );
        }
        assert!(
            !out.lines().any(|line| line == "# Title" || line == "- y`"),
            "{out}"
        );
    }
}

#[test]
fn a_terminal_is_not_controlled_by_a_description() {
    for format in ["text", "markdown", "html", "github"] {
        let out = report(r#""\e[31mred\e]0;title\a\0\u009b2J""#, format);
        assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
        assert!(out.contains("red"), "{out:?}");
    }
}

#[test]
fn output_that_is_not_a_terminal_has_no_colour() {
    let folder = folder("b");
    for format in ["text", "markdown", "github"] {
        let out = folder
            .diff(&["old.yaml", "new,1%.yaml", "--format", format])
            .stdout;
        assert!(!out.contains('\u{1b}'), "{format}: {out:?}");
    }
}

#[test]
fn something_new_is_shown_alone_and_not_beside_what_it_is_in() {
    let page = report("c", "html");
    assert!(page.contains("not there before"), "{page}");
    assert!(!page.contains("class=\"before\""), "{page}");
    assert!(page.contains("<pre class=\"after\""), "{page}");
}

#[test]
fn annotations_of_a_level_are_ten_and_the_rest_is_counted() {
    let more: Vec<String> = (0..13).map(|at| format!("p{at}: {{type: string}}")).collect();
    let folder = Folder::new(&[
        ("old.yaml", &description("a: {type: string}")),
        (
            "new.yaml",
            &description(&format!("a: {{type: string}}, {}", more.join(", "))),
        ),
    ]);
    let out = folder
        .diff(&["old.yaml", "new.yaml", "--format", "github"])
        .stdout;
    assert_eq!(out.lines().count(), 10 + 1, "{out}");
    assert!(out.ends_with("; 3 findings are not annotated\n"), "{out}");
}

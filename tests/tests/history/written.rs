//! The generated parts of documents, between marks: compared with the expected text, or rewritten with `UPDATE_GOLDEN=1`.

use std::fs;

use generator::diff::{
    SIMILARITY_THRESHOLD,
    checks::CHECKS,
    keywords::{Handling, OBJECTS, Object},
};

use crate::support::root;

/// Compares the text between `<!-- name -->` and `<!-- /name -->` in a file of the project.
pub fn between(file: &str, name: &str, wanted: &str) {
    let path = root().join(file);
    let text = fs::read_to_string(&path).unwrap();
    let (start, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = text
        .split_once(&start)
        .unwrap_or_else(|| panic!("{file}: no {start}"));
    let (found, after) = rest
        .split_once(&end)
        .unwrap_or_else(|| panic!("{file}: no {end}"));
    if found == wanted {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_GOLDEN").is_some(),
        "{file}: `{name}` is out of step; rewrite it with `UPDATE_GOLDEN=1 cargo test -p conformance --test history`, one \
         test at a time\nit should be:{wanted}"
    );
    fs::write(path, format!("{before}{start}{wanted}{end}{after}")).unwrap();
}

#[test]
fn the_page_on_diff_has_every_check_and_the_threshold() {
    let rows: Vec<String> = CHECKS
        .iter()
        .map(|check| {
            format!(
                "| `{}` | {} | {} | {} |\n",
                check.id, check.request, check.response, check.explanation
            )
        })
        .collect();
    let table = format!(
        "\n| check | sent | received | what it means |\n|---|---|---|---|\n{}",
        rows.concat()
    );
    between("docs/diff.md", "checks", &table);
    between("docs/diff.md", "threshold", &SIMILARITY_THRESHOLD.to_string());
}

#[test]
fn the_page_on_diff_has_every_keyword() {
    let list = |object: &Object, wanted: fn(&Handling) -> bool| {
        let keywords = object.keywords.iter();
        let keywords = keywords.filter(|(_, handling)| wanted(handling));
        let keywords: Vec<String> = keywords.map(|(keyword, _)| format!("`{keyword}`")).collect();
        keywords.join(", ")
    };
    let rows: Vec<String> = OBJECTS
        .iter()
        .map(|object| {
            format!(
                "| {} | {} | {} | {} |\n",
                object.name,
                list(object, |handling| matches!(
                    handling,
                    Handling::Checked(_) | Handling::Part(_)
                )),
                list(object, |handling| matches!(handling, Handling::Residue)),
                list(object, |handling| matches!(handling, Handling::Words)),
            )
        })
        .collect();
    let table = format!(
        "\n| in | compared | not compared | words |\n|---|---|---|---|\n{}",
        rows.concat()
    );
    between("docs/diff.md", "keywords", &table);
}

#[test]
fn pages_of_histories_are_not_committed() {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap();
    assert!(ignored.lines().any(|line| line == "/docs/history-*.html"));
}

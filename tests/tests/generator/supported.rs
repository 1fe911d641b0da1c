//! `docs/supported.md` is in step with the goldens: each golden is named by a row, and each that is named is there.

use std::collections::BTreeSet;

use crate::support::{Golden, root};

/// The names in the last cell of each row: `| form | in Rust | `one`, `two` |`.
fn named(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_suffix(" |"));
    let cells = rows.filter_map(|row| row.rsplit(" | ").next());
    cells
        .flat_map(|cell| cell.split(", "))
        .filter_map(|name| Some(name.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the page that it is about")]
fn every_form_that_is_shown_is_on_the_page_of_what_is_supported() {
    let page = std::fs::read_to_string(root().join("docs/supported.md")).unwrap();
    let folder = root().join("tests/golden");
    let shown: BTreeSet<String> = Golden::all()
        .iter()
        .map(|golden| golden.folder.strip_prefix(&folder).unwrap())
        .map(|below| below.to_string_lossy().replace('\\', "/"))
        .collect();
    let named = named(&page);
    let missing: Vec<_> = shown.difference(&named).collect();
    assert!(
        missing.is_empty(),
        "give these a row in docs/supported.md: {missing:?}"
    );
    let gone: Vec<_> = named.difference(&shown).collect();
    assert!(
        gone.is_empty(),
        "docs/supported.md names goldens that are not there: {gone:?}"
    );
}

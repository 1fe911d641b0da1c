//! `docs/behaviour.md` says which test holds which promise; every one it names is there.

use std::path::Path;

#[test]
fn every_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = std::fs::read_to_string(root.join("docs/behaviour.md")).unwrap();
    let mut promises = 0;
    let mut wrong = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(cells) = line
            .strip_prefix("| ")
            .filter(|line| !line.starts_with("promise"))
        else {
            continue;
        };
        promises += 1;
        let tests: Vec<_> = cells
            .split('`')
            .filter_map(|part| part.split_once(".rs::"))
            .collect();
        if tests.is_empty() {
            wrong.push(format!("line {}: no test", number + 1));
        }
        for (file, test) in tests {
            let source = std::fs::read_to_string(root.join(format!("{file}.rs"))).unwrap_or_default();
            if !source.contains(&format!("fn {test}(")) {
                wrong.push(format!("line {}: there is no {file}.rs::{test}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(promises > 50, "{promises}");
}

//! The hints for callers, by the kind of change. The cases are in `tests/fixtures/history/hints.yaml`.

use std::fs;

use generator::source::Node;

use crate::{markdown_of, support};

/// A description from lines of a case: paths, and schemas.
fn description(lines: &str) -> String {
    let answer = "{get: {operationId: Pets_Get, responses: {'200': {description: ok, content: {application/json: \
                  {schema: {$ref: '#/components/schemas/NAME'}}}}}}}";
    let mut paths = Vec::new();
    let mut schemas = vec!["    Unused: {type: string}\n".to_owned()];
    for line in lines.lines() {
        match line.strip_prefix("get: ") {
            Some(name) => paths.push(format!("  /pets: {}\n", answer.replace("NAME", name))),
            None if line.starts_with('/') => paths.push(format!("  {line}\n")),
            None => schemas.push(format!("    {line}\n")),
        }
    }
    let (paths, schemas) = (paths.concat(), schemas.concat());
    format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

fn text<'a>(case: &'a Node, key: &str) -> &'a str {
    let Some(Node::String(text)) = case.get(key) else {
        panic!("{key}: {case:?}")
    };
    text
}

#[test]
fn every_kind_of_break_says_what_to_do() {
    let file = support::root().join("tests/fixtures/history/hints.yaml");
    let Node::Sequence(cases) = support::tree::read(&fs::read_to_string(file).unwrap()) else {
        panic!("the cases are a list");
    };
    assert!(cases.len() > 20);
    for case in &cases {
        let section = markdown_of(&description(text(case, "old")), &description(text(case, "new")));
        let found: Vec<&str> = section
            .lines()
            .filter_map(|line| line.strip_prefix("  - "))
            .collect();
        let Some(Node::Sequence(wanted)) = case.get("hints") else {
            panic!("hints: {case:?}")
        };
        let wanted: Vec<&str> = wanted
            .iter()
            .map(|hint| match hint {
                Node::String(hint) => hint.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, wanted, "{}\n{section}", text(case, "case"));
    }
}

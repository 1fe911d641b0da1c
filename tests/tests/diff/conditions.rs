//! The keywords that say more of a value than its type: what is refused or allowed by one that only one side has, by a changed
//! one, and what cannot be told.

use std::fs;

use generator::{
    diff::{Diff, finding::WireSeverity},
    source::Node,
};

use crate::support::{compare, described, fixtures, tree::read, wire_side};

/// A description with an operation that sends or receives a schema.
fn description(schema: &Node, is_sent: bool) -> String {
    let schema = crate::support::tree::json(schema);
    let plain = r#"{"type": "object"}"#;
    let (sent, got) = if is_sent {
        (&*schema, plain)
    } else {
        (plain, &*schema)
    };
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Things", "version": "1"}}, "paths": {{"/things": {{"put": {{
            "operationId": "Things_Put",
            "requestBody": {{"required": true, "content": {{"application/json": {{"schema": {sent}}}}}}},
            "responses": {{"200": {{"description": "Done.", "content": {{"application/json": {{"schema": {got}}}}}}}}}}}}}}},
            "components": {{"schemas": {{"Word": {{"type": "string", "maxLength": 3}}}}}}}}"#
    )
}

/// The severest verdict on the wire, and the checks.
fn verdict(diff: &Diff) -> String {
    let worst = diff.findings.iter().map(|finding| finding.wire).max();
    let mut ids: Vec<&str> = diff.findings.iter().map(|finding| finding.check.id).collect();
    ids.sort_unstable();
    ids.dedup();
    format!("{} {}", worst.unwrap_or(WireSeverity::None), ids.join(" "))
        .trim_end()
        .to_owned()
}

/// Compares the pairs of a file, each in both directions of values, and back again.
#[test]
fn pairs_of_conditions_have_the_verdicts_that_their_file_says() {
    let file = read(&fs::read_to_string(fixtures().join("conditions.yaml")).unwrap());
    let Node::Sequence(pairs) = file else {
        panic!("there are no pairs");
    };
    let mut wrong = Vec::new();
    for pair in &pairs {
        let (old, new) = (pair.get("old").unwrap(), pair.get("new").unwrap());
        for (key, old, new, is_sent) in [
            ("sent", old, new, true),
            ("received", old, new, false),
            ("back sent", new, old, true),
            ("back received", new, old, false),
        ] {
            let Some(expected) = pair.get(key).and_then(Node::as_str) else {
                continue;
            };
            let diff = compare(
                &wire_side(&description(old, is_sent)),
                &wire_side(&description(new, is_sent)),
            );
            if verdict(&diff) != expected {
                wrong.push(format!(
                    "{old:?}\n{new:?}\n{key}: expected `{expected}`, found `{}`\n{}",
                    verdict(&diff),
                    described(&diff)
                ));
            }
        }
    }
    assert!(pairs.len() > 20);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

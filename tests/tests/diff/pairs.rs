//! Pairs of whole descriptions: those that look as if nothing changed, and those that say the same in another way.

use std::fs;

use generator::{diff::finding::WireSeverity, source::Node};

use crate::support::{
    compare, described, fixtures,
    tree::{json, merge, read},
    wire_side,
};

/// A description with what its pair leaves out.
fn whole(part: &Node) -> String {
    let mut whole = read(if part.get("swagger").is_some() {
        "{info: {title: Things, version: '1'}, paths: {}}"
    } else {
        "{openapi: 3.1.0, info: {title: Things, version: '1'}, paths: {}}"
    });
    if part.get("swagger").is_none() && part.get("servers").is_none() {
        merge(&mut whole, &read("{servers: [{url: 'https://a.example/v1'}]}"));
    }
    merge(&mut whole, part);
    json(&whole)
}

fn run(name: &str, at_least: usize) {
    let file = read(&fs::read_to_string(fixtures().join("pairs").join(name)).unwrap());
    let Node::Sequence(pairs) = file else {
        panic!("{name} is not a list");
    };
    assert!(pairs.len() >= at_least, "{}", pairs.len());
    let mut wrong = Vec::new();
    for pair in &pairs {
        let text = |key: &str| pair.get(key).and_then(Node::as_str).unwrap();
        let sides = ["old", "new"].map(|key| wire_side(&whole(pair.get(key).unwrap())));
        let diff = compare(&sides[0], &sides[1]);
        let worst = diff.findings.iter().map(|finding| finding.wire).max();
        let worst = worst.unwrap_or(WireSeverity::None);
        if worst.as_str() != text("wire") {
            wrong.push(format!(
                "{}: expected {}, found {worst}\n{}",
                text("about"),
                text("wire"),
                described(&diff)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn pairs_that_look_as_if_nothing_changed_have_their_verdict() {
    run("deceptive.yaml", 120);
}

#[test]
fn pairs_that_say_the_same_have_no_severity() {
    run("equal.yaml", 20);
}

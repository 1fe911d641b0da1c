//! Properties of every report: the JSON is valid against its schema, pointers exist in the named files, the same input
//! gives the same bytes, and the order of maps has no effect.

use std::{fs, sync::LazyLock};

use generator::{
    diff::{
        Diff, Side,
        accept::Accepted,
        finding::WireSeverity,
        report::{github, html, json, markdown, text},
    },
    source::{Mapping, Node},
};
use serde_json::Value;

use crate::{
    checks::{FILES, Way, cases, description, text as field},
    support::{
        compare, files, fixtures, report_input, schema::faults, side, tree, tree::read, version, versions,
    },
};

/// Two compared sides, with a name for messages.
struct Compared {
    name: String,
    old: Side,
    new: Side,
    diff: Diff,
}

impl Compared {
    fn new(name: String, old: Side, new: Side) -> Self {
        let diff = compare(&old, &new);
        Self { name, old, new, diff }
    }
}

/// The two texts of every case of every check.
fn pairs() -> Vec<(String, String, String)> {
    let base = read(&fs::read_to_string(fixtures().join("base.yaml")).unwrap());
    let mut found = Vec::new();
    for file in FILES {
        for (id, case) in cases(file) {
            let ways: &[Way] = if field(&case, "wire").is_some() {
                &[Way::Whole]
            } else {
                &[Way::Sent, Way::Received]
            };
            for way in ways {
                let text = |key: &str| description(&base, case.get(key).unwrap(), *way);
                found.push((format!("{id} {way:?}"), text("old"), text("new")));
                found.push((format!("{id} {way:?} back"), text("new"), text("old")));
                found.push((format!("{id} {way:?} near"), text("old"), text("near")));
            }
        }
    }
    found
}

/// Every pair that the fixtures have, and the real ones.
static ALL: LazyLock<Vec<Compared>> = LazyLock::new(|| {
    let mut all: Vec<Compared> = pairs()
        .into_iter()
        .map(|(name, old, new)| Compared::new(name, side(&old), side(&new)))
        .collect();
    for service in ["chat", "identity"] {
        let list = versions(service);
        let steps = list.iter().zip(list.iter().skip(1));
        for (old, new) in steps.chain(list.first().zip(list.last())) {
            let name = format!("{service} {old} {new}");
            all.push(Compared::new(name, version(service, old), version(service, new)));
        }
    }
    all
});

fn schema() -> Value {
    serde_json::from_str(json::SCHEMA).unwrap()
}

fn report(compared: &Compared) -> Value {
    let accepted = Accepted::default();
    let text = json::json(&report_input(
        &compared.old,
        &compared.new,
        &compared.diff,
        &accepted,
    ));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_report_has_the_form_of_its_schema() {
    let schema = schema();
    let mut with_findings = 0;
    for compared in ALL.iter() {
        let report = report(compared);
        assert_eq!(
            faults(&schema, &report),
            Vec::<String>::new(),
            "{}",
            compared.name
        );
        with_findings += usize::from(!compared.diff.findings.is_empty());
    }
    assert!(with_findings > 150, "{with_findings}");
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let schema = schema();
    let report = report(
        ALL.iter()
            .find(|compared| !compared.diff.findings.is_empty())
            .unwrap(),
    );
    let broken = |pointer: &str, value: Value| {
        let mut other = report.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        faults(&schema, &other)
    };
    for (pointer, value) in [
        ("/schema_version", Value::from(2)),
        ("/findings/0/wire", Value::from("fatal")),
        ("/findings/0/id", Value::from("No-Id")),
        ("/findings/0/message", Value::Null),
        ("/summary/docs_only", Value::from(-1)),
        ("/findings/0", Value::Object(serde_json::Map::default())),
    ] {
        assert!(!broken(pointer, value).is_empty(), "{pointer}");
    }
    let mut more = report.clone();
    more["more"] = Value::Null;
    assert_eq!(faults(&schema, &more).len(), 1);
}

#[test]
fn every_pointer_leads_somewhere_in_the_file_that_is_named() {
    let mut wrong = Vec::new();
    for compared in ALL.iter() {
        for finding in report(compared)["findings"].as_array().unwrap() {
            for (side, which) in [(&compared.old, "old"), (&compared.new, "new")] {
                let place = [format!("{which}_file"), format!("{which}_pointer")].map(|key| &finding[key]);
                match place {
                    [Value::Null, Value::Null] => {}
                    [Value::String(file), Value::String(pointer)] => {
                        let sources = side.sources.iter();
                        let mut named = sources.filter(|(id, _)| side.sources.display(id) == *file);
                        let (_, source) = named.next().unwrap_or_else(|| panic!("no file {file}"));
                        if resolve(&source.node, pointer).is_none() {
                            wrong.push(format!("{} {}: {which} {pointer}", compared.name, finding["id"]));
                        }
                    }
                    other => wrong.push(format!("{}: half a place: {other:?}", compared.name)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Resolves a JSON pointer (RFC 6901).
fn resolve<'n>(node: &'n Node, pointer: &str) -> Option<&'n Node> {
    let Some(tokens) = pointer.strip_prefix('/') else {
        return pointer.is_empty().then_some(node);
    };
    tokens.split('/').try_fold(node, |node, token| match node {
        Node::Mapping(_) => node.get(&token.replace("~1", "/").replace("~0", "~")),
        Node::Sequence(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    })
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_form() {
    let reports = |old: &Side, new: &Side| {
        let (diff, accepted) = (compare(old, new), Accepted::default());
        let report_input = report_input(old, new, &diff, &accepted);
        [
            text::text(&report_input, text::Style::default()),
            json::json(&report_input),
            markdown::markdown(&report_input),
            html::html(&report_input).unwrap(),
            github::github(&report_input),
        ]
    };
    for compared in ALL.iter().rev().step_by(20) {
        let again = reports(&compared.old, &compared.new);
        assert_eq!(again, reports(&compared.old, &compared.new), "{}", compared.name);
    }
}

/// The tree with the keys of every map in reverse order. Media types keep their order, because the crate sends the first.
fn reversed(node: &Node) -> Node {
    match node {
        Node::Mapping(mapping) => {
            let entries = mapping.entries.iter();
            let mut entries: Vec<(String, Node)> = entries
                .map(|(key, value)| (key.clone(), reversed(value)))
                .collect();
            if !entries.iter().any(|(key, _)| key.contains("/json")) {
                entries.reverse();
            }
            Node::Mapping(Mapping {
                entries,
                duplicates: Vec::new(),
            })
        }
        Node::Sequence(items) => Node::Sequence(items.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

fn turned(side: &Side) -> Side {
    let texts: Vec<(String, String)> = side
        .sources
        .iter()
        .map(|(id, source)| (id.as_str().to_owned(), tree::json(&reversed(&source.node))))
        .collect();
    // The entry comes first.
    let mut texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    texts.retain(|(name, _)| *name != "catalog.yaml");
    texts.sort_by_key(|(name, _)| *name != side.entry.as_str());
    files(&texts).with_codegen_from(side)
}

/// The findings as ids and verdicts, with the operations that they reach.
fn seen(diff: &Diff, wire_only: bool) -> Vec<String> {
    let mut lines: Vec<String> = diff
        .findings
        .iter()
        .filter(|finding| !wire_only || finding.wire != WireSeverity::None)
        .map(|finding| {
            let rust = if wire_only { "" } else { finding.rust.as_str() };
            let (id, operations) = (finding.check.id, &finding.operations);
            format!("{id} {} {rust} {operations:?}", finding.wire)
        })
        .collect();
    lines.sort_unstable();
    lines
}

#[test]
fn the_order_of_maps_means_nothing() {
    let each = ALL.iter().filter(|compared| !compared.name.ends_with("back"));
    for compared in each.filter(|compared| !compared.name.ends_with("near")) {
        let (old, new) = (turned(&compared.old), turned(&compared.new));
        let both = compare(&old, &new);
        assert_eq!(
            seen(&both, false),
            seen(&compared.diff, false),
            "{}",
            compared.name
        );
        // The order of properties is the order of arguments, so reversing one side alone changes nothing only on the wire.
        let one = compare(&compared.old, &new);
        assert_eq!(seen(&one, true), seen(&compared.diff, true), "{}", compared.name);
    }
}

//! Every keyword of every dialect, changed in a pair: what goes over the wire is a finding, and what does not is none.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use generator::{
    diff::{
        Diff,
        finding::WireSeverity,
        keywords::{Handling, OBJECTS, Object},
    },
    source::{Mapping, Node},
};

use crate::support::{compare, described, files, fixtures, tree::json, wire_side};

/// The descriptions, each with its rows.
const FILES: [&str; 3] = ["openapi.yaml", "swagger.yaml", "host.yaml"];

/// One keyword of an object, with a value before and after.
struct Row<'n> {
    object: &'static Object,
    at: Vec<String>,
    keyword: &'n str,
    old: &'n Node,
    new: &'n Node,
}

fn entries(node: &Node) -> &[(String, Node)] {
    match node {
        Node::Mapping(mapping) => &mapping.entries,
        other => panic!("{other:?} is not a mapping"),
    }
}

fn rows(file: &Node) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (name, groups) in entries(file).iter().filter(|(name, _)| name != "document") {
        let object = OBJECTS.iter().find(|object| object.name == name);
        let object = object.unwrap_or_else(|| panic!("there is no table of `{name}`"));
        let Node::Sequence(groups) = groups else {
            panic!("`{name}` is not a list");
        };
        for group in groups {
            let at = group.get("at").and_then(Node::as_str).unwrap();
            let at: Vec<String> = at
                .split('/')
                .skip(1)
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect();
            for (keyword, values) in entries(group).iter().filter(|(key, _)| key != "at") {
                let Node::Sequence(values) = values else {
                    panic!("`{keyword}` of `{name}` has no two values");
                };
                let [old, new] = values.as_slice() else {
                    panic!("`{keyword}` of `{name}` has no two values");
                };
                rows.push(Row {
                    object,
                    at: at.clone(),
                    keyword,
                    old,
                    new,
                });
            }
        }
    }
    rows
}

/// The document with a value at a keyword; with `null`, without the keyword.
fn with(document: &Node, row: &Row<'_>, value: &Node) -> String {
    let mut whole = document.clone();
    let mut node = &mut whole;
    for token in &row.at {
        node = match node {
            Node::Sequence(items) => &mut items[token.parse::<usize>().unwrap()],
            Node::Mapping(mapping) => entry(mapping, token),
            other => panic!("{other:?} has no `{token}`"),
        };
    }
    let Node::Mapping(mapping) = node else {
        panic!("{:?} is not an object", row.at);
    };
    if *value == Node::Null {
        mapping.entries.retain(|(key, _)| key != row.keyword);
    } else {
        *entry(mapping, row.keyword) = value.clone();
    }
    json(&whole)
}

fn entry<'m>(mapping: &'m mut Mapping, key: &str) -> &'m mut Node {
    let at = mapping.entries.iter().position(|(other, _)| other == key);
    let at = at.unwrap_or_else(|| {
        let empty = Node::Mapping(Mapping::default());
        mapping.entries.push((key.to_owned(), empty));
        mapping.entries.len() - 1
    });
    &mut mapping.entries[at].1
}

fn read(name: &str) -> Node {
    crate::support::tree::read(&fs::read_to_string(fixtures().join("keywords").join(name)).unwrap())
}

/// Whether the wire verdict is that nothing changed.
fn is_nothing(diff: &Diff) -> bool {
    diff.findings
        .iter()
        .all(|finding| finding.wire == WireSeverity::None)
}

/// Changes each keyword of some objects of a file.
fn run(name: &str, is_wanted: impl Fn(&str) -> bool) {
    let file = read(name);
    let document = file.get("document").unwrap();
    let mut wrong = Vec::new();
    let rows = rows(&file).into_iter();
    for row in rows.filter(|row| is_wanted(row.object.name)) {
        let (old, new) = (
            wire_side(&with(document, &row, row.old)),
            wire_side(&with(document, &row, row.new)),
        );
        let diff = compare(&old, &new);
        let handling = row.object.handling(row.keyword);
        let wrong_way = match handling {
            Handling::Words => !is_nothing(&diff),
            // An id is not on the wire, but in the crate.
            Handling::Checked("operation-renamed") => diff.findings.is_empty(),
            Handling::Checked(_) | Handling::Part(_) => is_nothing(&diff),
            Handling::Residue => {
                let in_a_table = row.object.keywords.iter().any(|(name, _)| *name == row.keyword);
                is_nothing(&diff)
                    || is_nothing(&compare(&new, &old))
                    || (in_a_table && diff.is_fully_compared())
            }
        };
        if wrong_way {
            wrong.push(format!(
                "{name}: `{}` of {} at {:?} ({handling:?})\n{}",
                row.keyword,
                row.object.name,
                row.at,
                described(&diff)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn a_keyword_of_openapi_that_changes_is_never_nothing_unless_it_is_only_words() {
    run("openapi.yaml", |object| object != "schema");
}

#[test]
fn a_keyword_of_a_schema_that_changes_is_never_nothing_unless_it_is_only_words() {
    run("openapi.yaml", |object| object == "schema");
}

#[test]
fn a_keyword_of_swagger_that_changes_is_never_nothing_unless_it_is_only_words() {
    run("swagger.yaml", |_| true);
}

#[test]
fn a_keyword_of_a_host_that_changes_is_never_nothing_unless_it_is_only_words() {
    run("host.yaml", |_| true);
}

#[test]
fn every_keyword_of_the_tables_has_a_row() {
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for name in FILES {
        for row in rows(&read(name)) {
            let keywords = known.entry(row.object.name).or_default();
            keywords.insert(row.keyword.to_owned());
        }
    }
    // What these lead to has rows of its own.
    let elsewhere = [
        "swagger",
        "paths",
        "definitions",
        "responses",
        "securityDefinitions",
        "components",
        "parameters",
        "x-ms-parameterized-host",
        "x-ms-pageable",
        "x-ms-enum",
    ];
    let mut missing = Vec::new();
    for object in OBJECTS {
        for (keyword, _) in object.keywords {
            let has = known.get(object.name).is_some_and(|list| list.contains(*keyword));
            if !has && !elsewhere.contains(keyword) {
                missing.push(format!("`{keyword}` of {}", object.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_check_that_a_table_names_exists() {
    for object in OBJECTS {
        for (keyword, handling) in object.keywords {
            if let Handling::Checked(id) = handling {
                let check = generator::diff::checks::Check::find(id);
                assert!(check.is_some(), "`{keyword}` of {}: `{id}`", object.name);
            }
        }
    }
}

#[test]
fn what_a_residue_refers_to_is_compared_through_every_file() {
    let entry = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a: {post: {operationId: A_Post, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'204': {description: Done.}}}}
components:
  schemas:
    A: {type: object, not: {$ref: 'parts.yaml#/components/schemas/B'}, properties: {a: {type: string}}}";
    let part = |kind: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Parts, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{B: {{$ref: '#/components/schemas/C'}}, \
             C: {{type: object, properties: {{c: {{$ref: '#/components/schemas/C'}}, title: {{type: {kind}, title: T}}}}}}}}}}\n"
        )
    };
    let side = |kind: &str| files(&[("spec.yaml", entry), ("parts.yaml", &part(kind))]);
    let diff = compare(&side("string"), &side("integer"));
    assert_eq!(diff.findings.len(), 1, "{}", described(&diff));
    let finding = &diff.findings[0];
    assert_eq!(finding.check.id, "not-compared");
    let place = finding.new.as_ref().unwrap();
    assert_eq!(
        (place.file.as_str(), place.pointer.to_string().as_str()),
        ("parts.yaml", "/components/schemas/C")
    );
    assert_eq!(finding.operations.len(), 1);
    let same = compare(&side("string"), &side("string"));
    assert_eq!((same.findings.len(), same.equal_residue), (0, 2));
}

//! The same API in Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1 has no differences.

use std::fs;

use generator::{
    diff::Side,
    source::{Mapping, Node},
};

use crate::support::{
    compare, described, files, fixtures, ids, texts,
    tree::{json, read},
};

/// The three descriptions, each with the file that it refers to.
const DIALECTS: [[&str; 2]; 3] = [
    ["swagger.json", "swagger.common.json"],
    ["openapi-3.0.yaml", "openapi-3.0.common.yaml"],
    ["openapi-3.1.yaml", "openapi-3.1.common.yaml"],
];

/// A description as it stands, or after `change`.
fn dialect(names: [&str; 2], change: impl Fn(Node) -> Node) -> Side {
    let text = |name: &str| {
        let text = fs::read_to_string(fixtures().join("dialects").join(name)).unwrap();
        json(&change(read(&text)))
    };
    let texts = names.map(text);
    files(&[(names[0], &texts[0]), (names[1], &texts[1])])
}

/// The description without the parts that the comparison knows and the generator does not support yet.
fn supported(node: Node) -> Node {
    let named = |node: &Node| matches!(node.get("name").and_then(Node::as_str), Some("tags" | "kinds"));
    match node {
        Node::Mapping(mapping) => Node::Mapping(Mapping {
            entries: mapping
                .entries
                .into_iter()
                .filter(|(key, _)| key != "notes" && key != "basePath")
                .map(|(key, value)| (key, supported(value)))
                .collect(),
            duplicates: Vec::new(),
        }),
        Node::Sequence(items) => {
            let kept = items.into_iter().filter(|item| !named(item));
            Node::Sequence(kept.map(supported).collect())
        }
        Node::String(text) if text == "{endpoint}/lending" => Node::String("{endpoint}".to_owned()),
        other => other,
    }
}

#[test]
fn dialects_that_say_the_same_are_the_same_on_the_wire() {
    for old in DIALECTS {
        for new in DIALECTS {
            let diff = compare(&dialect(old, |node| node), &dialect(new, |node| node));
            assert_eq!(described(&diff), "", "{} -> {}", old[0], new[0]);
            assert!(diff.work.pairs > 20, "{:?}", diff.work);
        }
    }
}

#[test]
fn dialects_that_say_the_same_make_the_same_crate() {
    for old in DIALECTS {
        for new in DIALECTS {
            let diff = compare(&dialect(old, supported), &dialect(new, supported));
            assert!(diff.rust_unavailable.is_none(), "{:?}", diff.rust_unavailable);
            assert_eq!(described(&diff), "", "{} -> {}", old[0], new[0]);
        }
    }
}

#[test]
fn a_change_is_the_same_finding_in_every_dialect() {
    let changes: [(&str, &str, &str, &[&str]); 4] = [
        ("maxLength", "200", "100", &["constraint-tightened"]),
        ("format", "\"uuid\"", "\"date\"", &["format-changed"]),
        ("default", "\"Bath\"", "\"York\"", &["default-changed"]),
        (
            "operationId",
            "\"Books_Add\"",
            "\"Books_Put\"",
            &["operation-renamed"],
        ),
    ];
    for (key, from, to, wanted) in changes {
        for [name, common] in DIALECTS {
            let file = |name: &str| {
                json(&supported(read(
                    &fs::read_to_string(fixtures().join("dialects").join(name)).unwrap(),
                )))
            };
            let (old, common_text) = (file(name), file(common));
            let from = format!("\"{key}\":{from}");
            assert_eq!(old.matches(&from).count(), 1, "{from} in {name}");
            let new = old.replace(&from, &format!("\"{key}\":{to}"));
            let side = |text: &str| files(&[(name, text), (common, &common_text)]);
            let diff = compare(&side(&old), &side(&new));
            assert_eq!(ids(&diff), wanted, "{name}: {}", described(&diff));
        }
    }
}

#[test]
fn something_or_null_is_that_thing_nullable() {
    let document = |version: &str, schema: &str| {
        format!(
            "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: A_Get\n      \
             responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}\n\
             components: {{schemas: {{A: {{type: object, properties: {{a: {schema}}}}}}}}}\n"
        )
    };
    for (old, new) in [
        (
            "{type: string, nullable: true}",
            "{anyOf: [{type: string}, {type: 'null'}]}",
        ),
        ("{type: string, nullable: true}", "{type: [string, 'null']}"),
        (
            "{type: array, items: {type: string}, nullable: true}",
            "{oneOf: [{type: 'null'}, {type: array, items: {type: string}}]}",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/A'}], nullable: true}",
            "{anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}",
        ),
        (
            "{oneOf: [{type: string}, {type: integer}], nullable: true}",
            "{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}",
        ),
    ] {
        let diff = texts(&document("3.0.3", old), &document("3.1.0", new));
        assert_eq!(described(&diff), "", "{new}");
    }
}

//! Descriptions made of nothing but the words of OpenAPI: mostly in their places, now and then anywhere.

use generator::source::{Mapping, Node};
use proptest::{
    prelude::*,
    strategy::{BoxedStrategy, Union},
};

use crate::{
    budget,
    endure::{Files, endure},
    print::{Form, form, print},
    words::{KEYS, TEXTS},
};

fn text() -> impl Strategy<Value = String> + Clone {
    let any = prop_oneof![8 => prop::sample::select(TEXTS).prop_map(str::to_owned), 1 => any::<String>()];
    any.boxed()
}

pub fn leaf() -> BoxedStrategy<Node> {
    prop_oneof![
        6 => text().prop_map(Node::String),
        1 => Just(Node::Null),
        2 => any::<bool>().prop_map(Node::Bool),
        1 => any::<i64>().prop_map(|value| Node::Integer(value.into())),
        1 => prop::sample::select(vec![0, 1, -1, i128::from(u64::MAX), i128::from(u64::MAX) + 1]).prop_map(Node::Integer),
        1 => prop::sample::select(vec![0.5, -0.0, 1e300, f64::MIN_POSITIVE]).prop_map(Node::Float),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<Node> {
    mostly(prop_oneof![
        (0_i128..=i128::from(u64::MAX) + 1).prop_map(Node::Integer),
        any::<f64>()
            .prop_filter("JSON has no other ones", |number| number.is_finite())
            .prop_map(|number| Node::Float(number.abs())),
    ])
}

/// A tree of any shape.
pub fn anything() -> BoxedStrategy<Node> {
    leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let key = prop_oneof![6 => prop::sample::select(KEYS).prop_map(str::to_owned), 1 => text()];
            prop_oneof![
                3 => prop::collection::vec((key, inner.clone()), 0..4).prop_map(mapping),
                1 => prop::collection::vec(inner, 0..4).prop_map(Node::Sequence),
            ]
        })
        .boxed()
}

/// Keys and values, as often as they come.
pub fn mapping(entries: Vec<(String, Node)>) -> Node {
    Node::Mapping(Mapping {
        entries,
        duplicates: Vec::new(),
    })
}

/// What should be there, and sometimes something else.
fn mostly(proper: impl Strategy<Value = Node> + 'static) -> BoxedStrategy<Node> {
    prop_oneof![40 => proper, 1 => anything()].boxed()
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<Node> {
    mostly(prop::sample::select(texts).prop_map(|text| Node::String(text.to_owned())))
}

/// A mapping with some of these keys.
fn some(keys: Vec<(&'static str, u32, BoxedStrategy<Node>)>) -> BoxedStrategy<Node> {
    let entries: Vec<BoxedStrategy<Option<(String, Node)>>> = keys
        .into_iter()
        .map(|(key, percent, value)| {
            let entry = value.prop_map(move |value| (key.to_owned(), value));
            // One in a hundred is missing even if it should be there.
            prop::option::weighted(f64::from(percent) / 101.0, entry).boxed()
        })
        .collect();
    mostly(entries.prop_map(|entries| mapping(entries.into_iter().flatten().collect())))
}

/// A mapping from names to values.
fn named(names: &'static [&'static str], value: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    let entries = prop::sample::subsequence(names, 0..=names.len()).prop_flat_map(move |names| {
        let count = names.len();
        (Just(names), prop::collection::vec(value.clone(), count))
    });
    mostly(
        entries
            .prop_map(|(names, values)| mapping(names.into_iter().map(str::to_owned).zip(values).collect())),
    )
}

fn list(item: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    mostly(prop::collection::vec(item, 0..4).prop_map(Node::Sequence))
}

fn reference() -> BoxedStrategy<Node> {
    let targets = &[
        "#/components/schemas/A",
        "#/components/schemas/B",
        "#/components/schemas/C",
        "#/components/schemas/D",
    ];
    some(vec![("$ref", 100, one_of(targets))])
}

fn schema(depth: u32) -> BoxedStrategy<Node> {
    let flag = || mostly(any::<bool>().prop_map(Node::Bool));
    let value = one_of(&["string", "integer", "boolean", "number"]);
    let plain = some(vec![
        ("type", 95, value),
        (
            "format",
            20,
            one_of(&["int32", "date-time", "uuid", "float", "uri"]),
        ),
        ("description", 30, leaf()),
        ("nullable", 10, flag()),
        ("readOnly", 10, flag()),
        ("maxLength", 10, number()),
        ("maximum", 5, number()),
        ("default", 10, leaf()),
    ]);
    let words = some(vec![
        ("type", 100, one_of(&["string"])),
        (
            "enum",
            100,
            list(one_of(&["one", "two", "three", "on", "1", "a b", "A B"])),
        ),
        (
            "x-ms-enum",
            60,
            some(vec![
                ("name", 90, one_of(&["Kind", "Sort"])),
                ("modelAsString", 90, flag()),
            ]),
        ),
    ]);
    if depth == 0 {
        return Union::new_weighted(vec![(5, plain), (2, words), (3, reference())]).boxed();
    }
    let inner = || schema(depth - 1);
    let object = some(vec![
        ("type", 90, one_of(&["object"])),
        (
            "properties",
            80,
            named(
                &["id", "kind", "type", "nextLink", "value", "a b", "self"],
                inner(),
            ),
        ),
        ("required", 40, list(one_of(&["id", "kind", "type", "value"]))),
        (
            "allOf",
            30,
            list(Union::new_weighted(vec![(6, reference()), (1, inner())]).boxed()),
        ),
        ("additionalProperties", 10, Union::new([flag(), inner()]).boxed()),
        (
            "discriminator",
            20,
            some(vec![("propertyName", 95, one_of(&["kind", "type"]))]),
        ),
        ("x-ms-discriminator-value", 20, one_of(&["a", "b", "A"])),
        ("x-ms-client-name", 10, one_of(&["Other", "A", "type", "9"])),
    ]);
    let array = some(vec![("type", 100, one_of(&["array"])), ("items", 95, inner())]);
    Union::new_weighted(vec![
        (4, plain),
        (1, words),
        (4, reference()),
        (8, object),
        (2, array),
    ])
    .boxed()
}

fn content(schema: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    some(vec![("application/json", 97, some(vec![("schema", 97, schema)]))])
}

fn operation() -> BoxedStrategy<Node> {
    let parameter = some(vec![
        (
            "name",
            99,
            one_of(&["id", "skip", "max-page-size", "api-version", "type", "body"]),
        ),
        ("in", 99, one_of(&["query", "header", "path"])),
        ("required", 60, mostly(Just(Node::Bool(true)))),
        ("schema", 98, schema(0)),
    ]);
    let response = some(vec![
        ("description", 98, leaf()),
        ("content", 60, content(schema(1))),
    ]);
    some(vec![
        (
            "operationId",
            98,
            one_of(&["A_Get", "A_List", "B_Get", "Get", "A_Do it", "type"]),
        ),
        ("description", 30, leaf()),
        ("summary", 20, leaf()),
        ("parameters", 30, list(parameter)),
        (
            "requestBody",
            30,
            some(vec![
                ("required", 80, mostly(Just(Node::Bool(true)))),
                ("content", 97, content(schema(1))),
            ]),
        ),
        (
            "responses",
            98,
            named(&["200", "201", "204", "default", "4XX"], response),
        ),
        ("deprecated", 10, leaf()),
        (
            "x-ms-pageable",
            10,
            some(vec![
                ("nextLinkName", 95, one_of(&["nextLink", "id"])),
                ("itemName", 50, one_of(&["value"])),
            ]),
        ),
    ])
}

pub fn description() -> BoxedStrategy<Node> {
    let paths = named(
        &["/a", "/a/{id}", "/b", "/b/{id}/c"],
        some(vec![
            ("get", 70, operation()),
            ("post", 20, operation()),
            ("delete", 10, operation()),
        ]),
    );
    some(vec![
        ("openapi", 99, one_of(&["3.0.3", "3.0.3", "3.1.0"])),
        (
            "info",
            99,
            some(vec![
                ("title", 99, one_of(&["Api"])),
                ("version", 99, one_of(&["1"])),
            ]),
        ),
        ("paths", 99, paths),
        (
            "components",
            95,
            some(vec![("schemas", 99, named(&["A", "B", "C", "D"], schema(2)))]),
        ),
    ])
}

fn files(node: &Node, form: Form) -> Files {
    let name = if form == Form::Json { "a.json" } else { "a.yaml" };
    vec![(name.to_owned(), print(node, form).into_bytes())]
}

#[test]
fn any_tree_of_the_words_of_openapi_is_explained_or_makes_rust() {
    let pairs = (description(), description(), form());
    budget::run("trees", 64, &pairs, |(old, new, form)| {
        endure(&files(&new, form), Some((&files(&old, form), false))).map(drop)
    });
}

#[test]
fn any_tree_in_any_place_is_explained() {
    let pairs = (anything(), anything(), form());
    budget::run("anything", 96, &pairs, |(old, new, form)| {
        let placed = |node: Node| {
            let head = |key: &str, value: Node| (key.to_owned(), value);
            let info = mapping(vec![
                head("title", Node::String("A".into())),
                head("version", Node::String("1".into())),
            ]);
            mapping(vec![
                head("swagger", Node::String("2.0".into())),
                head("info", info),
                head("paths", node.clone()),
                head("definitions", node),
            ])
        };
        endure(
            &files(&placed(new), form),
            Some((&files(&placed(old), form), false)),
        )
        .map(drop)
    });
}

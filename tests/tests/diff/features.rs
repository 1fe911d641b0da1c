//! Features of groups of operations, which users name in their `Cargo.toml`: one with another name is a break, and so is an item that
//! needs one more.

use std::fmt::Write as _;

use generator::{
    catalog::Service,
    diff::{self, Side},
    source::{FileId, Source, Sources},
};

use crate::support::{compare, described, texts};

/// A description with an operation in each group, which receives the type of a name.
fn description(operations: &[(&str, &str)]) -> String {
    let mut paths = String::new();
    let mut schemas = std::collections::BTreeMap::new();
    for (at, (group, schema)) in operations.iter().enumerate() {
        let _ = writeln!(
            paths,
            "  /p{at}: {{get: {{operationId: {group}_Get{at}, responses: {{'200': {{description: ok, content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}"
        );
        schemas.insert(*schema, "{type: object, properties: {a: {type: string}}}");
    }
    let schemas = schemas.iter().fold(String::new(), |mut text, (name, schema)| {
        let _ = writeln!(text, "    {name}: {schema}");
        text
    });
    format!(
        "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

/// A side whose groups are features.
fn side(operations: &[(&str, &str)]) -> Side {
    let mut sources = Sources::new("");
    let entry = FileId::new("spec.yaml");
    let source = Source::parse("spec.yaml", &description(operations)).unwrap();
    sources.insert(entry.clone(), source);
    let service = Service {
        title: "Things".to_owned(),
        group_features: true,
        ..Service::default()
    };
    diff::side(
        "spec.yaml".to_owned(),
        sources,
        entry,
        Some(("things".to_owned(), service)),
    )
    .unwrap_or_else(|(found, sources)| panic!("{}", found.render(&sources)))
}

/// The messages about features.
fn messages(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let new = side(new);
    let diff = compare(&side(old).with_codegen_from(&new), &new);
    let findings = diff
        .findings
        .iter()
        .filter(|finding| finding.message.contains("feature"));
    findings
        .map(|finding| format!("{}: {}", finding.rust, finding.message))
        .collect()
}

#[test]
fn a_feature_with_another_name_is_one_break() {
    let old = [("Cats", "Cat"), ("Cats", "Claw"), ("Dogs", "Dog")];
    let new = [("Felines", "Cat"), ("Felines", "Claw"), ("Dogs", "Dog")];
    assert_eq!(
        messages(&old, &new),
        ["breaking: the feature `cats` was renamed to `felines`"]
    );
    assert_eq!(messages(&old, &old), Vec::<String>::new());
}

#[test]
fn a_feature_that_is_gone_is_a_break_and_a_new_one_is_not() {
    let (both, one) = ([("Cats", "Cat"), ("Dogs", "Dog")], [("Dogs", "Dog")]);
    assert_eq!(
        messages(&both, &one),
        ["breaking: the feature `cats` was removed"]
    );
    assert_eq!(messages(&one, &both), ["additive: the feature `cats` was added"]);
}

#[test]
fn a_type_that_needs_another_feature_is_a_break() {
    let old = [
        ("Cats", "Cat"),
        ("Cats", "Tail"),
        ("Dogs", "Dog"),
        ("Dogs", "Tail"),
    ];
    let new = [
        ("Cats", "Cat"),
        ("Cats", "Tail"),
        ("Dogs", "Dog"),
        ("Dogs", "Dog"),
    ];
    let found = messages(&old, &new);
    assert_eq!(found, ["breaking: `models::Tail` needs the feature `cats`"]);
    assert_eq!(
        messages(&new, &old),
        Vec::<String>::new(),
        "one feature more is enough"
    );
}

#[test]
fn a_description_that_becomes_large_gets_features() {
    let many = |count: usize| {
        let operations: Vec<(&str, &str)> = (0..count).map(|_| ("Cats", "Cat")).collect();
        description(&operations)
    };
    let diff = texts(&many(149), &many(151));
    let found: Vec<&str> = diff
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(
        found.contains(&"the feature `cats` was added"),
        "{}",
        described(&diff)
    );
    let needs = |message: &&str| message.ends_with("need the feature `cats`");
    assert_eq!(found.iter().copied().filter(needs).count(), 1, "{found:#?}");
}

//! The work grows linearly with the descriptions, whatever refers to what, and the stack does not grow.

use generator::diff::{Diff, Side, finding::Finding};
use serde_json::{Map, Value, json};

use crate::support::{compare, ids, side, wire_side};

/// The name of a schema.
fn name(at: usize) -> String {
    format!("S{at}")
}

fn reference(to: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", name(to))})
}

fn object(properties: &Value) -> Value {
    json!({"type": "object", "properties": properties})
}

/// An operation that responds with this schema.
fn operation(id: &str, schema: &Value) -> Value {
    json!({"get": {
        "operationId": id,
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}},
    }})
}

/// A description with these schemas, and one operation that responds with the first.
fn description(schemas: impl IntoIterator<Item = Value>) -> Value {
    let schemas = schemas.into_iter().enumerate();
    let schemas: Map<String, Value> = schemas.map(|(at, schema)| (name(at), schema)).collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Many", "version": "1"},
        "paths": {"/all": operation("All_Get", &reference(0))},
        "components": {"schemas": schemas},
    })
}

/// Schemas that each refer to three others, in cycles within cycles, and have `more` properties.
fn circles(count: usize, more: &Value) -> Value {
    description((0..count).map(|at| {
        let mut properties = json!({
            "a": reference((at + 1) % count),
            "b": reference((at * 7 + 3) % count),
            "c": reference(at / 2),
        });
        let more = more.as_object().unwrap().clone();
        properties.as_object_mut().unwrap().extend(more);
        object(&properties)
    }))
}

/// Schemas in a chain, each of which refers to the next. `last` is the property of the last one.
fn chain(count: usize, last: &Value) -> Value {
    description((0..count).map(|at| {
        let next = if at + 1 < count {
            reference(at + 1)
        } else {
            last.clone()
        };
        object(&json!({"next": next}))
    }))
}

/// Compares on a stack that is far smaller than a recursion of this depth would need.
fn compared(side: fn(&str) -> Side, old: &Value, new: &Value) -> Diff {
    let (old, new) = (old.to_string(), new.to_string());
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || compare(&side(&old), &side(&new)))
        .unwrap()
        .join()
        .expect("the stack is enough")
}

/// Compares what goes over the wire.
fn on_the_wire(old: &Value, new: &Value) -> Diff {
    compared(wire_side, old, new)
}

/// Compares what goes over the wire, and the crates.
fn in_rust_too(old: &Value, new: &Value) -> Diff {
    compared(side, old, new)
}

#[test]
fn five_thousand_schemas_in_circles_are_each_compared_once() {
    let old = circles(5_000, &json!({}));
    let new = circles(5_000, &json!({"new": {"type": "string"}}));
    let diff = on_the_wire(&old, &new);
    assert_eq!(diff.work.pairs, 5_001, "every schema and the operation");
    assert!(diff.work.uses <= 15_001, "three uses of each: {:?}", diff.work);
    assert_eq!(diff.findings.len(), 5_000);
    assert!(
        diff.findings
            .iter()
            .all(|finding| finding.check.id == "property-added")
    );
}

#[test]
fn a_circle_of_schemas_is_one_in_rust_too() {
    let old = circles(1_000, &json!({}));
    let new = circles(1_000, &json!({"new": {"type": "string"}}));
    let diff = in_rust_too(&old, &new);
    assert_eq!(diff.findings.len(), 1_000);
    let two = |finding: &Finding| finding.rust_items.len() == 2;
    assert!(diff.findings.iter().all(two), "each has a field and its setter");
}

#[test]
fn the_work_doubles_with_the_descriptions() {
    let work = |count: usize| {
        let text = circles(count, &json!({})).to_string();
        let same = format!("{text}\n");
        compare(&wire_side(&text), &wire_side(&same)).work
    };
    let (small, large) = (work(1_000), work(2_000));
    assert_eq!(large.pairs - 1, 2 * (small.pairs - 1));
    assert!(large.uses <= 2 * small.uses, "{small:?} and {large:?}");
}

#[test]
fn ten_thousand_schemas_in_a_line_do_not_overflow_the_stack() {
    let line = |kind: &str| chain(10_000, &json!({"type": kind}));
    let diff = on_the_wire(&line("string"), &line("integer"));
    let found: Vec<&str> = diff
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(found, ["`next` of `S9999` was string and is integer"]);
}

#[test]
fn types_that_are_removed_with_the_head_of_a_line_have_the_cause_of_the_head() {
    let old = chain(1_500, &json!({"type": "string"}));
    let mut new = old.clone();
    new["components"]["schemas"]["S0"] = object(&json!({"other": {"type": "string"}}));
    let diff = in_rust_too(&old, &new);
    assert_eq!(ids(&diff), ["property-added", "property-removed"]);
    let removed = diff
        .findings
        .iter()
        .find(|finding| finding.check.id == "property-removed")
        .unwrap();
    assert_eq!(
        removed.rust_items.len(),
        1_499 + 2,
        "every type behind it, the field and its setter"
    );
}

#[test]
fn a_storm_of_references_is_walked_once() {
    // Ten thousand names for one schema, each a reference to the next. Every tenth is used.
    let storm = |kind: &str| {
        let count = 10_000;
        let uses = (1..count).step_by(10);
        let uses: Map<String, Value> = uses.map(|at| (format!("p{at}"), reference(at))).collect();
        let mut schemas = vec![object(&uses.into())];
        schemas.extend((1..count).map(|at| reference(at + 1)));
        schemas.push(object(&json!({"x": {"type": kind}})));
        description(schemas)
    };
    let diff = in_rust_too(&storm("string"), &storm("integer"));
    assert_eq!(ids(&diff), ["type-changed"], "one cause, a thousand ways to it");
    assert_eq!(diff.work.uses, 1_000 + 1);
}

#[test]
fn inheritance_in_a_line_is_walked_without_a_stack() {
    let line = |count: usize, kind: &str| {
        let inheriting = (0..count).map(|at| {
            let property = format!("p{at}");
            let mut schema = object(&json!({property: {"type": "string"}}));
            schema["allOf"] = json!([reference(at + 1)]);
            schema
        });
        description(inheriting.chain([object(&json!({"x": {"type": kind}}))]))
    };
    let diff = in_rust_too(&line(1_000, "string"), &line(1_000, "boolean"));
    assert_eq!(ids(&diff), ["type-changed"]);
    assert_eq!(
        diff.findings[0].message,
        "`x` of `S1000` was string and is boolean"
    );
}

#[test]
fn a_thousand_operations_over_one_circle_are_each_named() {
    let mut old = circles(1_000, &json!({}));
    for at in 0..1_000 {
        old["paths"][format!("/c{at}")] = operation(&format!("C{at}_Get"), &reference(at));
    }
    let mut new = old.clone();
    new["components"]["schemas"]["S0"]["properties"]["z"] = json!({"type": "string"});
    let diff = on_the_wire(&old, &new);
    assert_eq!(ids(&diff), ["property-added"]);
    assert_eq!(diff.findings[0].operations.len(), 1_001);
    assert_eq!(diff.work.pairs, 2_001);
}

#[test]
fn names_that_are_all_alike_are_not_compared_all_with_all() {
    let with_prefix = |prefix: &str| {
        let properties = (0..3_000).map(|at| (format!("{prefix}Of{at}Thing"), json!({"type": "string"})));
        let properties: Map<String, Value> = properties.collect();
        description([object(&properties.into())])
    };
    let diff = on_the_wire(&with_prefix("old"), &with_prefix("new"));
    assert_eq!(diff.findings.len(), 3_000, "the number tells them apart");
    assert!(
        diff.findings
            .iter()
            .all(|finding| finding.check.id == "property-renamed")
    );
}

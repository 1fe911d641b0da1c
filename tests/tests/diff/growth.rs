//! The work grows with the descriptions and no faster, whatever leads to what, and the stack does not grow at all.

use std::fmt::Write as _;

use generator::diff::{Diff, finding::Finding};

use crate::support::{compare, ids, side};

/// A description with one call, which answers with the schema `S0`, and these schemas.
fn description(schemas: &str) -> String {
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"Many\", \"version\": \"1\"}},
        \"paths\": {{\"/all\": {{\"get\": {{\"operationId\": \"All_Get\", \"responses\": {{\"200\": {{\"description\": \"ok\",
        \"content\": {{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/S0\"}}}}}}}}}}}}}}}},
        \"components\": {{\"schemas\": {{{}}}}}}}",
        schemas.trim_end().trim_end_matches(',')
    )
}

fn reference(to: usize) -> String {
    format!("{{\"$ref\": \"#/components/schemas/S{to}\"}}")
}

/// Schemas that each lead to three others, in circles within circles.
fn circles(count: usize, more: &str) -> String {
    let mut schemas = String::new();
    for at in 0..count {
        let targets = [(at + 1) % count, (at * 7 + 3) % count, (at / 2)].map(reference);
        writeln!(
            schemas,
            "\"S{at}\": {{\"type\": \"object\", \"properties\": {{\"a\": {}, \"b\": {}, \"c\": {}{more}}}}},",
            targets[0], targets[1], targets[2]
        )
        .unwrap();
    }
    description(&schemas)
}

/// The same, without a Rust verdict: only the comparison on the wire is done.
fn on_the_wire(description: &str) -> String {
    description.replacen(
        "\"operationId\"",
        "\"x-ms-long-running-operation\": true, \"operationId\"",
        1,
    )
}

/// Schemas in a line, each leading to the next one; `last` is what is behind the last.
fn chain(count: usize, last: &str) -> String {
    let mut schemas = String::new();
    for at in 0..count {
        let next = if at + 1 < count {
            reference(at + 1)
        } else {
            last.to_owned()
        };
        writeln!(
            schemas,
            "\"S{at}\": {{\"type\": \"object\", \"properties\": {{\"next\": {next}}}}},"
        )
        .unwrap();
    }
    description(&schemas)
}

/// Compares on a stack that is far smaller than a recursion of this depth would need.
fn on_a_small_stack(old: String, new: String) -> Diff {
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || compare(&side(&old), &side(&new)))
        .unwrap()
        .join()
        .expect("the stack is enough")
}

#[test]
fn five_thousand_schemas_in_circles_are_each_compared_once() {
    let old = on_the_wire(&circles(5_000, ""));
    let new = on_the_wire(&circles(5_000, ", \"new\": {\"type\": \"string\"}"));
    let diff = on_a_small_stack(old, new);
    assert_eq!(diff.work.pairs, 5_001, "every schema and the call");
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
    let old = circles(1_000, "");
    let new = circles(1_000, ", \"new\": {\"type\": \"string\"}");
    let diff = on_a_small_stack(old, new);
    assert_eq!(diff.findings.len(), 1_000);
    let two = |finding: &Finding| finding.rust_items.len() == 2;
    assert!(diff.findings.iter().all(two), "each has a field and its setter");
}

#[test]
fn the_work_doubles_with_the_descriptions() {
    let work = |count: usize| {
        let text = on_the_wire(&circles(count, ""));
        compare(&side(&text), &side(&text)).work
    };
    let (small, large) = (work(1_000), work(2_000));
    assert_eq!(large.pairs - 1, 2 * (small.pairs - 1));
    assert!(large.uses <= 2 * small.uses, "{small:?} and {large:?}");
}

#[test]
fn ten_thousand_schemas_in_a_line_do_not_overflow_the_stack() {
    let line = |last: &str| on_the_wire(&chain(10_000, last));
    let diff = on_a_small_stack(line("{\"type\": \"string\"}"), line("{\"type\": \"integer\"}"));
    let found: Vec<&str> = diff
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(found, ["`next` of `S9999` was string and is integer"]);
}

#[test]
fn what_goes_with_the_head_of_a_line_goes_for_the_reason_of_the_head() {
    let old = chain(1_500, "{\"type\": \"string\"}");
    let new = old.replacen(
        &format!("\"next\": {}", reference(1)),
        "\"other\": {\"type\": \"string\"}",
        1,
    );
    let diff = on_a_small_stack(old, new);
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
    // Ten thousand names for one schema, each a reference to the next, and each used.
    let storm = |kind: &str| {
        let count = 10_000;
        let mut schemas = String::new();
        let uses = (1..count)
            .step_by(10)
            .map(|at| format!("\"p{at}\": {}", reference(at)));
        let uses = uses.collect::<Vec<_>>().join(", ");
        writeln!(
            schemas,
            "\"S0\": {{\"type\": \"object\", \"properties\": {{{uses}}}}},"
        )
        .unwrap();
        for at in 1..count {
            writeln!(schemas, "\"S{at}\": {},", reference(at + 1)).unwrap();
        }
        writeln!(
            schemas,
            "\"S{count}\": {{\"type\": \"object\", \"properties\": {{\"x\": {{\"type\": \"{kind}\"}}}}}}"
        )
        .unwrap();
        description(&schemas)
    };
    let diff = on_a_small_stack(storm("string"), storm("integer"));
    assert_eq!(ids(&diff), ["type-changed"], "one cause, a thousand ways to it");
    assert_eq!(diff.work.uses, 1_000 + 1);
}

#[test]
fn inheritance_in_a_line_is_walked_without_a_stack() {
    let line = |count: usize, kind: &str| {
        let mut schemas = String::new();
        for at in 0..count {
            let next = at + 1;
            writeln!(
                schemas,
                "\"S{at}\": {{\"type\": \"object\", \"allOf\": [{}], \"properties\": {{\"p{at}\": {{\"type\": \"string\"}}}}}},",
                reference(next)
            )
            .unwrap();
        }
        writeln!(
            schemas,
            "\"S{count}\": {{\"type\": \"object\", \"properties\": {{\"x\": {{\"type\": \"{kind}\"}}}}}}"
        )
        .unwrap();
        description(&schemas)
    };
    let diff = on_a_small_stack(line(1_000, "string"), line(1_000, "boolean"));
    assert_eq!(ids(&diff), ["type-changed"]);
    assert_eq!(
        diff.findings[0].message,
        "`x` of `S1000` was string and is boolean"
    );
}

#[test]
fn a_thousand_calls_over_one_circle_are_each_named() {
    let many = |more: &str| {
        let whole = circles(1_000, more);
        let calls: Vec<String> = (0..1_000)
            .map(|at| {
                format!(
                    "\"/c{at}\": {{\"get\": {{\"operationId\": \"C{at}_Get\", \"responses\": {{\"200\": {{\"description\": \"ok\",
                    \"content\": {{\"application/json\": {{\"schema\": {}}}}}}}}}}}}}",
                    reference(at)
                )
            })
            .collect();
        whole.replacen("\"paths\": {", &format!("\"paths\": {{{}, ", calls.join(", ")), 1)
    };
    let old = on_the_wire(&many(""));
    let new = old.replacen("\"a\"", "\"z\": {\"type\": \"string\"}, \"a\"", 1);
    let diff = on_a_small_stack(old, new);
    assert_eq!(ids(&diff), ["property-added"]);
    assert_eq!(diff.findings[0].operations.len(), 1_001);
    assert_eq!(diff.work.pairs, 2_001);
}

#[test]
fn names_that_are_all_alike_are_not_compared_all_with_all() {
    let object = |prefix: &str| {
        let properties = (0..3_000).map(|at| format!("\"{prefix}Of{at}Thing\": {{\"type\": \"string\"}}"));
        let properties = properties.collect::<Vec<_>>().join(", ");
        description(&format!(
            "\"S0\": {{\"type\": \"object\", \"properties\": {{{properties}}}}}"
        ))
    };
    let object = |prefix: &str| on_the_wire(&object(prefix));
    let diff = on_a_small_stack(object("old"), object("new"));
    assert_eq!(diff.findings.len(), 3_000, "the number tells them apart");
    assert!(
        diff.findings
            .iter()
            .all(|finding| finding.check.id == "property-renamed")
    );
}

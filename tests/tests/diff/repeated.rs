//! A difference that is the same at several places is one finding.

use generator::diff::Diff;

use crate::support::{described, ids, texts};

/// A description with some operations.
fn description(operations: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{operations}\n")
}

/// Asserts that there is one finding with these operations.
fn one(diff: &Diff, id: &str, operations: &[&str]) {
    assert_eq!(ids(diff), [id], "{}", described(diff));
    let found: Vec<&str> = diff.findings[0].operations.iter().map(AsRef::as_ref).collect();
    assert_eq!(found, operations);
}

#[test]
fn a_difference_that_is_the_same_in_several_operations_is_one_cause() {
    let operation = |path: &str, own: &str| {
        format!(
            "  /{path}:\n    get:\n      operationId: {path}_Get\n{own}      responses: {{'200': {{description: ok}}}}\n"
        )
    };
    let all = |own: &str| ["a", "b", "c"].map(|path| operation(path, own)).concat();
    let (old, new) = (
        description(&all("")),
        description(&all(
            "      parameters: [{name: top, in: query, schema: {type: integer}}]\n",
        )),
    );
    let diff = texts(&old, &new);
    one(&diff, "parameter-added", &["GET /a", "GET /b", "GET /c"]);
    let finding = &diff.findings[0];
    assert_eq!(
        (finding.message.as_str(), finding.subject.as_str()),
        ("the parameter `top` was added", "several operations")
    );
    let places: Vec<String> = std::iter::once(&finding.new)
        .chain(finding.more_places.iter().map(|(_, new)| new))
        .map(|place| place.as_ref().unwrap().pointer.to_string())
        .collect();
    assert_eq!(
        places,
        ["a", "b", "c"].map(|path| format!("/paths/~1{path}/get/parameters/0"))
    );
    // What was reviewed at some places is not accepted at the others.
    let mut diff = diff;
    for (count, expected) in [(2, (0, 1)), (3, (1, 0))] {
        let entries: Vec<String> = places
            .iter()
            .take(count)
            .map(|place| format!("{{id: parameter-added, pointer: {place}, reason: Known.}}"))
            .collect();
        let entries = generator::diff::accept::parse_acceptances(&format!("[{}]", entries.join(", ")));
        let accepted = generator::diff::accept::take_accepted(&mut diff, &entries.unwrap());
        assert_eq!(accepted.unmatched, [""; 0]);
        assert_eq!((accepted.matched.len(), diff.findings.len()), expected);
    }
}

#[test]
fn a_header_that_authorises_is_one_cause_in_all_operations() {
    let all = |own: &str| {
        let operation =
            |path: &str| format!("  /{path}: {{get: {{{own}responses: {{'200': {{description: ok}}}}}}}}\n");
        description(&["a", "b"].map(operation).concat())
    };
    let header = "parameters: [{name: Authorization, in: header, schema: {type: string}}], ";
    let diff = texts(&all(""), &all(header));
    assert_eq!(ids(&diff), ["not-compared"], "{}", described(&diff));
    assert_eq!(diff.findings[0].operations.len(), 2);
}

#[test]
fn what_each_of_several_operations_does_is_one_cause_and_their_paths_are_not() {
    let with = |status: &str| {
        let operation = |path: &str| {
            format!(
                "  /{path}: {{put: {{operationId: {path}_Put, responses: {{'{status}': {{description: ok}}}}}}}}\n"
            )
        };
        description(&["a", "b"].map(operation).concat())
    };
    let diff = texts(&with("200"), &with("204"));
    one(&diff, "success-status-changed", &["PUT /a", "PUT /b"]);
    assert_eq!(
        diff.findings[0].message,
        "each of 2 operations returned the status 200 and returns 204"
    );
    let none = description("  /c: {get: {operationId: C_Get, responses: {'200': {description: ok}}}}\n");
    let removed = texts(&with("200"), &none);
    let removed = removed
        .findings
        .iter()
        .filter(|finding| finding.check.id == "operation-removed");
    assert_eq!(removed.count(), 2);
}

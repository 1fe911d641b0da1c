//! What several operations refer to is one cause, and is called by its name on the wire.

use generator::diff::Diff;

use crate::support::{described, ids, only, texts};

/// A description with some operations and components.
fn description(operations: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{operations}components:\n{components}\n"
    )
}

/// Twenty-eight operations, each with these parameters and responses.
fn many(parameters: &str, responses: &str) -> String {
    let operation = |at: usize| {
        format!(
            "  /a{at}: {{get: {{operationId: A{at}_Get, parameters: {parameters}, responses: {responses}}}}}\n"
        )
    };
    (0..28).map(operation).collect()
}

const DONE: &str = "{'204': {description: Done.}}";

const PARAMETERS: &str = "  parameters:
    PageSize: {name: top, in: query, schema: {type: integer, maximum: 10}}
    Other: {name: top, in: query, schema: {type: integer, maximum: 10}}
    Needed: {name: top, in: query, required: true, schema: {type: integer, maximum: 10}}";

/// Asserts that there is one finding, with this message, under this subject, about all operations.
fn one(diff: &Diff, id: &str, message: &str, subject: &str) {
    assert_eq!(ids(diff), [id], "{}", described(diff));
    let finding = &diff.findings[0];
    assert_eq!(
        (finding.message.as_str(), finding.subject.as_str()),
        (message, subject)
    );
    assert_eq!(finding.operations.len(), 28);
}

fn component(name: &str) -> String {
    format!("[{{$ref: '#/components/parameters/{name}'}}]")
}

#[test]
fn a_parameter_that_became_a_component_is_one_cause() {
    let inline = "[{name: top, in: query, schema: {type: integer, maximum: 11}}]";
    let old = description(&many(inline, DONE), PARAMETERS);
    let new = description(&many(&component("PageSize"), DONE), PARAMETERS);
    one(
        &texts(&old, &new),
        "constraint-tightened",
        "`maximum` of the parameter `top` was `11` and is `10`",
        "parameter top",
    );
    one(
        &texts(&new, &old),
        "constraint-loosened",
        "`maximum` of the parameter `top` was `10` and is `11`",
        "parameter top",
    );
}

#[test]
fn parameters_that_became_a_component_and_were_different_are_several_causes() {
    let inline =
        |limit: usize| format!("[{{name: top, in: query, schema: {{type: integer, maximum: {limit}}}}}]");
    let two = |first: &str, second: &str| {
        format!(
            "  /a: {{get: {{operationId: A_Get, parameters: {first}, responses: {DONE}}}}}\n  \
             /b: {{get: {{operationId: B_Get, parameters: {second}, responses: {DONE}}}}}\n"
        )
    };
    let old = description(&two(&inline(11), &inline(12)), PARAMETERS);
    let shared = component("PageSize");
    let new = description(&two(&shared, &shared), PARAMETERS);
    let diff = texts(&old, &new);
    assert_eq!(ids(&diff), ["constraint-tightened"; 2], "{}", described(&diff));
}

#[test]
fn another_component_for_the_same_parameter_is_one_cause_and_its_key_is_none() {
    let with = |name: &str| description(&many(&component(name), DONE), PARAMETERS);
    assert_eq!(ids(&texts(&with("PageSize"), &with("Other"))), [""; 0]);
    one(
        &texts(&with("PageSize"), &with("Needed")),
        "parameter-became-required",
        "the parameter `top` is required",
        "parameter top",
    );
}

#[test]
fn a_parameter_of_a_path_is_one_cause_for_all_its_operations() {
    let path = |parameters: &str| {
        let operation =
            |method: &str, id: &str| format!("    {method}: {{operationId: {id}, responses: {DONE}}}\n");
        let operations = [("get", "A_Get"), ("put", "A_Put"), ("delete", "A_Delete")];
        let operations: String = operations
            .iter()
            .map(|(method, id)| operation(method, id))
            .collect();
        description(
            &format!("  /a:\n    parameters: {parameters}\n{operations}"),
            "  schemas: {}",
        )
    };
    let (without, with) = (
        path("[]"),
        path("[{name: x-scope, in: header, schema: {type: string}}]"),
    );
    for (diff, id, words) in [
        (texts(&without, &with), "parameter-added", "was added"),
        (texts(&with, &without), "parameter-removed", "was removed"),
    ] {
        assert_eq!(ids(&diff), [id], "{}", described(&diff));
        let finding = &diff.findings[0];
        assert_eq!(finding.message, format!("the parameter `x-scope` {words}"));
        assert_eq!(finding.operations.len(), 3);
    }
}

#[test]
fn a_header_that_responses_share_is_one_cause() {
    let responses =
        |header: &str| format!("{{'204': {{description: Done., headers: {{x-left: {header}}}}}}}");
    let components = |kind: &str| {
        format!(
            "  headers: {{Left: {{required: true, schema: {{type: {kind}}}}}, Loose: {{schema: {{type: integer}}}}}}"
        )
    };
    let with = |header: &str, kind: &str| description(&many("[]", &responses(header)), &components(kind));
    let shared = "{$ref: '#/components/headers/Left'}";
    let old = with(shared, "integer");
    one(
        &texts(&old, &with(shared, "string")),
        "type-changed",
        "the header `x-left` was integer and is string",
        "header x-left",
    );
    one(
        &texts(&old, &with("{$ref: '#/components/headers/Loose'}", "integer")),
        "response-header-became-optional",
        "the header `x-left` may be missing",
        "header x-left",
    );
    let none = description(&many("[]", DONE), &components("integer"));
    one(
        &texts(&old, &none),
        "required-response-header-removed",
        "the header `x-left` is no longer sent",
        "header x-left",
    );
    one(
        &texts(&none, &old),
        "response-header-added",
        "the header `x-left` is sent",
        "header x-left",
    );
}

#[test]
fn a_response_that_operations_share_is_called_by_its_status() {
    let with = |status: &str, name: &str| {
        let responses = format!(
            "{{'204': {{description: Done.}}, '{status}': {{$ref: '#/components/responses/{name}'}}}}"
        );
        let body = "content: {application/json: {schema: {type: string}}}";
        description(
            &many("[]", &responses),
            &format!("  responses: {{Missing: {{description: No., {body}}}, Empty: {{description: No.}}}}"),
        )
    };
    one(
        &texts(&with("404", "Missing"), &with("404", "Empty")),
        "response-body-removed",
        "the error response 404 no longer has a body",
        "response 404",
    );
    one(
        &texts(&with("200", "Missing"), &with("200", "Empty")),
        "response-body-removed",
        "the response 200 no longer has a body",
        "response 200",
    );
    let moved = texts(&with("200", "Missing"), &with("201", "Missing"));
    let finding = only(&moved, "success-status-changed");
    assert_eq!(finding.message, "the status 200 was returned, and now is 201");
    assert_eq!(finding.operations.len(), 28);
    let diff = texts(&with("404", "Empty"), &with("403", "Empty"));
    let added = only(&diff, "error-status-added");
    assert_eq!(
        (added.message.as_str(), added.subject.as_str()),
        ("the status 403 is declared as an error", "response 403")
    );
}

#[test]
fn a_body_that_operations_share_is_one_cause() {
    let operation = |at: usize| {
        format!(
            "  /a{at}: {{post: {{operationId: A{at}_Post, requestBody: {{$ref: '#/components/requestBodies/Thing'}}, responses: {DONE}}}}}\n"
        )
    };
    let operations: String = (0..28).map(operation).collect();
    let with = |required: bool| {
        let body =
            format!("{{required: {required}, content: {{application/json: {{schema: {{type: string}}}}}}}}");
        description(&operations, &format!("  requestBodies: {{Thing: {body}}}"))
    };
    one(
        &texts(&with(false), &with(true)),
        "request-body-became-required",
        "the body is required",
        "request body",
    );
}

#[test]
fn a_client_that_the_title_names_is_renamed_by_one_cause() {
    let text = |title: &str| {
        let operation =
            |at: usize| format!("  /a{at}: {{get: {{operationId: get{at}, responses: {DONE}}}}}\n");
        let operations: String = (0..5).map(operation).collect();
        format!("openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n{operations}")
    };
    let diff = texts(&text("Things"), &text("Goods"));
    assert_eq!(ids(&diff), ["title-changed"], "{}", described(&diff));
    let finding = &diff.findings[0];
    assert_eq!(finding.message, "the title was `Things` and is `Goods`");
    let items: Vec<&str> = finding
        .rust_items
        .iter()
        .filter_map(|item| item.new.as_deref())
        .collect();
    assert!(items.contains(&"pub struct GoodsClient"), "{items:?}");
    // A title that names nothing is a name without an effect.
    let grouped = |title: &str| text(title).replace("operationId: get", "operationId: Things_get");
    let diff = texts(&grouped("Things"), &grouped("Goods"));
    assert_eq!(
        (ids(&diff).len(), diff.names_only),
        (0, 1),
        "{}",
        described(&diff)
    );
}

#[test]
fn what_is_declared_for_answers_has_its_cause() {
    let text = |responses: &str, id: &str| {
        description(
            &format!("  /a: {{get: {{operationId: {id}, responses: {responses}}}}}\n"),
            "  schemas: {A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {b: {type: string}}}}",
        )
    };
    let header = |kind: &str| {
        text(
            &format!(
                "{{'204': {{description: Done., headers: {{x-a: {{schema: {{type: {kind}}}}}, x-b: {{schema: {{type: string}}}}}}}}}}"
            ),
            "A_Get",
        )
    };
    let fewer = text(
        "{'204': {description: Done., headers: {x-b: {schema: {type: string}}}}}",
        "A_Get",
    );
    let items = |diff: &Diff, id: &str| -> Vec<String> {
        let items = only(diff, id).rust_items.iter();
        items
            .map(|item| item.new.clone().or(item.old.clone()).unwrap())
            .collect()
    };
    let changed = texts(&header("string"), &header("integer"));
    assert_eq!(ids(&changed), ["type-changed"], "{}", described(&changed));
    let removed = texts(&header("string"), &fewer);
    assert_eq!(
        items(&removed, "response-header-removed"),
        ["models::AClientGetHeaders: pub fn x_a(&self) -> Result<Option<String>>"]
    );
    assert_eq!(removed.findings.len(), 1, "{}", described(&removed));
    let all = texts(&fewer, &text(DONE, "A_Get"));
    assert_eq!(
        items(&all, "response-header-removed"),
        ["models: pub trait AClientGetHeaders"]
    );
    assert_eq!(all.findings.len(), 1, "{}", described(&all));
    let renamed = texts(&fewer, &fewer.replace("A_Get", "A_Find"));
    assert_eq!(ids(&renamed), ["operation-renamed"], "{}", described(&renamed));
    let body = |name: &str| {
        format!("content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}")
    };
    let both = format!(
        "{{'200': {{description: A., {}}}, '201': {{description: B., {}}}}}",
        body("A"),
        body("B")
    );
    let more = both.replace("'201'", "'202': {description: Later.}, '201'");
    let added = texts(&text(&both, "A_Get"), &text(&more, "A_Get"));
    assert_eq!(
        items(&added, "success-status-added"),
        ["models::AClientGetAnswer: Accepted"]
    );
    assert_eq!(added.findings.len(), 1, "{}", described(&added));
}

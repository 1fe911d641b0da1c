//! Where the service is, and who may call: what a change of either is on the wire and in Rust.

use crate::support::{described, ids, texts};
use generator::diff::Diff;

fn document(around: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{around}\npaths:\n  /a: {{get: {{operationId: A_Get, responses: \
         {{'204': {{description: ok}}}}}}}}\n"
    )
}

fn servers(old: &str, new: &str) -> Diff {
    let server = |url: &str| document(&format!("servers: [{url}]"));
    texts(&server(old), &server(new))
}

#[test]
fn another_host_or_base_path_is_another_address() {
    for (old, new) in [
        ("{url: 'https://a.example/v1'}", "{url: 'https://b.example/v1'}"),
        ("{url: 'https://a.example/v1'}", "{url: 'https://a.example/v2'}"),
        ("{url: '{endpoint}/v1'}", "{url: '{endpoint}/v2'}"),
        ("{url: '{endpoint}'}", "{url: '{endpoint}/v2'}"),
        (
            "{url: 'https://{name}.a.example'}",
            "{url: 'https://{name}.b.example'}",
        ),
        // What is not asked for is as good as written out.
        (
            "{url: '{endpoint}/{version}', variables: {version: {enum: [v1], default: v1}}}",
            "{url: '{endpoint}/{version}', variables: {version: {enum: [v2], default: v2}}}",
        ),
        (
            "{url: 'https://a.example{base}', variables: {base: {default: /v1}}}",
            "{url: 'https://a.example{base}', variables: {base: {default: /v2}}}",
        ),
    ] {
        let diff = servers(old, new);
        assert!(
            ids(&diff).contains(&"server-changed"),
            "{old} -> {new}: {}",
            described(&diff)
        );
    }
}

#[test]
fn an_address_that_is_only_written_otherwise_is_the_same() {
    for (old, new) in [
        ("{url: '{endpoint}/v1'}", "{url: 'https://{Endpoint}/v1/'}"),
        ("{url: '/v1'}", "{url: '{endpoint}/v1'}"),
        ("{url: '{endpoint}'}", "{url: 'https://{name}.a.example'}"),
        (
            "{url: '{endpoint}/v1'}",
            "{url: '{endpoint}/{version}', variables: {version: {enum: [v1], default: v1}}}",
        ),
        (
            "{url: 'https://a.example/v1'}",
            "{url: 'https://a.example{base}', variables: {base: {default: /v1}}}",
        ),
    ] {
        let diff = servers(old, new);
        assert!(
            !ids(&diff).contains(&"server-changed"),
            "{old} -> {new}: {}",
            described(&diff)
        );
    }
}

#[test]
fn a_constructor_goes_with_the_way_it_is_for() {
    let around = |security: &str| {
        document(&format!(
            "security: [{security}]\ncomponents: {{securitySchemes: {{key: {{type: apiKey, in: header, name: x-key}}, \
             login: {{type: http, scheme: basic}}}}}}"
        ))
    };
    let diff = texts(&around("{key: []}, {login: []}"), &around("{key: []}"));
    assert_eq!(ids(&diff), ["security-added"], "{}", described(&diff));
    let items: Vec<String> = diff.findings[0]
        .rust_items
        .iter()
        .map(|item| format!("{item:?}"))
        .collect();
    let items = items.join("\n");
    assert!(items.contains("ServiceCredential: pub fn basic"), "{items}");
    let diff = texts(&around("{key: []}"), &around("{key: []}, {login: []}"));
    assert_eq!(ids(&diff), ["security-alternative-added"], "{}", described(&diff));
}

#[test]
fn a_scheme_whose_scopes_are_named_is_named_once() {
    let around = |scopes: &str| {
        document(&format!(
            "security: [{{login: [{scopes}]}}]\ncomponents: {{securitySchemes: {{login: {{type: oauth2, flows: {{implicit: \
             {{authorizationUrl: 'https://a.example/login', scopes: {{read: Reads., write: Writes.}}}}}}}}}}}}"
        ))
    };
    let diff = texts(&around("read"), &around("read, write"));
    assert_eq!(ids(&diff), ["security-added"], "{}", described(&diff));
    assert_eq!(
        diff.findings[0].message,
        "requests must be authorised by OAuth 2 with `read` and OAuth 2 with `write`, and were authorised by OAuth 2 with `read`"
    );
    let diff = texts(&around("read"), &around(""));
    assert_eq!(
        diff.findings[0].message,
        "requests need only be authorised by OAuth 2, and were authorised by OAuth 2 with `read`"
    );
}

#[test]
fn an_operation_at_another_address_is_another_address_for_that_alone() {
    let at = |around: &str, path: &str, operation: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\n{around}paths:\n  /a: {{{path}get: \
             {{operationId: A_Get, {operation}responses: {{'204': {{description: ok}}}}}}, put: {{operationId: A_Put, responses: {{'204': \
             {{description: ok}}}}}}}}\n  /b: {{get: {{operationId: B_Get, responses: {{'204': {{description: ok}}}}}}}}\n"
        )
    };
    let (a, b) = (
        "servers: [{url: 'https://a.example/'}], ",
        "servers: [{url: 'https://b.example'}], ",
    );
    for (old, new, reached) in [
        (at("", "", ""), at("", "", b), &["GET /a"][..]),
        (at("", "", b), at("", "", ""), &["GET /a"]),
        (at("", "", a), at("", "", b), &["GET /a"]),
        // What stands at the path is one cause for all of its operations.
        (at("", "", ""), at("", b, ""), &["GET /a", "PUT /a"]),
        (at("", a, ""), at("", b, ""), &["GET /a", "PUT /a"]),
        (at("", b, a), at("", a, a), &["PUT /a"]),
    ] {
        let diff = texts(&old, &new);
        assert_eq!(
            ids(&diff),
            ["server-changed"],
            "{old}\n{new}: {}",
            described(&diff)
        );
        let operations: Vec<&str> = diff.findings[0].operations.iter().map(AsRef::as_ref).collect();
        assert_eq!(operations, reached, "{}", described(&diff));
    }
    for (old, new) in [
        (at("", "", ""), at("", "", a)),
        (at("", a, ""), at("", "", a)),
        (at("", b, a), at("", "", "")),
    ] {
        let diff = texts(&old, &new);
        let get_a = diff
            .findings
            .iter()
            .filter(|finding| finding.operations.iter().any(|route| &**route == "GET /a"));
        assert_eq!(get_a.count(), 0, "{}", described(&diff));
    }
    let two = "servers: [{url: 'https://a.example'}, {url: 'https://c.example'}], ";
    let diff = texts(&at("", "", ""), &at("", "", two));
    assert_eq!(
        ids(&diff),
        ["not-compared", "rust-item-added"],
        "{}",
        described(&diff)
    );
}

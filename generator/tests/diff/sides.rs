//! The two sides: versions of the catalog, files of every format, standard input, and sides that cannot be read.

use crate::{Folder, Ran, description, in_project};

const SWAGGER: &str = r##"{
  "swagger": "2.0", "info": {"title": "Things", "version": "1"}, "consumes": ["application/json"],
  "paths": {"/things": {"put": {
    "operationId": "Things_Put",
    "parameters": [{"name": "thing", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Thing"}}],
    "responses": {"204": {"description": "done"}}
  }}},
  "definitions": {"Thing": {"type": "object", "properties": {"a": {"type": "string"}}}}
}"##;

const JSON: &str = r##"{
  "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
  "paths": {"/things": {"put": {
    "operationId": "Things_Put",
    "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
    "responses": {"204": {"description": "done"}}
  }}},
  "components": {"schemas": {"Thing": {"type": "object", "properties": {"a": {"type": "string"}}}}}
}"##;

fn folder() -> Folder {
    let swagger_yaml = "{swagger: '2.0', info: {title: Things, version: '1'}, paths: {/things: {put: {operationId: Things_Put, \
        parameters: [{name: x, in: body, required: true, schema: {$ref: '#/definitions/Thing'}}], responses: {'204': {description: d}}}}}, \
        definitions: {Thing: {type: object, properties: {a: {type: string}}}}}";
    Folder::new(&[
        ("a.yaml", &description("a: {type: string}")),
        ("b.yaml", &description("a: {type: string}, b: {type: string}")),
        ("swagger.json", SWAGGER),
        ("swagger.yaml", swagger_yaml),
        ("openapi.json", JSON),
    ])
}

/// Asserts that the sides are refused: exit code 2, an error, and nothing on standard output.
fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "`{word}` in: {}", ran.stderr);
    }
}

#[test]
fn every_format_can_stand_on_each_side() {
    let folder = folder();
    let same = ["a.yaml", "swagger.json", "swagger.yaml", "openapi.json"];
    for old in same {
        for new in same {
            let ran = folder.diff(&[old, new, "--fail-on", "any"]);
            assert_eq!(ran.code, 0, "{old} {new}: {}{}", ran.stdout, ran.stderr);
            assert!(!ran.stdout.contains('['), "no finding: {}", ran.stdout);
        }
        let ran = folder.diff(&[old, "b.yaml"]);
        assert!(ran.stdout.contains("[property-added]"), "{old}: {}", ran.stdout);
    }
}

#[test]
fn one_side_can_come_from_standard_input() {
    let folder = folder();
    let (a, b) = (
        description("a: {type: string}"),
        description("a: {type: string}, b: {type: string}"),
    );
    let old = folder.piped(&["-", "b.yaml"], &a);
    assert!(old.stdout.contains("[property-added]"), "{}", old.stdout);
    assert!(old.stdout.starts_with("- -> b.yaml\n"), "{}", old.stdout);
    let new = folder.piped(&["a.yaml", "-"], &b);
    assert!(new.stdout.contains("[property-added]"), "{}", new.stdout);
    let json = folder.piped(&["a.yaml", "-"], SWAGGER);
    assert_eq!(json.code, 0, "{}", json.stderr);
    assert!(!json.stdout.contains('['), "{}", json.stdout);
}

#[test]
fn both_sides_from_standard_input_are_refused() {
    refused(
        &folder().piped(&["-", "-"], SWAGGER),
        &["both sides are standard input"],
    );
}

#[test]
fn standard_input_that_is_not_a_description_is_refused() {
    let folder = folder();
    refused(&folder.piped(&["-", "a.yaml"], ""), &["-->", "help:"]);
    refused(
        &folder.piped(&["-", "a.yaml"], "{\"a\": "),
        &["the input is not well-formed", "--> standard input:"],
    );
    refused(&folder.piped(&["-", "a.yaml"], "a: 1\n"), &["swagger", "openapi"]);
    let outside = description("a: {$ref: 'other.yaml#/components/schemas/A'}");
    refused(&folder.piped(&["-", "a.yaml"], &outside), &["other.yaml"]);
}

#[test]
fn a_side_that_cannot_be_read_is_an_error_and_never_no_change() {
    let folder = folder();
    folder.put("latin.yaml", b"openapi: 3.0.3\ninfo: {title: caf\xe9}\n");
    folder.put("empty.yaml", "");
    folder.put("broken.json", "{\"openapi\": ");
    folder.put("list.yaml", "- a\n");
    folder.put("old.json", "{\"swagger\": \"1.2\"}");
    folder.put(
        "dangling.yaml",
        description("a: {$ref: '#/components/schemas/Gone'}"),
    );
    folder.put(
        "far.yaml",
        description("a: {$ref: 'gone.yaml#/components/schemas/Gone'}"),
    );
    folder.put("folder/file.yaml", "a: 1\n");
    for (name, words) in [
        ("not-there.yaml", &["not-there.yaml"][..]),
        ("latin.yaml", &["latin.yaml", "UTF-8"]),
        ("empty.yaml", &["empty.yaml"]),
        ("broken.json", &["broken.json:1:"]),
        ("list.yaml", &["list.yaml"]),
        ("old.json", &["old.json"]),
        ("dangling.yaml", &["dangling.yaml:", "Gone"]),
        ("far.yaml", &["far.yaml:", "gone.yaml"]),
        ("folder", &["folder"]),
    ] {
        for arguments in [[name, "a.yaml"], ["a.yaml", name], [name, name]] {
            for more in [&[][..], &["--format", "json"], &["--fail-on", "any"]] {
                refused(&folder.diff(&[&arguments, more].concat()), words);
            }
        }
    }
}

#[test]
fn versions_of_the_catalog_go_by_their_names() {
    let ran = in_project(&["chat/2023-11-07", "chat/2024-03-07"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stdout.starts_with("chat/2023-11-07 -> chat/2024-03-07\n"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("spec/common/2023-11-15.yaml:"),
        "places can be opened: {}",
        ran.stdout
    );
    // A file on the other side is treated as a draft of the same service.
    let draft = in_project(&[
        "chat/2023-11-07",
        "spec/chat/2024-03-07.yaml",
        "--root",
        "spec",
        "--format",
        "json",
    ]);
    let listed = in_project(&["chat/2023-11-07", "chat/2024-03-07", "--format", "json"]);
    let findings = |ran: &Ran| {
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        report["findings"].clone()
    };
    assert_eq!(findings(&draft), findings(&listed));
    assert!(findings(&listed).as_array().is_some_and(|list| list.len() == 3));
}

#[test]
fn a_version_that_is_not_in_the_catalog_is_refused_with_those_that_are() {
    refused(
        &in_project(&["chat/2023-11-08", "chat/2024-03-07"]),
        &["`chat/2023-11-08`", "`chat/2023-11-07`"],
    );
    refused(
        &in_project(&["chats/2023-11-07", "chat/2024-03-07"]),
        &["`chats/2023-11-07`", "`chat/"],
    );
    let folder = folder();
    refused(&folder.diff(&["chat/2023-11-07", "a.yaml"]), &["catalog.yaml"]);
}

#[test]
fn a_file_outside_of_the_root_is_refused() {
    let folder = folder();
    folder.put("root/c.yaml", description("a: {type: string}"));
    refused(
        &folder.diff(&["a.yaml", "root/c.yaml", "--root", "root"]),
        &["`a.yaml`", "--root"],
    );
}

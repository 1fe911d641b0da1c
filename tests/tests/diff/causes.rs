//! There is one finding for each cause, with every operation that it reaches.

use crate::support::{compare, described, files, ids, only, side, texts};

/// A description with some operations and components.
fn description(operations: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{operations}\ncomponents:\n{components}\n"
    )
}

const TWO: &str = "  /a:
    get:
      operationId: A_Get
      parameters: [{$ref: '#/components/parameters/Top'}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '404': {$ref: '#/components/responses/Missing'}
  /b:
    put:
      operationId: B_Put
      parameters: [{$ref: '#/components/parameters/Top'}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '204': {description: done}
        '404': {$ref: '#/components/responses/Missing'}";

const COMPONENTS: &str = "  parameters: {Top: {name: top, in: query, schema: {type: integer, maximum: 10}}}
  responses: {Missing: {description: not there, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}
  schemas:
    Error: {type: object, properties: {code: {type: string}}}
    Name: {type: string}
    Thing: {type: object, properties: {first: {$ref: '#/components/schemas/Name'}, last: {$ref: '#/components/schemas/Name'}}}";

const BOTH: [&str; 2] = ["GET /a", "PUT /b"];

fn changed(from: &str, to: &str) -> generator::diff::Diff {
    let old = description(TWO, COMPONENTS);
    assert!(old.contains(from), "{from}");
    texts(&old, &old.replace(from, to))
}

/// Asserts that there is one finding with these operations.
fn one(diff: &generator::diff::Diff, id: &str, operations: &[&str]) {
    assert_eq!(ids(diff), [id], "{}", described(diff));
    let found: Vec<&str> = diff.findings[0].operations.iter().map(AsRef::as_ref).collect();
    assert_eq!(found, operations);
}

#[test]
fn a_shared_parameter_is_one_cause() {
    one(
        &changed("maximum: 10", "maximum: 9"),
        "constraint-tightened",
        &BOTH,
    );
    let finding = changed("maximum: 10", "maximum: 9").findings.remove(0);
    assert_eq!(
        finding.message,
        "`maximum` of the parameter `top` was `10` and is `9`"
    );
    let required = "in: query, required: true";
    one(
        &changed("in: query", required),
        "parameter-became-required",
        &BOTH,
    );
}

#[test]
fn a_shared_parameter_that_is_used_no_more_is_one_cause() {
    let old = description(TWO, COMPONENTS);
    let new = description(
        &TWO.replace("{$ref: '#/components/parameters/Top'}", ""),
        COMPONENTS,
    );
    let removed = texts(&old, &new);
    one(&removed, "parameter-removed", &BOTH);
    assert_eq!(removed.findings[0].new, None, "it is missing in two places");
    let added = texts(&new, &old);
    one(&added, "parameter-added", &BOTH);
    assert_eq!(added.findings[0].old, None);
}

#[test]
fn a_shared_response_is_one_cause() {
    let text = "{description: not there, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}";
    one(
        &changed(text, "{description: not there}"),
        "response-body-removed",
        &BOTH,
    );
    let code = "{code: {type: string}}";
    one(&changed(code, "{code: {type: integer}}"), "type-changed", &BOTH);
    let old = description(TWO, COMPONENTS);
    let without = old.replace("        '404': {$ref: '#/components/responses/Missing'}\n", "");
    one(&texts(&without, &old), "error-status-added", &BOTH);
}

#[test]
fn a_change_of_a_definition_is_one_cause_however_often_it_is_used() {
    for (text, id) in [
        ("{type: string, nullable: true}", "nullable-added"),
        ("{type: string, maxLength: 3}", "constraint-tightened"),
        ("{type: string, default: Ada}", "default-changed"),
        ("{type: integer}", "type-changed"),
        ("{type: string, format: uuid}", "format-narrowed"),
        ("{type: string, enum: [Ada]}", "enum-added"),
    ] {
        let diff = changed("Name: {type: string}", &format!("Name: {text}"));
        one(&diff, id, &BOTH);
        let place = diff.findings[0].new.as_ref().unwrap().pointer.to_string();
        assert_eq!(place, "/components/schemas/Name");
        assert_eq!(diff.findings[0].subject, "Name");
    }
}

#[test]
fn a_change_at_one_use_is_a_cause_of_its_own() {
    let first = "first: {$ref: '#/components/schemas/Name'}";
    let diff = changed(
        first,
        "first: {nullable: true, allOf: [{$ref: '#/components/schemas/Name'}]}",
    );
    one(&diff, "nullable-added", &BOTH);
    assert_eq!(diff.findings[0].message, "`first` of `Thing` may be `null`");
    // A limit that moves from the definition to every use is the same limit.
    let old = description(
        TWO,
        &COMPONENTS.replace("Name: {type: string}", "Name: {type: string, maxLength: 3}"),
    );
    let new = description(
        TWO,
        &COMPONENTS.replace(
            "{$ref: '#/components/schemas/Name'}",
            "{maxLength: 3, allOf: [{$ref: '#/components/schemas/Name'}]}",
        ),
    );
    assert_eq!(ids(&texts(&old, &new)), [""; 0]);
}

#[test]
fn values_that_go_both_ways_count_on_both() {
    let diff = changed("first: {$ref: '#/components/schemas/Name'}, ", "");
    assert_eq!(only(&diff, "property-removed").wire.as_str(), "warning");
    let diff = changed(
        "Thing: {type: object,",
        "Thing: {type: object, required: [first],",
    );
    let finding = only(&diff, "property-became-required");
    assert_eq!(finding.wire.as_str(), "error", "old clients send it without");
}

#[test]
fn an_inherited_property_is_one_cause_for_all_that_inherit_it() {
    let components = |base: &str| {
        format!(
            "  parameters: {{Top: {{name: top, in: query, schema: {{type: integer}}}}}}
  responses: {{Missing: {{description: not there}}}}
  schemas:
    Base: {{type: object, properties: {base}}}
    A: {{type: object, allOf: [{{$ref: '#/components/schemas/Base'}}], properties: {{a: {{type: string}}}}}}
    B: {{type: object, allOf: [{{$ref: '#/components/schemas/Base'}}], properties: {{b: {{type: string}}}}}}
    Thing: {{type: object, properties: {{a: {{$ref: '#/components/schemas/A'}}, b: {{$ref: '#/components/schemas/B'}}}}}}"
        )
    };
    let base = description(TWO, &components("{x: {type: string}}"));
    let more = description(TWO, &components("{x: {type: string}, y: {type: string}}"));
    let other = description(TWO, &components("{x: {type: integer}}"));
    let added = texts(&base, &more);
    one(&added, "property-added", &BOTH);
    assert_eq!(added.findings[0].message, "`Base` gained `y`");
    assert_eq!(
        added.findings[0].rust_items.len(),
        4,
        "a field and a setter of both:\n{}",
        described(&added)
    );
    one(&texts(&more, &base), "property-removed", &BOTH);
    one(&texts(&base, &other), "type-changed", &BOTH);
}

#[test]
fn a_change_that_arrives_only_through_another_file_is_found_there() {
    let entry = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: A_Get
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing: {$ref: 'common/1.yaml#/components/schemas/Thing'}";
    let common = "openapi: 3.0.3
info: {title: Common, version: '1'}
paths: {}
components:
  schemas:
    Thing: {type: object, properties: {name: {$ref: 'deep.yaml#/components/schemas/Name'}}}";
    let deep = "openapi: 3.0.3
info: {title: Deep, version: '1'}
paths: {}
components: {schemas: {Name: {type: string, maxLength: 5}}}";
    let old = [
        ("a.yaml", entry),
        ("common/1.yaml", common),
        ("common/deep.yaml", deep),
    ];
    let other = deep.replace("maxLength: 5", "maxLength: 4");
    let new = [
        ("a.yaml", entry),
        ("common/1.yaml", common),
        ("common/deep.yaml", other.as_str()),
    ];
    let diff = compare(&files(&old), &files(&new));
    one(&diff, "constraint-tightened", &["GET /a"]);
    let place = diff.findings[0].new.as_ref().unwrap();
    assert_eq!(place.file.as_str(), "common/deep.yaml");
    // An alias with the name of its target hides no change, and is not a change itself.
    let wider = common.replace("properties: {", "properties: {age: {type: integer}, ");
    let new = [
        ("a.yaml", entry),
        ("common/1.yaml", wider.as_str()),
        ("common/deep.yaml", deep),
    ];
    let diff = compare(&files(&old), &files(&new));
    one(&diff, "property-added", &["GET /a"]);
    // Removing the alias changes nothing.
    let direct = entry
        .replace(
            "'#/components/schemas/Thing'",
            "'common/1.yaml#/components/schemas/Thing'",
        )
        .replace(
            "components:\n  schemas:\n    Thing: {$ref: 'common/1.yaml#/components/schemas/Thing'}",
            "",
        );
    let new = [
        ("a.yaml", direct.as_str()),
        ("common/1.yaml", common),
        ("common/deep.yaml", deep),
    ];
    assert_eq!(ids(&compare(&files(&old), &files(&new))), [""; 0]);
}

#[test]
fn variants_of_a_union_are_followed() {
    let description = |lives: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /a:
    get:
      operationId: A_Get
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet: {{type: object, discriminator: {{propertyName: kind}}, properties: {{kind: {{type: string}}}}}}
    Cat: {{type: object, allOf: [{{$ref: '#/components/schemas/Pet'}}], required: {lives}, properties: {{lives: {{type: integer}}}}}}
    Lion: {{type: object, allOf: [{{$ref: '#/components/schemas/Cat'}}], properties: {{mane: {{type: boolean}}}}}}
    # Nothing but a name, and what it requires.
    Kitten: {{allOf: [{{$ref: '#/components/schemas/Cat'}}], required: {lives}}}"
        )
    };
    let diff = texts(&description("[]"), &description("[lives]"));
    one(&diff, "property-became-required", &["GET /a"]);
}

#[test]
fn sentences_are_counted_and_are_not_findings() {
    let old = description(TWO, COMPONENTS);
    let new = old
        .replace(
            "operationId: A_Get",
            "operationId: A_Get\n      summary: Gets it.",
        )
        .replace("description: not there", "description: It is not there.")
        .replace(
            "Name: {type: string}",
            "Name: {type: string, description: A name.}",
        );
    let diff = texts(&old, &new);
    assert_eq!(ids(&diff), [""; 0], "{}", described(&diff));
    assert_eq!(diff.docs_only, 3, "each once, however often it is used");
}

#[test]
fn the_name_of_a_body_and_the_case_of_a_header_are_not_on_the_wire() {
    let description = |body: &str, header: &str| {
        format!(
            "swagger: '2.0'
info: {{title: Things, version: '1'}}
paths:
  /a:
    post:
      operationId: A_Send
      parameters:
        - {{name: {body}, in: body, required: true, schema: {{type: object, properties: {{x: {{type: string}}}}}}}}
        - {{name: {header}, in: header, type: string}}
        - {{name: api-version, in: query, required: true, type: string}}
      responses: {{'204': {{description: done}}}}"
        )
    };
    let diff = texts(
        &description("body", "repeatability-request-id"),
        &description("thing", "Repeatability-Request-ID").replace("version: '1'", "version: '2'"),
    );
    assert_eq!(ids(&diff), [""; 0], "{}", described(&diff));
}

#[test]
fn a_reference_to_nothing_is_an_error_and_never_no_change() {
    let text = description(
        TWO,
        &COMPONENTS.replace("Name: {type: string}", "Title: {type: string}"),
    );
    let result = std::panic::catch_unwind(|| side(&text));
    let message = *result.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("refers to nothing"), "{message}");
}

//! Changes that are no break, or a smaller one than they look like, and one that looks like none.

use crate::support::{described, ids, texts};
use generator::diff::Diff;

/// A description with parameters of one operation, and a schema that it receives.
fn description(parameters: &str, got: &str, more: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'}}
paths:
  /things:
    get:
      operationId: Things_Get
      parameters: [{parameters}]
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: {{a: {got}}}}}}}}}}}}}
components: {{schemas: {{Plain: {{type: object, properties: {{z: {{type: string}}}}}}{more}}}}}
"
    )
}

fn found(diff: &Diff) -> Vec<String> {
    let findings = diff.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.check.id, finding.wire))
        .collect()
}

/// The findings on a parameter `p` of the query.
fn sent(old: &str, new: &str) -> Vec<String> {
    let side = |schema: &str| {
        description(
            &format!("{{name: p, in: query, schema: {schema}}}"),
            "{type: string}",
            "",
        )
    };
    found(&texts(&side(old), &side(new)))
}

/// The findings on a property that is received.
fn received(old: &str, new: &str) -> Vec<String> {
    let side = |schema: &str| description("", schema, "");
    found(&texts(&side(old), &side(new)))
}

const NOTHING: [&str; 0] = [];

#[test]
fn an_object_or_null_of_which_nothing_is_said_is_any_json() {
    let diff = received("{type: [object, 'null']}", "{}");
    assert!(!diff.iter().any(|finding| finding.ends_with("error")), "{diff:?}");
}

#[test]
fn a_pattern_that_any_text_matches_is_none() {
    for pattern in ["'.*'", "'^.*$'", "''"] {
        let wider = format!("{{type: string, pattern: {pattern}}}");
        let narrow = "{type: string, pattern: '^a'}";
        assert_eq!(sent(narrow, &wider), ["constraint-loosened info"], "{pattern}");
        assert_eq!(sent(&wider, "{type: string}"), NOTHING, "{pattern}");
    }
}

#[test]
fn a_number_in_a_query_is_a_text_too() {
    assert_eq!(sent("{type: integer}", "{type: string}"), ["type-widened info"]);
    assert_eq!(sent("{type: boolean}", "{type: string}"), ["type-widened info"]);
    assert_eq!(
        sent("{type: integer}", "{type: string, format: uuid}"),
        ["type-changed error"]
    );
    assert_eq!(
        sent("{type: integer}", "{type: string, maxLength: 2}"),
        ["type-changed error"]
    );
    assert_eq!(sent("{type: string}", "{type: integer}"), ["type-changed error"]);
    assert_eq!(
        received("{type: integer}", "{type: string}"),
        ["type-changed error"]
    );
}

#[test]
fn a_character_is_a_text_of_one() {
    let (short, char) = ("{type: string, maxLength: 1}", "{type: string, format: char}");
    for (old, new) in [(short, char), (char, short)] {
        assert_eq!(sent(old, new), NOTHING);
        assert_eq!(received(old, new), NOTHING);
    }
    assert_eq!(sent("{type: string}", char), ["constraint-tightened error"]);
}

#[test]
fn a_discriminator_that_tells_nothing_apart_is_not_on_the_wire() {
    let base = |discriminator: &str| {
        let more = format!(", Base: {{type: object, {discriminator}properties: {{kind: {{type: string}}}}}}");
        description("", "{$ref: '#/components/schemas/Base'}", &more)
    };
    let with = base("discriminator: {propertyName: kind}, ");
    for (old, new) in [(&with, base("")), (&base(""), with.clone())] {
        let diff = texts(old, &new);
        assert!(
            !ids(&diff).contains(&"discriminator-changed"),
            "{}",
            described(&diff)
        );
    }
}

#[test]
fn a_lower_bound_in_an_answer_is_only_to_know() {
    let found = received("{type: integer, minimum: 5}", "{type: integer, minimum: 1}");
    assert_eq!(found, ["constraint-loosened info"]);
}

#[test]
fn a_default_of_a_parameter_is_a_warning_and_one_of_a_property_is_not() {
    let (old, new) = ("{type: integer, default: 1}", "{type: integer, default: 2}");
    assert_eq!(sent(old, new), ["parameter-default-changed warning"]);
    assert_eq!(received(old, new), ["default-changed info"]);
}

#[test]
fn how_the_items_of_a_list_behind_a_reference_are_joined_is_compared() {
    let side = |more: &str| {
        description(
            &format!("{{name: p, in: query{more}, schema: {{$ref: '#/components/schemas/List'}}}}"),
            "{type: string}",
            ", List: {type: array, items: {type: string}}",
        )
    };
    let diff = texts(&side(", explode: true"), &side(", explode: false"));
    assert_eq!(found(&diff), ["collection-format-changed error"]);
    let object = |more: &str| {
        description(
            &format!("{{name: p, in: query{more}, schema: {{$ref: '#/components/schemas/Plain'}}}}"),
            "{type: string}",
            "",
        )
    };
    let diff = texts(&object(""), &object(", style: deepObject"));
    assert_eq!(found(&diff), ["collection-format-changed error"]);
}

#[test]
fn a_plural_is_the_word_itself() {
    let side = |name: &str| {
        description(
            "",
            &format!("{{type: object, properties: {{{name}: {{type: integer}}}}}}"),
            "",
        )
    };
    let diff = texts(&side("count"), &side("counts"));
    assert_eq!(found(&diff), ["property-renamed warning"], "{}", described(&diff));
}

#[test]
fn an_operation_that_keeps_its_shape_is_moved() {
    let side = |path: &str, id: &str, more: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  {path}:\n    post:\n      operationId: {id}\n      \
             parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      \
             requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, properties: {{guests: {{type: string}}}}}}}}}}}}\n      \
             responses: {{'204': {{description: ok}}}}\n{more}"
        )
    };
    let old = side("'/rooms/{id}/visitors'", "Rooms_Admit", "");
    let new = side("'/rooms/{id}/guests/:add'", "Guests_Append", "");
    let diff = texts(&old, &new);
    assert!(ids(&diff).contains(&"operation-moved"), "{}", described(&diff));
    assert!(!ids(&diff).contains(&"operation-removed"), "{}", described(&diff));
}

#[test]
fn a_value_that_only_the_names_still_have_is_not_compared() {
    let set = |values: &str| {
        format!(
            "{{type: string, enum: [{values}], x-ms-enum: {{name: S, modelAsString: true, values: [{{value: a}}, {{value: b}}]}}}}"
        )
    };
    assert_eq!(received(&set("a, b"), &set("b")), ["not-compared unknown"]);
}

#[test]
fn a_header_that_authorises_is_never_overlooked() {
    let side = |parameters: &str| description(parameters, "{type: string}", "");
    let header = "{name: Authorization, in: header, required: true, schema: {type: string}}";
    let diff = texts(&side(""), &side(header));
    assert_eq!(found(&diff), ["not-compared unknown"], "{}", described(&diff));
    let diff = texts(&side(header), &side(header));
    assert_eq!(found(&diff), NOTHING, "{}", described(&diff));
}

#[test]
fn a_version_that_calls_must_name_is_found() {
    let side = |parameters: &str| description(parameters, "{type: string}", "");
    let version = |more: &str| format!("{{name: api-version, in: query{more}, schema: {{type: string}}}}");
    let (may, must) = (version(""), version(", required: true"));
    assert_eq!(
        found(&texts(&side(""), &side(&must))),
        ["required-parameter-added error"]
    );
    assert_eq!(
        found(&texts(&side(&must), &side(""))),
        ["parameter-removed warning"]
    );
    assert_eq!(
        found(&texts(&side(&may), &side(&must))),
        ["parameter-became-required error"]
    );
}

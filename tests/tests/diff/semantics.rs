//! The severity of a difference by the direction in which values go, and differences that have no effect.

use crate::support::{described, files, ids, texts};
use generator::diff::Diff;

/// A description with an operation that sends `Sent` and one that receives `Got`; the components come last.
fn description(sent: &str, got: &str, more: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
servers: [{{url: 'https://Things.example/v1'}}]
paths:
  /things:
    put:
      operationId: Things_Put
      requestBody: {{required: true, content: {{application/json: {{schema: {sent}}}}}}}
      responses: {{'204': {{description: done}}}}
    get:
      operationId: Things_Get
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {got}}}}}}}}}
components: {{schemas: {{Plain: {{type: object, properties: {{z: {{type: string}}}}}}{more}}}}}
"
    )
}

const PLAIN: &str = "{$ref: '#/components/schemas/Plain'}";

/// The findings for a schema that is only sent, and for one that is only received, as `id severity`.
fn ways(old: (&str, &str), new: (&str, &str)) -> (Vec<String>, Vec<String>) {
    let list = |diff: &Diff| {
        let mut found: Vec<String> = diff
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.check.id, finding.wire))
            .collect();
        found.sort_unstable();
        found
    };
    let sent = |(schema, more)| description(schema, PLAIN, more);
    let got = |(schema, more)| description(PLAIN, schema, more);
    (
        list(&texts(&sent(old), &sent(new))),
        list(&texts(&got(old), &got(new))),
    )
}

/// The findings when a part of a whole description is replaced.
fn changed(from: &str, to: &str) -> Diff {
    let old = description(PLAIN, PLAIN, "");
    assert!(old.contains(from), "{from}");
    texts(&old, &old.replace(from, to))
}

#[test]
fn limits_are_compared_as_the_numbers_that_they_are() {
    for (old, new, ids) in [
        (
            "maximum: 9007199254740993",
            "maximum: 9007199254740992",
            "tightened",
        ),
        (
            "minimum: 9007199254740992",
            "minimum: 9007199254740993",
            "tightened",
        ),
        (
            "maximum: 170000000000000000000000000000000000001",
            "maximum: 170000000000000000000000000000000000002",
            "loosened",
        ),
        (
            "maximum: 0.00000000000000000002",
            "maximum: 0.00000000000000000001",
            "tightened",
        ),
        ("maximum: 5", "maximum: 5.0", ""),
        ("maximum: 5", "maximum: 5.5", "loosened"),
        ("maximum: 5", "maximum: 5, exclusiveMaximum: true", "tightened"),
        ("minimum: 5", "minimum: 4, exclusiveMinimum: true", "loosened"),
        ("multipleOf: 6", "multipleOf: 4", "tightened"),
        ("multipleOf: 6", "multipleOf: 3", "loosened"),
        ("multipleOf: 0.3", "multipleOf: 0.1", "loosened"),
        ("multipleOf: 0.3", "multipleOf: 0.2", "tightened"),
        ("multipleOf: 6", "multipleOf: 0", "tightened"),
    ] {
        let (sent, _) = ways(
            (
                &format!("{{type: object, properties: {{a: {{type: number, {old}}}}}}}"),
                "",
            ),
            (
                &format!("{{type: object, properties: {{a: {{type: number, {new}}}}}}}"),
                "",
            ),
        );
        let found: Vec<&str> = sent
            .iter()
            .filter_map(|found| found.strip_prefix("constraint-")?.split_once(' '))
            .map(|(id, _)| id)
            .collect();
        assert_eq!(found.join(" "), ids, "{old} and then {new}");
        assert_eq!(sent.len(), found.len(), "{sent:?}");
    }
}

#[test]
fn a_read_only_property_is_not_compared_where_it_is_sent() {
    let object = |name: &str| format!("{{type: object, properties: {{name: {name}}}}}");
    let (read_only, free) = (object("{type: string, readOnly: true}"), object("{type: string}"));
    let (short_read_only, short) = (
        object("{type: string, readOnly: true, maxLength: 3}"),
        object("{type: string, maxLength: 3}"),
    );
    let tightened = ["constraint-tightened info"];
    // Old clients never sent it.
    let (sent, got) = ways((&read_only, ""), (&short, ""));
    assert_eq!(sent, ["read-only-removed info"]);
    assert_eq!(got, tightened);
    // The service ignores it when old clients send it.
    let (sent, got) = ways((&free, ""), (&short_read_only, ""));
    assert_eq!(sent, ["read-only-added warning"]);
    assert_eq!(got, tightened);
    let (sent, _) = ways((&free, ""), (&short, ""));
    assert_eq!(sent, ["constraint-tightened error"]);
}

#[test]
fn a_required_property_inside_of_a_new_optional_object_is_not_a_finding() {
    let old = "{type: object, properties: {a: {type: string}}}";
    let new = "{type: object, properties: {a: {type: string}, b: {$ref: '#/components/schemas/B'}}}";
    let more = ", B: {type: object, required: [c], properties: {c: {type: string}}}";
    let (sent, got) = ways((old, ""), (new, more));
    assert_eq!(
        (sent, got),
        (
            vec!["property-added info".to_owned()],
            vec!["property-added info".to_owned()]
        )
    );
    // Old clients that send the object do not send the property.
    let was = ", B: {type: object, properties: {c: {type: string}}}";
    let (sent, _) = ways((new, was), (new, more));
    assert_eq!(sent, ["property-became-required error"]);
}

#[test]
fn an_open_set_that_grows_is_to_know_and_a_closed_one_breaks_readers() {
    let set = |values: &str, open: bool| {
        format!("{{type: string, enum: [{values}], x-ms-enum: {{name: Size, modelAsString: {open}}}}}")
    };
    let (sent, got) = ways((&set("s", true), ""), (&set("s, m", true), ""));
    assert_eq!(sent, ["enum-value-added info"]);
    assert_eq!(got, ["enum-value-added info"]);
    let (sent, got) = ways((&set("s", false), ""), (&set("s, m", false), ""));
    assert_eq!(sent, ["closed-enum-value-added info"]);
    assert_eq!(got, ["closed-enum-value-added error"]);
}

#[test]
fn values_that_are_listed_and_not_all_limit_nothing() {
    let open = "{type: object, properties: {a: {type: string, enum: [s], x-ms-enum: {name: S, modelAsString: true}}}}";
    let text = "{type: object, properties: {a: {type: string}}}";
    let (sent, got) = ways((text, ""), (open, ""));
    assert_eq!(sent, ["open-enum-added info"]);
    assert_eq!(got, ["open-enum-added info"]);
    let (sent, got) = ways((open, ""), (text, ""));
    assert_eq!(sent, ["open-enum-removed info"]);
    assert_eq!(got, ["open-enum-removed info"]);
}

#[test]
fn a_variant_is_compared_though_nothing_refers_to_it() {
    let pet = "{$ref: '#/components/schemas/Pet'}";
    let variants = |dog: &str| {
        format!(
            ", Pet: {{type: object, required: [kind], discriminator: {{propertyName: kind}}, properties: {{kind: {{type: string}}}}}}, \
             Dog: {{type: object, x-ms-discriminator-value: dog, allOf: [{pet}], properties: {{{dog}}}}}"
        )
    };
    let (was, is) = (variants("age: {type: string}"), variants("age: {type: integer}"));
    let (sent, got) = ways((pet, &was), (pet, &is));
    assert_eq!(sent, ["type-changed error"]);
    assert_eq!(got, ["type-changed error"]);
}

#[test]
fn alternatives_without_names_are_paired_by_their_properties() {
    let one = |list: &str| format!("{{type: object, properties: {{a: {{oneOf: [{list}]}}}}}}");
    let (n, m) = (
        "{type: object, properties: {n: {type: string}, x: {type: string}}}",
        "{type: object, properties: {m: {type: string}}}",
    );
    let more = "{type: object, properties: {n: {type: string}, x: {type: string}, y: {type: string}}}";
    let (sent, got) = ways((&one(&format!("{n}, {m}")), ""), (&one(&format!("{m}, {n}")), ""));
    assert_eq!(
        (sent.len(), got.len()),
        (0, 0),
        "their order means nothing: {sent:?}"
    );
    let (sent, _) = ways(
        (&one(&format!("{n}, {m}")), ""),
        (&one(&format!("{m}, {more}")), ""),
    );
    assert_eq!(sent, ["property-added info"]);
}

#[test]
fn items_that_are_not_described_are_any() {
    let list = |items: &str| format!("{{type: object, properties: {{a: {{type: array{items}}}}}}}");
    let (any, described_items) = (list(""), list(", items: {type: string}"));
    let (sent, got) = ways((&any, ""), (&described_items, ""));
    assert_eq!(sent, ["type-narrowed error"]);
    assert_eq!(got, ["type-narrowed info"]);
    let (sent, got) = ways((&described_items, ""), (&any, ""));
    assert_eq!(sent, ["type-widened info"]);
    assert_eq!(got, ["type-widened error"]);
    let (sent, _) = ways((&any, ""), (&list(", items: {}"), ""));
    assert_eq!(sent, Vec::<String>::new());
}

#[test]
fn case_and_charset_of_a_media_type_mean_nothing() {
    for name in [
        "'application/JSON'",
        "'application/json; charset=utf-8'",
        "'application/json;Charset=UTF-8'",
    ] {
        let diff = changed("application/json", name);
        let found: Vec<&str> = ids(&diff).into_iter().filter(|id| id.contains("media")).collect();
        assert_eq!(found, Vec::<&str>::new(), "{name}: {}", described(&diff));
    }
    let other = changed("application/json", "'application/json; v=2'");
    assert_eq!(
        ids(&other),
        ["request-media-type-changed", "response-media-type-changed"]
    );
}

#[test]
fn a_host_is_named_in_any_case() {
    let diff = changed("https://Things.example", "HTTPS://things.EXAMPLE");
    assert_eq!(ids(&diff), Vec::<&str>::new());
    assert_eq!(ids(&changed("/v1'", "/V1'")), ["server-changed"], "a path is not");
}

#[test]
fn a_failure_that_was_the_default_one_is_compared_with_it() {
    let failure = |status: &str, kind: &str| {
        format!(
            "'200': {{description: ok}}, {status}: {{description: no, content: {{application/json: {{schema: {{type: object, \
             properties: {{code: {{type: {kind}}}}}}}}}}}}}"
        )
    };
    let document = |responses: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {{get: {{operationId: A_Get, responses: {{{responses}}}}}}}\n"
        )
    };
    let compared = |old: &str, new: &str| ids(&texts(&document(old), &document(new)));
    let (was, is) = (failure("default", "string"), failure("'404'", "integer"));
    let both = ["error-status-added", "error-status-removed", "type-changed"];
    assert_eq!(compared(&was, &is), both);
    assert_eq!(compared(&is, &was), both);
    let same = failure("'404'", "string");
    assert_eq!(
        compared(&was, &same),
        ["error-status-added", "error-status-removed"]
    );
}

#[test]
fn a_change_in_a_file_that_is_referred_to_is_found_behind_an_alias_of_the_same_name() {
    let entry = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things: {get: {operationId: Things_Get, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}
components: {schemas: {Thing: {$ref: 'common/parts.yaml#/components/schemas/Thing'}}}
";
    let part = |kind: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Parts, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{Thing: {{type: object, \
             properties: {{name: {{type: {kind}}}}}}}}}}}\n"
        )
    };
    let side = |kind: &str| files(&[("spec.yaml", entry), ("common/parts.yaml", &part(kind))]);
    let diff = crate::support::compare(&side("string"), &side("integer"));
    assert_eq!(ids(&diff), ["type-changed"]);
    let place = diff.findings[0].new.as_ref().unwrap();
    assert_eq!(place.file.as_str(), "common/parts.yaml");
}

#[test]
fn another_style_of_a_path_parameter_is_another_request() {
    let with = |style: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths:\n  /a/{{id}}:\n    get:\n      operationId: A_Get\n      \
             parameters: [{{name: id, in: path, required: true{style}, schema: {{type: string}}}}]\n      \
             responses: {{'204': {{description: Done.}}}}\n"
        )
    };
    for style in [", style: matrix", ", style: label"] {
        let diff = texts(&with(""), &with(style));
        assert_eq!(ids(&diff), ["collection-format-changed"], "{}", described(&diff));
        assert!(diff.rust_unavailable.is_none());
    }
    assert_eq!(described(&texts(&with(""), &with(", style: simple"))), "");
}

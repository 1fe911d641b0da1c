//! The problems that the check of a value finds, and the values that it accepts.

use super::*;
use serde_json::json;

const SCHEMAS: &str = "
components:
  schemas:
    Closed: { type: string, enum: [a, b] }
    Open: { type: string, enum: [a, b], x-ms-enum: { name: Open, modelAsString: true } }
    Named: { type: object, required: [name], properties: { name: { type: string, minLength: 1, maxLength: 3 } } }
    All:
      type: object
      required: [id, made]
      properties:
        id: { type: string, format: uuid }
        made: { type: string, readOnly: true }
        closed: { $ref: '#/components/schemas/Closed' }
        open: { description: Annotated., allOf: [{ $ref: '#/components/schemas/Open' }] }
        nothing: { nullable: true, allOf: [{ $ref: '#/components/schemas/Named' }] }
        days: { type: integer, format: int32, minimum: 1, maximum: 90 }
        flag: { type: boolean }
        names: { type: array, items: { $ref: '#/components/schemas/Named' } }
        pairs: { type: object, additionalProperties: { type: string } }
        sealed: { type: object, additionalProperties: false }
        self: { $ref: '#/components/schemas/All' }
";

/// Returns the problems of `extra`, laid over a value that has none.
fn problems(purpose: Purpose, extra: &Value) -> Vec<String> {
    let library = Library::parse(&[("a.yaml", SCHEMAS)]).unwrap();
    let place = library
        .resolve_reference("a.yaml", "#/components/schemas/All")
        .unwrap();
    let mut value = json!({ "id": "4c1b5b3f-5b0e-4f2f-8d8e-0c9c0b6f2a11" });
    for (name, member) in extra.as_object().unwrap() {
        value[name] = member.clone();
    }
    check(&library, place, &value, purpose)
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn request(extra: &Value) -> Vec<String> {
    problems(Purpose::Request, extra)
}

#[test]
fn what_fits_has_no_problems() {
    let fits = json!({
        "closed": "a", "open": "something new", "nothing": null, "days": 90, "flag": false,
        "names": [{ "name": "x" }], "pairs": { "k": "v" }, "sealed": {}, "unknown": [1],
    });
    assert_eq!(request(&fits), [""; 0]);
}

#[test]
fn each_problem_is_told_with_its_place() {
    for (extra, problem) in [
        (json!({ "id": "x" }), "/id: must be a UUID"),
        (
            json!({ "closed": "c" }),
            "/closed: must be one of the described values",
        ),
        (json!({ "open": 1 }), "/open: must be a string"),
        (json!({ "open": null }), "/open: must not be null"),
        (json!({ "nothing": {} }), "/nothing/name: is required"),
        (json!({ "days": 0 }), "/days: is too small"),
        (json!({ "days": 91 }), "/days: is too large"),
        (json!({ "days": 1.5 }), "/days: must be an integer"),
        (json!({ "flag": "true" }), "/flag: must be true or false"),
        (json!({ "names": {} }), "/names: must be an array"),
        (
            json!({ "names": [{ "name": "" }] }),
            "/names/0/name: is too short",
        ),
        (
            json!({ "names": [{ "name": "äöüß" }] }),
            "/names/0/name: is too long",
        ),
        (
            json!({ "pairs": { "a/b~": 1 } }),
            "/pairs/a~1b~0: must be a string",
        ),
        (json!({ "sealed": { "x": 1 } }), "/sealed/x: is not described"),
        (json!({ "self": {} }), "/self/id: is required"),
    ] {
        assert_eq!(request(&extra), [problem]);
    }
    let too_large = request(&json!({ "days": 3_000_000_000_u64 }));
    assert_eq!(
        too_large,
        ["/days: must be an integer of 32 bits", "/days: is too large"]
    );
}

#[test]
fn what_is_read_only_matters_in_answers_only() {
    assert_eq!(request(&json!({ "made": 1 })), [""; 0]);
    assert_eq!(problems(Purpose::Answer, &json!({})), ["/made: is required"]);
    assert_eq!(problems(Purpose::Answer, &json!({ "made": "here" })), [""; 0]);
}

#[test]
fn a_patch_may_remove_what_is_optional() {
    let patch = json!({ "days": null, "pairs": { "k": null } });
    assert_eq!(problems(Purpose::Patch, &patch), [""; 0]);
    assert_eq!(request(&patch).len(), 2);
    assert_eq!(
        problems(Purpose::Patch, &json!({ "id": null })),
        ["/id: must not be null"]
    );
}

#[test]
fn values_nested_without_end_are_refused() {
    let mut value = json!({});
    for _ in 0..100 {
        value = json!({ "self": value });
    }
    let problems = request(&value);
    assert!(
        problems
            .iter()
            .any(|problem| problem.ends_with("is nested too deeply")),
        "{problems:?}"
    );
}

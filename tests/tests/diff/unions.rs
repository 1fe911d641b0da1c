//! Alternatives are known by their shapes, and what moves into them is followed.

use generator::diff::Diff;

use crate::support::{compare, described, ids, only, schema_pair, wire_side};

const PETS: &str = "Cat: {type: object, required: [lives], properties: {lives: {type: integer}, name: {type: string}}}, \
                    Dog: {type: object, required: [tricks], properties: {tricks: {type: integer}, name: {type: string}}}";

fn one_of(list: &str) -> String {
    format!("{{oneOf: [{list}]}}")
}

fn reference(name: &str) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

fn both() -> String {
    one_of(&format!("{}, {}", reference("Cat"), reference("Dog")))
}

/// The findings on the wire.
fn on_the_wire(diff: &Diff) -> Vec<(&'static str, &'static str)> {
    let findings = diff
        .findings
        .iter()
        .filter(|finding| finding.wire.as_str() != "none");
    let mut found: Vec<_> = findings
        .map(|finding| (finding.check.id, finding.wire.as_str()))
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn a_renamed_alternative_is_the_same_alternative() {
    let renamed = PETS.replace("Cat", "Feline");
    let new = both().replace("Cat", "Feline");
    for way in ["sent", "received"] {
        let diff = schema_pair((&both(), PETS), (&new, &renamed), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
        assert_eq!(
            only(&diff, "schema-renamed").message,
            "`Cat` was renamed to `Feline`"
        );
    }
    // What changed in it is found there.
    let changed = renamed.replace("lives: {type: integer}", "lives: {type: string}");
    let diff = schema_pair((&both(), PETS), (&new, &changed), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [("type-changed", "error")],
        "{}",
        described(&diff)
    );
}

#[test]
fn an_inlined_alternative_is_the_same_alternative() {
    let cat = "{type: object, required: [lives], properties: {lives: {type: integer}, name: {type: string}}}";
    let inline = one_of(&format!("{}, {cat}", reference("Dog")));
    for way in ["sent", "received"] {
        let diff = schema_pair((&both(), PETS), (&inline, PETS), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
        let diff = schema_pair((&inline, PETS), (&both(), PETS), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
    }
    // Names for texts, lists and sets of values are not on the wire either.
    let named = one_of(&["Text", "List", "Set"].map(reference).join(", "));
    let parts = "Text: {type: string, format: uuid}, List: {type: array, items: {type: integer}}, Set: {type: string, enum: [a, b]}";
    let plain = one_of(
        "{type: string, enum: [a, b]}, {type: array, items: {type: integer}}, {type: string, format: uuid}",
    );
    let diff = schema_pair((&named, parts), (&plain, ""), "received");
    assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
}

#[test]
fn an_alternative_that_is_another_one_is_removed_and_added() {
    let other = PETS.replace(
        "Cat: {type: object, required: [lives], properties: {lives: {type: integer}, name: {type: string}}}",
        "House: {type: object, properties: {street: {type: string}}}",
    );
    let new = both().replace("Cat", "House");
    let diff = schema_pair((&both(), PETS), (&new, &other), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [("one-of-added", "info"), ("one-of-removed", "error")],
        "{}",
        described(&diff)
    );
}

#[test]
fn an_object_that_becomes_one_of_two_others_is_an_error() {
    let object = "{type: object, properties: {a: {type: string}, b: {type: string}}}";
    for way in ["sent", "received"] {
        let diff = schema_pair((object, ""), (&both(), PETS), way);
        assert_eq!(
            on_the_wire(&diff),
            [("alternatives-replaced", "error")],
            "{}",
            described(&diff)
        );
        let finding = only(&diff, "alternatives-replaced");
        assert!(
            finding.message.ends_with("is `Cat` or `Dog`"),
            "{}",
            finding.message
        );
        let back = schema_pair((&both(), PETS), (object, ""), way);
        assert_eq!(on_the_wire(&back), [("alternatives-replaced", "error")]);
    }
}

#[test]
fn an_object_that_becomes_one_of_itself_and_another_gains_an_alternative() {
    let cat = reference("Cat");
    let diff = schema_pair((&cat, PETS), (&both(), PETS), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [("one-of-added", "info")],
        "{}",
        described(&diff)
    );
    let diff = schema_pair((&cat, PETS), (&both(), PETS), "received");
    assert_eq!(on_the_wire(&diff), [("one-of-added", "error")]);
    let diff = schema_pair((&both(), PETS), (&cat, PETS), "sent");
    assert_eq!(on_the_wire(&diff), [("one-of-removed", "error")]);
    // The same type under another name, and with a property less.
    let less = "{type: object, required: [lives], properties: {lives: {type: integer}, name: {type: string}, age: {type: integer}}}";
    let diff = schema_pair((less, ""), (&both(), PETS), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [("one-of-added", "info"), ("property-removed", "warning")],
        "{}",
        described(&diff)
    );
    // A text, or a set of texts.
    let text = schema_pair(
        ("{type: string}", ""),
        (&one_of("{type: string}, {type: integer}"), ""),
        "sent",
    );
    assert_eq!(
        on_the_wire(&text),
        [("one-of-added", "info")],
        "{}",
        described(&text)
    );
    let set = schema_pair(
        ("{type: string}", ""),
        (&one_of("{type: string, enum: [a]}, {type: integer}"), ""),
        "sent",
    );
    assert_eq!(
        on_the_wire(&set),
        [("enum-added", "error"), ("one-of-added", "info")],
        "{}",
        described(&set)
    );
}

#[test]
fn limits_of_which_one_must_fit_are_a_limit() {
    let plain = "{type: object, properties: {a: {type: string}, b: {type: string}}}";
    let limited = "{type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}";
    let diff = schema_pair((plain, ""), (limited, ""), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [("constraint-tightened", "error")],
        "{}",
        described(&diff)
    );
    let diff = schema_pair((limited, ""), (plain, ""), "received");
    assert_eq!(
        on_the_wire(&diff),
        [("constraint-loosened", "info")],
        "{}",
        described(&diff)
    );
}

/// A base with variants that inherit from it.
fn variants(base: &str, cat: &str, dog: &str) -> String {
    format!(
        "Pet: {{type: object, required: [kind], discriminator: {{propertyName: kind}}, properties: {{kind: {{type: string}}{base}}}}}, \
         Cat: {{type: object, allOf: [{{$ref: '#/components/schemas/Pet'}}], properties: {{lives: {{type: integer}}{cat}}}}}, \
         Dog: {{type: object, allOf: [{{$ref: '#/components/schemas/Pet'}}], properties: {{tricks: {{type: integer}}{dog}}}}}"
    )
}

#[test]
fn what_moved_into_all_variants_is_not_lost() {
    let pet = reference("Pet");
    let name = ", name: {type: string}";
    let (up, down) = (variants(name, "", ""), variants("", name, name));
    for way in ["sent", "received"] {
        let diff = schema_pair((&pet, &up), (&pet, &down), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
        let diff = schema_pair((&pet, &down), (&pet, &up), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
    }
    // One that only some have is lost to the others.
    let diff = schema_pair((&pet, &up), (&pet, &variants("", name, "")), "received");
    assert!(ids(&diff).contains(&"property-removed"), "{}", described(&diff));
    // One that changed on the way changed.
    let number = ", name: {type: integer}";
    let diff = schema_pair((&pet, &up), (&pet, &variants("", name, number)), "received");
    assert_eq!(
        on_the_wire(&diff),
        [("type-changed", "error")],
        "{}",
        described(&diff)
    );
}

#[test]
fn inheritance_that_becomes_a_list_of_alternatives_says_the_same() {
    let pet = reference("Pet");
    let old = variants(", name: {type: string}", "", "");
    let new = format!(
        "Pet: {{oneOf: [{}, {}], discriminator: {{propertyName: kind}}}}, \
         Cat: {{type: object, required: [kind], properties: {{kind: {{type: string}}, name: {{type: string}}, lives: {{type: integer}}}}}}, \
         Dog: {{type: object, required: [kind], properties: {{kind: {{type: string}}, name: {{type: string}}, tricks: {{type: integer}}}}}}",
        reference("Cat"),
        reference("Dog")
    );
    for way in ["sent", "received"] {
        let diff = schema_pair((&pet, &old), (&pet, &new), way);
        assert!(
            !ids(&diff)
                .iter()
                .any(|id| id.contains("removed") && !id.starts_with("rust")),
            "{}",
            described(&diff)
        );
    }
}

#[test]
fn the_value_of_the_discriminator_tells_which_alternative_is_the_same() {
    let mapped = |cat: &str, pets: &str| {
        let union = format!(
            "{{discriminator: {{propertyName: kind, mapping: {{cat: '#/components/schemas/{cat}', dog: '#/components/schemas/Dog'}}}}, \
             oneOf: [{}, {}]}}",
            reference(cat),
            reference("Dog")
        );
        (union, pets.to_owned())
    };
    let kind = "properties: {kind: {type: string}, ";
    let pets = PETS.replace("properties: {", kind);
    let (old, other) = (mapped("Cat", &pets), mapped("Lion", &pets.replace("Cat", "Lion")));
    for way in ["sent", "received"] {
        let diff = schema_pair((&old.0, &old.1), (&other.0, &other.1), way);
        assert_eq!(on_the_wire(&diff), [], "{}", described(&diff));
    }
    let value = old.0.replace("cat:", "feline:");
    let diff = schema_pair((&old.0, &old.1), (&value, &old.1), "sent");
    assert_eq!(
        on_the_wire(&diff),
        [
            ("union-variant-added", "info"),
            ("union-variant-removed", "error")
        ],
        "{}",
        described(&diff)
    );
}

#[test]
fn a_discriminator_that_all_values_have_asks_nothing_of_anyone() {
    let pets = PETS
        .replace("required: [", "required: [kind, ")
        .replace("properties: {", "properties: {kind: {type: string}, ");
    let with = both().replace("{oneOf", "{discriminator: {propertyName: kind}, oneOf");
    for way in ["sent", "received"] {
        let diff = schema_pair((&both(), &pets), (&with, &pets), way);
        let worst = diff.findings.iter().map(|finding| finding.wire).max().unwrap();
        assert!(worst.as_str() != "error", "{}", described(&diff));
    }
}

#[test]
fn thousands_of_alternatives_are_paired_without_comparing_all_with_all() {
    let text = |prefix: &str, count: usize| {
        let schemas: Vec<String> = (0..count)
            .map(|at| format!("{prefix}{at}: {{type: object, properties: {{a{at}: {{type: string}}, b: {{type: string}}}}}}"))
            .collect();
        let list: Vec<String> = (0..count).map(|at| reference(&format!("{prefix}{at}"))).collect();
        (one_of(&list.join(", ")), schemas.join(", "))
    };
    let (old, new) = (text("Old", 2_000), text("New", 2_000));
    let side = |(union, schemas): &(String, String)| {
        format!(
            "{{openapi: 3.0.3, info: {{title: T, version: '1'}}, paths: {{/a: {{get: {{operationId: A_Get, \
             responses: {{'200': {{description: A., content: {{application/json: {{schema: {union}}}}}}}}}}}}}}}, components: {{schemas: {{{schemas}}}}}}}"
        )
    };
    let diff = compare(&wire_side(&side(&old)), &wire_side(&side(&new)));
    assert_eq!(on_the_wire(&diff), [], "each is known by its own property");
}

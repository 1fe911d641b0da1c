//! Names that are decided for a description: stable, and each written down with its reason.

use std::collections::BTreeMap;

use generator::scaffold::Crate;

use crate::support::{decided, fixture, of_text, of_texts, plan, request};

fn entries(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn what_has_no_name_of_its_own_gets_one_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let made = plan(&request(&[fixture("petstore.yaml")], &folder.path().join("out"))).unwrap();
    let expected = [
        ("operations / GET /pets/{petId} / id", "Pets_GetPetsByPetId"),
        ("operations / Pets_New / method", "new_pets"),
        ("inline / OrderStatus / name", "OrderStatus"),
    ];
    assert_eq!(decided(&made), entries(&expected));
    assert!(made.added.iter().all(|edit| !edit.reason().is_empty()));
    for (key, _) in &expected {
        let key = key.split(" / ").nth(1).unwrap();
        assert!(made.files["spec/catalog.yaml"].contains(key), "{key}");
    }
}

#[test]
fn the_same_names_come_out_whatever_the_order_of_the_file() {
    let parts = [
        "    Response: {type: object, properties: {a: {type: string}}}\n",
        "    thing_a: {type: object, properties: {x-y: {type: string}, x_y: {type: string}}}\n",
        "    ThingA: {type: object, properties: {kind: {type: string, enum: ['+1', '1', '*'], x-ms-enum: {name: Kind}}}}\n",
        "    Other: {type: object, properties: {kind: {type: string, enum: [z], x-ms-enum: {name: Kind}}}}\n",
        "    Same: {type: object, properties: {kind: {type: string, enum: [z], description: d, x-ms-enum: {name: Kind}}}}\n",
    ];
    let paths = [
        "  /b: {get: {operationId: b, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/thing_a'}}}}}}}\n",
        "  /a: {get: {operationId: a, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/ThingA'}}}}}}}\n",
        "  /c: {get: {operationId: A, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Other'}}}}}}}\n",
        "  /d: {get: {operationId: a, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Response'}}}}}}}\n",
        "  /e: {get: {operationId: e, parameters: [{name: id, in: query, schema: {type: string}}, {name: ID, in: header, schema: {type: string}}], \
         responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Same'}}}}}}}\n",
    ];
    let text = |order: &[usize]| {
        let pick = |parts: &[&str]| order.iter().map(|at| parts[*at]).collect::<String>();
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{}components:\n  schemas:\n{}",
            pick(&paths),
            pick(&parts)
        )
    };
    let first = of_text(&text(&[0, 1, 2, 3, 4])).unwrap_or_else(|found| panic!("{found}"));
    assert!(decided(&first).len() >= 7, "{:?}", decided(&first));
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
        let other = of_text(&text(&order)).unwrap_or_else(|found| panic!("{found}"));
        assert_eq!(decided(&other), decided(&first), "{order:?}");
    }
}

#[test]
fn a_new_version_does_not_rename_what_the_old_one_has_in_either_order() {
    let [old, new] =
        ["2023-01-01", "2024-01-01"].map(|version| fixture("shelves").join(version).join("shelves.json"));
    let folder = tempfile::tempdir().unwrap();
    let made = |files: &[_]| plan(&request(files, &folder.path().join("out"))).unwrap();
    let (alone, both, turned) = (
        made(std::slice::from_ref(&old)),
        made(&[old.clone(), new.clone()]),
        made(&[new, old]),
    );
    assert_eq!(both.files, turned.files);
    let version = |files: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let of_old = files
            .iter()
            .filter(|(path, _)| path.contains("v2023_01_01") && !path.ends_with("clients.rs"));
        of_old.map(|(path, text)| (path.clone(), text.clone())).collect()
    };
    assert_eq!(version(&alone.files), version(&both.files));
    let methods = |made: &Crate| -> Vec<String> {
        let clients = &made.files["src/api/shelves/v2023_01_01/clients.rs"];
        clients
            .lines()
            .filter(|line| line.contains("pub async fn"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(methods(&alone), methods(&both));
    // The other one, which came later, has the other name, though it would be first by the alphabet.
    assert_eq!(
        decided(&both),
        entries(&[
            ("operations / Shelves_GetAll / method", "shelves_get_all"),
            ("schemas / 2024-01-01/shelves.json#Shelf / name", "ShelvesShelf"),
        ])
    );
}

#[test]
fn what_only_its_place_or_its_case_tells_apart_gets_a_name_of_its_own() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {operationId: Pet, \
        parameters: [{name: size, in: query, schema: {type: string, enum: [s, m]}}, {name: Max, in: query, schema: {type: string}}, \
        {name: max, in: query, schema: {type: string}}], responses: {'200': {description: ok, \
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}\n  /b: {get: {operationId: pet, \
        parameters: [{name: size, in: query, schema: {type: string, enum: [l]}}], responses: {'204': {description: ok}}}}\n\
        components:\n  schemas:\n    Pet: {type: object, properties: {size: {type: string, enum: [1m, 2m]}, \
        code: {type: string, enum: [EAN_13, EAN13, ean13, ean8]}}}\n";
    let made = of_text(text).unwrap_or_else(|found| panic!("{found}"));
    let decided = decided(&made);
    let named = |key: &str| decided.get(key).map(String::as_str);
    assert_eq!(named("parameters / query max / name"), Some("max_in_query"));
    let by_place: Vec<_> = decided
        .iter()
        .filter(|(key, _)| key.starts_with("inline / #/paths/"))
        .map(|(_, name)| name.as_str())
        .collect();
    assert!(by_place.contains(&"PetSizeParameter"), "{decided:?}");
    assert_eq!(by_place.len(), 2, "{decided:?}");
    let enums = &made.files["src/api/t/v1/enums.rs"];
    assert!(enums.contains("pub enum PetSize {") && enums.contains("pub enum PetSizeParameter {"));
    let codes = decided.keys().filter(|key| key.starts_with("values / PetCode."));
    assert_eq!(codes.count(), 2, "{decided:?}");
}

#[test]
fn however_many_alternatives_look_alike_each_has_a_name() {
    let alike =
        |at: usize| format!("{{type: object, properties: {{a{at}: {{type: string}}, b: {{type: string}}}}}}");
    let other = "{type: object, properties: {only_one: {type: string}}}".to_owned();
    let all: Vec<String> = (0..12).map(alike).chain([other]).collect();
    let made = of_text(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {{get: {{operationId: a, responses: {{'200': {{description: ok, \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/One'}}}}}}}}}}}}}}\ncomponents: {{schemas: {{One: \
         {{oneOf: [{}]}}}}}}\n",
        all.join(", ")
    ))
    .unwrap_or_else(|found| panic!("{found}"));
    let models = &made.files["src/api/t/v1/models.rs"];
    assert_eq!(models.matches("pub struct One").count(), 13);
    assert!(models.contains("pub struct OneOnlyOne {"), "{models}");
}

#[test]
fn enums_of_the_same_values_are_one_type() {
    let enumeration = |docs: &str| {
        format!(
            "{{type: string, description: {docs}, enum: [a, b], x-ms-enum: {{name: Kind, values: [{{value: a, description: {docs}}}, {{value: b}}]}}}}"
        )
    };
    let made = of_text(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {{get: {{operationId: a, responses: {{'200': {{description: ok, \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/One'}}}}}}}}}}}}}}\ncomponents:\n  schemas:\n    One: {{type: object, \
         properties: {{kind: {}, other: {{$ref: '#/components/schemas/Two'}}}}}}\n    Two: {{type: object, properties: {{kind: {}}}}}\n",
        enumeration("x"),
        enumeration("y")
    ))
    .unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(decided(&made), entries(&[]));
    assert_eq!(
        made.files["src/api/t/v1/enums.rs"].matches("pub enum ").count(),
        1
    );
}

#[test]
fn only_a_part_is_taken_with_what_it_needs_and_what_others_need_may_be_what_it_likes() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {operationId: A_x, tags: [first], responses: {'200': {description: ok, \
        content: {application/json: {schema: {$ref: '#/components/schemas/One'}}}}}}}\n  /b/c: {get: {operationId: B_x, responses: {'200': {description: ok, \
        content: {application/json: {schema: {$ref: '#/components/schemas/Two'}}}}}}}\ncomponents:\n  schemas:\n    One: {type: object, properties: {a: {type: string}}}\n    \
        Two: {type: object, properties: {a: {oneOf: [{type: string}, {type: integer}], discriminatorless: 1}}}\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.yaml");
    std::fs::write(&file, text).unwrap();
    for part in ["first", "A", "/a"] {
        let mut request = request(std::slice::from_ref(&file), &folder.path().join("out"));
        request.only = vec![part.to_owned()];
        request.leave_out = generator::propose::LeaveOut::Refused;
        let made = plan(&request).unwrap_or_else(|found| panic!("{part}: {found}"));
        assert!(made.files["src/api/t/v1/models.rs"].contains("pub struct One"));
        assert!(!made.files["src/api/t/v1/models.rs"].contains("Two"));
        assert!(
            made.files["README.md"].contains(&format!("Only a part of the description was used: `{part}`."))
        );
    }
    let mut request = request(&[file], &folder.path().join("out"));
    request.only = vec!["nobody".to_owned()];
    let found = plan(&request).unwrap_err();
    assert!(
        found.contains("`nobody` is not a tag, an operation group or the beginning of a path of any version"),
        "{found}"
    );
}

#[test]
fn two_files_of_one_version_are_not_one_service() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
    let found = of_texts(&[("a.yaml", text), ("b.yaml", text)]).unwrap_err();
    assert!(
        found.contains("two of the files describe the version `1`"),
        "{found}"
    );
}

#[test]
fn a_description_in_another_script_becomes_a_crate_that_is_named_after_its_file() {
    let made = of_text(
        "openapi: 3.0.3\ninfo: {title: \u{65e5}\u{672c}, version: v1 beta}\npaths: {/a: {get: {operationId: \u{7269}, \
         responses: {'204': {description: ok}}}}}\n",
    )
    .unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(made.package, "api-client");
    assert_eq!(made.versions[0].feature, "api-service-v1-beta");
    assert_eq!(
        decided(&made),
        entries(&[("operations / \u{7269} / method", "get_a")])
    );
    assert!(made.files["src/api/api_service/vv1_beta/clients.rs"].contains("pub struct ApiClientClient"));
}

//! Objects with additional properties, variants that are used by themselves, and patches beside plain objects.

use std::collections::HashMap;

use goldens::{
    additional_properties::api::models::{
        Apples, Chest, ChestUpdate, Content, Inside, Seals, Stamps, StampsUpdate,
    },
    equality::api::models::{Note, Order, Topic},
    merge_patch_plain::api::models::{Part, Thing, ThingPatch},
    variants::api::models::{Fish, Manta, Ray, Salmon, SawShark, Shark, SharkBase, Tank},
};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

#[test]
fn the_map_has_what_no_field_has() {
    let json = json!({"id": "a", "additional_properties": "b", "pears": 3, "plums": -1});
    let chest: Chest = from_value(json.clone()).unwrap();
    assert_eq!(chest.additional_properties.as_deref(), Some("b"));
    let rest = HashMap::from([("pears".to_owned(), 3), ("plums".to_owned(), -1)]);
    assert_eq!(chest.additional_properties_map, rest);
    assert_eq!(to_value(&chest).unwrap(), json);
    assert_eq!(
        chest,
        Chest::new("a")
            .with_additional_properties("b")
            .with_additional_properties_map(rest)
    );
    assert!(from_value::<Chest>(json!({"id": "a", "pears": "many"})).is_err());
}

#[test]
fn no_name_is_sent_twice() {
    let rest = HashMap::from([("wide".to_owned(), 3)]);
    let error = to_value(Chest::new("a").with_additional_properties_map(rest)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`wide` has a field of its own and cannot be an additional property"
    );
    // A name that comes twice is refused, or the last one counts; no field's property lands in the map.
    let inside: Inside = from_str(r#"{"x": 1, "weight": 2, "x": null}"#).unwrap();
    assert_eq!(
        inside.additional_properties,
        HashMap::from([("x".to_owned(), Value::Null)])
    );
    assert!(from_str::<Inside>(r#"{"weight": 2, "weight": 3}"#).is_err());
}

#[test]
fn a_secret_beside_additional_properties_is_not_quoted() {
    let error = from_str::<Inside>(r#"{"a": 1, "token": ["secret"]}"#)
        .unwrap_err()
        .to_string();
    assert!(!error.contains("secret"), "{error}");
}

#[test]
fn the_map_of_a_variant_has_not_the_discriminator() {
    let json = json!({"kind": "Apples", "color": "red", "weight": 4});
    let content: Content = from_value(json.clone()).unwrap();
    let rest = HashMap::from([("weight".to_owned(), 4)]);
    assert_eq!(
        content,
        Apples::new()
            .with_color("red")
            .with_additional_properties(rest)
            .into()
    );
    assert_eq!(to_value(&content).unwrap(), json);
    let twice = Apples::new().with_additional_properties(HashMap::from([("kind".to_owned(), 1)]));
    assert!(to_value(Content::from(twice)).is_err());
}

#[test]
fn a_patch_removes_additional_properties() {
    let rest = HashMap::from([("a".to_owned(), None), ("b".to_owned(), Some("c".to_owned()))]);
    let update = ChestUpdate::new().with_id("d").with_additional_properties(rest);
    assert_eq!(to_value(update).unwrap(), json!({"id": "d", "a": null, "b": "c"}));
    assert_eq!(to_value(ChestUpdate::new()).unwrap(), json!({}));
}

#[test]
fn a_variant_by_itself_says_what_it_is() {
    let salmon = Salmon::new(70.5).with_partner(Salmon::new(60.0));
    let json = json!({"kind": "salmon", "length": 70.5, "partner": {"kind": "salmon", "length": 60.0}});
    assert_eq!(to_value(&salmon).unwrap(), json);
    assert_eq!(
        to_string(&Fish::from(salmon.clone())).unwrap(),
        to_string(&salmon).unwrap()
    );
    assert_eq!(from_value::<Salmon>(json.clone()).unwrap(), salmon);
    assert_eq!(from_value::<Fish>(json).unwrap(), Fish::from(salmon));
    // What says nothing of its kind is what the place says.
    assert_eq!(
        from_value::<Salmon>(json!({"length": 1.0})).unwrap(),
        Salmon::new(1.0)
    );
}

#[test]
fn a_base_can_be_a_variant_and_a_variant_a_base() {
    let saw = json!({"kind": "saw-shark", "length": 300.0, "teeth": 40});
    let shark = json!({"kind": "shark", "length": 200.0, "age": 3});
    for (json, fish, as_shark) in [
        (
            &saw,
            Fish::from(SawShark::new(300.0).with_teeth(40)),
            Shark::from(SawShark::new(300.0).with_teeth(40)),
        ),
        (
            &shark,
            Fish::from(SharkBase::new(200.0).with_age(3)),
            Shark::from(SharkBase::new(200.0).with_age(3)),
        ),
    ] {
        assert_eq!(from_value::<Fish>(json.clone()).unwrap(), fish);
        assert_eq!(to_value(fish).unwrap(), *json);
        assert_eq!(from_value::<Shark>(json.clone()).unwrap(), as_shark);
        assert_eq!(to_value(as_shark).unwrap(), *json);
    }
    let tank: Tank = from_value(json!({"fish": [saw], "sharks": [shark, {"kind": "nurse"}]})).unwrap();
    assert!(matches!(
        tank.sharks.as_deref(),
        Some([Shark::Shark(_), Shark::UnknownValue(_)])
    ));
}

#[test]
fn variants_of_variants_by_another_property_have_both() {
    let manta = Fish::from(Ray::from(Manta::new(100.0).with_span(4.5)));
    let json = json!({"kind": "ray", "form": "manta", "length": 100.0, "span": 4.5});
    assert_eq!(to_value(&manta).unwrap(), json);
    assert_eq!(from_value::<Fish>(json).unwrap(), manta);
    // Neither of them is written twice when the inner one is not known.
    let unknown = r#"{"kind":"ray","form":"eagle"}"#;
    let fish: Fish = from_str(unknown).unwrap();
    assert!(matches!(fish, Fish::Ray(Ray::UnknownValue(_))));
    assert_eq!(to_string(&fish).unwrap(), unknown);
}

#[test]
fn a_patch_beside_the_plain_object_can_leave_and_remove() {
    assert_eq!(to_value(ThingPatch::new()).unwrap(), json!({}));
    let patch = ThingPatch::new().with_part(Part::new(2)).without_note();
    assert_eq!(
        to_value(patch).unwrap(),
        json!({"note": null, "part": {"size": 2}})
    );
    let thing = Thing::new("a").with_password("b");
    assert_eq!(to_value(&thing).unwrap(), json!({"name": "a", "password": "b"}));
    let read: Thing = from_value(json!({"id": "1", "name": "a"})).unwrap();
    assert_eq!((read.id.as_deref(), read.password), (Some("1"), None));
}

#[test]
fn the_values_of_the_map_have_their_form_on_the_wire() {
    let json = json!({"chest": "a", "made": "2021-09-03T19:27:18Z"});
    let stamps: Stamps = from_value(json.clone()).unwrap();
    let made = stamps.additional_properties["made"];
    assert_eq!(made.unix_timestamp(), 1_630_697_238);
    assert_eq!(to_value(&stamps).unwrap(), json);
    assert!(from_value::<Stamps>(json!({"chest": "a", "made": "yesterday"})).is_err());
    let twice = stamps.with_additional_properties(HashMap::from([("chest".to_owned(), made)]));
    assert!(to_value(&twice).is_err());

    let rest = HashMap::from([("made".to_owned(), Some(made)), ("sold".to_owned(), None)]);
    let update = StampsUpdate::new()
        .without_chest()
        .with_additional_properties(rest);
    assert_eq!(
        to_value(&update).unwrap(),
        json!({"chest": null, "made": "Fri, 03 Sep 2021 19:27:18 GMT", "sold": null})
    );

    let seals: Seals = from_value(json!({"kept": "P1D", "wax": ["AQI=", null]})).unwrap();
    assert_eq!(seals.additional_properties["wax"], [Some(vec![1, 2]), None]);
    assert!(from_value::<Seals>(json!({"wax": ["*"]})).is_err());
    assert!(from_value::<Seals>(json!({"wax": "AQI="})).is_err());
}

#[test]
fn what_has_no_number_with_a_fraction_is_wholly_comparable() {
    fn wholly_equal<T: Eq>(one: &T, other: &T) -> bool {
        one == other
    }
    let note = |any: &str| {
        let about = Topic::from(Note::new("b"));
        Note::new("a").with_any(from_str(any).unwrap()).with_about(about)
    };
    let (one, other) = (note(r#"{"x": 1.5, "y": null}"#), note(r#"{"y": null, "x": 1.5}"#));
    assert!(wholly_equal(&one, &other));
    assert!(!wholly_equal(&one, &note(r#"{"x": 1.5}"#)));
    let order = |note| Order::new().with_notes(HashMap::from([("n".to_owned(), note)]));
    assert!(wholly_equal(&order(one), &order(other)));
}

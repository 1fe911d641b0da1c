//! Models, enums and unions as JSON.

use std::collections::HashMap;

use azure_core::time::{OffsetDateTime, parse_rfc3339};
use goldens::{
    Patch,
    bodies::api::models::Note,
    dates::api::models::{Calendar, CalendarUpdate},
    enums::api::models::{Corner, Kind, Shape},
    merge_patch::api::models::{Address, Mood, ProfileUpdate},
    nullable::api::models::Seat,
    read_only::api::models::{File, Receipt},
    recursion::api::models::{Chicken, Egg, Tree},
    unions::api::models::{Cat, Dog, Lion, Owner, Pet},
    unions_mapped::api::models::Event,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_value, json, to_value};

fn moment(text: &str) -> OffsetDateTime {
    parse_rfc3339(text).unwrap()
}

/// The value is written as this JSON, and this JSON is read as the value.
fn same<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, json: &Value) {
    assert_eq!(to_value(value).unwrap(), *json);
    assert_eq!(from_value::<T>(json.clone()).unwrap(), *value);
}

#[test]
fn a_number_without_a_sign_has_all_its_64_bits() {
    let note = Note::new("hello").with_size(u64::MAX);
    same(
        &note,
        &json!({"text": "hello", "size": 18_446_744_073_709_551_615_u64}),
    );
    assert!(from_value::<Note>(json!({"text": "hello", "size": -1})).is_err());
}

#[test]
fn a_closed_enum_reads_an_unknown_value_and_does_not_send_it() {
    assert_eq!(from_value::<Corner>(json!("Sharp")).unwrap(), Corner::Sharp);
    let unknown = from_value::<Corner>(json!("blunt")).unwrap();
    assert_eq!(unknown, Corner::UnknownValue("blunt".to_owned()));
    let error = to_value(&unknown).unwrap_err().to_string();
    assert_eq!(
        error,
        "`blunt` is not a value of `Corner` that the service is known to take, so it is not sent"
    );
    let error = "blunt\n".parse::<Corner>().unwrap_err().to_string();
    assert_eq!(error, r#""blunt\n" is not a value of `Corner`"#);
    assert_eq!("Round".parse::<Corner>().unwrap(), Corner::Round);
    assert!("round".parse::<Corner>().is_err());
}

#[test]
fn an_open_enum_keeps_an_unknown_value() {
    for (wire, kind) in [
        ("circle", Kind::Circle),
        ("2d-square", Kind::FlatSquare),
        ("", Kind::Unset),
        ("Circle", Kind::UnknownValue("Circle".to_owned())),
        ("heptagon", Kind::UnknownValue("heptagon".to_owned())),
    ] {
        same(&kind, &json!(wire));
        assert_eq!(wire.parse::<Kind>().unwrap(), kind);
        assert_eq!(kind.to_string(), wire);
    }
    let shape = Shape::new("heptagon", Corner::Round).with_sides(["circle".into(), Kind::FlatSquare]);
    same(
        &shape,
        &json!({"kind": "heptagon", "corner": "Round", "sides": ["circle", "2d-square"]}),
    );
}

#[test]
fn a_union_knows_its_variants_by_the_discriminator() {
    let dog = Dog::new("Rex", Cat::new("Tom").with_lives(7).into());
    let owner = Owner::new().with_best(dog).with_pets([Lion::new("Leo").into()]);
    same(
        &owner,
        &json!({
            "best": {"petType": "Dog", "name": "Rex", "friend": {"petType": "#cat", "name": "Tom", "lives": 7}},
            "pets": [{"petType": "#lion", "name": "Leo"}],
        }),
    );
    let event: Event =
        from_value(json!({"at": "2020-01-01T00:00:00Z", "item": "a", "kind": "item.added"})).unwrap();
    assert!(matches!(event, Event::ItemAdded(added) if added.item == "a"));
}

#[test]
fn a_union_keeps_what_it_does_not_know_as_json() {
    for unknown in [
        json!({"petType": "fish", "name": "Nemo", "fins": [1, {"a": null}]}),
        json!({"petType": 5}),
        json!({"name": "none at all"}),
        json!("not even an object"),
    ] {
        same(&Pet::UnknownValue(unknown.clone()), &unknown);
    }
}

#[test]
fn a_known_variant_that_cannot_be_read_is_an_error_and_not_unknown() {
    let error = from_value::<Pet>(json!({"petType": "Dog", "name": "Rex"})).unwrap_err();
    assert!(error.to_string().contains("friend"), "{error}");
}

#[test]
fn a_merge_patch_leaves_sets_and_removes() {
    same(&ProfileUpdate::new(), &json!({}));
    let update = ProfileUpdate::new()
        .with_name("Ada")
        .without_age()
        .with_born(moment("1815-12-10T00:00:00Z"))
        .with_mood("wild")
        .with_home(Address::new("Main Street"))
        .without_aliases()
        .with_labels(HashMap::from([("gone".to_owned(), None)]));
    same(
        &update,
        &json!({
            "name": "Ada", "age": null, "born": "1815-12-10T00:00:00Z", "mood": "wild",
            "home": {"street": "Main Street"}, "aliases": null, "labels": {"gone": null},
        }),
    );
    assert_eq!(update.mood, Patch::Set(Mood::UnknownValue("wild".to_owned())));
    same(&ProfileUpdate::new().without_born(), &json!({"born": null}));
}

#[test]
fn what_is_read_only_is_read_and_never_sent() {
    let json = json!({"id": "1", "name": "a", "addedAt": "2020-01-01T00:00:00.5Z", "size": 3});
    let file: File = from_value(json).unwrap();
    assert_eq!((file.id.as_deref(), file.size), (Some("1"), Some(3)));
    assert_eq!(file.added_at, Some(moment("2020-01-01T00:00:00.5Z")));
    assert_eq!(to_value(&file).unwrap(), json!({"name": "a"}));
    assert_eq!(to_value(File::from("a")).unwrap(), json!({"name": "a"}));
    same(
        &Receipt::new("1").with_total(2.5),
        &json!({"id": "1", "total": 2.5}),
    );
}

#[test]
fn what_is_required_and_may_be_null_is_sent_as_null() {
    let json = json!({"number": 4, "guest": null, "until": null, "friends": null});
    same(&Seat::new(4), &json);
    let seat: Seat = from_value(json!({"number": 4})).unwrap();
    assert_eq!(seat, Seat::new(4));
    let nulls =
        json!({"number": 4, "guest": null, "until": null, "friends": null, "note": null, "since": null});
    assert_eq!(from_value::<Seat>(nulls).unwrap(), Seat::new(4));
    let seat = Seat::new(4)
        .with_guest("Ada")
        .with_until(moment("2020-01-01T00:00:00Z"));
    same(
        &seat,
        &json!({"number": 4, "guest": "Ada", "until": "2020-01-01T00:00:00Z", "friends": null}),
    );
}

#[test]
fn what_is_required_and_missing_is_an_error_that_names_it() {
    let error = from_value::<Seat>(json!({"guest": "Ada"})).unwrap_err();
    assert!(error.to_string().contains("number"), "{error}");
    let error = from_value::<Calendar>(json!({"begins": "2020-01-01T00:00:00Z"})).unwrap_err();
    assert!(error.to_string().contains("days"), "{error}");
}

#[test]
fn unknown_properties_are_ignored() {
    let seat: Seat = from_value(json!({"number": 4, "color": "red", "": {}, "next": [null]})).unwrap();
    assert_eq!(seat, Seat::new(4));
    let pet: Pet = from_value(json!({"petType": "#cat", "name": "Tom", "tail": true})).unwrap();
    assert_eq!(pet, Cat::new("Tom").into());
}

#[test]
fn recursive_models_are_boxed_and_read_as_deep_as_they_are() {
    let tree = Tree::new()
        .with_parent(Tree::new())
        .with_children([Tree::new(), Tree::new()]);
    same(&tree, &json!({"parent": {}, "children": [{}, {}]}));
    let chicken = Chicken::new("Berta").with_from(Egg::new().with_from(Chicken::new("Agnes")));
    same(
        &chicken,
        &json!({"name": "Berta", "from": {"from": {"name": "Agnes"}}}),
    );
}

#[test]
fn dates_have_up_to_nine_digits_and_any_offset() {
    for (text, same_moment) in [
        ("2021-09-03T19:27:18Z", "2021-09-03T19:27:18Z"),
        ("2021-09-03T19:27:18.1Z", "2021-09-03T19:27:18.100000000Z"),
        ("2021-09-03T19:27:18.12Z", "2021-09-03T19:27:18.12Z"),
        ("2021-09-03T19:27:18.123Z", "2021-09-03T19:27:18.123Z"),
        ("2021-09-03T19:27:18.1234Z", "2021-09-03T19:27:18.1234Z"),
        ("2021-09-03T19:27:18.12345Z", "2021-09-03T19:27:18.12345Z"),
        ("2021-09-03T19:27:18.123456Z", "2021-09-03T19:27:18.123456Z"),
        ("2021-09-03T19:27:18.1234567Z", "2021-09-03T19:27:18.1234567Z"),
        ("2021-09-03T19:27:18.12345678Z", "2021-09-03T19:27:18.12345678Z"),
        ("2021-09-03T19:27:18.123456789Z", "2021-09-03T19:27:18.123456789Z"),
        ("2021-09-03T21:27:18.5+02:00", "2021-09-03T19:27:18.5Z"),
        ("2021-09-03T13:57:18-05:30", "2021-09-03T19:27:18Z"),
    ] {
        let calendar: Calendar = from_value(json!({"begins": text, "days": [text]})).unwrap();
        assert_eq!(calendar.begins, moment(same_moment), "{text}");
        assert_eq!(calendar.days, [moment(same_moment)], "{text}");
    }
    for bad in ["2021-09-03", "2021-09-03T19:27:18", "yesterday", "", "1630697238"] {
        assert!(
            from_value::<Calendar>(json!({"begins": bad, "days": []})).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn dates_are_rfc_3339_in_lists_maps_and_patches_too() {
    let (a, b) = ("2021-09-03T19:27:18.5Z", "2021-09-04T00:00:00Z");
    let calendar = Calendar::new(moment(a), [moment(a), moment(b)])
        .with_weeks([vec![moment(a)], vec![]])
        .with_feasts(HashMap::from([("x".to_owned(), moment(b))]));
    same(
        &calendar,
        &json!({"begins": a, "days": [a, b], "weeks": [[a], []], "feasts": {"x": b}}),
    );
    let closed: Calendar = from_value(json!({"begins": a, "days": [], "closed": [b]})).unwrap();
    assert_eq!(closed.closed, Some(vec![moment(b)]));
    let update = CalendarUpdate::new()
        .with_ends(moment(a))
        .without_days()
        .with_feasts(HashMap::from([
            ("x".to_owned(), Some(moment(b))),
            ("y".to_owned(), None),
        ]));
    same(
        &update,
        &json!({"ends": a, "days": null, "feasts": {"x": b, "y": null}}),
    );
}

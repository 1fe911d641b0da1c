//! `oneOf` and `anyOf`: which type a value is read as, and what is written.

use client_runtime::IsoTime;
use goldens::{
    choices::api::models::{
        Circle, Coffee, Dish, Drink, DrinksSetRequest, Extra, Meal, MealAnything, MealPrice, MealReady,
        MealSides, MealSize, MealSpice, Nested, Roast, Sauce, Soup, Tea, Water,
    },
    json_schema::api::models::{Color, Derived, Point, Values, ValuesMixed, ValuesPair},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_str, from_value, json, to_value};

fn same<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, json: &Value) {
    assert_eq!(to_value(value).unwrap(), *json);
    assert_eq!(from_value::<T>(json.clone()).unwrap(), *value);
}

#[test]
fn the_form_tells_which_type_it_is() {
    same(
        &Dish::from(Soup::new("beef").with_hot(true)),
        &json!({"broth": "beef", "hot": true}),
    );
    same(
        &Dish::from(Roast::new("beef").with_with(Soup::new("x").into())),
        &json!({"meat": "beef", "with": {"broth": "x"}}),
    );
    same(&MealPrice::from(3), &json!(3));
    same(&MealPrice::from(3.5), &json!(3.5));
    same(&MealPrice::from("three"), &json!("three"));
    same(&MealPrice::UnknownValue(json!([3])), &json!([3]));
    same(&MealReady::from(7), &json!(7));
    same(
        &MealReady::from("12:30:00".parse::<IsoTime>().unwrap()),
        &json!("12:30:00"),
    );
    same(
        &MealSides::from(Dish::from(Soup::new("a"))),
        &json!({"broth": "a"}),
    );
    same(
        &MealSides::from(Sauce::new().with_sharp(true)),
        &json!({"sharp": true}),
    );
    same(&MealSides::from(vec!["a".to_owned()]), &json!(["a"]));
    same(&DrinksSetRequest::from("tea"), &json!("tea"));
}

#[test]
fn what_has_no_form_or_a_wrong_value_is_kept_as_json() {
    for json in [
        json!({}),
        json!({"broth": 3}),
        json!(null),
        json!({"broth": "a", "hot": "very"}),
    ] {
        same(&Dish::UnknownValue(json.clone()), &json);
    }
    same(&MealAnything::UnknownValue(json!(5)), &json!(5));
    // The form of a list fits, and what is in it does not.
    same(&MealSides::UnknownValue(json!([1])), &json!([1]));
}

#[test]
fn texts_are_an_enum() {
    same(&MealSize::Small, &json!("small"));
    same(&MealSize::UnknownValue("vast".to_owned()), &json!("vast"));
    same(&MealSpice::Hot, &json!("hot"));
}

#[test]
fn a_discriminator_beside_alternatives_tells_them_apart() {
    same(
        &Drink::from(Tea::new().with_minutes(4)),
        &json!({"kind": "black", "minutes": 4}),
    );
    same(&Drink::from(Coffee::new()), &json!({"kind": "coffee"}));
    // Two values mean the same object, which keeps the one that it has.
    same(
        &Drink::from(Water::new("sparkling")),
        &json!({"kind": "sparkling"}),
    );
    same(&Drink::from(Water::new("still")), &json!({"kind": "still"}));
    same(
        &Drink::UnknownValue(json!({"kind": "wine"})),
        &json!({"kind": "wine"}),
    );
    assert_eq!(to_value(Tea::new()).unwrap(), json!({"kind": "black"}));
}

#[test]
fn circles_have_an_end() {
    same(
        &Nested::from(vec![Nested::from("a"), Nested::from(vec![])]),
        &json!(["a", []]),
    );
    same(&Circle::from(3), &json!(3));
    for value in [json!(true), json!("a"), json!({})] {
        same(&Circle::UnknownValue(value.clone()), &value);
    }
    assert_eq!(to_value(Circle::from(Nested::from("a"))).unwrap(), json!("a"));
    // Deep nesting is an error and not the end of the stack; a wide one is read in one go at each level.
    assert!(from_str::<Nested>(&"[".repeat(100_000)).is_err());
    let deep = format!("{}{}", "{\"meat\": \"x\", \"with\": ".repeat(100), "0") + &"}".repeat(100);
    let started = std::time::Instant::now();
    assert!(matches!(from_str::<Dish>(&deep).unwrap(), Dish::Roast(_)));
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn an_object_that_is_also_one_of_several_keeps_the_rest_as_json() {
    let json = json!({"id": "a", "text": "b"});
    let extra: Extra = from_value(json.clone()).unwrap();
    assert_eq!(extra.id.as_deref(), Some("a"));
    assert_eq!(to_value(extra).unwrap(), json);
    let meal: Meal = from_value(json!({"main": {"broth": "a"}, "anything": 3})).unwrap();
    assert_eq!(meal.anything, Some(MealAnything::UnknownValue(json!(3))));
}

#[test]
fn lists_and_maps_can_have_null_in_them() {
    let json = json!({
        "mixed": 3, "list": ["a", null], "map": {"a": null, "b": {"x": 1.0}}, "nested": [[null, 1.5], []], "pair": ["a", 1],
        "position": [1.0, 2.0], "by_pattern": {"x-a": 1}, "list_of_anything": [null, 1], "color": "red", "alias": "green",
    });
    let values: Values = from_value(json.clone()).unwrap();
    assert_eq!(values.mixed, Some(ValuesMixed::from(3)));
    assert_eq!(values.list, Some(vec![Some("a".to_owned()), None]));
    assert_eq!(
        values.map.as_ref().unwrap().get("b"),
        Some(&Some(Point::new().with_x(1.0)))
    );
    assert_eq!(
        values.pair,
        Some(vec![ValuesPair::from("a"), ValuesPair::from(1)])
    );
    assert_eq!(values.alias, Some(Color::Green));
    assert_eq!(to_value(&values).unwrap(), json);
    same(&Derived::new("a", 3), &json!({"id": "a", "size": 3}));
}

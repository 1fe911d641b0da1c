//! Enums of numbers, and what else may be a value: read, written, and in path and query.

use std::collections::HashMap;

use goldens::enums_of_all::api::{
    LevelsClient, LevelsClientOptions,
    models::{Answer, Level, LevelsClientPutOptions, Setting, Sign, SortOrder, Step, Tilt},
};
use serde_json::{from_value, json, to_value};

use crate::requests::Memory;

#[test]
fn numbers_are_read_and_written_as_numbers() {
    for (wire, level) in [
        (json!(-1), Level::Below),
        (json!(0), Level::Ground),
        (json!(9_007_199_254_740_993_i64), Level::Sky),
    ] {
        assert_eq!(from_value::<Level>(wire.clone()).unwrap(), level);
        assert_eq!(to_value(level).unwrap(), wire);
    }
    assert_eq!(from_value::<Level>(json!(1.0)).unwrap(), Level::Above);
    assert_eq!(from_value::<Level>(json!("1")).unwrap(), Level::Above);
    for wire in [
        json!(1.5),
        json!("one"),
        json!(u64::MAX),
        json!(null),
        json!([1]),
        json!(true),
    ] {
        assert!(from_value::<Level>(wire.clone()).is_err(), "{wire}");
    }
}

#[test]
fn an_open_set_of_numbers_keeps_what_it_does_not_know() {
    assert_eq!(from_value::<Tilt>(json!(45)).unwrap(), Tilt::Half);
    let odd = from_value::<Tilt>(json!(i64::MIN)).unwrap();
    assert_eq!(odd, Tilt::UnknownValue(i64::MIN));
    assert_eq!(to_value(odd).unwrap(), json!(i64::MIN));
    assert_eq!(Tilt::from(-90), Tilt::Minus90);
    assert_eq!(Tilt::Minus90.to_string(), "-90");
}

#[test]
fn a_closed_set_of_numbers_reads_an_unknown_one_and_does_not_send_it() {
    let setting: Setting = from_value(json!({"level": 7, "answer": "perhaps"})).unwrap();
    assert_eq!(setting.level, Level::UnknownValue(7));
    assert_eq!(setting.answer, Some(Answer::UnknownValue("perhaps".to_owned())));
    assert!(to_value(setting.level).is_err());
    assert!(Level::try_from(7).is_err());
    assert_eq!(Level::try_from(1).unwrap(), Level::Above);
}

#[test]
fn values_are_what_yaml_has_of_them_and_every_one_has_a_name() {
    let json = json!({
        "level": 0, "answer": "1.5", "sign": "*", "sort": "desc", "levels": {"a": -1}, "on": true, "ratio": 0.25, "either": {"a": 1},
        "$": "sign", "@id": "id",
    });
    let setting: Setting = from_value(json.clone()).unwrap();
    assert_eq!(setting.sign, Some(Sign::Asterisk));
    assert_eq!(setting.sort, Some(SortOrder::Desc));
    assert_eq!(
        setting.levels,
        Some(HashMap::from([("a".to_owned(), Level::Below)]))
    );
    assert_eq!(
        (setting.dollar.as_deref(), setting.id.as_deref()),
        (Some("sign"), Some("id"))
    );
    assert_eq!(to_value(&setting).unwrap(), json);
    for (wire, sign) in [
        ("+1", Sign::Plus1),
        ("-1", Sign::Minus1),
        ("1", Sign::N1),
        (">=", Sign::GreaterEquals),
    ] {
        assert_eq!(from_value::<Sign>(json!(wire)).unwrap(), sign);
    }
    let nothing: Setting = from_value(json!({"level": 0, "answer": null})).unwrap();
    assert_eq!(nothing.answer, None);
}

#[tokio::test]
async fn numbers_stand_in_path_and_query() {
    let memory = Memory::new(&[(200, r#"{"level": -1, "answer": "yes"}"#)]);
    let options = LevelsClientOptions {
        client_options: memory.options(),
    };
    let client = LevelsClient::new("https://levels.example", Some(options)).unwrap();
    let options = LevelsClientPutOptions {
        tilt: Some(Tilt::UnknownValue(7)),
        tilts: Some(vec![Tilt::Minus90, Tilt::Flat]),
        sort: Some(SortOrder::Asc),
        x_flag: Some(true),
        ..Default::default()
    };
    let setting = client
        .put(&Level::Below, &Step::N5, Setting::new(Level::Sky), Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(setting.level, Level::Below);
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "PUT https://levels.example/levels/-1?step=5&tilt=7&tilts=-90&tilts=0&sort=asc"
    );
    assert_eq!(asked[0].header("x-flag"), Some("true"));
    assert_eq!(asked[0].body, r#"{"level":9007199254740993,"answer":null}"#);
}

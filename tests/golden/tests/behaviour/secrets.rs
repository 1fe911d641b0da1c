//! What `{:?}` shows of an object with a secret, and errors of reading one.

use std::collections::HashMap;

use azure_core::json::from_json;
use goldens::secrets::api::models::{Bundle, Door, DoorUpdate, DoorsClientAddOptions, Receipt};
use serde::de::DeserializeOwned;

/// With the feature `debug`, models are shown; else only their names are.
fn shown(open: &str, hidden: &str) -> String {
    if cfg!(feature = "debug") { open } else { hidden }.to_owned()
}

#[test]
fn what_is_marked_as_a_secret_is_never_shown() {
    let door = Door::new("front", "1234", "wood")
        .with_old(["5678".to_owned()])
        .with_guests(HashMap::from([("Ada".to_owned(), "9012".to_owned())]));
    assert_eq!(
        format!("{door:?}"),
        shown(r#"Door { name: "front", type: "wood", .. }"#, "Door { .. }")
    );
    assert_eq!(
        format!("{:?}", DoorUpdate::new().with_name("back").with_code("1234")),
        shown(r#"DoorUpdate { name: Set("back"), .. }"#, "DoorUpdate { .. }")
    );
    let options = DoorsClientAddOptions {
        x_pin: Some("4321".to_owned()),
        f: Some(2),
        ..Default::default()
    };
    assert_eq!(
        format!("{options:?}"),
        shown(
            "DoorsClientAddOptions { f: Some(2), .. }",
            "DoorsClientAddOptions { .. }"
        )
    );
    assert_eq!(
        format!("{:?}", Receipt::new("0000")),
        shown("Receipt { copy: None, .. }", "Receipt { .. }")
    );
}

/// The error of reading a body, which must not have any of its values.
fn said<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
    let error = from_json::<_, T>(body).unwrap_err();
    let said = format!("{error}");
    assert!(
        !format!("{said} {error:?}").contains("1234"),
        "{body}: {said} {error:?}"
    );
    said
}

#[test]
fn an_error_of_reading_what_holds_a_secret_shows_the_place_and_never_a_value() {
    for (body, what) in [
        (
            r#""1234""#,
            "invalid type: string, expected struct Receipt at line 1 column 6",
        ),
        (
            "1234",
            "invalid type: integer, expected struct Receipt at line 1 column 4",
        ),
        (
            r#"{"password":1234}"#,
            "invalid type: integer, expected a string at line 1 column 16",
        ),
        (
            r#"{"password":["1234"]}"#,
            "invalid type: sequence, expected a string at line 1 column 12",
        ),
        (
            r#"{"password":{"1234":0}}"#,
            "invalid type: map, expected a string at line 1 column 12",
        ),
        (
            r#"{"password":"1234","copy":"1234"}"#,
            "invalid type: string, expected struct Receipt at line 1 column 32",
        ),
        (r#"{"copy":null}"#, "missing field `password` at line 1 column 13"),
    ] {
        let said = said::<Receipt>(body);
        let why = said.strip_prefix("the response of `DoorsClient::add` (200) cannot be read as `Receipt`: ");
        assert_eq!(why, Some(what), "{body}");
    }
    for body in [
        r#""1234""#,
        r#"{"receipts":"1234"}"#,
        r#"{"receipts":["1234"]}"#,
        r#"{"receipts":[{"password":12345.5}]}"#,
        r#"{"receipts":[],"bundles":"1234"}"#,
        r#"{"receipts":[],"bundles":{"1234":"1234"}}"#,
        r#"{"receipts":[],"bundles":{"a":{"receipts":"1234"}}}"#,
        r#"{"receipts":[],"since":"1234"}"#,
        r#"{"receipts":[],"since":1234}"#,
    ] {
        assert!(said::<Bundle>(body).contains(" at line 1 column "), "{body}");
    }
    for body in [
        r#"["1234"]"#,
        r#"{"name":1234}"#,
        r#"{"guests":["1234"]}"#,
        r#"{"old":"1234"}"#,
    ] {
        said::<Door>(body);
    }
    for body in [
        r#""1234""#,
        r#"{"code":1234}"#,
        r#"{"name":["1234"]}"#,
        r#"{"code":{"1234":1}}"#,
    ] {
        if from_json::<_, DoorUpdate>(body).is_err() {
            said::<DoorUpdate>(body);
        }
    }
}

#[test]
fn what_holds_a_secret_is_read_and_written_as_anything_else() {
    let body = r#"{"receipts":[{"password":"a","copy":{"password":"b"}}],"bundles":{"c":{"receipts":[]}},"since":"2025-01-01T00:00:00Z"}"#;
    let bundle: Bundle = from_json(body).unwrap();
    assert_eq!(bundle.receipts[0].copy.as_ref().unwrap().password, "b");
    assert_eq!(serde_json::to_string(&bundle).unwrap(), body);
    let update: DoorUpdate = from_json(r#"{"code":null}"#).unwrap();
    assert_eq!(serde_json::to_string(&update).unwrap(), r#"{"code":null}"#);
}

use super::*;
use crate::{IsoDate, wire};
use azure_core::time::{OffsetDateTime, parse_rfc3339};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Every container of a form.
macro_rules! shapes {
    ($module:literal, $ty:ty) => {
        #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        struct Shapes {
            #[serde(with = $module)]
            list: Vec<$ty>,
            #[serde(with = $module)]
            #[serde(skip_serializing_if = "Option::is_none")]
            one: Option<$ty>,
            #[serde(with = $module)]
            deep: HashMap<String, Vec<Option<$ty>>>,
            #[serde(with = $module)]
            #[serde(skip_serializing_if = "Option::is_none")]
            lists: Option<Vec<Vec<$ty>>>,
            #[serde(with = $module)]
            #[serde(skip_serializing_if = "Patch::is_unchanged")]
            patch: Patch<Vec<$ty>>,
        }
    };
}

/// Reads a value within every container, and writes the same again.
macro_rules! round_trip {
    ($module:literal, $ty:ty, $value:expr) => {{
        shapes!($module, $ty);
        let value = $value;
        let json = json!({
            "list": [value, value], "one": value, "deep": {"a": [value, null], "b": []}, "lists": [[value], []],
            "patch": [value],
        });
        let read: Shapes = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
        let removed: Shapes = serde_json::from_value(json!({"list": [], "deep": {}, "patch": null})).unwrap();
        assert_eq!(removed.patch, Patch::Remove);
        assert_eq!(serde_json::to_value(&removed).unwrap(), json!({"list": [], "deep": {}, "patch": null}));
        let absent: Shapes = serde_json::from_value(json!({"list": [], "deep": {}})).unwrap();
        assert_eq!(absent.patch, Patch::Unchanged);
        assert!(serde_json::from_value::<Shapes>(json!({"list": [null]})).is_err());
        assert!(serde_json::from_value::<Shapes>(json!({"list": [{}]})).is_err());
    }};
}

mod shaped {
    use super::*;

    #[test]
    fn every_form_holds_within_lists_maps_options_and_patches() {
        round_trip!("super::dates", OffsetDateTime, "2021-09-03T19:27:18Z");
        round_trip!("super::rfc1123", OffsetDateTime, "Fri, 03 Sep 2021 19:27:18 GMT");
        round_trip!("super::unix_time", OffsetDateTime, 1_630_697_238);
        round_trip!("super::iso_date", IsoDate, "2021-09-03");
        round_trip!("super::base64", Vec<u8>, "+/8=");
        round_trip!("super::base64url", Vec<u8>, "-_8");
    }
}

fn read<F, T: InForm<F>>(json: Value) -> Result<T, serde_json::Error> {
    T::read(json)
}

fn write<F, T: InForm<F>>(value: &T) -> String {
    serde_json::to_string(&Written::<F, T>::new(value)).unwrap()
}

#[test]
fn base64_is_read_in_either_alphabet_with_and_without_padding() {
    for text in ["+/8=", "-_8=", "+/8", "-_8", "+/\r\n8=\n"] {
        assert_eq!(
            read::<Base64, Vec<u8>>(text.into()).unwrap(),
            [0xfb, 0xff],
            "{text}"
        );
        assert_eq!(
            read::<Base64Url, Vec<u8>>(text.into()).unwrap(),
            [0xfb, 0xff],
            "{text}"
        );
    }
    for json in [
        json!("a"),
        json!("=a"),
        json!("\u{e9}\u{e9}"),
        json!(5),
        json!([1, 2]),
        json!(null),
    ] {
        assert!(read::<Base64, Vec<u8>>(json.clone()).is_err(), "{json}");
        assert!(read::<Base64Url, Vec<u8>>(json).is_err());
    }
    assert_eq!(write::<Base64, _>(&Vec::<u8>::new()), "\"\"");
    assert_eq!(read::<Base64, Vec<u8>>("".into()).unwrap(), Vec::<u8>::new());
    assert_eq!(base64::text(&[0xfb, 0xff]), "+/8=");
    assert_eq!(base64url::text(&[0xfb, 0xff]), "-_8");
}

#[test]
fn an_error_of_base64_does_not_quote_the_text() {
    let error = read::<Base64, Vec<u8>>("a secret!".into())
        .unwrap_err()
        .to_string();
    assert_eq!(error, "the text is not base64");
}

#[test]
fn seconds_are_read_as_any_whole_number_and_nothing_beyond_a_date_panics() {
    let moment = OffsetDateTime::from_unix_timestamp(1_630_697_238).unwrap();
    for json in [json!(1_630_697_238), json!(1_630_697_238.0), json!("1630697238")] {
        assert_eq!(read::<UnixTime, OffsetDateTime>(json).unwrap(), moment);
    }
    for json in [
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
        json!(-1e300),
        json!(0.5),
        json!("soon"),
        json!(true),
        json!(253_402_300_800_i64),
    ] {
        assert!(read::<UnixTime, OffsetDateTime>(json.clone()).is_err(), "{json}");
    }
    let before = OffsetDateTime::from_unix_timestamp(-1).unwrap();
    assert_eq!(write::<UnixTime, _>(&before), "-1");
    assert_eq!(unix_time::parse(" -1").unwrap(), before);
}

#[test]
fn times_of_http_are_written_in_utc() {
    let moment = parse_rfc3339("2021-09-03T21:27:18.9+02:00").unwrap();
    assert_eq!(rfc1123::text(&moment), "Fri, 03 Sep 2021 19:27:18 GMT");
    let first = parse_rfc3339("0000-01-01T00:00:00+23:00").unwrap();
    assert_eq!(rfc1123::text(&first), "Fri, 31 Dec -001 01:00:00 GMT");
    assert!(rfc1123::parse("yesterday").is_err());
    assert!(read::<Rfc1123, OffsetDateTime>(json!("2021-09-03T19:27:18Z")).is_err());
}

#[test]
fn dates_are_read_with_a_time_behind_them() {
    let day = read::<Date, IsoDate>(json!("2021-09-03")).unwrap();
    for text in ["2021-09-03T00:00:00Z", "2021-09-03 00:00", " 2021-09-03 "] {
        assert_eq!(read::<Date, IsoDate>(text.into()).unwrap(), day);
    }
    for text in [
        "",
        "2021-9-3",
        "2021-02-30",
        "20210903",
        "2021-09",
        "2021-09-03-1",
        "+2021-09-03",
        "x".repeat(9999).as_str(),
    ] {
        let error = iso_date::parse(text).unwrap_err().to_string();
        assert!(error.len() < 100, "{error}");
    }
    for day in [IsoDate::MIN, IsoDate::MAX] {
        assert_eq!(iso_date::parse(&iso_date::text(&day)).unwrap(), day);
    }
}

proptest! {
    #[test]
    fn bytes_come_back(bytes: Vec<u8>) {
        prop_assert_eq!(&base64::parse(&base64::text(&bytes)).unwrap(), &bytes);
        prop_assert_eq!(&base64url::parse(&base64url::text(&bytes)).unwrap(), &bytes);
    }

    #[test]
    fn no_text_panics(text: String) {
        let _ = (base64::parse(&text), iso_date::parse(&text), rfc1123::parse(&text), unix_time::parse(&text));
    }

    #[test]
    fn whole_seconds_come_back(seconds in -62_167_219_200i64..253_402_300_799) {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        prop_assert_eq!(rfc1123::parse(&rfc1123::text(&moment)).unwrap(), moment);
        prop_assert_eq!(unix_time::parse(&unix_time::text(&moment)).unwrap(), moment);
        prop_assert_eq!(wire::parse_iso_date(&wire::iso_date(moment.date())), Some(moment.date()));
    }
}

//! Values whose form on the wire is not the one of their type: in JSON, and in path, query and headers.

use std::{collections::HashMap, time::Duration};

use azure_core::time::{OffsetDateTime, parse_rfc3339};
use client_runtime::{IsoDate, IsoDuration, IsoTime, Patch};
use goldens::scalars::api::{
    SamplesClient, SamplesClientOptions,
    models::{Sample, SamplePatch, SamplesClientFindOptions},
};
use serde_json::{Value, from_value, json, to_value};

use crate::requests::Memory;

fn moment() -> OffsetDateTime {
    parse_rfc3339("2021-09-03T19:27:18Z").unwrap()
}

fn day() -> IsoDate {
    moment().date()
}

/// What every sample has.
fn least() -> Value {
    json!({
        "day": "2021-09-03", "made": "Fri, 03 Sep 2021 19:27:18 GMT", "seen": 1_630_697_238, "data": "+/8=", "took": "P1M",
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut json = least();
    json.as_object_mut().unwrap().insert(name.to_owned(), value);
    json
}

#[test]
fn every_format_comes_back_as_it_was() {
    for (name, value) in [
        ("digest", json!("-_8")),
        ("nextDay", json!("0001-01-01")),
        ("sold", json!("Thu, 01 Jan 1970 00:00:00 GMT")),
        ("gone", json!(-62_135_596_800_i64)),
        ("opens", json!("09:00:00.5000+01:00")),
        ("every", json!("1.02:03:04")),
        ("days", json!(["2020-02-29", "9999-12-31"])),
        ("parts", json!([["", "AA=="], []])),
        ("marks", json!({"a": [0, -1], "b": []})),
        ("waits", json!({"a": "PT0S", "b": "whatever it is"})),
        ("tiny", json!(i8::MIN)),
        ("small", json!(i16::MAX)),
        ("octet", json!(u8::MAX)),
        ("port", json!(u16::MAX)),
        ("count", json!(u32::MAX)),
        ("size", json!(u64::MAX)),
        ("price", json!(0.1)),
        ("id", json!("not a UUID")),
        ("initial", json!("\u{1f642}")),
        ("home", json!("somewhere")),
        ("odd", json!("odd")),
        ("file", json!("text")),
        ("pin", json!("1234")),
        ("key", json!("AAEC")),
    ] {
        let json = with(name, value);
        let sample: Sample = from_value(json.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(to_value(&sample).unwrap(), json);
    }
    let sample: Sample = from_value(least()).unwrap();
    assert_eq!(
        sample,
        Sample::new(
            day(),
            moment(),
            moment(),
            [0xfb, 0xff],
            "P1M".parse::<IsoDuration>().unwrap()
        )
    );
}

#[test]
fn what_is_beyond_a_type_is_an_error_and_never_a_panic() {
    for (name, value) in [
        ("tiny", json!(128)),
        ("octet", json!(-1)),
        ("size", json!(-1)),
        ("gone", json!(u64::MAX)),
        ("gone", json!(1e308)),
        ("nextDay", json!("2021-13-01")),
        ("sold", json!("2021-09-03T19:27:18Z")),
        ("digest", json!("&")),
        ("digest", json!({"a": 1})),
        ("parts", json!([null])),
        ("opens", json!(9)),
    ] {
        assert!(from_value::<Sample>(with(name, value)).is_err(), "{name}");
    }
}

#[test]
fn secret_bytes_are_not_shown() {
    let sample: Sample = from_value(with("key", json!("AAEC"))).unwrap();
    let shown = format!("{sample:?}");
    assert!(!shown.contains("AAEC") && !shown.contains("[0, 1, 2]"), "{shown}");
    let error = from_value::<Sample>(with("key", json!("a secret"))).unwrap_err();
    assert!(!error.to_string().contains("a secret"), "{error}");
}

#[test]
fn patches_have_every_form_too() {
    let patch = SamplePatch::new()
        .with_day(day())
        .without_sold()
        .with_data([1, 2])
        .with_every(Duration::from_secs(90))
        .with_marks(HashMap::from([
            ("a".to_owned(), Some(moment())),
            ("b".to_owned(), None),
        ]))
        .with_digests(HashMap::from([("c".to_owned(), Some(vec![vec![0xfb, 0xff]]))]));
    let json = json!({
        "day": "2021-09-03", "sold": null, "data": "AQI=", "every": "PT1M30S", "marks": {"a": 1_630_697_238, "b": null},
        "digests": {"c": ["-_8"]},
    });
    assert_eq!(to_value(&patch).unwrap(), json);
    let read: SamplePatch = from_value(json).unwrap();
    assert_eq!(read, patch);
    assert_eq!(read.sold, Patch::Remove);
}

#[tokio::test]
async fn parameters_are_written_in_their_forms() {
    const SAMPLE: &str = r#"{"day": "2021-09-03T00:00:00Z", "made": "Fri, 03 Sep 2021 19:27:18 GMT", "seen": "0", "data": "-_8",
        "took": "PT90S"}"#;
    let memory = Memory::new(&[(200, SAMPLE), (200, SAMPLE)]);
    let options = SamplesClientOptions {
        client_options: memory.options(),
    };
    let client = SamplesClient::new("https://samples.example", Some(options)).unwrap();
    let (age, at): (IsoDuration, IsoTime) = ("P1M".parse().unwrap(), "09:00:00Z".parse().unwrap());
    let found = client
        .find(day(), &[0xfb, 0xff], moment(), &age, &at, moment(), None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!((found.day, found.data), (day(), vec![0xfb, 0xff]));
    assert_eq!(found.seen, OffsetDateTime::UNIX_EPOCH);
    assert_eq!(Duration::try_from(&found.took).unwrap(), Duration::from_secs(90));
    let options = SamplesClientFindOptions {
        raw: Some(vec![0xfb, 0xff]),
        days: Some(vec![day(), IsoDate::from_ordinal_date(2020, 60).unwrap()]),
        parts: Some(vec![vec![1], vec![]]),
        port: Some(u16::MAX),
        x_until: Some(moment()),
        ..Default::default()
    };
    client
        .find(day(), b"a", moment(), &age, &at, moment(), Some(options))
        .await
        .unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "GET https://samples.example/samples/2021-09-03/-_8?since=1630697238&age=P1M&at=09%3A00%3A00Z"
    );
    assert_eq!(
        asked[0].header("if-modified-since"),
        Some("Fri, 03 Sep 2021 19:27:18 GMT")
    );
    assert_eq!(
        asked[1].line,
        "GET https://samples.example/samples/2021-09-03/YQ?since=1630697238&age=P1M&at=09%3A00%3A00Z&raw=%2B%2F8%3D\
         &days=2021-09-03,2020-02-29&parts=AQ%3D%3D&parts=&port=65535"
    );
    assert_eq!(asked[1].header("x-until"), Some("Fri, 03 Sep 2021 19:27:18 GMT"));
}

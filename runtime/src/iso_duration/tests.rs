use super::*;
use proptest::prelude::*;

fn read(text: &str) -> IsoDuration {
    serde_json::from_value(serde_json::Value::from(text)).unwrap()
}

#[test]
fn what_comes_is_kept_exactly() {
    for text in [
        "PT60S",
        "P1M",
        "pt1h",
        "",
        "01:02:03",
        "an hour",
        "P0000000000000000000000000000001D",
    ] {
        assert_eq!(read(text).as_str(), text);
        assert_eq!(serde_json::to_string(&read(text)).unwrap(), format!("\"{text}\""));
    }
    assert!(serde_json::from_str::<IsoDuration>("5").is_err());
}

#[test]
fn durations_of_a_fixed_length_convert() {
    let day = 86_400_u64;
    for (text, seconds, nanoseconds) in [
        ("PT0S", 0, 0),
        ("P0D", 0, 0),
        ("PT90S", 90, 0),
        ("PT1H30M", 5_400, 0),
        ("P1DT2H3M4.5S", day + 7_384, 500_000_000),
        ("P2W", 14 * day, 0),
        ("P0Y0M1D", day, 0),
        ("PT1.5H", 5_400, 0),
        ("PT0,25S", 0, 250_000_000),
        ("PT0.0000000019S", 0, 1),
        ("+PT1S", 1, 0),
        ("01:02:03", 3_723, 0),
        ("1.02:03:04.5000000", day + 7_384, 500_000_000),
        ("00:30", 1_800, 0),
    ] {
        let expected = Duration::new(seconds, nanoseconds);
        assert_eq!(Duration::try_from(&read(text)).unwrap(), expected, "{text}");
        assert!(text.parse::<IsoDuration>().is_ok(), "{text}");
    }
}

#[test]
fn what_is_not_a_fixed_length_says_so() {
    let fails = |text: &str| Duration::try_from(&read(text)).unwrap_err().to_string();
    assert!(fails("P1Y").contains("years or months"));
    assert!(fails("P1MT1S").contains("years or months"));
    assert!(fails("-PT1S").contains("below zero"));
    assert!(fails("P99999999999999999999D").contains("too long"));
    assert!(fails("P999999999999999999999999999999999999999999999W").contains("too long"));
    assert!(fails("PT18446744073709551616S").contains("too long"));
    let signed = azure_core::time::Duration::try_from(&read("-PT1.5S")).unwrap();
    assert_eq!(signed, azure_core::time::Duration::milliseconds(-1_500));
    assert!(azure_core::time::Duration::try_from(&read("PT9223372036854775808S")).is_err());
    // A hostile text is not repeated whole.
    assert!(fails(&"x".repeat(1_000_000)).len() < 100);
}

#[test]
fn what_is_not_a_duration_is_not_sent() {
    for text in [
        "",
        "P",
        "PT",
        "P1",
        "1D",
        "PD",
        "P1H",
        "PT1D",
        "P1DT",
        "PT1S1S",
        "PT1S1M",
        "PT1.5M1S",
        "PT.5S",
        "PT1.S",
        "P-1D",
        "--P1D",
        "p1d",
        "5",
        ":",
        "1:",
        "a:b",
        "1.5:00:00x",
        "P1\u{661}D",
        "PT1S ",
        "1:2:3:4",
        "1,5:00",
    ] {
        assert!(text.parse::<IsoDuration>().is_err(), "{text:?}");
    }
}

#[test]
fn extremes_are_written_and_read_again() {
    for duration in [
        Duration::ZERO,
        Duration::MAX,
        Duration::from_nanos(1),
        Duration::from_secs(86_400),
    ] {
        let text = IsoDuration::from(duration);
        assert_eq!(Duration::try_from(&text).unwrap(), duration, "{text}");
    }
    for duration in [azure_core::time::Duration::MIN, azure_core::time::Duration::MAX] {
        let text = IsoDuration::from(duration);
        assert_eq!(
            azure_core::time::Duration::try_from(&text).unwrap(),
            duration,
            "{text}"
        );
    }
    assert_eq!(IsoDuration::from(Duration::ZERO).as_str(), "PT0S");
    assert_eq!(IsoDuration::from(Duration::from_secs(86_400)).as_str(), "P1D");
}

proptest! {
    #[test]
    fn every_duration_comes_back(seconds: u64, nanoseconds in 0u32..1_000_000_000) {
        let duration = Duration::new(seconds, nanoseconds);
        let text = IsoDuration::from(duration);
        prop_assert!(text.as_str().parse::<IsoDuration>().is_ok());
        prop_assert_eq!(Duration::try_from(&text).unwrap(), duration);
    }

    #[test]
    fn no_text_panics(text in "[-+PTYMWDHS0-9.,:]{0,24}") {
        let span = read(&text);
        let _ = (Duration::try_from(&span), azure_core::time::Duration::try_from(&span));
    }
}

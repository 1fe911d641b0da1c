//! The text of a value in a path, a query or a header.

use crate::{IsoDate, IsoDuration, IsoTime};
use azure_core::time::OffsetDateTime;
use std::borrow::Cow;

/// A value that can be sent in a path, a query or a header.
pub trait WireValue {
    /// Returns the text of the value, before percent-encoding.
    fn wire(&self) -> Cow<'_, str>;
}

impl WireValue for str {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl WireValue for String {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: WireValue + ?Sized> WireValue for &T {
    fn wire(&self) -> Cow<'_, str> {
        (**self).wire()
    }
}

macro_rules! wire_by_display {
    ($($ty:ty),*) => {$(
        impl WireValue for $ty {
            fn wire(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

wire_by_display!(bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);

impl WireValue for OffsetDateTime {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Owned(rfc3339(*self))
    }
}

impl WireValue for IsoDate {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Owned(iso_date(*self))
    }
}

impl WireValue for IsoTime {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl WireValue for IsoDuration {
    fn wire(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

/// Writes a date in ISO 8601: `2021-09-03`.
pub(crate) fn iso_date(date: IsoDate) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

/// Reads a date in ISO 8601.
pub(crate) fn parse_iso_date(text: &str) -> Option<IsoDate> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = unsigned.split('-');
    let mut number = |least: usize, most: usize| {
        let part = parts.next()?;
        let plain = part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = plain && (least..=most).contains(&part.len());
        fits.then(|| part.parse::<i32>().ok()).flatten()
    };
    let (year, month, day) = (number(4, 6)?, number(2, 2)?, number(2, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    let year = if negative { -year } else { year };
    IsoDate::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// Writes a time as HTTP does, in UTC and in whole seconds: `Fri, 03 Sep 2021 19:27:18 GMT`.
pub(crate) fn rfc1123(time: OffsetDateTime) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let seconds = time.unix_timestamp();
    let days = seconds.div_euclid(86_400);
    let (year, month, day) = civil_date(days);
    let at = |index: i64| usize::try_from(index).unwrap_or_default();
    let weekday = DAYS.get(at(days.rem_euclid(7))).unwrap_or(&"");
    let month = MONTHS.get(at(month - 1)).unwrap_or(&"");
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Writes a time in RFC 3339, in UTC and with as many fraction digits as needed: `2021-09-03T19:27:18Z`.
pub fn rfc3339(time: OffsetDateTime) -> String {
    format_utc(time.unix_timestamp(), time.nanosecond())
}

/// Writes a time in UTC. The crate `time` panics or fails when the year in UTC is out of its range; this function does not.
fn format_utc(seconds: i64, nanosecond: u32) -> String {
    let (year, month, day) = civil_date(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let sign = if year < 0 { "-" } else { "" };
    let fraction = match nanosecond {
        0 => String::new(),
        nanosecond => format!(".{nanosecond:09}").trim_end_matches('0').to_owned(),
    };
    format!(
        "{sign}{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z",
        year.abs()
    )
}

/// Converts days since 1970-01-01 to year, month and day of the Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last of its year, in eras of 400 years (146,097 days).
fn civil_date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // 0000-03-01
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::time::{Duration, parse_rfc3339, to_rfc3339};
    use proptest::prelude::*;

    #[test]
    fn values_are_written_plainly() {
        assert_eq!(true.wire(), "true");
        assert_eq!((-5i32).wire(), "-5");
        assert_eq!(1.5f64.wire(), "1.5");
        assert_eq!("a b".wire(), "a b");
    }

    #[test]
    fn dates_are_utc_with_only_the_digits_they_need() {
        for (text, wire) in [
            ("2021-09-03T19:27:18Z", "2021-09-03T19:27:18Z"),
            ("2021-09-03T19:27:18.120+02:00", "2021-09-03T17:27:18.12Z"),
            ("2020-02-29T23:59:59.999999999Z", "2020-02-29T23:59:59.999999999Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(parse_rfc3339(text).unwrap().wire(), wire);
        }
    }

    #[test]
    fn a_date_whose_year_leaves_the_range_in_utc_is_written_and_does_not_panic() {
        let first = parse_rfc3339("0000-01-01T00:00:00+23:00").unwrap();
        assert_eq!(first.wire(), "-0001-12-31T01:00:00Z");
        let last = parse_rfc3339("9999-12-31T23:59:59-23:00").unwrap();
        assert_eq!(last.wire(), "10000-01-01T22:59:59Z");
        assert_eq!(
            (first - Duration::days(365 * 5_000)).wire().get(..5),
            Some("-4997")
        );
    }

    proptest! {
        #[test]
        fn dates_agree_with_the_library_where_it_can_write_them(seconds in -62_135_596_800i64..253_402_300_799) {
            let date = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let wire = date.wire();
            prop_assert_eq!(wire.as_ref(), to_rfc3339(&date));
        }

        #[test]
        fn no_date_panics(seconds in i64::MIN / 2..i64::MAX / 2, nanosecond in 0u32..1_000_000_000) {
            prop_assert!(format_utc(seconds, nanosecond).ends_with('Z'));
        }
    }
}

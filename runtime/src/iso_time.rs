//! A time of day as services write it, kept exactly as received.

use azure_core::{Error, Result, error::ErrorKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use time::Time;

/// A time of day in ISO 8601, such as `12:30:00`, as it is on the wire.
///
/// It keeps the text, with the digits of the seconds and the offset (`12:30:00+01:00`), if there is one. Reading accepts any text of a
/// service; the conversion fails if the text is not a time.
///
/// ```
/// use client_runtime::IsoTime;
///
/// let noon: IsoTime = "12:00:00Z".parse()?;
/// assert_eq!(noon.as_str(), "12:00:00Z");
/// assert!("noon".parse::<IsoTime>().is_err());
/// # Ok::<(), azure_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IsoTime(String);

impl IsoTime {
    /// Returns the text as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IsoTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for IsoTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for IsoTime {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if read(text).is_none() {
            return Err(failure(text));
        }
        Ok(Self(text.to_owned()))
    }
}

impl From<Time> for IsoTime {
    /// Writes hours, minutes and seconds, with as many digits of a fraction as needed.
    fn from(time: Time) -> Self {
        let (hour, minute, second, nanosecond) = time.as_hms_nano();
        let fraction = match nanosecond {
            0 => String::new(),
            nanosecond => format!(".{nanosecond:09}").trim_end_matches('0').to_owned(),
        };
        Self(format!("{hour:02}:{minute:02}:{second:02}{fraction}"))
    }
}

impl TryFrom<&IsoTime> for Time {
    type Error = Error;

    /// Fails when the text is not a time of day. An offset from UTC is left out: it says where the time holds, and the time is
    /// the one on a clock there.
    fn try_from(time: &IsoTime) -> Result<Self> {
        read(time.as_str()).ok_or_else(|| failure(time.as_str()))
    }
}

impl Serialize for IsoTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for IsoTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

fn failure(text: &str) -> Error {
    let shown: String = text.chars().take(40).collect();
    Error::with_message(
        ErrorKind::DataConversion,
        format!("{shown:?} is not a time of day such as `12:30:00`"),
    )
}

/// Reads `hh:mm[:ss[.fraction]]`, with `Z` or an offset behind it or neither.
fn read(text: &str) -> Option<Time> {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(end)?;
    match offset.split_at_checked(1) {
        None | Some(("Z" | "z", "")) => {}
        Some(("+" | "-", offset)) => {
            let (hours, minutes) = offset.split_once(':')?;
            Time::from_hms(two(hours)?, two(minutes)?, 0).ok()?;
        }
        Some(_) => return None,
    }
    let (hour, rest) = clock.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds: String = fraction.chars().chain("0".repeat(9).chars()).take(9).collect();
    Time::from_hms_nano(two(hour)?, two(minute)?, two(second)?, nanoseconds.parse().ok()?).ok()
}

/// A number of two digits.
fn two(text: &str) -> Option<u8> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_convert_and_keep_their_text() {
        for (text, hms) in [
            ("12:30:00", (12, 30, 0, 0)),
            ("00:00", (0, 0, 0, 0)),
            ("23:59:59.999999999", (23, 59, 59, 999_999_999)),
            ("23:59:59.9999999999", (23, 59, 59, 999_999_999)),
            ("01:02:03.5Z", (1, 2, 3, 500_000_000)),
            ("01:02:03-08:00", (1, 2, 3, 0)),
        ] {
            let time: IsoTime = text.parse().unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), format!("\"{text}\""));
            assert_eq!(Time::try_from(&time).unwrap().as_hms_nano(), hms, "{text}");
        }
        assert_eq!(IsoTime::from(Time::MIDNIGHT).as_str(), "00:00:00");
        let last = Time::from_hms_nano(23, 59, 59, 999_999_990).unwrap();
        assert_eq!(IsoTime::from(last).as_str(), "23:59:59.99999999");
    }

    #[test]
    fn what_is_not_a_time_is_read_and_not_converted() {
        for text in [
            "",
            "noon",
            "24:00:00",
            "12",
            "12:60",
            "1:2:3",
            "12:30:00.",
            "12:30:00Zulu",
            "12:30:00+1",
            "12:30:00+25:00",
            "12:30:60",
            "12:30:00.x",
            "\u{661}2:30",
            "12:30\u{e9}",
        ] {
            assert!(text.parse::<IsoTime>().is_err(), "{text:?}");
            let read: IsoTime = serde_json::from_value(text.into()).unwrap();
            assert_eq!(read.as_str(), text);
            assert!(Time::try_from(&read).is_err());
        }
    }
}

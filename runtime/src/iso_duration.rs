//! A span of time as services write it, kept exactly as received.

use azure_core::{Error, Result, error::ErrorKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr, time::Duration};

/// A span of time in ISO 8601, such as `PT1H30M`, as it is on the wire.
///
/// It keeps the text, so that what was read can be sent again without a change: `P1M` has no fixed number of days, and
/// a service may refuse `PT60S` although it takes `PT1M`. Reading accepts any text of a service; the conversion into a number fails if
/// the text is not a span of time. Besides ISO 8601 it converts the form of .NET, such as `1.02:03:04.5` for one day and about two hours.
///
/// ```
/// use client_runtime::IsoDuration;
/// use std::time::Duration;
///
/// let span = IsoDuration::from(Duration::from_secs(90));
/// assert_eq!(span.as_str(), "PT1M30S");
/// assert_eq!(Duration::try_from(&span)?, Duration::from_secs(90));
/// assert!("an hour".parse::<IsoDuration>().is_err());
/// # Ok::<(), azure_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IsoDuration(String);

impl IsoDuration {
    /// Returns the text as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IsoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for IsoDuration {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for IsoDuration {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if Span::read(text).is_none() {
            return Err(failure(text, "is not a duration such as `PT1H30M`"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl From<Duration> for IsoDuration {
    /// Writes days, hours, minutes and seconds, each where there is one.
    fn from(duration: Duration) -> Self {
        Self(written(false, duration))
    }
}

impl From<azure_core::time::Duration> for IsoDuration {
    fn from(duration: azure_core::time::Duration) -> Self {
        Self(written(duration.is_negative(), duration.unsigned_abs()))
    }
}

impl TryFrom<&IsoDuration> for Duration {
    type Error = Error;

    /// Fails when the text is not a duration, is negative, has years or months, which have no fixed length, or is too long.
    fn try_from(duration: &IsoDuration) -> Result<Self> {
        const SECOND: u128 = 1_000_000_000;
        let nanoseconds = nanoseconds(duration)?;
        let nanoseconds =
            u128::try_from(nanoseconds).map_err(|_| failure(duration.as_str(), "is below zero"))?;
        let seconds = u64::try_from(nanoseconds / SECOND).ok();
        let rest = u32::try_from(nanoseconds % SECOND).ok();
        seconds
            .zip(rest)
            .map(|(seconds, rest)| Self::new(seconds, rest))
            .ok_or_else(|| failure(duration.as_str(), "is too long"))
    }
}

impl TryFrom<&IsoDuration> for azure_core::time::Duration {
    type Error = Error;

    /// Fails when the text is not a duration, has years or months, which have no fixed length, or is too long.
    fn try_from(duration: &IsoDuration) -> Result<Self> {
        let nanoseconds = nanoseconds(duration)?;
        let seconds = i64::try_from(nanoseconds / SECOND).ok();
        let rest = i32::try_from(nanoseconds % SECOND).ok();
        seconds
            .zip(rest)
            .map(|(seconds, rest)| Self::new(seconds, rest))
            .ok_or_else(|| failure(duration.as_str(), "is too long"))
    }
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

fn failure(text: &str, what: &str) -> Error {
    // It may be anything that a service sent, of any length.
    let shown: String = text.chars().take(40).collect();
    Error::with_message(ErrorKind::DataConversion, format!("{shown:?} {what}"))
}

fn written(negative: bool, duration: Duration) -> String {
    let all = duration.as_secs();
    let (days, hours, minutes, seconds) = (all / 86_400, all / 3_600 % 24, all / 60 % 60, all % 60);
    let mut text = String::from(if negative { "-P" } else { "P" });
    let part = |text: &mut String, number: u64, unit: char| {
        if number > 0 {
            text.push_str(&number.to_string());
            text.push(unit);
        }
    };
    part(&mut text, days, 'D');
    let fraction = match duration.subsec_nanos() {
        0 => String::new(),
        nanoseconds => format!(".{nanoseconds:09}").trim_end_matches('0').to_owned(),
    };
    if hours + minutes + seconds > 0 || !fraction.is_empty() || days == 0 {
        text.push('T');
        part(&mut text, hours, 'H');
        part(&mut text, minutes, 'M');
        if seconds > 0 || !fraction.is_empty() || text.ends_with('T') {
            text.push_str(&seconds.to_string());
            text.push_str(&fraction);
            text.push('S');
        }
    }
    text
}

fn nanoseconds(duration: &IsoDuration) -> Result<i128> {
    match Span::read(duration.as_str()) {
        None => Err(failure(duration.as_str(), "is not a duration")),
        Some(Span::Fixed(nanoseconds)) => Ok(nanoseconds),
        Some(Span::Calendar) => Err(failure(
            duration.as_str(),
            "has years or months, whose length varies",
        )),
        Some(Span::Uncountable) => Err(failure(duration.as_str(), "is too long")),
    }
}

/// The meaning of a text.
enum Span {
    /// So many nanoseconds.
    Fixed(i128),
    /// Years or months.
    Calendar,
    /// More than can be counted.
    Uncountable,
}

impl Span {
    fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let span = match unsigned.strip_prefix('P') {
            Some(parts) => iso(parts)?,
            None => clock(unsigned)?,
        };
        Some(match span {
            Self::Fixed(nanoseconds) if negative => Self::Fixed(-nanoseconds),
            span => span,
        })
    }
}

const SECOND: i128 = 1_000_000_000;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

/// Reads the part after the `P` of ISO 8601: each unit at most once, in order, and a fraction only in the last.
fn iso(parts: &str) -> Option<Span> {
    const DATE: &[(char, Option<i128>)] = &[('Y', None), ('M', None), ('W', Some(7 * DAY)), ('D', Some(DAY))];
    const TIME: &[(char, Option<i128>)] = &[('H', Some(HOUR)), ('M', Some(MINUTE)), ('S', Some(SECOND))];
    let (date, time) = match parts.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (parts, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let (mut sum, mut calendar, mut last) = (Some(0_i128), false, false);
    for (mut rest, mut units) in [(date, DATE), (time, TIME)] {
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let (number, behind) = rest.split_at(end);
            let unit = behind.chars().next()?;
            let at = units.iter().position(|(name, _)| *name == unit)?;
            // Nothing may follow a fraction.
            if last {
                return None;
            }
            last = number.contains(['.', ',']);
            let count = Decimal::read(number)?;
            match units.get(at)?.1 {
                Some(length) => {
                    sum = sum.and_then(|sum| sum.checked_add(count.times(length)?));
                }
                None => calendar |= !count.is_zero(),
            }
            units = units.get(at + 1..)?;
            rest = behind.get(1..)?;
        }
    }
    Some(match sum {
        _ if calendar => Span::Calendar,
        Some(sum) => Span::Fixed(sum),
        None => Span::Uncountable,
    })
}

/// Reads the form of .NET: `[d.]hh:mm[:ss[.fffffff]]`.
fn clock(text: &str) -> Option<Span> {
    let (first, rest) = text.split_once(':')?;
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    let whole = |number: &str| Decimal::read(number).filter(|_| !number.contains(['.', ',']));
    let parts = [
        (whole(days)?, DAY),
        (whole(hours)?, HOUR),
        (whole(minutes)?, MINUTE),
        (Decimal::read(seconds)?, SECOND),
    ];
    let sum = parts.iter().try_fold(0_i128, |sum, (count, length)| {
        sum.checked_add(count.times(*length)?)
    });
    Some(sum.map_or(Span::Uncountable, Span::Fixed))
}

/// A number as it is written, with as many digits of its fraction as a nanosecond of a week has.
struct Decimal {
    /// `None` when it has more digits than can be counted.
    whole: Option<i128>,
    /// In parts of 10^18.
    fraction: i128,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return None;
        }
        let kept: String = fraction.chars().chain("0".repeat(18).chars()).take(18).collect();
        Some(Self {
            whole: whole.parse().ok(),
            fraction: kept.parse().ok()?,
        })
    }

    fn times(&self, length: i128) -> Option<i128> {
        const PARTS: i128 = 1_000_000_000_000_000_000;
        let whole = self.whole?.checked_mul(length)?;
        whole.checked_add(self.fraction.checked_mul(length)? / PARTS)
    }

    fn is_zero(&self) -> bool {
        self.whole == Some(0) && self.fraction == 0
    }
}

#[cfg(test)]
mod tests;

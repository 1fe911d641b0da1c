//! Dates and times as text or numbers: RFC 3339, the form of HTTP, seconds since 1970, and dates without a time.

use super::InForm;
use crate::{IsoDate, wire};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    time::{OffsetDateTime, parse_rfc3339, parse_rfc7231, rfc3339},
};
use serde::{
    Deserializer, Serializer,
    de::{self, Visitor},
};
use std::fmt;

/// RFC 3339: `2021-09-03T19:27:18Z`.
pub enum Rfc3339 {}

/// As HTTP writes it (RFC 1123, now RFC 9110): `Fri, 03 Sep 2021 19:27:18 GMT`.
pub enum Rfc1123 {}

/// Whole seconds since 1970-01-01 in UTC, as a number.
pub enum UnixTime {}

/// A date without a time: `2021-09-03`.
pub enum Date {}

impl Rfc3339 {
    pub(super) fn text(value: &OffsetDateTime) -> String {
        wire::rfc3339(*value)
    }

    pub(super) fn parse(text: &str) -> Result<OffsetDateTime> {
        parse_rfc3339(text)
    }
}

impl Rfc1123 {
    pub(super) fn text(value: &OffsetDateTime) -> String {
        wire::rfc1123(*value)
    }

    pub(super) fn parse(text: &str) -> Result<OffsetDateTime> {
        parse_rfc7231(text.trim())
            .map_err(|_| not(text, "a date and time such as `Fri, 03 Sep 2021 19:27:18 GMT`"))
    }
}

impl UnixTime {
    pub(super) fn text(value: &OffsetDateTime) -> String {
        value.unix_timestamp().to_string()
    }

    pub(super) fn parse(text: &str) -> Result<OffsetDateTime> {
        let seconds = text.trim().parse().ok();
        seconds
            .and_then(Self::at)
            .ok_or_else(|| not(text, "a number of seconds since 1970"))
    }

    fn at(seconds: i64) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(seconds).ok()
    }
}

impl Date {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "as every form has it")]
    pub(super) fn text(value: &IsoDate) -> String {
        wire::iso_date(*value)
    }

    /// Reads a date; a time behind it, which some services write, is left out.
    pub(super) fn parse(text: &str) -> Result<IsoDate> {
        let day = text.trim().split(['T', 't', ' ']).next().unwrap_or_default();
        wire::parse_iso_date(day).ok_or_else(|| not(text, "a date such as `2021-09-03`"))
    }
}

/// Only the first 40 characters of the text are shown, because it may be very long.
fn not(text: &str, what: &str) -> Error {
    let shown: String = text.chars().take(40).collect();
    Error::with_message(ErrorKind::DataConversion, format!("{shown:?} is not {what}"))
}

impl InForm<Rfc3339> for OffsetDateTime {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        rfc3339::serialize(self, serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        rfc3339::deserialize(deserializer)
    }
}

impl InForm<Rfc1123> for OffsetDateTime {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&Rfc1123::text(self))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(Text(Rfc1123::parse, "a date and time as HTTP writes it"))
    }
}

impl InForm<Date> for IsoDate {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&Date::text(self))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(Text(Date::parse, "a date"))
    }
}

impl InForm<UnixTime> for OffsetDateTime {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.unix_timestamp())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let seconds = crate::text::integer(deserializer)?;
        UnixTime::at(seconds)
            .ok_or_else(|| de::Error::custom(format!("{seconds} seconds since 1970 are beyond any date")))
    }
}

/// Reads a value from a text that need not be copied first.
struct Text<T>(fn(&str) -> Result<T>, &'static str);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

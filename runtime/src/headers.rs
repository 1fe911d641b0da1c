//! Reads the headers of responses.

use crate::{EventStream, IsoDate, ResponseByStatus, ServiceError};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{AsyncResponse, Response, headers::Headers},
    time::{OffsetDateTime, parse_rfc3339},
};
use serde::de::{
    DeserializeOwned, IntoDeserializer,
    value::{Error as Unread, I64Deserializer, StrDeserializer},
};
use std::{collections::HashMap, str::FromStr};

/// A response with headers. The traits of generated crates that have a method for each described header build on it.
pub trait HasHeaders: sealed::Sealed {
    /// Returns all headers.
    #[doc(hidden)]
    fn all_headers(&self) -> &Headers;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! has_headers {
    ($([$($generic:ident),*] $ty:ty;)*) => {$(
        impl<$($generic),*> sealed::Sealed for $ty {}

        impl<$($generic),*> HasHeaders for $ty {
            fn all_headers(&self) -> &Headers {
                self.headers()
            }
        }
    )*};
}

has_headers! {
    [T, F] Response<T, F>;
    [T] AsyncResponse<T>;
    [T] ResponseByStatus<T>;
    [T] EventStream<T>;
    [] ServiceError;
}

/// Only for generated code: the header of this name.
///
/// # Errors
///
/// When a text cannot be read.
pub fn one<T>(
    answer: &(impl HasHeaders + ?Sized),
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    let text = find(answer.all_headers(), name);
    text.map(|text| read(text.trim()).ok_or_else(|| unreadable(name)))
        .transpose()
}

/// Only for generated code: the values in the header of this name, which are separated by commas.
///
/// # Errors
///
/// When a text cannot be read.
pub fn list<T>(
    answer: &(impl HasHeaders + ?Sized),
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<Vec<T>>> {
    let Some(text) = find(answer.all_headers(), name) else {
        return Ok(None);
    };
    let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
    let read: Option<Vec<T>> = items.map(read).collect();
    read.map(Some).ok_or_else(|| unreadable(name))
}

/// Only for generated code: the headers whose names begin with this prefix, by the rest of their names.
///
/// # Errors
///
/// When a text cannot be read.
pub fn prefixed<T>(
    answer: &(impl HasHeaders + ?Sized),
    prefix: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<HashMap<String, T>> {
    let mut found = HashMap::new();
    for (name, value) in answer.all_headers().iter() {
        let name = name.as_str();
        let begins = name
            .get(..prefix.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(prefix));
        if let (true, Some(rest)) = (begins, name.get(prefix.len()..)) {
            let value = read(value.as_str().trim()).ok_or_else(|| unreadable(prefix))?;
            found.insert(rest.to_owned(), value);
        }
    }
    Ok(found)
}

fn find<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let mut found = headers
        .iter()
        .filter(|(other, _)| other.as_str().eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.as_str())
}

fn unreadable(name: &str) -> Error {
    let message = format!("the header `{name}` of the response is not as described");
    Error::with_message(ErrorKind::DataConversion, message)
}

/// Reads text.
#[allow(clippy::unnecessary_wraps, reason = "as the others")]
pub fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Reads `true` or `false`, in any case, as services write it.
pub fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Reads a number, or another type whose text is the one on the wire.
pub fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Reads a text as one of a set, as it is read from JSON, so that an unknown value is kept.
pub fn text_of_set<T: DeserializeOwned>(text: &str) -> Option<T> {
    let deserializer: StrDeserializer<'_, Unread> = text.into_deserializer();
    T::deserialize(deserializer).ok()
}

/// Reads a whole number as one of a set, as it is read from JSON, so that an unknown value is kept.
pub fn number_of_set<T: DeserializeOwned>(text: &str) -> Option<T> {
    let deserializer: I64Deserializer<Unread> = text.parse::<i64>().ok()?.into_deserializer();
    T::deserialize(deserializer).ok()
}

/// Reads a date with a time, RFC 3339.
pub fn moment(text: &str) -> Option<OffsetDateTime> {
    parse_rfc3339(text).ok()
}

/// Reads a date with a time as HTTP writes it.
pub fn http_date(text: &str) -> Option<OffsetDateTime> {
    crate::generated::rfc1123::parse(text).ok()
}

/// Reads a date with a time as a number of seconds since 1970.
pub fn unix_time(text: &str) -> Option<OffsetDateTime> {
    crate::generated::unix_time::parse(text).ok()
}

/// Reads a date in ISO 8601.
pub fn date(text: &str) -> Option<IsoDate> {
    crate::generated::iso_date::parse(text).ok()
}

/// Reads bytes in base64.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    crate::generated::base64::parse(text).ok()
}

/// Reads bytes in the base64 of addresses.
pub fn bytes_url(text: &str) -> Option<Vec<u8>> {
    crate::generated::base64url::parse(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::http::{RawResponse, StatusCode};

    fn answer(headers: &[(&'static str, &'static str)]) -> Response<()> {
        let mut all = Headers::new();
        for (name, value) in headers {
            all.insert(*name, *value);
        }
        RawResponse::from_bytes(StatusCode::Ok, all, "").into()
    }

    #[test]
    fn a_header_is_found_in_any_case_and_read_as_its_type() {
        let answer = answer(&[
            ("x-count", " 7 "),
            ("x-flag", "True"),
            ("x-at", "2020-01-01T00:00:00Z"),
            ("x-day", "2020-02-29"),
            ("x-seconds", "60"),
            ("x-took", "PT5M"),
            ("x-key", "-_8"),
        ]);
        assert_eq!(one(&answer, "X-Count", parsed::<i32>).unwrap(), Some(7));
        assert_eq!(one(&answer, "x-flag", boolean).unwrap(), Some(true));
        assert!(one(&answer, "x-at", moment).unwrap().is_some());
        assert_eq!(one(&answer, "x-none", text).unwrap(), None);
        assert_eq!(one(&answer, "x-day", date).unwrap().unwrap().ordinal(), 60);
        let at = one(&answer, "x-seconds", unix_time).unwrap().unwrap();
        assert_eq!(at.unix_timestamp(), 60);
        let took = one(&answer, "x-took", parsed::<crate::IsoDuration>).unwrap();
        assert_eq!(took.unwrap().as_str(), "PT5M");
        assert_eq!(one(&answer, "x-key", bytes_url).unwrap(), Some(vec![251, 255]));
        assert!(one(&answer, "x-took", date).is_err());
        let error = one(&answer, "x-flag", parsed::<i64>).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the header `x-flag` of the response is not as described"
        );
    }

    #[test]
    fn a_list_is_parted_by_commas_and_a_prefix_taken_off() {
        let answer = answer(&[
            ("x-list", "1, 2,,3"),
            ("x-meta-a", "b"),
            ("x-meta-", ""),
            ("x-metal", "c"),
            ("é", "d"),
        ]);
        assert_eq!(
            list(&answer, "x-list", parsed::<u8>).unwrap(),
            Some(vec![1, 2, 3])
        );
        assert!(list(&answer, "x-meta-a", parsed::<u8>).is_err());
        assert_eq!(list(&answer, "x", parsed::<u8>).unwrap(), None);
        let map = prefixed(&answer, "X-Meta-", text).unwrap();
        assert_eq!(map.len(), 2);
        assert_eq!(map.get("a").map(String::as_str), Some("b"));
    }
}

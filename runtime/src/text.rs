//! Reading the values of enums; the known values of an open enum are read without a copy.

use serde::{
    Deserializer,
    de::{Error, Unexpected, Visitor},
};
use std::{fmt, marker::PhantomData};

/// Reads a text and converts it into a value. Only generated code uses it.
///
/// # Errors
///
/// When the value is not a text, and those of the deserializer.
pub fn text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str> + From<String>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_string(Text(PhantomData))
}

struct Text<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str> + From<String>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Reads a whole number, also one that is written with a fraction of zero (`1.0`) or as text. Only generated code uses it.
///
/// # Errors
///
/// When the value is not a whole number of 64 bits, and those of the deserializer.
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    deserializer.deserialize_any(Integer)
}

struct Integer;

impl Visitor<'_> for Integer {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "the range is checked; both bounds are exact as f64"
    )]
    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        const LIMIT: f64 = 9_223_372_036_854_775_808.0;
        if number.fract() == 0.0 && (-LIMIT..LIMIT).contains(&number) {
            Ok(number as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        let number = text.trim().parse();
        number.map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Makes the error of a value that a closed enum has read and that is not to be sent. Only generated code uses it.
pub fn not_sent<E: serde::ser::Error>(type_name: &str, value: &dyn fmt::Display) -> E {
    E::custom(format!(
        "`{value}` is not a value of `{type_name}` that the service is known to take, so it is not sent"
    ))
}

/// Makes the error of a text that is not a value of a closed enum. The text is quoted, so that an empty one can be
/// seen. Only generated code uses it.
pub fn unknown_value(type_name: &str, value: &str) -> azure_core::Error {
    azure_core::Error::with_message(
        azure_core::error::ErrorKind::DataConversion,
        format!("{value:?} is not a value of `{type_name}`"),
    )
}

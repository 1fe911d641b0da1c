//! Reading the values of enums; the known values of an open enum are read without a copy.

use serde::{
    Deserializer,
    de::{Error, Visitor},
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

/// Makes the error of a text that is not a value of a closed enum. The text is quoted, so that an empty one can be
/// seen. Only generated code uses it.
pub fn unknown_value(type_name: &str, value: &str) -> azure_core::Error {
    azure_core::Error::with_message(
        azure_core::error::ErrorKind::DataConversion,
        format!("{value:?} is not a value of `{type_name}`"),
    )
}

//! Bytes as text: base64, in its plain form and in the one for URLs.

use super::InForm;
use azure_core::{Error, Result, base64, error::ErrorKind};
use serde::{
    Deserializer, Serializer,
    de::{self, Visitor},
};
use std::fmt;

/// Bytes in base64 (`+`, `/`, with padding).
pub enum Base64 {}

/// Bytes in URL-safe base64 (`-`, `_`), without padding.
pub enum Base64Url {}

impl Base64 {
    pub(super) fn text(value: &[u8]) -> String {
        base64::encode(value)
    }

    pub(super) fn parse(text: &str) -> Result<Vec<u8>> {
        base64::decode(text).or_else(|_| decode_either(text))
    }
}

impl Base64Url {
    pub(super) fn text(value: &[u8]) -> String {
        base64::encode_url_safe(value)
    }

    pub(super) fn parse(text: &str) -> Result<Vec<u8>> {
        base64::decode_url_safe(text).or_else(|_| decode_either(text))
    }
}

/// Reads base64 in any of its forms: services write either alphabet, with and without padding, and some break lines. The bytes
/// are the same in each.
fn decode_either(text: &str) -> Result<Vec<u8>> {
    let kept = text.trim_end().trim_end_matches('=').chars();
    let plain: String = kept
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            c => c,
        })
        .collect();
    // The library's own error says where the text is wrong, in the text that was rewritten here.
    base64::decode_url_safe(plain)
        .map_err(|_| Error::with_message(ErrorKind::DataConversion, "the text is not base64"))
}

impl InForm<Base64> for Vec<u8> {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64::text(self))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(Text(Base64::parse))
    }
}

impl InForm<Base64Url> for Vec<u8> {
    fn write<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64Url::text(self))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(Text(Base64Url::parse))
    }
}

/// Reads bytes from a text that need not be copied first.
struct Text(fn(&str) -> Result<Vec<u8>>);

impl Visitor<'_> for Text {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<Vec<u8>, E> {
        (self.0)(text).map_err(E::custom)
    }
}

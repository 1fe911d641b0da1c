//! Responses that are text.

use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{DeserializeWith, Format, response::ResponseBody},
};
use serde::de::{DeserializeOwned, IntoDeserializer, value};

/// The format of a response that is text in UTF-8: `into_model` returns a `String`.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextFormat;

impl Format for TextFormat {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> Result<T> {
        let text = read(body.as_ref())?;
        let read: std::result::Result<T, value::Error> = T::deserialize(text.into_deserializer());
        // The error of serde would quote.
        read.map_err(|_| {
            Error::with_message(ErrorKind::DataConversion, "the text is not of the described form")
        })
    }
}

impl DeserializeWith<TextFormat> for String {
    fn deserialize_with(body: ResponseBody) -> Result<Self> {
        read(&body).map(str::to_owned)
    }
}

fn read(body: &[u8]) -> Result<&str> {
    str::from_utf8(body).map_err(|why| {
        let message = format!("the body is not text in UTF-8, from byte {}", why.valid_up_to());
        Error::with_message(ErrorKind::DataConversion, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_it_is() {
        let read = |body: &'static [u8]| -> Result<String> {
            DeserializeWith::<TextFormat>::deserialize_with(ResponseBody::from_bytes(body))
        };
        assert_eq!(read("\u{feff} a\n".as_bytes()).unwrap(), "\u{feff} a\n");
        assert_eq!(read(b"").unwrap(), "");
        let error = read(b"secret\xff").unwrap_err();
        assert_eq!(error.to_string(), "the body is not text in UTF-8, from byte 6");
        assert_eq!(TextFormat::deserialize::<String, _>("a").unwrap(), "a");
        assert!(TextFormat::deserialize::<u8, _>("a").is_err());
    }
}

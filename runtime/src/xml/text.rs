//! Writes values that are text in XML: those of attributes, and of elements that contain nothing else.

use super::error::XmlError;
use serde::{
    Serialize, Serializer,
    ser::{Error as _, Impossible},
};

/// Writes one value as text; `None` when there is none.
pub(super) struct TextWriter;

type No = Impossible<Option<String>, XmlError>;

fn not_text<T>() -> Result<T, XmlError> {
    Err(XmlError::custom(
        "a value of this kind cannot be an attribute, a key or the text of an element",
    ))
}

/// Writes values as Rust does, which is as XML does.
macro_rules! displayed {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Result<Option<String>, XmlError> {
            Ok(Some(value.to_string()))
        })*
    };
}

impl Serializer for TextWriter {
    type Ok = Option<String>;
    type Error = XmlError;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    displayed! {
        serialize_bool(bool)
        serialize_i8(i8)
        serialize_i16(i16)
        serialize_i32(i32)
        serialize_i64(i64)
        serialize_u8(u8)
        serialize_u16(u16)
        serialize_u32(u32)
        serialize_u64(u64)
        serialize_char(char)
        serialize_str(&str)
    }

    fn serialize_f32(self, value: f32) -> Result<Option<String>, XmlError> {
        Ok(Some(float(value.into(), value.to_string())))
    }

    fn serialize_f64(self, value: f64) -> Result<Option<String>, XmlError> {
        Ok(Some(float(value, value.to_string())))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Option<String>, XmlError> {
        not_text()
    }

    fn serialize_none(self) -> Result<Option<String>, XmlError> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<String>, XmlError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Option<String>, XmlError> {
        Ok(None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Option<String>, XmlError> {
        Ok(None)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<Option<String>, XmlError> {
        Ok(Some(name.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Option<String>, XmlError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Option<String>, XmlError> {
        not_text()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_tuple(self, _: usize) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<No, XmlError> {
        not_text()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, XmlError> {
        not_text()
    }
}

/// XML Schema writes what is infinite in its own way.
fn float(value: f64, text: String) -> String {
    if value.is_infinite() {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}INF");
    }
    text
}

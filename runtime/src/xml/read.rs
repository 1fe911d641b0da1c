//! Reads types from a tree.

use super::{
    error::XmlError,
    value::{Source, Value},
};
use serde::{
    Deserializer,
    de::{
        Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

impl<'de> IntoDeserializer<'de, XmlError> for Value<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads a value that XML has as text.
macro_rules! parsed {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
            let value = self.place(self.parse(&visitor));
            self.place(visitor.$visit(value?))
        })*
    };
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = XmlError;

    /// Text is text, whatever it looks like; an element with others in it is a map.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        match &self.source {
            Source::Items(_) | Source::Wrapped(..) => self.deserialize_seq(visitor),
            Source::Map(_) => self.deserialize_map(visitor),
            Source::Element(id) if !self.is_text(*id) || !self.tree.attributes(*id).is_empty() => {
                self.deserialize_map(visitor)
            }
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        match self.text() {
            Some(text) => self.place(visitor.visit_borrowed_str(text)),
            None => self.place(Err(self.unexpected(&visitor))),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        let value = match self.text().map(str::trim_ascii) {
            // The second is what .NET writes.
            Some("true" | "True" | "1") => Ok(true),
            Some("false" | "False" | "0") => Ok(false),
            Some(_) => Err(XmlError::invalid_value(Unexpected::Other("string"), &visitor)),
            None => Err(self.unexpected(&visitor)),
        };
        self.place(value.and_then(|value| visitor.visit_bool(value)))
    }

    parsed! {
        deserialize_i8 visit_i8
        deserialize_i16 visit_i16
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_u128 visit_u128
        deserialize_f32 visit_f32
        deserialize_f64 visit_f64
        deserialize_char visit_char
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        if self.is_none() || matches!(&self.source, Source::Items(items) if items.is_empty()) {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, XmlError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        let items = match &self.source {
            Source::Items(items) => self.each(items.iter().copied()),
            Source::Wrapped(ids, name) => {
                let all = ids.iter().flat_map(|id| self.tree.children(*id));
                self.each(all.filter(|child| self.tree.is(*child, name)))
            }
            Source::Element(_) => vec![Self::new(self.tree, self.source.clone())],
            _ => return self.place(Err(self.unexpected(&visitor))),
        };
        self.place(visitor.visit_seq(SeqDeserializer::new(items.into_iter())))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, XmlError> {
        let members = match self.source {
            Source::Element(id) => self.members(id, false),
            Source::Map(id) => self.members(id, true),
            _ => return self.place(Err(self.unexpected(&visitor))),
        };
        self.place(visitor.visit_map(MapDeserializer::new(members.into_iter())))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, XmlError> {
        let (Source::Element(id) | Source::Map(id)) = self.source else {
            return self.place(Err(self.unexpected(&visitor)));
        };
        let fields = self.fields(id, fields);
        self.place(visitor.visit_map(MapDeserializer::new(fields.into_iter())))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, XmlError> {
        match self.text() {
            Some(text) => {
                let text: StrDeserializer<'_, XmlError> = text.trim_ascii().into_deserializer();
                self.place(visitor.visit_enum(text))
            }
            None => self.place(Err(self.unexpected(&visitor))),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf unit_struct tuple tuple_struct identifier }
}

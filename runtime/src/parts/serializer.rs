//! The serializer that takes a value apart into texts.

use super::Part;
use serde::{
    Serialize,
    ser::{
        Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant, Serializer,
    },
};
use std::fmt::Display;

type Error = serde_json::Error;
type Result<T> = std::result::Result<T, Error>;

/// Makes a [`Part`] of any value.
pub(super) struct Texts;

/// A list that is being read, or the one behind the name of a variant.
pub(super) struct Items {
    variant: Option<&'static str>,
    items: Vec<Part>,
}

/// An object that is being read, or the one behind the name of a variant.
pub(super) struct Entries {
    variant: Option<&'static str>,
    read: Vec<(String, Part)>,
    key: String,
}

fn text(value: impl Display) -> Part {
    Part::Text(value.to_string())
}

fn plain(value: impl Display) -> Part {
    Part::Plain(value.to_string())
}

fn number<N: Serialize>(value: N) -> Result<Part> {
    // As JSON writes it: the shortest text that is read as the same number; infinity and NaN have no text.
    match serde_json::to_string(&value)?.as_str() {
        "null" => Err(Error::custom(
            "a number that is infinite or not a number cannot be sent",
        )),
        number => Ok(plain(number)),
    }
}

fn within(variant: Option<&'static str>, part: Part) -> Part {
    match variant {
        Some(variant) => Part::Object(vec![(variant.to_owned(), part)]),
        None => part,
    }
}

macro_rules! by_display {
    ($made:ident: $($method:ident: $ty:ty),*) => {$(
        fn $method(self, value: $ty) -> Result<Part> {
            Ok($made(value))
        }
    )*};
}

impl Serializer for Texts {
    type Ok = Part;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    by_display!(
        plain: serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128
    );
    by_display!(text: serialize_char: char, serialize_str: &str);

    fn serialize_f32(self, value: f32) -> Result<Part> {
        number(value)
    }

    fn serialize_f64(self, value: f64) -> Result<Part> {
        number(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Part> {
        Err(Error::custom("bytes are not text"))
    }

    fn serialize_none(self) -> Result<Part> {
        Ok(Part::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Part> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Part> {
        Ok(Part::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Part> {
        Ok(Part::Nothing)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Part> {
        Ok(text(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Part> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Part> {
        Ok(within(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items> {
        Ok(Items::new(None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items> {
        Ok(Items::new(None))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items> {
        Ok(Items::new(None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items> {
        Ok(Items::new(Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries> {
        Ok(Entries::new(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries> {
        Ok(Entries::new(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries> {
        Ok(Entries::new(Some(variant)))
    }
}

impl Items {
    fn new(variant: Option<&'static str>) -> Self {
        Self {
            variant,
            items: Vec::new(),
        }
    }

    fn add(&mut self, value: &(impl Serialize + ?Sized)) -> Result<()> {
        self.items.push(value.serialize(Texts)?);
        Ok(())
    }

    fn part(self) -> Part {
        within(self.variant, Part::List(self.items))
    }
}

impl Entries {
    fn new(variant: Option<&'static str>) -> Self {
        Self {
            variant,
            read: Vec::new(),
            key: String::new(),
        }
    }

    fn add(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> Result<()> {
        self.read.push((key.to_owned(), value.serialize(Texts)?));
        Ok(())
    }

    fn part(self) -> Part {
        within(self.variant, Part::Object(self.read))
    }
}

macro_rules! items {
    ($($part:ident $method:ident),*) => {$(
        impl $part for Items {
            type Ok = Part;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.add(value)
            }

            fn end(self) -> Result<Part> {
                Ok(self.part())
            }
        }
    )*};
}

items!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! entries {
    ($($part:ident),*) => {$(
        impl $part for Entries {
            type Ok = Part;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
                self.add(key, value)
            }

            fn end(self) -> Result<Part> {
                Ok(self.part())
            }
        }
    )*};
}

entries!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Entries {
    type Ok = Part;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let (Part::Text(key) | Part::Plain(key)) = key.serialize(Texts)? else {
            return Err(Error::custom("the keys of a map must be text"));
        };
        self.key = key;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = std::mem::take(&mut self.key);
        self.read.push((key, value.serialize(Texts)?));
        Ok(())
    }

    fn end(self) -> Result<Part> {
        Ok(self.part())
    }
}

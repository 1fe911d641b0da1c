//! Writes values as elements.

use super::{
    error::XmlError,
    field::{Field, Name, Node, is_name},
    markup::Markup,
    text::TextWriter,
};
use serde::{
    Serialize, Serializer,
    ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct},
};

/// Writes one value as an element, or as one for each item.
pub(super) struct ValueWriter<'m, 's> {
    pub(super) markup: &'m mut Markup,
    pub(super) field: Field<'s>,
}

impl<'m> ValueWriter<'m, '_> {
    /// Writes what is text.
    fn text(self, value: &(impl Serialize + ?Sized)) -> Result<(), XmlError> {
        let text = value.serialize(TextWriter)?.unwrap_or_default();
        let open = self.markup.open(&self.field.name);
        self.markup.text(&text)?;
        self.markup.close(&open);
        Ok(())
    }

    fn null(self) {
        self.markup.null(&self.field.name);
    }

    fn element(self) -> ElementWriter<'m> {
        let open = self.markup.open(&self.field.name);
        ElementWriter {
            map: self.field.node == Node::Map,
            markup: self.markup,
            open,
            key: None,
        }
    }
}

fn not_in_xml(what: &str) -> XmlError {
    XmlError::new(format!("{what} cannot be written as XML"))
}

/// Writes the values that XML has as text.
macro_rules! texts {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Result<(), XmlError> {
            self.text(&value)
        })*
    };
}

impl<'m, 's> Serializer for ValueWriter<'m, 's> {
    type Ok = ();
    type Error = XmlError;
    type SerializeSeq = ListWriter<'m, 's>;
    type SerializeTuple = Impossible<(), XmlError>;
    type SerializeTupleStruct = Impossible<(), XmlError>;
    type SerializeTupleVariant = Impossible<(), XmlError>;
    type SerializeMap = ElementWriter<'m>;
    type SerializeStruct = ElementWriter<'m>;
    type SerializeStructVariant = Impossible<(), XmlError>;

    texts! {
        serialize_bool(bool)
        serialize_i8(i8)
        serialize_i16(i16)
        serialize_i32(i32)
        serialize_i64(i64)
        serialize_u8(u8)
        serialize_u16(u16)
        serialize_u32(u32)
        serialize_u64(u64)
        serialize_f32(f32)
        serialize_f64(f64)
        serialize_char(char)
        serialize_str(&str)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), XmlError> {
        Err(not_in_xml("a value of bytes"))
    }

    fn serialize_none(self) -> Result<(), XmlError> {
        self.null();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), XmlError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), XmlError> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), XmlError> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), XmlError> {
        self.text(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), XmlError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), XmlError> {
        Err(not_in_xml("a variant with a value"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter<'m, 's>, XmlError> {
        let (wrapper, item) = match self.field.node {
            Node::Wrapped(item) => (Some(self.markup.open(&self.field.name)), item),
            _ => (None, self.field.name),
        };
        Ok(ListWriter {
            markup: self.markup,
            wrapper,
            item,
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, XmlError> {
        Err(not_in_xml("a tuple"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, XmlError> {
        Err(not_in_xml("a tuple"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, XmlError> {
        Err(not_in_xml("a variant with a value"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<ElementWriter<'m>, XmlError> {
        Ok(self.element())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<ElementWriter<'m>, XmlError> {
        Ok(self.element())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, XmlError> {
        Err(not_in_xml("a variant with a value"))
    }
}

/// Writes the items of a list.
pub(super) struct ListWriter<'m, 's> {
    markup: &'m mut Markup,
    wrapper: Option<super::markup::Open>,
    item: Name<'s>,
}

impl SerializeSeq for ListWriter<'_, '_> {
    type Ok = ();
    type Error = XmlError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), XmlError> {
        value.serialize(ValueWriter {
            markup: self.markup,
            field: Field::element(self.item),
        })
    }

    fn end(self) -> Result<(), XmlError> {
        if let Some(wrapper) = &self.wrapper {
            self.markup.close(wrapper);
        }
        Ok(())
    }
}

/// Writes the content of an element.
pub(super) struct ElementWriter<'m> {
    markup: &'m mut Markup,
    open: super::markup::Open,
    /// Whether everything is written as elements.
    map: bool,
    /// The name of the next entry.
    key: Option<String>,
}

impl ElementWriter<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), XmlError> {
        let field = Field::parse(name);
        match field.node {
            Node::Attribute => match value.serialize(TextWriter)? {
                Some(text) => self.markup.attribute(&mut self.open, &field.name, &text),
                None => Ok(()),
            },
            Node::Text => match value.serialize(TextWriter)? {
                Some(text) => self.markup.text(&text),
                None => Ok(()),
            },
            _ => value.serialize(ValueWriter {
                markup: self.markup,
                field,
            }),
        }
    }
}

impl SerializeStruct for ElementWriter<'_> {
    type Ok = ();
    type Error = XmlError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), XmlError> {
        self.member(name, value)
    }

    fn end(self) -> Result<(), XmlError> {
        self.markup.close(&self.open);
        Ok(())
    }
}

impl SerializeMap for ElementWriter<'_> {
    type Ok = ();
    type Error = XmlError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), XmlError> {
        self.key = key.serialize(TextWriter)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), XmlError> {
        let key = self.key.take().unwrap_or_default();
        let special = !self.map && (key == "$text" || key.strip_prefix('@').is_some_and(is_name));
        if special {
            return self.member(&key, value);
        }
        if !is_name(&key) {
            // The key may be what a person wrote.
            return Err(XmlError::new(
                "a key of a map is not a name that an element can have",
            ));
        }
        value.serialize(ValueWriter {
            markup: self.markup,
            field: Field::element(Name::plain(&key)),
        })
    }

    fn end(self) -> Result<(), XmlError> {
        self.markup.close(&self.open);
        Ok(())
    }
}

//! `xml`: the elements and attributes that properties become, and the element of a whole body.

use openapi_client_model::api::{Xml, XmlNode, XmlRoot};
use openapi_descriptions::{bundle::SchemaKey, document::Schema, inheritance};

use super::Types;

impl<'a> Types<'a> {
    /// How a property is written in XML, where that is not an element of its name.
    pub(super) fn property_xml(&self, wire: &str, written: &'a Schema) -> Option<Box<Xml>> {
        let target = self.end(written);
        let list = target.kind.as_deref() == Some("array");
        if written.xml.is_none() && !list {
            return None;
        }
        let own = written.xml.as_deref().cloned().unwrap_or_default();
        let of_list = target.xml.as_deref().filter(|_| list);
        let items = target.items.as_deref().filter(|_| list);
        let item = items.and_then(|items| {
            let named = items.xml.as_ref().and_then(|xml| xml.name.clone());
            named.or_else(|| self.end(items).xml.as_ref()?.name.clone())
        });
        let named = own.name.or_else(|| of_list?.name.clone());
        let wrapped = own.wrapped || of_list.is_some_and(|xml| xml.wrapped);
        let (name, node) = if own.text {
            (wire.to_owned(), XmlNode::Text)
        } else if own.attribute {
            (named.unwrap_or_else(|| wire.to_owned()), XmlNode::Attribute)
        } else if list && wrapped {
            let name = named.unwrap_or_else(|| wire.to_owned());
            let item = item.unwrap_or_else(|| name.clone());
            (name, XmlNode::Wrapped { item })
        } else {
            // The items of a list stand by themselves, under their own name.
            (
                item.or(named).unwrap_or_else(|| wire.to_owned()),
                XmlNode::Element,
            )
        };
        let plain = name == wire && own.prefix.is_none() && node == XmlNode::Element;
        (!plain).then(|| {
            Box::new(Xml {
                name,
                prefix: own.prefix,
                node,
            })
        })
    }

    /// The element of an object that is a whole body.
    pub(super) fn root_xml(key: Option<SchemaKey<'a>>, schema: &Schema) -> Option<XmlRoot> {
        let xml = schema.xml.as_deref();
        let name = xml
            .and_then(|xml| xml.name.clone())
            .or_else(|| Some(key?.1.to_owned()))?;
        Some(XmlRoot {
            name,
            namespace: xml.and_then(|xml| xml.namespace.clone()),
        })
    }

    /// The schema that a reference leads to, or the schema itself.
    fn end<'s>(&self, schema: &'s Schema) -> &'s Schema
    where
        'a: 's,
    {
        let target = schema
            .reference
            .as_ref()
            .and_then(|reference| inheritance::follow(self.bundle, reference).ok());
        target.map_or(schema, |(_, target)| target)
    }
}

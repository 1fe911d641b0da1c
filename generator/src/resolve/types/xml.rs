//! `xml`: the elements and attributes that properties become, and the element of a whole body.

use openapi_client_model::{
    api::{Docs, Property, Role, Type, Xml, XmlName, XmlNode},
    names::{Case, Ident},
};
use openapi_descriptions::{
    bundle::SchemaKey,
    document::{self, Additional, Constraints, Schema},
    inheritance,
};

use super::Types;

impl<'a> Types<'a> {
    /// How a property is written in XML, if it is not an element with its name.
    pub(super) fn property_xml(&self, wire: &str, written: &'a Schema) -> Option<Box<Xml>> {
        let (_, target) = self.end(written);
        let list = is_list(target);
        let said = [written.xml.as_deref(), target.xml.as_deref()];
        let said: Vec<&document::Xml> = said.into_iter().flatten().collect();
        if said.is_empty() && !list {
            return None;
        }
        let name = name(&said, wire);
        let has = |flag: fn(&document::Xml) -> bool| said.iter().any(|xml| flag(xml));
        let (name, node) = if has(|xml| xml.text) {
            (name, XmlNode::Text)
        } else if has(|xml| xml.attribute) {
            (name, XmlNode::Attribute)
        } else if list && has(|xml| xml.wrapped) {
            let item = self.item_name(target, true, &name.local);
            (name, XmlNode::Wrapped { item })
        } else if list {
            // The list has no element around it, so its own name is not used.
            (self.item_name(target, false, wire), XmlNode::Element)
        } else {
            (name, XmlNode::Element)
        };
        let plain = name == XmlName::plain(wire) && node == XmlNode::Element;
        (!plain).then(|| Box::new(Xml { name, node }))
    }

    /// The element of an item of a list.
    ///
    /// In a wrapped list, an item of a named type has that name, as in Azure; OpenAPI does not define it.
    fn item_name(&self, list: &'a Schema, own: bool, otherwise: &str) -> XmlName {
        let Some(items) = list.items.as_deref() else {
            return XmlName::plain(otherwise);
        };
        let (key, target) = self.end(items);
        let said = [items.xml.as_deref(), target.xml.as_deref()];
        let said: Vec<&document::Xml> = said.into_iter().flatten().collect();
        let of_type = key.map(|(_, name)| name).filter(|_| own);
        name(&said, of_type.unwrap_or(otherwise))
    }

    /// The element of an object that is a whole body.
    pub(super) fn root_xml(key: Option<SchemaKey<'a>>, schema: &Schema) -> Option<XmlName> {
        let said: Vec<&document::Xml> = schema.xml.as_deref().into_iter().collect();
        let named = said.iter().any(|xml| xml.name.is_some());
        let otherwise = key.map(|(_, name)| name);
        (named || otherwise.is_some()).then(|| name(&said, otherwise.unwrap_or_default()))
    }

    /// The type of a whole document: an object; a list becomes one with its items. Fails with what it is instead.
    pub(in crate::resolve) fn document(&mut self, schema: &'a Schema, hint: &Ident) -> Result<Type, Type> {
        let (_, target) = self.end(schema);
        if is_list(target) {
            return match &schema.reference {
                Some(reference) => {
                    let (key, target) = self.follow(reference).ok_or(Type::Any)?;
                    Ok(Type::Named(self.claim_named(key, target)))
                }
                None => Ok(self.claim_inline(hint, hint.clone(), schema)),
            };
        }
        if says_nothing(target) {
            return Err(Type::Any);
        }
        match self.type_of(schema, hint) {
            ty @ Type::Named(_) => Ok(ty),
            ty => Err(ty),
        }
    }

    /// The items of a list that is a whole document.
    pub(super) fn items_of_document(&mut self, owner: &Ident, list: &'a Schema) -> Vec<Property> {
        let Some(items) = list.items.as_deref() else {
            return Vec::new();
        };
        let Some(name) = Ident::parse("items", Case::Value) else {
            return Vec::new();
        };
        let root = list.xml.as_deref().and_then(|xml| xml.name.clone());
        let item = self.item_name(list, true, &root.unwrap_or_else(|| owner.bare().to_owned()));
        let ty = self.type_of(items, &owner.with_suffix("Item"));
        vec![Property {
            wire: item.local.clone(),
            name,
            role: Role::Member,
            ty: Type::List(Box::new(ty)),
            xml: Some(Box::new(Xml {
                name: item,
                node: XmlNode::Element,
            })),
            required: true,
            nullable: false,
            read_only: false,
            mutability: None,
            write_only: false,
            secret: self.is_secret(items),
            recursive: false,
            constant: None,
            constraints: Constraints::default(),
            default: None,
            docs: Docs {
                summary: None,
                description: Some("The items of the list.".to_owned()),
                place: Some(items.place.clone()),
            },
        }]
    }

    /// The schema that a reference leads to, or the schema itself.
    fn end(&self, schema: &'a Schema) -> (Option<SchemaKey<'a>>, &'a Schema) {
        let reference = schema.reference.as_ref();
        let found = reference.and_then(|reference| inheritance::follow(self.bundle, reference).ok());
        found.map_or((None, schema), |(key, target)| (Some(key), target))
    }
}

pub(super) fn is_list(schema: &Schema) -> bool {
    schema.kind.as_deref() == Some("array")
}

/// Whether a schema is just an object or any value, so that a type would lose the whole content of a document.
fn says_nothing(schema: &Schema) -> bool {
    let parts = schema.all_of.is_empty() && schema.one_of.is_empty() && schema.enumeration.is_none();
    let any = schema.kind.as_deref().is_none_or(|kind| kind == "object");
    any && parts && schema.properties.is_empty() && matches!(schema.additional, Additional::Unsaid)
}

/// The first given name, in the first given namespace.
fn name(said: &[&document::Xml], otherwise: &str) -> XmlName {
    let first = |part: fn(&document::Xml) -> Option<&String>| {
        let found = said.iter().find_map(|xml| part(xml));
        found.filter(|text| !text.is_empty()).cloned()
    };
    XmlName {
        local: first(|xml| xml.name.as_ref()).unwrap_or_else(|| otherwise.to_owned()),
        prefix: first(|xml| xml.prefix.as_ref()),
        namespace: first(|xml| xml.namespace.as_ref()),
    }
}

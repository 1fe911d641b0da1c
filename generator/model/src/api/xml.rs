//! How objects are written in XML, if it differs from JSON.

use std::fmt;

use super::{Property, Role, Scalar, Type, TypeDef, TypeKind};

/// The name of an element or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlName {
    /// The name without a prefix.
    pub local: String,
    /// The prefix that it is sent with.
    pub prefix: Option<String>,
    /// The namespace that it is in.
    pub namespace: Option<String>,
}

impl XmlName {
    /// A name in no namespace, or in any.
    pub fn plain(local: impl Into<String>) -> Self {
        Self {
            local: local.into(),
            prefix: None,
            namespace: None,
        }
    }
}

/// Writes `{namespace}prefix:name`, as the runtime reads it.
impl fmt::Display for XmlName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "{{{namespace}}}")?;
        }
        if let Some(prefix) = &self.prefix {
            write!(f, "{prefix}:")?;
        }
        f.write_str(&self.local)
    }
}

/// How a property is written in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xml {
    /// The name of its element or attribute, or of that of each item of a list.
    pub name: XmlName,
    /// What it is in the element of its object.
    pub node: XmlNode,
}

/// What a property is in the element of its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// An element, or one for each item of a list.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element.
    Text,
    /// An element with the items of a list in it, each an element of this name.
    Wrapped {
        /// The name of the element of an item.
        item: XmlName,
    },
}

impl TypeDef {
    /// Tells whether it has a map of all members without a property of their own.
    pub fn has_rest(&self) -> bool {
        match &self.kind {
            TypeKind::Object(properties) => properties.iter().any(|property| property.role == Role::Rest),
            _ => false,
        }
    }

    /// The XML name of a property, as the runtime reads it: the name, and the part of the element that it is.
    pub fn xml_field(&self, property: &Property) -> String {
        let plain = Xml {
            name: XmlName::plain(&property.wire),
            node: XmlNode::Element,
        };
        let xml = property.xml.as_deref().unwrap_or(&plain);
        let name = &xml.name;
        match (&xml.node, &property.ty) {
            (XmlNode::Attribute, _) => format!("@{name}"),
            (XmlNode::Text, _) => "$text".to_owned(),
            // Beside a map of all others, serde finds fields by their names alone.
            _ if self.has_rest() => name.local.clone(),
            (XmlNode::Wrapped { item }, _) => format!("{name}/{item}"),
            (XmlNode::Element, Type::List(_)) => format!("{name}[]"),
            (XmlNode::Element, Type::Map(_)) => format!("{name}/*"),
            (XmlNode::Element, _) => name.to_string(),
        }
    }
}

impl Property {
    /// Tells whether an empty text can be its value, so that it does not mean an absent value.
    pub fn can_be_empty(&self) -> bool {
        !matches!(self.ty, Type::Scalar(scalar) if scalar != Scalar::String)
    }
}

//! What serde is told of objects and fields for XML: the names of attributes begin with `@`, and `$text` is the text of an element.

use openapi_client_model::{
    api::{Property, TypeDef, XmlNode},
    names::Ident,
};

use super::{Literal, TypeRef, serde::SerdeView};

/// A list in an element of its own.
#[derive(Clone, Debug)]
pub struct WrappedView {
    /// The function that reads it.
    pub(crate) read: Ident,
    /// The function that writes it.
    pub(crate) write: Ident,
    /// The type of the field.
    pub(crate) ty: TypeRef,
    /// Whether the field is an `Option`.
    pub(crate) optional: bool,
    /// The name of the element of an item.
    pub(crate) item: Literal,
}

impl SerdeView {
    /// Names the element of an object that is a whole body in XML.
    pub(super) fn root(self, definition: &TypeDef) -> Self {
        match &definition.xml {
            Some(root) if definition.usage.xml => self.named(&root.name, &definition.name),
            _ => self,
        }
    }

    /// Names a field as it is in XML or in JSON, depending on where its object is used.
    pub(super) fn of_property(self, definition: &TypeDef, property: &Property) -> Self {
        let Some(xml) = property.xml.as_ref().filter(|_| definition.usage.xml) else {
            return self.named(&property.wire, &property.name);
        };
        let prefixed = match &xml.prefix {
            Some(prefix) => format!("{prefix}:{}", xml.name),
            None => xml.name.clone(),
        };
        match &xml.node {
            XmlNode::Text => self.named("$text", &property.name),
            XmlNode::Attribute => self.named(&format!("@{prefixed}"), &property.name),
            // Elements are found by their names without prefixes.
            XmlNode::Element => self.named(&xml.name, &property.name),
            XmlNode::Wrapped { .. } => {
                let (read, write) = functions(&property.name);
                self.named(&xml.name, &property.name)
                    .by_functions(&definition.name, &read, &write)
            }
        }
    }
}

/// The functions of an object that read and write its lists in elements of their own.
pub(super) fn wrapped(
    definition: &TypeDef,
    properties: &[Property],
    field: impl Fn(&Property) -> TypeRef,
) -> Vec<WrappedView> {
    let found = properties.iter().filter(|_| definition.usage.xml);
    found
        .filter_map(|property| {
            let XmlNode::Wrapped { item } = &property.xml.as_ref()?.node else {
                return None;
            };
            let (read, write) = functions(&property.name);
            Some(WrappedView {
                read,
                write,
                ty: field(property),
                optional: !definition.always_has(property),
                item: Literal::string(item),
            })
        })
        .collect()
}

fn functions(field: &Ident) -> (Ident, Ident) {
    let name = |verb: &str| {
        let name = Ident::parse(
            &format!("{verb} {}", field.bare()),
            openapi_client_model::names::Case::Value,
        );
        name.unwrap_or_else(|| field.clone())
    };
    (name("read"), name("write"))
}

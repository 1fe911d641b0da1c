//! Types that are whole XML documents, and the XML names of their fields.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Api, Body, Property, Type, TypeDef},
    names::Ident,
};

use super::{
    Literal,
    serde::{Holds, SerdeView},
};

impl SerdeView {
    /// Names a field as it is in XML or in JSON, depending on where its object is used.
    pub(super) fn of_property(self, definition: &TypeDef, property: &Property, holds: Holds) -> Self {
        if !definition.usage.xml {
            return self.named(&property.wire, &property.name);
        }
        let mut name = definition.xml_field(property);
        if holds == Holds::Option && !property.can_be_empty() && !definition.has_rest() {
            name.push('?');
        }
        self.named(&name, &property.name)
    }
}

/// The types that are whole responses in XML, each with the name of its element; an empty one means any.
pub(super) fn answers(api: &Api) -> BTreeMap<&Ident, Literal> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let types = operations.flat_map(|operation| operation.answer.xml());
    types
        .filter_map(Type::declared)
        .filter_map(|name| {
            let definition = api.types.get(name)?;
            let root = definition.xml.as_ref().map(ToString::to_string);
            Some((name, Literal::string(&root.unwrap_or_default())))
        })
        .collect()
}

/// The name of the element of a body; where the description has none, that of its type.
pub(super) fn root(api: &Api, body: &Body) -> Literal {
    let definition = body.ty.declared().and_then(|name| api.types.get(name));
    let root = definition.map(|definition| {
        let named = definition.xml.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| definition.name.bare().to_owned())
    });
    Literal::string(&root.unwrap_or_default())
}

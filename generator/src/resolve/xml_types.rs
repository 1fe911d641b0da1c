//! Finds types that XML cannot express, because it does not distinguish kinds of values as JSON does.

use std::collections::HashSet;

use openapi_client_model::api::{Api, Property, Role, Type, TypeDef, TypeKind, XmlName, XmlNode};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// Which way a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    Sent,
    Received,
}

pub(super) fn is_object(definition: &TypeDef) -> bool {
    matches!(definition.kind, TypeKind::Object(_))
}

/// Tells whether the whole content of a document would be lost.
pub(super) fn is_empty(definition: &TypeDef) -> bool {
    matches!(&definition.kind, TypeKind::Object(properties) if properties.is_empty())
}

/// Tells whether a type must differ from that in JSON, because properties have other names in XML.
pub(super) fn has_other_names(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Object(properties) => properties.iter().any(|property| differs(definition, property)),
        _ => false,
    }
}

/// Why a type cannot be in XML.
pub(super) fn hindrance(api: &Api, definition: &TypeDef, sides: Sides) -> Option<String> {
    let properties = match &definition.kind {
        TypeKind::Enum { .. } => return None,
        TypeKind::Union { .. } | TypeKind::Choice(_) => return Some("is one of several types".to_owned()),
        TypeKind::Object(properties) => properties,
    };
    if definition.tag.is_some() {
        return Some("is one of several types".to_owned());
    }
    if definition.xml.as_ref().is_some_and(|root| !is_usable(root)) {
        return Some("has a name that no element can have".to_owned());
    }
    let mut names = HashSet::new();
    let members = properties.iter().filter(|property| property.role == Role::Member);
    for property in members {
        if !names.insert(definition.xml_field(property)) {
            return Some(format!(
                "its property `{}` has the name of another in XML",
                property.name
            ));
        }
    }
    properties.iter().find_map(|property| {
        let why = of_property(api, definition, property, sides)?;
        Some(format!("its property `{}` {why}", property.name))
    })
}

fn of_property(api: &Api, definition: &TypeDef, property: &Property, sides: Sides) -> Option<&'static str> {
    let node = property.xml.as_ref().map_or(&XmlNode::Element, |xml| &xml.node);
    let plain = XmlName::plain(&property.wire);
    let name = property.xml.as_ref().map_or(&plain, |xml| &xml.name);
    let value = |ty: &Type| match ty {
        Type::Scalar(_) => true,
        Type::Named(name) => api
            .types
            .get(name)
            .is_some_and(|definition| !is_object(definition)),
        _ => false,
    };
    match (&property.ty, node) {
        _ if property.role == Role::Rest => None,
        (ty, XmlNode::Attribute | XmlNode::Text) if !value(ty) => {
            Some("is an attribute or text and not a plain value")
        }
        (_, XmlNode::Text) => None,
        _ if !is_usable(name) => Some("has a name that no element or attribute can have"),
        (_, XmlNode::Wrapped { item }) if !is_usable(item) => {
            Some("has items with a name that no element can have")
        }
        (Type::List(inner), _) if is_nested(inner) => Some("is a list of lists or maps"),
        (Type::Map(inner), _) if is_nested(inner) => Some("is a map of lists or maps"),
        (_, node) if definition.has_rest() => {
            let special =
                name.namespace.is_some() || name.prefix.is_some() || matches!(node, XmlNode::Wrapped { .. });
            let map = matches!(property.ty, Type::Map(_)) && sides == Sides::Received;
            (special || map)
                .then_some("has a special place in XML, which is not supported beside additional properties")
        }
        _ => None,
    }
}

fn is_nested(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => is_nested(inner),
        Type::List(_) | Type::Map(_) => true,
        _ => false,
    }
}

/// Whether a property cannot have the same name in XML as in JSON.
fn differs(definition: &TypeDef, property: &Property) -> bool {
    let same = property.role == Role::Rest || definition.xml_field(property) == property.wire;
    !same || !property.can_be_empty()
}

/// Whether a name can be written: other text would be markup.
fn is_usable(name: &XmlName) -> bool {
    let is_name = |text: &str| {
        let begins = |first: char| first.is_alphabetic() || first == '_';
        text.starts_with(begins) && text.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    let prefix = name
        .prefix
        .as_deref()
        .is_none_or(|prefix| is_name(prefix) && prefix != "xmlns");
    let namespace = name.namespace.as_deref().is_none_or(|text| {
        text.chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && !"{}".contains(c))
    });
    is_name(&name.local) && prefix && namespace
}

/// Warns about the parts of a type that are simplified in XML.
pub(super) fn remark(definition: &TypeDef, diagnostics: &mut Diagnostics) {
    let TypeKind::Object(properties) = &definition.kind else {
        return;
    };
    for property in properties {
        let name = property.xml.as_ref().map(|xml| (&xml.name, &xml.node));
        let finding = match (name, property.ty.innermost()) {
            (Some((name, XmlNode::Attribute)), _) if name.namespace.is_some() && name.prefix.is_none() => {
                Some((
                    "an attribute without a prefix is in no namespace",
                    "add a `prefix` for the namespace; until then it is sent in none",
                ))
            }
            (Some((name, _)), _)
                if name.namespace.is_none() && name.prefix.as_deref().is_some_and(|p| p != "xml") =>
            {
                Some((
                    "a prefix without a namespace has no meaning",
                    "add the `namespace`; until then the prefix is sent where an element around it declares it",
                ))
            }
            (_, Type::Any) => Some((
                "XML without a described type is read as texts, lists and objects",
                "describe its type, because XML cannot distinguish a number from a text",
            )),
            _ => None,
        };
        if let (Some((message, help)), Some(place)) = (finding, &property.docs.place) {
            diagnostics.push(Diagnostic::at(place, message, help).warning());
        }
    }
}

//! What cannot be in XML: the form of its values is not told apart there as in JSON.

use openapi_client_model::api::{Api, Property, Role, Type, TypeDef, TypeKind, XmlNode};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// Reports types that are used in XML and cannot be; `json` tells which types are also used in JSON.
pub(super) fn check(api: &Api, json: impl Fn(&TypeDef) -> bool, diagnostics: &mut Diagnostics) {
    for definition in api.types.values().filter(|definition| definition.usage.xml) {
        let found = hindrance(definition).or_else(|| {
            let differs = json(definition) && is_other_than_json(definition);
            differs.then(|| "is also used in JSON, where its properties have other names".to_owned())
        });
        if let (Some(why), Some(place)) = (found, &definition.docs.place) {
            diagnostics.push(
                Diagnostic::at(
                    place,
                    format!(
                        "`{}` is used in XML and {why}, which is not supported",
                        definition.name
                    ),
                    "describe it as an object of values, lists and objects, or use JSON",
                )
                .avoidable(),
            );
        }
    }
}

fn hindrance(definition: &TypeDef) -> Option<String> {
    let namespace = definition.xml.as_ref().and_then(|xml| xml.namespace.as_ref());
    match &definition.kind {
        TypeKind::Union { .. } | TypeKind::Choice(_) => Some("is one of several types".to_owned()),
        TypeKind::Object(_) if definition.usage.input && namespace.is_some() => {
            Some("is sent in a namespace".to_owned())
        }
        TypeKind::Object(properties) => properties
            .iter()
            .find_map(|property| of_property(definition, property)),
        TypeKind::Enum { .. } => None,
    }
}

fn of_property(definition: &TypeDef, property: &Property) -> Option<String> {
    let why = match (&property.ty, &property.xml) {
        _ if property.role == Role::Rest => "is a map beside others",
        (_, Some(xml)) if xml.prefix.is_some() && definition.usage.input => "is sent with a prefix",
        (ty, _) if *ty.innermost() == Type::Any => "is anything",
        (Type::List(inner), _) if matches!(**inner, Type::List(_) | Type::Map(_)) => {
            "is a list of lists or maps"
        }
        (Type::Map(inner), _) if matches!(**inner, Type::List(_)) => "is a map of lists",
        (ty @ Type::List(_), Some(xml)) if matches!(xml.node, XmlNode::Wrapped { .. }) && is_special(ty) => {
            "is a list of dates in an element of its own"
        }
        _ => return None,
    };
    Some(format!("its property `{}` {why}", property.name))
}

/// Whether serde's own form of a value is not the one on the wire.
fn is_special(ty: &Type) -> bool {
    matches!(ty.innermost(), Type::Scalar(scalar) if !scalar.is_plain())
}

fn is_other_than_json(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Object(properties) => properties.iter().any(|property| property.xml.is_some()),
        _ => false,
    }
}

//! Whether each parameter can be written where it goes: not everything that is put together of others can.

use openapi_client_model::api::{Api, Location, Parameter, Property, Scalar, Style, Type, TypeKind};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// Reports parameters that no style can write.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    for parameter in operations.flat_map(|operation| &operation.parameters) {
        if let (Some(why), Some(place)) = (hindrance(api, parameter), &parameter.docs.place) {
            diagnostics.push(
                Diagnostic::at(
                    place,
                    format!(
                        "the parameter `{}` {why}, which is not supported in `{}`",
                        parameter.wire,
                        parameter.location.as_str()
                    ),
                    "describe how it is written as text, or by `content` as JSON",
                )
                .avoidable(),
            );
        }
    }
}

/// Why a parameter cannot be written.
fn hindrance(api: &Api, parameter: &Parameter) -> Option<&'static str> {
    let ty = &parameter.ty;
    if parameter.file.is_some() || parameter.constant.is_some() {
        return None;
    }
    if parameter.writing.style == Style::Json {
        return is_special(ty).then_some("is JSON that is only a date, or a list or map of dates");
    }
    match ty {
        Type::List(inner) if is_choice_of_texts(api, inner) && parameter.location != Location::Form => None,
        Type::List(inner) if !is_text(api, inner) => Some("is a list of lists or objects"),
        Type::Map(_) if is_special(ty) => Some("is a map of dates"),
        Type::Map(inner) => nested(api, inner, parameter),
        Type::Named(name) => match &api.types.get(name)?.kind {
            TypeKind::Object(properties) => properties
                .iter()
                .find_map(|property: &Property| nested(api, &property.ty, parameter)),
            TypeKind::Enum { .. } | TypeKind::Union { .. } | TypeKind::Choice(_) => None,
        },
        _ => None,
    }
}

/// Why a parameter cannot have a value of this type within.
fn nested(api: &Api, ty: &Type, parameter: &Parameter) -> Option<&'static str> {
    let deep = parameter.writing.style == Style::DeepObject;
    let apart = deep || parameter.writing.explode;
    match ty {
        Type::List(inner) if !is_text(api, inner) && **inner != Type::Any => {
            Some("has a list of lists or objects in it")
        }
        Type::List(_) if !apart => Some("has a list in it, and is not exploded"),
        Type::Map(_) | Type::Named(_) if !deep && !is_text(api, ty) => Some("has an object in it"),
        _ => None,
    }
}

/// Whether a value of this type is one text.
fn is_text(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) => true,
        Type::Named(name) => api
            .types
            .get(name)
            .is_some_and(|definition| matches!(definition.kind, TypeKind::Enum { .. })),
        _ => false,
    }
}

/// Whether a value of this type is one text, whichever of several types it has.
fn is_choice_of_texts(api: &Api, ty: &Type) -> bool {
    let Type::Named(name) = ty else { return false };
    match api.types.get(name).map(|definition| &definition.kind) {
        Some(TypeKind::Choice(alternatives)) => alternatives.iter().all(|one| is_text(api, &one.ty)),
        _ => false,
    }
}

/// Whether serde's own form of a value is not the one on the wire.
fn is_special(ty: &Type) -> bool {
    matches!(ty.innermost(), Type::Scalar(scalar) if !Scalar::is_plain(*scalar))
}

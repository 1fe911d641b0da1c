//! Decides how parameters are written whose values their style cannot write, such as nested lists and objects.

use openapi_client_model::api::{Api, Location, Parameter, Role, Scalar, Style, Type, TypeKind};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

/// How a parameter is simplified.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Simpler {
    /// Lists and objects within it are written as JSON.
    Within,
    /// All of it is written as JSON.
    Whole,
    /// It is any JSON.
    Any,
}

/// Decides how such parameters are written, with a warning.
pub(super) fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut clients = std::mem::take(&mut api.clients);
    let operations = clients.iter_mut().flat_map(|client| &mut client.operations);
    for parameter in operations.flat_map(|operation| &mut operation.parameters) {
        let Some(simpler) = simpler(api, parameter) else {
            continue;
        };
        let help = match simpler {
            Simpler::Within => {
                parameter.json_within = true;
                "they are sent as JSON; `style: deepObject` writes them by their names and indices"
            }
            Simpler::Whole => {
                parameter.writing.style = Style::Json;
                "all of it is sent as JSON"
            }
            Simpler::Any => {
                parameter.ty = Type::Any;
                "it is any JSON, and the caller writes the dates"
            }
        };
        if let Some(place) = &parameter.docs.place {
            let what = if simpler == Simpler::Any {
                "dates"
            } else {
                "lists or objects"
            };
            let message = format!(
                "the parameter `{}` contains {what}, and OpenAPI does not define how to write them in `{}`",
                parameter.wire,
                parameter.location.as_str()
            );
            diagnostics.push(Diagnostic::at(place, message, help).warning());
        }
    }
    api.clients = clients;
}

/// Decides how a parameter must be simplified.
fn simpler(api: &Api, parameter: &Parameter) -> Option<Simpler> {
    let Parameter { ty, writing, .. } = parameter;
    if parameter.file.is_some() || parameter.constant.is_some() {
        return None;
    }
    let direct = match ty {
        Type::List(inner) => matches!(**inner, Type::Scalar(_)),
        ty => matches!(ty, Type::Scalar(_)),
    };
    let special = matches!(ty.innermost(), Type::Scalar(scalar) if !Scalar::is_plain(*scalar));
    if special && (writing.style == Style::Json || !direct) {
        return Some(Simpler::Any);
    }
    let has_form = matches!(writing.style, Style::Json | Style::DeepObject);
    if has_form || !is_nested_twice(api, ty, writing.explode, 0) {
        return None;
    }
    let apart = writing.style == Style::Commas && parameter.location != Location::Header;
    Some(if apart { Simpler::Within } else { Simpler::Whole })
}

/// How many types, each of which is one of several others, are followed into each other.
const DEPTH: usize = 4;

/// Whether a list or an object has others in it.
fn is_nested_twice(api: &Api, ty: &Type, explode: bool, depth: usize) -> bool {
    let nested = |ty: &Type| match ty {
        Type::List(inner) if explode => !is_text(api, inner),
        ty => !is_text(api, ty),
    };
    match ty {
        Type::Any | Type::Overlay(_) | Type::Scalar(_) => false,
        Type::Nullable(inner) => is_nested_twice(api, inner, explode, depth),
        Type::List(inner) => !is_text(api, inner),
        Type::Map(inner) => nested(inner),
        Type::Named(_) if depth > DEPTH => true,
        Type::Named(name) => match api.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(properties)) => {
                properties
                    .iter()
                    .any(|property| match (property.role, &property.ty) {
                        // Its entries stand among the others.
                        (Role::Rest, Type::Map(inner)) => nested(inner),
                        (_, ty) => nested(ty),
                    })
            }
            Some(TypeKind::Choice(alternatives)) => alternatives
                .iter()
                .any(|one| is_nested_twice(api, &one.ty, explode, depth + 1)),
            Some(TypeKind::Union { variants, .. }) => variants
                .iter()
                .any(|variant| is_nested_twice(api, &Type::Named(variant.ty.clone()), explode, depth + 1)),
            Some(TypeKind::Enum { .. }) | None => false,
        },
    }
}

/// Whether a value of this type is a single text, according to the description.
fn is_text(api: &Api, ty: &Type) -> bool {
    let is_one = |ty: &Type| match ty {
        Type::Scalar(_) | Type::Any => true,
        Type::Named(name) => api
            .types
            .get(name)
            .is_some_and(|definition| matches!(definition.kind, TypeKind::Enum { .. })),
        _ => false,
    };
    match ty {
        Type::Nullable(inner) => is_text(api, inner),
        Type::Named(name) => match api.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Choice(alternatives)) => alternatives.iter().all(|one| is_one(&one.ty)),
            _ => is_one(ty),
        },
        ty => is_one(ty),
    }
}

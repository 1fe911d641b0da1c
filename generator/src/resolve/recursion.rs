//! Which properties lead back to their owner without a list or map between, and so must be boxed.
//!
//! These are the edges inside a strongly connected component of the graph of direct uses.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Api, Type, TypeKind},
    names::Ident,
};
use openapi_descriptions::components::components;

/// Marks the recursive properties.
pub(super) fn mark(api: &mut Api) {
    let names: Vec<Ident> = api.types.keys().cloned().collect();
    let index: BTreeMap<&Ident, usize> = names.iter().enumerate().map(|(at, name)| (name, at)).collect();
    let edges: Vec<Vec<usize>> = api
        .types
        .values()
        .map(|definition| match &definition.kind {
            TypeKind::Object(properties) => properties
                .iter()
                .filter_map(|property| direct(&property.ty))
                .filter_map(|name| index.get(name).copied())
                .collect(),
            TypeKind::Enum { .. } => Vec::new(),
            TypeKind::Union { variants, .. } => variants
                .iter()
                .filter_map(|variant| index.get(&variant.ty).copied())
                .collect(),
        })
        .collect();
    let component = components(&edges);
    for (at, definition) in api.types.values_mut().enumerate() {
        let TypeKind::Object(properties) = &mut definition.kind else {
            continue;
        };
        for property in properties {
            let target = direct(&property.ty).and_then(|name| index.get(name).copied());
            property.recursive = target.is_some_and(|target| component.get(target) == component.get(at));
        }
    }
}

fn direct(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

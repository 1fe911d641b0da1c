//! Finds properties that lead back to their owner without a list or map in between, so that they must be boxed.
//!
//! These are the edges inside a strongly connected component of the graph of direct uses.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Api, Type, TypeDef, TypeKind},
    names::Ident,
};
use openapi_descriptions::components::components;

/// Marks the recursive properties, and the recursive alternatives of choices without a property in between.
pub(super) fn mark(api: &mut Api) {
    let all = Circles::new(api, direct_uses);
    let without_properties = Circles::new(api, |definition| match &definition.kind {
        TypeKind::Object(_) => Vec::new(),
        _ => direct_uses(definition),
    });
    for (name, definition) in &mut api.types {
        match &mut definition.kind {
            TypeKind::Object(properties) => {
                for property in properties {
                    property.recursive = direct(&property.ty).is_some_and(|target| all.have(name, target));
                }
            }
            TypeKind::Choice(alternatives) => {
                for alternative in alternatives {
                    let target = direct(&alternative.ty);
                    alternative.recursive =
                        target.is_some_and(|target| without_properties.have(name, target));
                }
            }
            TypeKind::Union { .. } | TypeKind::Enum { .. } => {}
        }
    }
}

/// The types that one holds without a list or map between.
fn direct_uses(definition: &TypeDef) -> Vec<&Ident> {
    match &definition.kind {
        TypeKind::Object(properties) => properties
            .iter()
            .filter_map(|property| direct(&property.ty))
            .collect(),
        TypeKind::Choice(alternatives) => alternatives
            .iter()
            .filter_map(|alternative| direct(&alternative.ty))
            .collect(),
        TypeKind::Union { variants, .. } => variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Enum { .. } => Vec::new(),
    }
}

fn direct(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Nullable(inner) => direct(inner),
        _ => None,
    }
}

/// Which types are in a circle with each other.
struct Circles {
    component: BTreeMap<Ident, usize>,
}

impl Circles {
    fn new(api: &Api, uses: impl Fn(&TypeDef) -> Vec<&Ident>) -> Self {
        let names = api.types.keys();
        let index: BTreeMap<&Ident, usize> = names.enumerate().map(|(at, name)| (name, at)).collect();
        let edges: Vec<Vec<usize>> = api
            .types
            .values()
            .map(|definition| {
                uses(definition)
                    .into_iter()
                    .filter_map(|name| index.get(name).copied())
                    .collect()
            })
            .collect();
        let component = api.types.keys().cloned().zip(components(&edges)).collect();
        Self { component }
    }

    fn have(&self, one: &Ident, other: &Ident) -> bool {
        self.component
            .get(one)
            .is_some_and(|found| self.component.get(other) == Some(found))
    }
}

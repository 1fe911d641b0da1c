//! Finds types that may contain a secret, directly or in their parts.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_model::{
    api::{Api, TypeDef, TypeKind},
    names::Ident,
};

/// The names of all types that may hold a secret, at any depth.
pub(super) fn holders(api: &Api) -> BTreeSet<Ident> {
    let mut owners: BTreeMap<&Ident, Vec<&TypeDef>> = BTreeMap::new();
    let mut found = Vec::new();
    for definition in api.types.values() {
        for part in definition.kind.parts() {
            owners.entry(part).or_default().push(definition);
        }
        if has_secret(definition) {
            found.push(definition);
        }
    }
    let mut holders = BTreeSet::new();
    while let Some(definition) = found.pop() {
        if holders.insert(definition.name.clone()) {
            found.extend(owners.get(&definition.name).into_iter().flatten());
        }
    }
    holders
}

fn has_secret(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Object(properties) => properties.iter().any(|property| property.secret),
        TypeKind::Enum { .. } | TypeKind::Union { .. } | TypeKind::Choice(_) => false,
    }
}

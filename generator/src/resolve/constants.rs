//! Properties with only one possible value, which `new` sets.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Api, Constant, Type, TypeKind},
    names::Ident,
};

/// Marks the properties whose type is a closed enum of one value.
pub(super) fn mark(api: &mut Api) {
    let only = api
        .types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Enum {
                open: false, values, ..
            } => match values.as_slice() {
                [only] => Some((definition.name.clone(), only.name.clone())),
                _ => None,
            },
            _ => None,
        });
    let only: BTreeMap<Ident, Ident> = only.collect();
    for definition in api.types.values_mut() {
        let TypeKind::Object(properties) = &mut definition.kind else {
            continue;
        };
        for property in properties {
            if let Type::Named(name) = &property.ty {
                property.constant = only.get(name).cloned().map(Constant::Variant);
            }
        }
    }
}

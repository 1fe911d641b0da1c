//! Which types are sent, which are received, and which are the body of a merge patch.

use std::collections::{BTreeSet, HashSet};

use openapi_client_model::{
    api::{Api, Type, TypeKind, Usage},
    names::Ident,
};
use openapi_descriptions::diagnostic::{Diagnostic, Diagnostics};

const MERGE_PATCH: &str = "application/merge-patch+json";

/// Marks every type with where it is used.
pub(super) fn mark(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut patched = BTreeSet::new();
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in api.clients.iter().flat_map(|client| &client.operations) {
        sent.extend(
            operation
                .parameters
                .iter()
                .filter_map(|parameter| parameter.ty.declared()),
        );
        received.extend(operation.answer.ty().and_then(Type::declared));
        let Some(body) = &operation.body else { continue };
        let Some(name) = body.ty.declared() else { continue };
        if body
            .media_types
            .first()
            .is_some_and(|media_type| media_type == MERGE_PATCH)
        {
            patched.insert(name);
        } else {
            sent.push(name);
        }
    }
    let plainly_sent = reach(api, sent);
    let patching = reach(api, patched.iter().copied().collect());
    let received_by = reach(api, received);
    for name in &patched {
        let plainly = received_by.contains(name) || plainly_sent.contains(name);
        if let (true, Some(definition)) = (plainly, api.types.get(*name))
            && let Some(place) = &definition.docs.place
        {
            diagnostics.push(Diagnostic::at(
                place,
                format!(
                    "`{name}` is the body of a merge patch and is also used plainly, which is not supported"
                ),
                "describe the patch as a schema of its own",
            ).avoidable());
        }
    }
    let usage = |name: &Ident| Usage {
        input: plainly_sent.contains(name) || patching.contains(name),
        output: received_by.contains(name),
        merge_patch: patched.contains(name),
    };
    let usages: Vec<Usage> = api.types.keys().map(usage).collect();
    for (definition, usage) in api.types.values_mut().zip(usages) {
        definition.usage = usage;
    }
}

/// Marks every type as both sent and received: without operations nothing tells which way they go.
pub(super) fn mark_all(api: &mut Api) {
    for definition in api.types.values_mut() {
        definition.usage = Usage {
            input: true,
            output: true,
            merge_patch: false,
        };
    }
}

/// The types that these lead to, themselves included.
fn reach<'a>(api: &'a Api, mut pending: Vec<&'a Ident>) -> HashSet<&'a Ident> {
    let mut found = HashSet::new();
    while let Some(name) = pending.pop() {
        let Some(definition) = api.types.get(name) else {
            continue;
        };
        if !found.insert(name) {
            continue;
        }
        match &definition.kind {
            TypeKind::Object(properties) => {
                pending.extend(properties.iter().filter_map(|property| property.ty.declared()));
            }
            TypeKind::Enum { .. } => {}
            TypeKind::Union { variants, .. } => {
                pending.extend(variants.iter().map(|variant| &variant.ty));
            }
        }
    }
    found
}

//! Which types are sent, which are received, and which are the body of a merge patch.

use std::collections::{BTreeSet, HashSet};

use openapi_client_model::{
    api::{Api, Body, Type, TypeKind, Usage},
    names::Ident,
};

use super::patches::{self, Names};

const MERGE_PATCH: &str = "application/merge-patch+json";

/// Marks every type with where it is used. An object that is the body of a merge patch and is also used plainly becomes two
/// types.
pub(super) fn mark(api: &mut Api, names: &mut Names<'_>) {
    let plain = reach(api, sent(api)).into_iter().chain(reach(api, received(api)));
    let twice: BTreeSet<Ident> = plain.filter(|name| is_patched(api, name)).cloned().collect();
    patches::split(api, &twice, is_patch, names);
    let patched = patched(api);
    let plainly_sent = reach(api, sent(api));
    let patching = reach(api, patched.iter().copied().collect());
    let received_by = reach(api, received(api));
    let in_xml = reach(api, wholes(api, true));
    let usage = |name: &Ident| Usage {
        input: plainly_sent.contains(name) || patching.contains(name),
        output: received_by.contains(name),
        merge_patch: patched.contains(name),
        xml: in_xml.contains(name),
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
            xml: false,
        };
    }
}

fn is_patch(body: &Body) -> bool {
    let merges = body
        .media_types
        .first()
        .is_some_and(|media_type| media_type == MERGE_PATCH);
    merges && matches!(body.ty, Type::Named(_))
}

fn bodies(api: &Api) -> impl Iterator<Item = &Body> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    operations.filter_map(|operation| operation.body.as_ref())
}

/// The types that are bodies of merge patches.
fn patched(api: &Api) -> HashSet<&Ident> {
    let patches = bodies(api).filter(|body| is_patch(body));
    patches.filter_map(|body| body.ty.declared()).collect()
}

/// Whether an object is the body of a merge patch.
fn is_patched(api: &Api, name: &Ident) -> bool {
    let object = api
        .types
        .get(name)
        .is_some_and(|definition| matches!(definition.kind, TypeKind::Object(_)));
    object && bodies(api).any(|body| is_patch(body) && body.ty.declared() == Some(name))
}

/// The types that are sent, other than in merge patches.
fn sent(api: &Api) -> Vec<&Ident> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let parameters = parameters.filter_map(|parameter| parameter.ty.declared());
    let bodies = bodies(api).filter(|body| !is_patch(body));
    parameters
        .chain(bodies.filter_map(|body| body.ty.declared()))
        .collect()
}

/// The types that are received.
fn received(api: &Api) -> Vec<&Ident> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let types = operations.flat_map(|operation| {
        let errors = operation.errors.iter().map(|error| &error.ty);
        operation.answer.types().chain(errors)
    });
    types.filter_map(Type::declared).collect()
}

/// The types that are used in JSON.
pub(super) fn in_json(api: &Api) -> HashSet<Ident> {
    reach(api, wholes(api, false)).into_iter().cloned().collect()
}

/// The types that are whole bodies and answers, in XML or otherwise.
fn wholes(api: &Api, xml: bool) -> Vec<&Ident> {
    let bodies = bodies(api).filter(|body| is_xml(body) == xml);
    let answers = received(api).into_iter().filter(|_| !xml);
    bodies
        .filter_map(|body| body.ty.declared())
        .chain(answers)
        .collect()
}

fn is_xml(body: &Body) -> bool {
    let essence = |media_type: &String| {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        essence.ends_with("/xml") || essence.ends_with("+xml")
    };
    body.media_types.first().is_some_and(essence)
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
        pending.extend(definition.kind.parts());
    }
    found
}

//! Marks types that are sent, received, or the body of a merge patch.

use std::collections::{BTreeSet, HashSet};

use openapi_client_model::{
    api::{Api, Body, BodyContent, Operation, Type, TypeKind, Usage},
    names::Ident,
};

use super::{
    incoming::Incoming,
    patches::{self, Names},
};

/// Marks every type with where it is used. An object that is the body of a merge patch and is also used plainly becomes two
/// types.
pub(super) fn mark(api: &mut Api, incoming: &Incoming, names: &mut Names<'_>) {
    let mut plain = reach(api, sent(api));
    plain.extend(reach(api, received(api)));
    plain.extend(carried(api, &incoming.received));
    plain.extend(carried(api, &incoming.sent));
    let patches = bodies(api).filter(|body| is_patch(body));
    let twice = patches
        .map(|body| through_unions(api, body.ty.declared()))
        .filter(|group| group.iter().any(|name| plain.contains(*name)));
    let twice: BTreeSet<Ident> = twice.flatten().cloned().collect();
    patches::split(api, &twice, is_patch, names);
    let patched = patched(api);
    let mut plainly_sent = reach(api, sent(api));
    plainly_sent.extend(carried(api, &incoming.sent));
    let patching = reach(api, patched.iter().copied().collect());
    let mut received_by = reach(api, received(api));
    received_by.extend(carried(api, &incoming.received));
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

/// Marks every type as both sent and received, because without operations the direction is not known.
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
    patches::is_merge_patch(&body.media_types) && matches!(body.ty, Type::Named(_))
}

fn bodies(api: &Api) -> impl Iterator<Item = &Body> {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    operations.filter_map(|operation| operation.body.as_ref())
}

/// The types that are bodies of merge patches, and the variants of those.
fn patched(api: &Api) -> HashSet<&Ident> {
    let patches = bodies(api).filter(|body| is_patch(body));
    through_unions(api, patches.filter_map(|body| body.ty.declared()))
}

/// These objects, and also the alternatives of each union or choice; enums are left out.
fn through_unions<'a>(api: &'a Api, roots: impl IntoIterator<Item = &'a Ident>) -> HashSet<&'a Ident> {
    let mut found = HashSet::new();
    let mut pending: Vec<&Ident> = roots.into_iter().collect();
    while let Some(name) = pending.pop() {
        match api.types.get(name).map(|definition| &definition.kind) {
            None | Some(TypeKind::Enum { .. }) => continue,
            Some(TypeKind::Object(_)) => {}
            Some(kind) if !found.contains(name) => pending.extend(kind.parts()),
            Some(_) => {}
        }
        found.insert(name);
    }
    found
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
        let headers = operation.headers.iter().map(|header| &header.ty);
        operation.answer.types().chain(errors).chain(headers)
    });
    types.filter_map(Type::declared).collect()
}

/// The types that calls of the service carry.
fn carried<'a>(api: &'a Api, types: &'a [Type]) -> HashSet<&'a Ident> {
    reach(api, types.iter().filter_map(Type::declared).collect())
}

/// The types that are used outside XML.
pub(super) fn in_json(api: &Api, incoming: &Incoming) -> HashSet<Ident> {
    let operations = || api.clients.iter().flat_map(|client| &client.operations);
    let parameters = operations().flat_map(|operation| &operation.parameters);
    let mut roots = wholes(api, false);
    roots.extend(parameters.filter_map(|parameter| parameter.ty.declared()));
    roots.extend(incoming.types().filter_map(Type::declared));
    reach(api, roots).into_iter().cloned().collect()
}

/// All types that operations lead to.
pub(super) fn all<'a>(api: &'a Api, incoming: &'a Incoming) -> BTreeSet<&'a Ident> {
    let operations = || api.clients.iter().flat_map(|client| &client.operations);
    let pages = operations().filter_map(|operation| operation.paging.as_ref()?.named_page());
    let types = operations().flat_map(Operation::types).chain(incoming.types());
    let mut roots: Vec<&Ident> = types.filter_map(Type::declared).collect();
    roots.extend(pages);
    reach(api, roots).into_iter().collect()
}

/// The types that are whole bodies, responses and errors, in XML or otherwise.
fn wholes(api: &Api, xml: bool) -> Vec<&Ident> {
    let bodies = bodies(api).filter(|body| (body.content == BodyContent::Xml) == xml);
    let operations = || api.clients.iter().flat_map(|client| &client.operations);
    let errors = operations().flat_map(|operation| &operation.errors);
    let errors = errors.filter(|error| error.xml == xml);
    let answers = operations().flat_map(|operation| {
        let of_xml = operation.answer.xml().filter(|_| xml);
        of_xml.chain(operation.answer.types_but_xml().filter(|_| !xml))
    });
    let types = bodies.map(|body| &body.ty).chain(errors.map(|error| &error.ty));
    types.chain(answers).filter_map(Type::declared).collect()
}

/// The types that these lead to, themselves included.
pub(super) fn reach<'a>(api: &'a Api, mut pending: Vec<&'a Ident>) -> HashSet<&'a Ident> {
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

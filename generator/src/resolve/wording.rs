//! Replaces names of the wire in the sentences of a description by their Rust names, for the docs of the crate.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Api, Docs, Role, TypeKind},
    names::Ident,
};

/// Replaces, in code within backticks, every name of a property or parameter by its Rust name.
pub(super) fn apply(api: &mut Api) {
    let glossary = glossary(api);
    let reword = |docs: &mut Docs| {
        for text in docs.summary.iter_mut().chain(&mut docs.description) {
            *text = reworded(text, &glossary);
        }
    };
    reword(&mut api.docs);
    for client in &mut api.clients {
        client
            .held
            .iter_mut()
            .for_each(|parameter| reword(&mut parameter.docs));
        for operation in &mut client.operations {
            reword(&mut operation.docs);
            operation
                .parameters
                .iter_mut()
                .chain(&mut operation.held)
                .for_each(|parameter| reword(&mut parameter.docs));
            operation.body.iter_mut().for_each(|body| reword(&mut body.docs));
            let headers = operation.headers.iter_mut();
            headers.for_each(|header| reword(&mut header.docs));
        }
    }
    for definition in api.types.values_mut() {
        reword(&mut definition.docs);
        match &mut definition.kind {
            TypeKind::Object(properties) => properties
                .iter_mut()
                .for_each(|property| reword(&mut property.docs)),
            TypeKind::Enum { values, .. } => values.iter_mut().for_each(|value| reword(&mut value.docs)),
            TypeKind::Union { variants, .. } => {
                for variant in variants {
                    reword(&mut variant.docs);
                }
            }
            TypeKind::Choice(alternatives) => {
                for alternative in alternatives {
                    reword(&mut alternative.docs);
                }
            }
        }
    }
}

/// Names on the wire and in Rust; a wire name that has several Rust names is not among them.
fn glossary(api: &Api) -> BTreeMap<String, Option<Ident>> {
    let mut glossary: BTreeMap<String, Option<Ident>> = BTreeMap::new();
    let mut add = |wire: &str, name: &Ident| {
        let entry = glossary
            .entry(wire.to_owned())
            .or_insert_with(|| Some(name.clone()));
        if entry.as_ref() != Some(name) {
            *entry = None;
        }
    };
    for operation in api.clients.iter().flat_map(|client| &client.operations) {
        operation
            .parameters
            .iter()
            .chain(&operation.held)
            .for_each(|parameter| add(&parameter.wire, &parameter.name));
    }
    for definition in api.types.values() {
        if let TypeKind::Object(properties) = &definition.kind {
            for property in properties.iter().filter(|property| property.role == Role::Member) {
                add(&property.wire, &property.name);
            }
        }
    }
    glossary
}

fn reworded(text: &str, glossary: &BTreeMap<String, Option<Ident>>) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An even number of parts means an odd number of backticks, so it is not known which parts are code.
    if parts.len().is_multiple_of(2) {
        return text.to_owned();
    }
    let words = parts
        .iter()
        .enumerate()
        .map(|(at, part)| match glossary.get(*part) {
            Some(Some(name)) if at % 2 == 1 => name.bare(),
            _ => part,
        });
    words.collect::<Vec<_>>().join("`")
}

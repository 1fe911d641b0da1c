//! Finds names that clash only when everything is known: types, clients, options, and imports of the templates.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Answer, Api, Client, Made, Operation, Paging},
    names::{Case, Ident, client_options, method_answer, method_headers, method_options, split_operation_id},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    fix::CatalogEdit,
};

use super::{spelling, subject::Subject};
use crate::{catalog::Service, imports::is_taken};

/// Methods that every client has, or that the traits of Rust's prelude give to everything and would win over ours.
const INHERENT: &[&str] = &[
    "new",
    "for_server",
    "endpoint",
    "with_credential",
    "clone",
    "into",
    "try_into",
];

/// What the catalog calls the operations, by id, and the types.
pub(super) struct Subjects<'a> {
    pub service: &'a Service,
    pub keys: &'a BTreeMap<String, String>,
    pub types: &'a BTreeMap<Ident, Subject>,
}

/// Reports clashes of names: types, clients and their options, and the members of each client.
pub(super) fn names(api: &Api, diagnostics: &mut Diagnostics, subjects: &Subjects<'_>) {
    let made = made(api, diagnostics);
    for (name, definition) in &api.types {
        let other = match made.get(name) {
            Some(other) => other.as_str(),
            None if is_taken(name.bare()) => "something that generated code uses",
            None => continue,
        };
        if let Some(place) = &definition.docs.place {
            let taken =
                |new: &Ident| api.types.contains_key(new) || made.contains_key(new) || is_taken(new.bare());
            let fix = subjects.types.get(name).and_then(|subject| {
                let new = subject.pick(Case::Type, &subject.others(name), |new| new == name || taken(new));
                subject.named(
                    subjects.service,
                    &new,
                    &format!("`{name}` is the name of {}.", other.replace('`', "")),
                )
            });
            diagnostics.push(
                Diagnostic::at(
                    place,
                    format!("the schema becomes the type `{name}`, which is also the name of {other}"),
                    "give the schema another `name` under `schemas` or `inline` in the catalog",
                )
                .with_fix(fix),
            );
        }
    }
    for client in &api.clients {
        members(api, client, diagnostics, subjects);
    }
    pages(api, diagnostics);
}

/// The structs that are generated for clients and their methods, each with its meaning.
fn made(api: &Api, diagnostics: &mut Diagnostics) -> BTreeMap<Ident, String> {
    let mut made: BTreeMap<Ident, String> = BTreeMap::new();
    for (name, what) in [
        (api.security.type_name(), "the credential that clients take"),
        (api.server.type_name(), "the parts of the service's address"),
    ] {
        made.extend(name.map(|name| (name, what.to_owned())));
    }
    for client in &api.clients {
        let place = place(api, client.operations.first());
        let mut structs = vec![
            (client.name.clone(), "a client".to_owned(), place),
            (
                client_options(&client.name),
                format!("the options of `{}`", client.name),
                place,
            ),
        ];
        structs.extend(client.operations.iter().flat_map(|operation| {
            let (client, method) = (&client.name, &operation.name);
            let place = operation.docs.place.as_ref();
            let named = |name, what: &str| (name, format!("{what} of `{client}::{method}`"), place);
            let answers = matches!(operation.answer, Answer::ByStatus(_));
            let headers = !operation.headers.is_empty() && operation.instead_of.is_none();
            [
                Some(named(method_options(client, method), "the options")),
                answers.then(|| named(method_answer(client, method), "the response")),
                headers.then(|| named(method_headers(client, method), "the headers")),
            ]
            .into_iter()
            .flatten()
        }));
        for (name, what, place) in structs {
            let taken = is_taken(name.bare()).then(|| "something that generated code uses".to_owned());
            // If two methods have the same name, only the methods are reported, not their options.
            let other = made
                .insert(name.clone(), what.clone())
                .filter(|other| *other != what);
            if let (Some(other), Some(place)) = (other.or(taken), place) {
                diagnostics.push(Diagnostic::at(
                    place,
                    format!("`{name}` would be the name of {what} and of {other}"),
                    "give one of them another name under `clients` or `operations` in the catalog",
                ));
            }
        }
    }
    made
}

fn place<'a>(api: &'a Api, operation: Option<&'a Operation>) -> Option<&'a Place> {
    operation
        .and_then(|operation| operation.docs.place.as_ref())
        .or(api.docs.place.as_ref())
}

/// The entry that renames an operation whose method name every client already has.
fn rename(client: &Client, name: &Ident, subjects: &Subjects<'_>) -> Option<CatalogEdit> {
    let operation = client
        .operations
        .iter()
        .find(|operation| operation.name == *name)?;
    let subject = Subject::operation(subjects.keys.get(&operation.id).unwrap_or(&operation.id));
    let words = spelling::operation_id(&operation.method, &operation.path, &[]);
    let taken = |new: &Ident| {
        INHERENT.contains(&new.bare()) || client.operations.iter().any(|other| other.name == *new)
    };
    let group = split_operation_id(&operation.id)
        .0
        .map(|group| format!("{} {group}", name.bare()));
    let names: Vec<String> = group.into_iter().chain([words]).collect();
    let new = subject.pick(Case::Value, &names, taken);
    subject.named(
        subjects.service,
        &new,
        "Every client has a method of this name already.",
    )
}

/// Reports methods of a client with the name of another method.
fn members(api: &Api, client: &Client, diagnostics: &mut Diagnostics, subjects: &Subjects<'_>) {
    let mut members: BTreeMap<&str, String> = BTreeMap::new();
    for name in INHERENT {
        members.insert(*name, "a method that every client has".to_owned());
    }
    let held = client.held.iter().map(|parameter| {
        (
            &parameter.name,
            parameter.docs.place.as_ref(),
            "the parameter that it holds",
        )
    });
    let children = api.clients.iter().filter_map(|other| match &other.made {
        Made::From { parent, method } if *parent == client.name => Some((
            method,
            place(api, other.operations.first()),
            "the way to another client",
        )),
        _ => None,
    });
    let operations = client
        .operations
        .iter()
        .map(|operation| (&operation.name, operation.docs.place.as_ref(), "an operation"));
    for (name, place, what) in held.chain(children).chain(operations) {
        // Two operations with the same name are reported where they are assigned to clients.
        match (members.insert(name.bare(), what.to_owned()), place) {
            (Some(other), Some(place)) if other != what => diagnostics.push(
                Diagnostic::at(
                    place,
                    format!("the method `{}::{name}` would be {what} and {other}", client.name),
                    "give it another name under `operations` or `parameters` in the catalog",
                )
                .with_fix(rename(client, name, subjects)),
            ),
            _ => {}
        }
    }
    for parameter in client
        .held
        .iter()
        .filter(|parameter| parameter.name.bare() == "core")
    {
        if let Some(place) = &parameter.docs.place {
            diagnostics.push(Diagnostic::at(
                place,
                format!(
                    "`{}` holds the parameter `core`, which is the name of a field that every client has",
                    client.name
                ),
                "give it another `name` under `parameters` in the catalog",
            ));
        }
    }
}

/// Reports lists that return the same page type but find their items in different properties.
fn pages(api: &Api, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<&Ident, &Paging> = BTreeMap::new();
    for operation in api.clients.iter().flat_map(|client| &client.operations) {
        let Some(paging) = &operation.paging else { continue };
        let Some(page) = paging.named_page() else { continue };
        let first = *known.entry(page).or_insert(paging);
        if let (true, Some(place)) = (first.items != paging.items, &operation.docs.place) {
            let path = |paging: &Paging| {
                let names: Vec<_> = paging.items.iter().map(|step| step.name.bare()).collect();
                names.join(".")
            };
            diagnostics.push(Diagnostic::at(
                &place.join("x-ms-pageable"),
                format!(
                    "the items of a `{page}` are in `{}` here and in `{}` elsewhere",
                    path(paging),
                    path(first)
                ),
                "use the same `itemName` in both lists, or a separate schema for each",
            ));
        }
    }
}

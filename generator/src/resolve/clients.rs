//! Assigns operations and held parameters to clients.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Service;
use openapi_client_model::{
    api::{Client, Docs, Made, Operation, Scalar, Type},
    names::{Case, Ident, split_operation_id},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    document::Document,
    fix::CatalogEdit,
};

use super::{
    operations::in_path,
    spelling,
    subject::{Known, Subject},
};

/// What the catalog calls each operation, by its id, and what older versions have.
type Names<'a> = (&'a BTreeMap<String, String>, &'a Known);

/// The entry that gives one of two operations with the same method name another name, made of its group, or of its method and path.
fn rename(
    first: &Operation,
    second: &Operation,
    all: &[Operation],
    service: &Service,
    (keys, known): Names<'_>,
) -> Option<CatalogEdit> {
    let [one, other] = [first, second].map(|operation| {
        let key = keys.get(&operation.id).unwrap_or(&operation.id);
        (Subject::operation(key), operation)
    });
    let lost = one.0.loser(&other.0, service, known) == &one.0;
    let (subject, operation) = if lost { &one } else { &other };
    let names = [
        operation.id.clone(),
        spelling::operation_id(&operation.method, &operation.path, &[]),
    ];
    let taken = |name: &Ident| all.iter().any(|other| other.name == *name);
    let new = subject.pick(Case::Value, &names, taken);
    subject.named(
        service,
        &new,
        "Another operation of the client becomes a method of the same name.",
    )
}

/// Assigns the operations to clients: as the catalog says or, without one, a client for each group.
pub(super) fn clients(
    entry: &Document,
    operations: Vec<Operation>,
    service: &Service,
    used: &mut BTreeSet<(&'static str, String)>,
    names: Names<'_>,
) -> (Vec<Client>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    let by_id = service.clients_by_id();
    let spellings = spellings(&operations);
    for operation in operations {
        let (group, _) = split_operation_id(&operation.id);
        let by_group = || group.and_then(|group| service.client_of_group(group));
        let client = match by_id.get(operation.id.as_str()).copied().or_else(by_group) {
            Some(client) => {
                used.insert(("clients", client.to_owned()));
                client.to_owned()
            }
            None if service.clients.is_empty() => {
                let group = group.map(|group| spelled(&spellings, group).unwrap_or(group));
                let name = group.unwrap_or(&entry.title);
                // A title in another script has no word to name a client after.
                let named = Ident::parse(name, Case::Type).is_some();
                format!("{} Client", if named { name } else { &service.tracing })
            }
            None => {
                diagnostics.push(Diagnostic::at(
                    operation.docs.place.as_ref().unwrap_or(&entry.place),
                    format!("no client has the operation `{}`", operation.id),
                    "add its group to a client in the catalog, or name the client under `operations`",
                ));
                continue;
            }
        };
        groups.entry(client).or_default().push(operation);
    }
    let mut pending: Vec<String> = groups.keys().cloned().collect();
    while let Some(name) = pending.pop() {
        // A client without operations in this version may still be the way to another one.
        if let Some(parent) = service
            .clients
            .get(&name)
            .and_then(|client| client.parent.as_ref())
        {
            used.insert(("clients", parent.clone()));
            if !groups.contains_key(parent) {
                groups.insert(parent.clone(), Vec::new());
                pending.push(parent.clone());
            }
        }
    }
    let clients = groups
        .into_iter()
        .filter_map(|(name, operations)| client(&name, operations, service, entry, names, &mut diagnostics))
        .collect();
    (clients, diagnostics)
}

/// Groups by the name of their client. Groups whose names differ only in spelling have one client.
fn spellings(operations: &[Operation]) -> BTreeMap<Ident, String> {
    let mut spellings: BTreeMap<Ident, String> = BTreeMap::new();
    for operation in operations {
        let Some(group) = split_operation_id(&operation.id).0 else {
            continue;
        };
        if let Some(name) = Ident::parse(group, Case::Type) {
            let spelling = spellings.entry(name).or_insert_with(|| group.to_owned());
            if group < spelling.as_str() {
                group.clone_into(spelling);
            }
        }
    }
    spellings
}

/// The group among these that has the same client.
fn spelled<'a>(spellings: &'a BTreeMap<Ident, String>, group: &str) -> Option<&'a str> {
    let name = Ident::parse(group, Case::Type)?;
    spellings.get(&name).map(String::as_str)
}

fn client(
    name: &str,
    mut operations: Vec<Operation>,
    service: &Service,
    entry: &Document,
    names: Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Client> {
    let listed = service.clients.get(name);
    let ident = match Ident::new(name, Case::Type, &entry.place) {
        Ok(ident) => ident,
        Err(diagnostic) => {
            // A name in the catalog that cannot be one is reported there.
            if listed.is_none() {
                diagnostics.push(diagnostic);
            }
            return None;
        }
    };
    let holds = listed.map(|client| client.holds.as_slice()).unwrap_or_default();
    for operation in &mut operations {
        let (kept, free) = std::mem::take(&mut operation.parameters)
            .into_iter()
            .partition(|parameter| in_path(parameter.location) && holds.contains(&parameter.wire));
        operation.held = kept;
        operation.parameters = free;
        for wire in holds {
            if !operation.held.iter().any(|parameter| parameter.wire == *wire) {
                diagnostics.push(Diagnostic::at(
                    operation.docs.place.as_ref().unwrap_or(&entry.place),
                    format!("the client `{name}` holds `{wire}`, but `{}` has no such path parameter", operation.id),
                    "give the operation to another client in the catalog, or remove the parameter from `holds`",
                ));
            }
        }
        for parameter in &operation.held {
            if parameter.ty != Type::Scalar(Scalar::String) {
                diagnostics.push(Diagnostic::at(
                    parameter.docs.place.as_ref().unwrap_or(&entry.place),
                    format!(
                        "the client `{name}` holds `{}`, which is not plain text",
                        parameter.wire
                    ),
                    "remove the parameter from `holds` in the catalog; a client can only hold text",
                ));
            }
        }
    }
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    // The docs of a held parameter come from the first method by name, so that the order of a file does not matter.
    let held = operations
        .first()
        .map(|operation| operation.held.clone())
        .unwrap_or_default();
    for pair in operations.windows(2) {
        if let [first, second] = pair
            && first.name == second.name
        {
            let fix = rename(first, second, &operations, service, names);
            diagnostics.push(
                Diagnostic::at(
                    second.docs.place.as_ref().unwrap_or(&entry.place),
                    format!(
                        "the operations `{}` and `{}` become the same method `{}::{}`",
                        first.id, second.id, ident, second.name
                    ),
                    "give one of them another `method` under `operations` in the catalog",
                )
                .with_fix(fix),
            );
        }
    }
    let made = match listed.and_then(|client| client.parent.as_deref()) {
        None => Made::New {
            credential: service
                .credential
                .as_ref()
                .and_then(|credential| credential.path.clone()),
        },
        Some(parent) => Made::From {
            parent: Ident::parse(parent, Case::Type)?,
            method: ident.to_case(Case::Value),
        },
    };
    let docs = Docs {
        summary: None,
        description: listed.map(|client| client.doc.clone()),
        place: None,
    };
    Some(Client {
        name: ident,
        made,
        held,
        operations,
        docs,
        aliases: listed.map(|client| client.aliases.clone()).unwrap_or_default(),
    })
}

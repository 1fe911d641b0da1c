//! Which client takes which operation, and what it holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Service;
use openapi_client_model::{
    api::{Client, Docs, Made, Operation, Scalar, Type},
    names::{Case, Ident, split_operation_id},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    document::Document,
};

use super::operations::in_path;

/// Deals the operations out to clients: as the catalog says or, without one, a client for each group.
pub(super) fn clients(
    entry: &Document,
    operations: Vec<Operation>,
    service: &Service,
    used: &mut BTreeSet<(&'static str, String)>,
) -> (Vec<Client>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for operation in operations {
        let (group, _) = split_operation_id(&operation.id);
        let client = match service.client_of(&operation.id, group) {
            Some(client) => {
                used.insert(("clients", client.to_owned()));
                client.to_owned()
            }
            None if service.clients.is_empty() => format!("{} Client", group.unwrap_or(&entry.title)),
            None => {
                diagnostics.push(Diagnostic::at(
                    operation.docs.place.as_ref().unwrap_or(&entry.place),
                    format!("no client takes the operation `{}`", operation.id),
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
        .filter_map(|(name, operations)| client(&name, operations, service, entry, &mut diagnostics))
        .collect();
    (clients, diagnostics)
}

fn client(
    name: &str,
    mut operations: Vec<Operation>,
    service: &Service,
    entry: &Document,
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
                    "give the operation to another client in the catalog, or take the parameter out of `holds`",
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
                    "take the parameter out of `holds` in the catalog: only text can be held",
                ));
            }
        }
    }
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    // What is said of a held parameter is what the first method says, so that the order of a file does not matter.
    let held = operations
        .first()
        .map(|operation| operation.held.clone())
        .unwrap_or_default();
    for pair in operations.windows(2) {
        if let [first, second] = pair
            && first.name == second.name
        {
            diagnostics.push(Diagnostic::at(
                second.docs.place.as_ref().unwrap_or(&entry.place),
                format!(
                    "the operations `{}` and `{}` become one method `{}::{}`",
                    first.id, second.id, ident, second.name
                ),
                "give one of them another `method` under `operations` in the catalog",
            ));
        }
    }
    let made = match listed.and_then(|client| client.parent.as_deref()) {
        None => Made::New {
            credential: service
                .credential
                .as_ref()
                .map(|credential| credential.path.clone()),
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
    })
}

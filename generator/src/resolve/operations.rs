//! The calls: parameters, body, what success is and holds, and how a listing goes on.

use std::collections::HashMap;

use openapi_client_model::{
    api::{Docs, Operation},
    names::{Case, Ident, split_operation_id},
    security::Authorised,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, Location},
};

use super::{bodies::body, paging::paging, parameters, responses::responses, security::Asked, types::Types};

/// Every operation of the entry document.
pub(super) fn operations(types: &mut Types<'_>, asked: &Asked<'_>) -> Vec<Operation> {
    let entry = types.bundle.entry();
    let mut operations: Vec<Operation> = Vec::new();
    let mut ids = HashMap::new();
    for written in &entry.operations {
        let Some(id) = &written.id else {
            types.diagnostics.push(Diagnostic::at(
                &written.place,
                "operation has no `operationId`",
                "add one; it names the method and, before a `_`, the client",
            ));
            continue;
        };
        let first = *ids.entry(id).or_insert(operations.len());
        if let Some(other) = operations.get(first) {
            types.diagnostics.push(Diagnostic::at(
                &written.place.join("operationId"),
                format!("`{id}` is also the id of {} {}", other.method, other.path),
                "an `operationId` must be unique",
            ));
        }
        let mut operation = operation(types, written, id);
        operation.authorised = asked.operations.get(&written.place).cloned().unwrap_or_default();
        operations.push(operation);
    }
    operations
}

fn operation<'a>(types: &mut Types<'a>, written: &'a document::Operation, id: &str) -> Operation {
    let (_, plain) = split_operation_id(id);
    let entry = types.service.operations.get(id);
    if entry.is_some() {
        types.used.insert(("operations", id.to_owned()));
    }
    let given = entry.and_then(|entry| entry.method.as_deref());
    let name = types.ident_or(given, plain, Case::Value, &written.place.join("operationId"));
    let hint = Ident::parse(id, Case::Type).unwrap_or_else(|| name.to_case(Case::Type));
    let parameters = parameters::parameters(types, written, &hint);
    let body = body(types, written, parameters.body, &hint);
    let mut responses = responses(types, written, &hint);
    if let Some(schema) = entry.and_then(|entry| entry.result.as_deref()) {
        responses.answer = types.named_in_entry(schema, &written.place).into();
    }
    let paging = written
        .pageable
        .as_ref()
        .and_then(|pageable| paging(types, pageable, &responses));
    Operation {
        id: id.to_owned(),
        name,
        method: written.method.clone(),
        path: written.path.clone(),
        parameters: parameters.parameters,
        held: Vec::new(),
        version_parameter: parameters.version,
        body,
        success: responses.success,
        answer: responses.answer,
        errors: responses.errors,
        paging,
        deprecated: written.deprecated,
        authorised: Authorised::default(),
        docs: Docs {
            summary: written.summary.clone(),
            description: written.description.clone(),
            place: Some(written.place.clone()),
        },
    }
}

/// Whether a parameter goes into the path.
pub(super) fn in_path(location: Location) -> bool {
    location == Location::Path
}

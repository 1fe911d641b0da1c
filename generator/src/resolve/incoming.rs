//! Types of webhooks and callbacks, for programs that receive them.

use std::collections::BTreeSet;

use openapi_client_model::{
    api::Type,
    names::{Case, Ident},
};
use openapi_descriptions::document::{Operation, Schema, is_json};

use super::types::Types;

/// What webhooks and callbacks carry.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    /// What the service sends.
    pub received: Vec<Type>,
    /// The types of its responses.
    pub sent: Vec<Type>,
}

impl Incoming {
    /// All of them.
    pub(super) fn types(&self) -> impl Iterator<Item = &Type> {
        self.received.iter().chain(&self.sent)
    }
}

/// Finds the types of all webhooks and callbacks, except the calls with the numbers in `without`; none if only a part of the
/// description is generated.
pub(super) fn incoming(types: &mut Types<'_>, without: &BTreeSet<usize>) -> Incoming {
    let mut found = Incoming::default();
    if !types.service.only.is_empty() {
        return found;
    }
    let calls = types.bundle.entry().incoming.iter().enumerate();
    for (_, call) in calls.filter(|(at, _)| !without.contains(at)) {
        let Some(hint) = hint(call) else { continue };
        match call.body.as_ref().map(|body| types.bundle.request_body(body)) {
            Some(Ok(body)) => {
                let mut json = body.content.iter().filter(|(media_type, _)| is_json(media_type));
                let schema = json.find_map(|(_, schema)| schema.as_ref());
                found
                    .received
                    .extend(carried(types, schema, &hint.with_suffix("Request")));
            }
            Some(Err(diagnostic)) => types.diagnostics.push(diagnostic),
            None => {}
        }
        for (_, response) in &call.responses {
            match types.bundle.response(response) {
                Ok(response) => {
                    let is_json = response.media_types().all(is_json);
                    let schema = response.schema().filter(|_| is_json);
                    found
                        .sent
                        .extend(carried(types, schema, &hint.with_suffix("Result")));
                }
                Err(diagnostic) => types.diagnostics.push(diagnostic),
            }
        }
    }
    found
}

fn carried<'a>(types: &mut Types<'a>, schema: Option<&'a Schema>, hint: &Ident) -> Option<Type> {
    schema.map(|schema| types.type_of(schema, hint))
}

/// The name of a call, for types that are written in place in its bodies.
fn hint(call: &Operation) -> Option<Ident> {
    let id = call.id.as_deref().and_then(|id| Ident::parse(id, Case::Type));
    id.or_else(|| {
        Ident::parse(
            &format!("{} {}", call.path, call.method.to_lowercase()),
            Case::Type,
        )
    })
}

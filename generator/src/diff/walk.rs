//! Every schema of a description, wherever it is written.

use crate::{
    bundle::Bundle,
    document::{Additional, Document, OrRef, Parameter, RequestBody, Response, Schema},
};

/// Every schema of every file.
pub(super) fn schemas<'a>(bundle: &Bundle<'a>) -> Vec<&'a Schema> {
    let mut pending: Vec<&Schema> = bundle.documents().flat_map(outermost).collect();
    let mut found = Vec::new();
    while let Some(schema) = pending.pop() {
        found.push(schema);
        pending.extend(schema.properties.iter().map(|(_, property)| property));
        pending.extend(schema.items.as_deref());
        pending.extend(schema.all_of.iter().chain(&schema.one_of));
        if let Additional::Schema(values) = &schema.additional {
            pending.push(values);
        }
    }
    found
}

fn outermost(document: &Document) -> Vec<&Schema> {
    let mut found: Vec<&Schema> = document.schemas.iter().map(|(_, schema)| schema).collect();
    found.extend(
        document
            .parameters
            .iter()
            .filter_map(|(_, parameter)| here(parameter))
            .map(|parameter| &parameter.schema),
    );
    found.extend(
        document
            .responses
            .iter()
            .filter_map(|(_, response)| here(response))
            .flat_map(answer),
    );
    found.extend(
        document
            .request_bodies
            .iter()
            .filter_map(|(_, body)| here(body))
            .flat_map(content),
    );
    for operation in &document.operations {
        let parameters = operation.parameters.iter().filter_map(here);
        found.extend(parameters.map(|parameter: &Parameter| &parameter.schema));
        found.extend(operation.body.iter().filter_map(here).flat_map(content));
        let responses = operation.responses.iter();
        found.extend(
            responses
                .filter_map(|(_, response)| here(response))
                .flat_map(answer),
        );
    }
    found
}

fn here<T>(item: &OrRef<T>) -> Option<&T> {
    match item {
        OrRef::Here(item) => Some(item),
        OrRef::Ref(_) => None,
    }
}

fn content(body: &RequestBody) -> Vec<&Schema> {
    body.content
        .iter()
        .filter_map(|(_, schema)| schema.as_ref())
        .collect()
}

fn answer(response: &Response) -> Vec<&Schema> {
    response.schema.iter().collect()
}

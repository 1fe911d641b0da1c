//! Every schema of a description, in any place.

use crate::{
    bundle::Bundle,
    diagnostic::{Diagnostic, Diagnostics},
    document::{Additional, Document, Header, OrRef, Parameter, RequestBody, Response, Schema},
    inheritance,
};

/// Every schema of every file.
pub fn schemas<'a>(bundle: &Bundle<'a>) -> Vec<&'a Schema> {
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

/// Every reference without a target. It cannot be compared, and must not count as unchanged.
pub fn dangling(bundle: &Bundle<'_>) -> Diagnostics {
    let mut found = dangling_schemas(bundle);
    found.extend(dangling_parts(bundle));
    found
}

/// Every reference that should lead to a schema and does not.
pub fn dangling_schemas(bundle: &Bundle<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for schema in schemas(bundle) {
        if let Some(reference) = &schema.reference {
            found.note(inheritance::follow(bundle, reference));
        }
        for (_, reference) in schema.discriminator.iter().flat_map(|found| &found.mapping) {
            found.note(bundle.schema(reference));
        }
    }
    for operation in bundle.documents().flat_map(|document| &document.operations) {
        let mark = operation.long_running.as_ref();
        if let Some(result) = mark.and_then(|mark| mark.result.as_ref()) {
            found.note(inheritance::follow(bundle, result));
        }
    }
    found
}

/// Every reference of an operation that should lead to a part of it and does not.
pub fn dangling_parts(bundle: &Bundle<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for document in bundle.documents() {
        for operation in &document.operations {
            for parameter in &operation.parameters {
                found.note(bundle.parameter(parameter));
            }
            if let Some(body) = &operation.body {
                found.note(bundle.request_body(body));
            }
            for (status, response) in &operation.responses {
                match bundle.response(response) {
                    Ok(response) => {
                        for (_, header) in &response.headers {
                            found.note(bundle.header(header));
                        }
                    }
                    Err(broken) => found.push(no_response(status, broken)),
                }
            }
        }
    }
    found
}

/// What is said of a response that is not there. An error is known by its status alone.
pub fn no_response(status: &str, broken: Diagnostic) -> Diagnostic {
    if broken.is_avoidable() && !status.starts_with(['2', '3']) {
        broken.kept("errors of this status are read as those of every service")
    } else {
        broken
    }
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
    let headers = document
        .headers
        .iter()
        .filter_map(|(_, header)| here(header)?.schema.as_ref());
    found.extend(headers);
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
    let headers = response.headers.iter().filter_map(|(_, header)| here(header));
    let headers = headers.filter_map(|header: &Header| header.schema.as_ref());
    let bodies = response.content.iter().filter_map(|(_, schema)| schema.as_ref());
    bodies.chain(headers).collect()
}

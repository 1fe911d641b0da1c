//! Every schema of a description, wherever it is written.

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

/// Every reference that leads to nothing. What cannot be followed cannot be compared, and must not pass for unchanged.
pub fn dangling(bundle: &Bundle<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    let mut note = |result: Result<(), Diagnostic>| {
        if let Err(diagnostic) = result {
            found.push(diagnostic);
        }
    };
    for schema in schemas(bundle) {
        if let Some(reference) = &schema.reference {
            note(inheritance::follow(bundle, reference).map(drop));
        }
        for (_, reference) in schema.discriminator.iter().flat_map(|found| &found.mapping) {
            note(bundle.schema(reference).map(drop));
        }
    }
    for document in bundle.documents() {
        for operation in &document.operations {
            for parameter in &operation.parameters {
                note(bundle.parameter(parameter).map(drop));
            }
            if let Some(result) = operation
                .long_running
                .as_ref()
                .and_then(|mark| mark.result.as_ref())
            {
                note(inheritance::follow(bundle, result).map(drop));
            }
            if let Some(body) = &operation.body {
                note(bundle.request_body(body).map(drop));
            }
            for (_, response) in &operation.responses {
                match bundle.response(response) {
                    Ok(response) => {
                        for (_, header) in &response.headers {
                            note(bundle.header(header).map(drop));
                        }
                    }
                    Err(diagnostic) => note(Err(diagnostic)),
                }
            }
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

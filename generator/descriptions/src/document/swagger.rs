//! Reads Swagger 2.0.

use crate::diagnostic::{Diagnostic, Diagnostics};

use super::{
    Document, Header, Location, Parameter, Response, Writing, host, openapi,
    operation::{self, Parts},
    paths,
    read::{Keywords, Reader},
    schema, security,
};

const ROOT: Keywords = Keywords {
    object: "a Swagger 2.0 file",
    read: &[
        "swagger",
        "info",
        "host",
        "basePath",
        "paths",
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
        "security",
        "consumes",
    ],
    ignored: &["schemes", "produces", "tags", "externalDocs"],
    unsupported: &[],
};

const RESPONSE: Keywords = Keywords {
    object: "a response",
    read: &["description", "schema", "headers"],
    ignored: &["examples"],
    unsupported: &[],
};

pub(super) fn document(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Document {
    reader.check(&ROOT, diagnostics);
    let info = openapi::info(reader, diagnostics);
    let parts = Parts {
        has_schema: false,
        parameter,
        response,
        request_body: openapi::request_body,
        consumes: reader.texts("consumes", diagnostics),
        produces: reader.texts("produces", diagnostics),
    };
    Document {
        place: reader.place().clone(),
        title: info.title,
        description: info.description,
        version: info.version,
        hosts: host::swagger(reader, parameter, diagnostics),
        security: security::requirements(reader, diagnostics),
        says_security: reader.get("security").is_some(),
        security_schemes: security::schemes(
            reader.entries_of("securityDefinitions", diagnostics),
            diagnostics,
        ),
        operations: paths::operations(reader, &parts, diagnostics),
        schemas: reader
            .entries_of("definitions", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), schema::schema(entry, diagnostics)))
            .collect(),
        parameters: reader
            .entries_of("parameters", diagnostics)
            .iter()
            .filter_map(|(name, entry)| {
                Some((
                    (*name).to_owned(),
                    operation::parameter(entry, parameter, diagnostics)?,
                ))
            })
            .collect(),
        responses: reader
            .entries_of("responses", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), entry.or_reference(diagnostics, response)))
            .collect(),
        request_bodies: Vec::new(),
        incoming: Vec::new(),
        is_fragment: false,
        elsewhere: Vec::new(),
        headers: Vec::new(),
    }
}

fn parameter(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    let location = operation::location(reader, diagnostics)?;
    let name = operation::name(reader, diagnostics)?;
    let schema = if location == Location::Body {
        if let Some(entry) = reader.get("schema") {
            schema::schema(&entry, diagnostics)
        } else {
            diagnostics.push(
                Diagnostic::at(reader.place(), "the body parameter has no schema", "add `schema`").blinding(),
            );
            return None;
        }
    } else {
        schema::of_parameter(reader, diagnostics)
    };
    Some(Parameter {
        place: reader.place().clone(),
        name,
        location,
        required: reader.flag("required", diagnostics),
        description: reader.text("description", diagnostics),
        schema,
        client_name: reader.text("x-ms-client-name", diagnostics),
        client_level: reader.text("x-ms-parameter-location", diagnostics).as_deref() == Some("client"),
        deprecated: reader.flag("deprecated", diagnostics),
        skip_url_encoding: reader.flag("x-ms-skip-url-encoding", diagnostics),
        allow_reserved: false,
        allow_empty: reader.flag("allowEmptyValue", diagnostics),
        header_prefix: reader.text("x-ms-header-collection-prefix", diagnostics),
        writing: writing(reader, diagnostics).unwrap_or(Writing::COMMAS),
        ignored: false,
    })
}

fn writing(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Writing> {
    let name = reader.text("collectionFormat", diagnostics)?;
    let known = Writing::from_swagger(&name);
    if known.is_none() {
        diagnostics.push(
            Diagnostic::at(
                &reader.place().join("collectionFormat"),
                format!("`{name}` is not a `collectionFormat`"),
                "use csv, ssv, tsv, pipes or multi",
            )
            .unsupported(),
        );
    }
    known
}

/// A header is a schema at the same time.
fn header(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Header {
    Header {
        place: reader.place().clone(),
        description: reader.text("description", diagnostics),
        required: false,
        schema: Some(schema::of_header(reader)),
        client_name: reader.text("x-ms-client-name", diagnostics),
        prefix: reader.text("x-ms-header-collection-prefix", diagnostics),
    }
}

fn response(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Response {
    reader.check(&RESPONSE, diagnostics);
    Response {
        place: reader.place().clone(),
        description: reader.text("description", diagnostics),
        content: reader
            .get("schema")
            .map(|entry| (None, Some(schema::schema(&entry, diagnostics))))
            .into_iter()
            .collect(),
        headers: operation::headers(reader, header, diagnostics),
        error: reader.flag("x-ms-error-response", diagnostics),
    }
}

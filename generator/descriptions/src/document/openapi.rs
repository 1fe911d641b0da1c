//! Reads OpenAPI 3.0, 3.1 and 3.2.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{
    Document, Header, RequestBody, Response, Schema, encoding, host, incoming,
    openapi_parameter::parameter,
    operation::{self, Parts},
    paths,
    read::{Keywords, Reader},
    schema, security, sequence,
};

const ROOT: Keywords = Keywords {
    object: "an OpenAPI file",
    read: &[
        "openapi",
        "info",
        "servers",
        "paths",
        "components",
        "security",
        "webhooks",
        "x-ms-paths",
    ],
    ignored: &["tags", "externalDocs", "jsonSchemaDialect", "$self"],
    unsupported: &[],
};

const COMPONENTS: Keywords = Keywords {
    object: "`components`",
    read: &[
        "schemas",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "securitySchemes",
        "pathItems",
        "callbacks",
    ],
    ignored: &["examples", "links", "mediaTypes"],
    unsupported: &[],
};

const BODY: Keywords = Keywords {
    object: "a request body",
    read: &["description", "required", "content"],
    ignored: &[],
    unsupported: &[],
};

const MEDIA_TYPE: Keywords = Keywords {
    object: "a media type",
    read: &[
        "schema",
        "encoding",
        "itemSchema",
        "itemEncoding",
        "prefixEncoding",
    ],
    ignored: &["example", "examples"],
    unsupported: &[],
};

const RESPONSE: Keywords = Keywords {
    object: "a response",
    read: &["description", "content", "headers"],
    ignored: &["links", "summary"],
    unsupported: &[],
};

/// The content of `info`.
pub(super) struct Info {
    pub title: String,
    pub description: Option<String>,
    pub version: String,
}

pub(super) fn document(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Document {
    reader.check(&ROOT, diagnostics);
    reader.leave_out("webhooks", "webhooks", operation::SERVERS, diagnostics);
    let info = info(reader, diagnostics);
    let parts = Parts {
        has_schema: true,
        parameter,
        response,
        request_body,
        consumes: Vec::new(),
        produces: Vec::new(),
    };
    let components = reader.get("components");
    if let Some(components) = &components {
        components.check(&COMPONENTS, diagnostics);
    }
    let entries = |key: &str, diagnostics: &mut Diagnostics| {
        components
            .as_ref()
            .map(|components| components.entries_of(key, diagnostics))
            .unwrap_or_default()
    };
    Document {
        place: reader.place().clone(),
        title: info.title,
        description: info.description,
        version: info.version,
        hosts: host::openapi(reader, diagnostics),
        security: security::requirements(reader, diagnostics),
        says_security: reader.get("security").is_some(),
        security_schemes: security::schemes(entries("securitySchemes", diagnostics), diagnostics),
        operations: paths::operations(reader, &parts, diagnostics),
        incoming: incoming::calls(reader, &parts, diagnostics),
        schemas: entries("schemas", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), schema::schema(entry, diagnostics)))
            .collect(),
        parameters: entries("parameters", diagnostics)
            .iter()
            .filter_map(|(name, entry)| {
                Some((
                    (*name).to_owned(),
                    operation::parameter(entry, parameter, diagnostics)?,
                ))
            })
            .collect(),
        responses: entries("responses", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), entry.or_reference(diagnostics, response)))
            .collect(),
        request_bodies: entries("requestBodies", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), entry.or_reference(diagnostics, request_body)))
            .collect(),
        is_fragment: false,
        elsewhere: Vec::new(),
        headers: entries("headers", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), entry.or_reference(diagnostics, header)))
            .collect(),
    }
}

pub(super) fn info(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Info {
    let Some(info) = reader.get("info") else {
        diagnostics.push(
            Diagnostic::at(
                reader.place(),
                "the description has no `info`",
                "add `info` with `title` and `version`",
            )
            .blinding(),
        );
        return Info {
            title: String::new(),
            description: None,
            version: String::new(),
        };
    };
    let version = info.text("version", diagnostics).unwrap_or_default();
    if let Some(entry) = info
        .get("version")
        .filter(|entry| matches!(entry.node(), Node::Float(_)))
    {
        let message = format!("the version is a number, and is read as `{version}`");
        let help = "put it in quotes: as a number, `1.10` is the same as `1.1`";
        diagnostics.push(Diagnostic::at(entry.place(), message, help).warning());
    }
    if version.is_empty() && info.get("version").is_none() {
        diagnostics.push(
            Diagnostic::at(
                info.place(),
                "`info` has no `version`",
                "add `version`, the API version that calls carry",
            )
            .blinding(),
        );
    }
    Info {
        title: info.text("title", diagnostics).unwrap_or_default(),
        description: info.text("description", diagnostics),
        version,
    }
}

pub(super) fn request_body(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> RequestBody {
    reader.check(&BODY, diagnostics);
    let content = content(reader, diagnostics);
    if content.is_empty() {
        diagnostics.push(
            Diagnostic::at(
                reader.place(),
                "the body has no media type",
                "describe it under `content`; until then nothing is sent",
            )
            .warning(),
        );
    }
    RequestBody {
        place: reader.place().clone(),
        description: reader.text("description", diagnostics),
        required: reader.flag("required", diagnostics),
        content,
        encodings: encoding::encodings(reader, diagnostics),
    }
}

fn response(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Response {
    reader.check(&RESPONSE, diagnostics);
    Response {
        place: reader.place().clone(),
        description: reader.text("description", diagnostics),
        content: content(reader, diagnostics)
            .into_iter()
            .map(|(media_type, schema)| (Some(media_type), schema))
            .collect(),
        headers: operation::headers(reader, header, diagnostics),
        error: reader.flag("x-ms-error-response", diagnostics),
    }
}

fn header(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Header {
    Header {
        place: reader.place().clone(),
        description: reader.text("description", diagnostics),
        required: reader.flag("required", diagnostics),
        schema: reader.get("schema").map(|entry| schema::of_header(&entry)),
        client_name: reader.text("x-ms-client-name", diagnostics),
        prefix: reader.text("x-ms-header-collection-prefix", diagnostics),
    }
}

fn content(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, Option<Schema>)> {
    reader
        .entries_of("content", diagnostics)
        .into_iter()
        .map(|(media_type, entry)| {
            entry.check(&MEDIA_TYPE, diagnostics);
            (
                media_type.to_owned(),
                sequence::schema(media_type, &entry, diagnostics),
            )
        })
        .collect()
}

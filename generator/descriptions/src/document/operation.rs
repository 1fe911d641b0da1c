//! What operations of Swagger 2.0 and OpenAPI 3 have in common.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Node,
};

use super::{
    Header, Location, Operation, OrRef, Pageable, Parameter, RequestBody, Response,
    long_running::long_running,
    read::{Keywords, Reader},
    template::Written,
};

const OPERATION: Keywords = Keywords {
    object: "an operation",
    read: &[
        "operationId",
        "summary",
        "description",
        "parameters",
        "requestBody",
        "responses",
        "consumes",
        "deprecated",
        "security",
        "callbacks",
        "servers",
    ],
    ignored: &["tags", "externalDocs", "produces", "schemes"],
    unsupported: &["x-ms-parameterized-host"],
};

/// The help of warnings about calls that the service makes.
pub(super) const SERVERS: &str =
    "the service makes these calls, not the client; only the types of their contents are generated";

/// How one dialect reads the parts in which they differ.
pub(super) struct Parts {
    /// Whether the type of a parameter is in a `schema` of it.
    pub has_schema: bool,
    pub parameter: fn(&Reader<'_>, &mut Diagnostics) -> Option<Parameter>,
    pub response: fn(&Reader<'_>, &mut Diagnostics) -> Response,
    pub request_body: fn(&Reader<'_>, &mut Diagnostics) -> RequestBody,
    /// Media types of bodies that hold for the whole file.
    pub consumes: Vec<String>,
    /// Media types of responses that hold for the whole file.
    pub produces: Vec<String>,
}

/// The parameters of an operation, or of a path.
pub(super) fn parameters(
    reader: &Reader<'_>,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Vec<OrRef<Parameter>> {
    let mut parameters = Vec::new();
    for item in reader.items_of("parameters", diagnostics) {
        parameters.extend(parameter(&item, parts.parameter, diagnostics));
    }
    parameters
}

/// A parameter, or a reference to one.
pub(super) fn parameter(
    reader: &Reader<'_>,
    read: fn(&Reader<'_>, &mut Diagnostics) -> Option<Parameter>,
    diagnostics: &mut Diagnostics,
) -> Option<OrRef<Parameter>> {
    let read = |reader: &Reader<'_>, diagnostics: &mut Diagnostics| {
        if !matches!(reader.node(), Node::Mapping(_)) {
            reader.wrong("a mapping", diagnostics);
            return None;
        }
        read(reader, diagnostics)
    };
    match reader.or_reference(diagnostics, read) {
        OrRef::Ref(reference) => Some(OrRef::Ref(reference)),
        OrRef::Here(parameter) => parameter.map(OrRef::Here),
    }
}

/// One operation, with its own parameters.
pub(super) fn operation(
    path: &Written<'_>,
    method: &str,
    reader: &Reader<'_>,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Operation {
    reader.check(&OPERATION, diagnostics);
    reader.leave_out("callbacks", "the callbacks of an operation", SERVERS, diagnostics);
    let parameters = parameters(reader, parts, diagnostics);
    let consumes = if reader.get("consumes").is_some() {
        reader.texts("consumes", diagnostics)
    } else {
        parts.consumes.clone()
    };
    Operation {
        place: reader.place().clone(),
        method: method.to_ascii_uppercase(),
        path: match path.template.strip_prefix('/') {
            Some(_) => path.template.to_owned(),
            None => format!("/{}", path.template),
        },
        overload: path.overload.to_owned(),
        id: reader.text("operationId", diagnostics),
        tags: tags(reader),
        summary: reader.text("summary", diagnostics),
        description: reader.text("description", diagnostics),
        deprecated: reader.flag("deprecated", diagnostics),
        parameters,
        body: reader
            .get("requestBody")
            .map(|body| body.or_reference(diagnostics, parts.request_body)),
        consumes,
        responses: reader
            .entries_of("responses", diagnostics)
            .into_iter()
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, entry)| {
                let response = entry.or_reference(diagnostics, parts.response);
                (status.to_owned(), response)
            })
            .collect(),
        pageable: pageable(reader, diagnostics),
        produces: if reader.get("produces").is_some() {
            reader.texts("produces", diagnostics)
        } else {
            parts.produces.clone()
        },
        long_running: long_running(reader, diagnostics),
        security: reader
            .get("security")
            .map(|_| super::security::requirements(reader, diagnostics)),
        hosts: Vec::new(),
    }
}

/// The tags that are texts; others are ignored.
fn tags(reader: &Reader<'_>) -> Vec<String> {
    match reader.node().get("tags") {
        Some(Node::Sequence(tags)) => tags.iter().filter_map(Node::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The declared headers of a response; their names are all that the client needs of them.
pub(super) fn headers(
    reader: &Reader<'_>,
    header: fn(&Reader<'_>, &mut Diagnostics) -> Header,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, OrRef<Header>)> {
    let mut headers = Vec::new();
    for (name, entry) in reader.entries_of("headers", diagnostics) {
        let header = entry.or_reference(diagnostics, header);
        headers.push((name.to_owned(), header));
    }
    headers
}

fn pageable(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Pageable> {
    let mark = reader.get("x-ms-pageable")?;
    Some(Pageable {
        place: mark.place().clone(),
        next_link: mark
            .text("nextLinkName", diagnostics)
            .filter(|name| !name.is_empty()),
        items: mark
            .text("itemName", diagnostics)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "value".to_owned()),
        next_operation: mark.get("operationName").map(|name| name.place().clone()),
    })
}

/// `name`.
pub(super) fn name(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = reader.text("name", diagnostics);
    if reader.get("name").is_none() {
        diagnostics.push(
            Diagnostic::at(
                reader.place(),
                "the parameter has no name",
                "add `name`, as it is on the wire",
            )
            .blinding(),
        );
    }
    name
}

/// `in`, when it is one of the places that are supported.
pub(super) fn location(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Location> {
    let text = reader.text("in", diagnostics).unwrap_or_default();
    let location = match text.as_str() {
        "path" => Location::Path,
        "query" | "querystring" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "formData" => Location::Form,
        "body" => Location::Body,
        "" => {
            diagnostics.push(
                Diagnostic::at(
                    reader.place(),
                    "the parameter does not say where it goes",
                    "add `in: path`, `query` or `header`",
                )
                .blinding(),
            );
            return None;
        }
        other => {
            diagnostics.push(Diagnostic::at(
                &reader.place().join("in"),
                format!("parameters in `{other}` are not supported"),
                "use path, query, header or a JSON body; or remove the parameter, or add support for it to the generator",
            ).avoidable());
            return None;
        }
    };
    Some(location)
}

//! The address of a service, in each dialect.

use crate::{
    diagnostic::{Diagnostics, Place},
    source::Node,
};

use super::{
    EnumValue, Enumeration, Location, OrRef, Parameter, ValueForm, Writing, operation, read::Reader, schema,
};

/// The address of a service: a template such as `{endpoint}` or a fixed one.
#[derive(Clone, Debug)]
pub struct Host {
    /// Its place.
    pub place: Place,
    /// The template with the base path, without a `/` at its end.
    pub template: String,
    /// The declarations of the names in it. An undeclared name is also a variable.
    pub variables: Vec<OrRef<Parameter>>,
}

impl Host {
    fn new(place: &Place, template: &str, variables: Vec<OrRef<Parameter>>) -> Self {
        Self {
            place: place.clone(),
            template: template.trim_end_matches('/').to_owned(),
            variables,
        }
    }
}

/// `servers` of OpenAPI 3, in order.
pub(super) fn openapi(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Vec<Host> {
    let servers = reader.items_of("servers", diagnostics);
    let mut hosts = Vec::with_capacity(servers.len());
    for server in &servers {
        let Some(url) = server.text("url", diagnostics) else {
            continue;
        };
        let variables = server.entries_of("variables", diagnostics);
        let variables = variables
            .iter()
            .map(|(name, variable)| OrRef::Here(server_variable(name, variable, diagnostics)))
            .collect();
        hosts.push(Host::new(&server.place().join("url"), &url, variables));
    }
    hosts
}

/// A variable of a server, which has no type: its text is put into the address unchanged.
fn server_variable(name: &str, reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Parameter {
    let mut schema = schema::of_header(reader);
    schema.default = reader.get("default").and_then(|entry| text(entry.node()));
    let values = reader.items_of("enum", diagnostics).into_iter();
    let values: Vec<EnumValue> = values
        .filter_map(|entry| match text(entry.node()) {
            Some(Node::String(value)) => Some(EnumValue {
                value,
                name: None,
                description: None,
            }),
            _ => None,
        })
        .collect();
    schema.enumeration = (!values.is_empty()).then(|| {
        Box::new(Enumeration {
            form: ValueForm::Text,
            name: None,
            open: false,
            values,
        })
    });
    Parameter {
        place: reader.place().clone(),
        name: name.to_owned(),
        location: Location::Path,
        required: true,
        description: reader.text("description", diagnostics),
        schema,
        client_name: reader.text("x-ms-client-name", diagnostics),
        client_level: true,
        deprecated: false,
        skip_url_encoding: true,
        allow_reserved: false,
        allow_empty: false,
        header_prefix: None,
        writing: Writing::COMMAS,
        ignored: false,
    }
}

/// A value as text, as it is in an address: people write ports without quotes.
fn text(node: &Node) -> Option<Node> {
    match node {
        Node::String(_) => Some(node.clone()),
        Node::Integer(number) => Some(Node::String(number.to_string())),
        Node::Bool(flag) => Some(Node::String(flag.to_string())),
        _ => None,
    }
}

/// `host`, `basePath` and `x-ms-parameterized-host` of Swagger 2.0, whose parameters are read by `parameter`.
pub(super) fn swagger(
    reader: &Reader<'_>,
    parameter: fn(&Reader<'_>, &mut Diagnostics) -> Option<Parameter>,
    diagnostics: &mut Diagnostics,
) -> Vec<Host> {
    let base = reader.text("basePath", diagnostics).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let base = match base {
        "" => String::new(),
        base if base.starts_with('/') => base.to_owned(),
        base => format!("/{base}"),
    };
    let of_base = reader.place().join("basePath");
    let made = |place, address: String, variables| {
        let place = if base.is_empty() { place } else { &of_base };
        let address = address.trim_end_matches('/');
        vec![Host::new(place, &format!("{address}{base}"), variables)]
    };
    if let Some(mark) = reader.get("x-ms-parameterized-host") {
        let Some(template) = mark.text("hostTemplate", diagnostics) else {
            return Vec::new();
        };
        let declared = mark.items_of("parameters", diagnostics);
        let variables = declared
            .iter()
            .filter_map(|entry| operation::parameter(entry, parameter, diagnostics))
            .collect();
        return made(&mark.place().join("hostTemplate"), template, variables);
    }
    match reader.text("host", diagnostics) {
        Some(host) => made(
            &reader.place().join("host"),
            format!("https://{host}"),
            Vec::new(),
        ),
        // Without `host`, it is the host that the description was fetched from, which callers know.
        None if !base.is_empty() => made(&of_base, String::new(), Vec::new()),
        None => Vec::new(),
    }
}

//! The address of a service, as each dialect has it.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

use super::read::Reader;

/// The address of a service: a template such as `{endpoint}` or a fixed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Where it stands.
    pub place: Place,
    /// The template.
    pub template: String,
    /// The names in it.
    pub parameters: Vec<String>,
    /// What it puts in front of every path, without a `/` at its end.
    pub path: String,
}

impl Host {
    /// A template, and what it is with the values of its variables, as far as these are known.
    fn new(place: &Place, template: &str, written: &str) -> Self {
        let parameters = template
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect();
        let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let path = rest.find(['/', '?', '#']).map_or("", |at| rest.split_at(at).1);
        Self {
            place: place.clone(),
            template: template.to_owned(),
            parameters,
            path: path.trim_end_matches('/').to_owned(),
        }
    }
}

/// `servers` of OpenAPI 3.
pub(super) fn openapi(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Host> {
    let servers = reader.items_of("servers", diagnostics);
    if let Some(second) = servers.get(1) {
        diagnostics.push(
            Diagnostic::at(
                second.place(),
                "several servers are not supported",
                "keep one; callers give the endpoint themselves",
            )
            .unsupported(),
        );
    }
    let server = servers.first()?;
    let url = server.text("url", diagnostics)?;
    // A variable may stand for a path. One that the address begins with stands for what callers give.
    let mut written = url.clone();
    for (name, variable) in server.entries_of("variables", diagnostics) {
        let value = variable.get("default").and_then(|value| value.node().as_str());
        let name = format!("{{{name}}}");
        if let Some(value) = value.filter(|_| !url.starts_with(&name)) {
            written = written.replace(&name, value);
        }
    }
    Some(Host::new(
        &server.place().join("url"),
        url.trim_end_matches('/'),
        &written,
    ))
}

/// `host`, `basePath` and `x-ms-parameterized-host` of Swagger 2.0.
pub(super) fn swagger(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Host> {
    let base = reader.text("basePath", diagnostics).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let of_base = reader.place().join("basePath");
    let made = |place, address: String| {
        let place = if base.is_empty() { place } else { &of_base };
        let template = address + base;
        Some(Host::new(place, &template, &template))
    };
    if let Some(mark) = reader.get("x-ms-parameterized-host") {
        let template = mark.text("hostTemplate", diagnostics)?;
        return made(&mark.place().join("hostTemplate"), template);
    }
    match reader.text("host", diagnostics) {
        Some(host) => made(&reader.place().join("host"), format!("https://{host}")),
        // The host is the one that the description was fetched from, which callers know.
        None if !base.is_empty() => made(&of_base, String::new()),
        None => None,
    }
}

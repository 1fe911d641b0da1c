//! The address of the service in parts, and the base path.

use openapi_client_model::{
    api::Docs,
    names::{Case, Given},
    server::{AddressPart, BasePart, Server, ServerVariable},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::Location,
};

use super::{
    address::{Address, address, default, not_in_the_clear, plain_http, values},
    parameter_names::rename,
    spelling::spelled,
    subject::Subject,
    types::Types,
};

/// What the description says of where the service is.
pub(super) fn server(types: &mut Types<'_>) -> Server {
    let mut server = Server::default();
    let hosts = &types.bundle.entry().hosts;
    let mut bases: Vec<Vec<BasePart>> = Vec::new();
    let mut examples: Vec<(String, String)> = Vec::new();
    for (at, host) in hosts.iter().enumerate() {
        let address = match address(types, host) {
            Ok(address) => address,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                continue;
            }
        };
        let mut address = address;
        if let Some(AddressPart::Text(text)) = address.origin.first_mut()
            && let Some(rest) = plain_http(text)
        {
            *text = format!("https://{rest}");
            let by_https = host.template.replacen("http://", "https://", 1);
            if hosts.iter().all(|other| other.template != by_https) {
                types.diagnostics.push(not_in_the_clear(host));
            }
        }
        let base = base(&address);
        examples.extend(example(&address).map(|example| (example, usual(&base))));
        if !bases.contains(&base) {
            bases.push(base);
        }
        if at == 0 {
            server.variables = variables(types, &address, &host.place);
            (server.origin, server.path) = (address.origin, address.path);
        }
    }
    if !server.has_parts() {
        // `new` takes the beginning of the address; everything else is in the base path.
        (server.origin, server.path, server.variables) = (Vec::new(), Vec::new(), Vec::new());
    }
    // If there are several paths, callers choose one; otherwise it is added to their endpoint.
    for (mut example, path) in examples {
        if bases.len() > 1 {
            example.push_str(&path);
        }
        if !server.examples.contains(&example) {
            server.examples.push(example);
        }
    }
    if bases.iter().any(|base| !base.is_empty()) {
        server.bases = bases;
    }
    server
}

/// The base path for callers who give the address themselves.
fn base(address: &Address<'_>) -> Vec<BasePart> {
    let mut base: Vec<BasePart> = Vec::new();
    for part in &address.path {
        let next = match part {
            AddressPart::Text(text) => BasePart::Fixed(text.clone()),
            AddressPart::Variable(at) => {
                let Some((name, parameter, _)) = address.variables.get(*at) else {
                    continue;
                };
                let mut all = values(*parameter);
                match default(*parameter) {
                    None => BasePart::Any(name.clone()),
                    Some(usual) => {
                        all.retain(|value| *value != usual);
                        all.insert(0, usual.clone());
                        if all.len() > 1 {
                            BasePart::OneOf(all)
                        } else {
                            BasePart::Fixed(usual)
                        }
                    }
                }
            }
        };
        match (base.last_mut(), next) {
            (Some(BasePart::Fixed(text)), BasePart::Fixed(more)) => text.push_str(&more),
            (_, next) => base.push(next),
        }
    }
    if let Some(BasePart::Fixed(text)) = base.last_mut() {
        text.truncate(text.trim_end_matches('/').len());
        if text.is_empty() {
            base.pop();
        }
    }
    base
}

/// The path as it usually is.
fn usual(parts: &[BasePart]) -> String {
    let parts = parts.iter().map(|part| match part {
        BasePart::Fixed(text) => text.clone(),
        BasePart::OneOf(texts) => texts.first().cloned().unwrap_or_default(),
        BasePart::Any(name) => format!("{{{name}}}"),
    });
    parts.collect()
}

/// The beginning of the address, if the description has it: the endpoint that callers would give.
fn example(address: &Address<'_>) -> Option<String> {
    let mut example = String::new();
    for part in &address.origin {
        match part {
            AddressPart::Text(text) => example.push_str(text),
            AddressPart::Variable(at) => {
                let (_, parameter, _) = address.variables.get(*at)?;
                example.push_str(&default(*parameter)?);
            }
        }
    }
    (!example.is_empty()).then_some(example)
}

fn variables(types: &mut Types<'_>, address: &Address<'_>, place: &Place) -> Vec<ServerVariable> {
    let mut given = Given::default();
    let mut found = Vec::new();
    for (wire, parameter, kind) in &address.variables {
        let place = parameter.map_or(place, |parameter| &parameter.place);
        let wanted = parameter
            .and_then(|parameter| parameter.client_name.as_deref())
            .unwrap_or(wire);
        let entry = types.service.parameter(Location::Path, wire);
        if let Some((key, _)) = entry {
            types.used.insert(("parameters", key.to_owned()));
        }
        let renamed = entry.and_then(|(_, entry)| entry.name.as_deref());
        let name = types.ident_or(renamed, wanted, Case::Value, place, || {
            (Subject::parameter(Location::Path, wire, false), spelled(wanted))
        });
        if let Some(other) = given.give(&name, wire) {
            let subject = Subject::parameter(Location::Path, wire, true);
            types.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!("the parts `{other}` and `{wire}` of the address get the same name `{name}`"),
                    "rename one of them under `parameters` in the catalog",
                )
                .with_fix(rename(types.service, &subject, &name)),
            );
        }
        found.push(ServerVariable {
            wire: wire.clone(),
            name,
            kind: *kind,
            default: default(*parameter),
            values: values(*parameter),
            docs: Docs {
                summary: None,
                description: parameter.and_then(|parameter| parameter.description.clone()),
                place: Some(place.clone()),
            },
        });
    }
    found
}

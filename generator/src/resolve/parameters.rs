//! The parameters of a call: what goes into path, query and headers, and whether the path template agrees.

use std::collections::BTreeSet;

use openapi_client_model::{
    api::{Docs, Location, Parameter, Type},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::{self, API_VERSION, Operation},
    fix::CatalogEdit,
};

use super::{spelling::spelled, subject::Subject, types::Types};
use crate::catalog::Service;

/// What the parameters of an operation come to.
#[derive(Default)]
#[expect(
    clippy::struct_field_names,
    reason = "there is no other word for those that are neither version nor body"
)]
pub(super) struct Parameters<'a> {
    pub parameters: Vec<Parameter>,
    pub version: Option<String>,
    /// A body in the form of Swagger 2.0.
    pub body: Option<&'a document::Parameter>,
}

pub(super) fn parameters<'a>(
    types: &mut Types<'a>,
    operation: &'a Operation,
    hint: &Ident,
) -> Parameters<'a> {
    let mut result = Parameters::default();
    let mut seen: BTreeSet<(Location, &str)> = BTreeSet::new();
    let mut given = Given::default();
    let mut named: Vec<(Ident, Subject)> = Vec::new();
    // What a broken reference would have been is not known.
    let mut whole = true;
    for written in &operation.parameters {
        let written = match types.bundle.parameter(written) {
            Ok(written) => written,
            Err(diagnostic) => {
                types.diagnostics.push(diagnostic);
                whole = false;
                continue;
            }
        };
        // The operation's own parameters come first and override those of the path.
        if !seen.insert((written.location, &written.name)) {
            continue;
        }
        match written.location {
            Location::Body => result.body = Some(written),
            Location::Query if written.name == API_VERSION => result.version = Some(written.name.clone()),
            _ => {
                let parameter = parameter(types, written, hint);
                let subject = Subject::parameter(written.location, &written.name, true);
                if let Some(other) = given.give(&parameter.name, &parameter.wire) {
                    let first = named.iter().find(|(name, _)| *name == parameter.name);
                    let fix = first.and_then(|(name, first)| {
                        let loser = first.loser(&subject, types.service, types.known);
                        rename(types.service, loser, name)
                    });
                    types.diagnostics.push(
                        Diagnostic::at(
                            &written.place,
                            format!(
                                "the parameters `{other}` and `{}` become one argument `{}`",
                                parameter.wire, parameter.name
                            ),
                            "rename one of them under `parameters` in the catalog",
                        )
                        .with_fix(fix),
                    );
                }
                types.noted.note(&subject);
                named.push((parameter.name.clone(), subject));
                result.parameters.push(parameter);
            }
        }
    }
    check_path(types, operation, &mut result.parameters, whole);
    result
}

/// The entry that names a parameter after where it goes as well.
pub(super) fn rename(service: &Service, subject: &Subject, name: &Ident) -> Option<CatalogEdit> {
    let location = subject.word();
    let names = [format!("{}_in_{location}", name.bare())];
    let name = subject.pick(Case::Value, &names, |_| false);
    subject.named(
        service,
        &name,
        "Another parameter, or an argument that every method has, would have the same name.",
    )
}

fn parameter<'a>(types: &mut Types<'a>, written: &'a document::Parameter, hint: &Ident) -> Parameter {
    let service = types.service;
    let entry = service.parameter(written.location, &written.name);
    if let Some((key, _)) = entry {
        types.used.insert(("parameters", key.to_owned()));
    }
    let entry = entry.map(|(_, entry)| entry);
    let given = entry.and_then(|entry| entry.name.as_deref());
    let wanted = written.client_name.as_deref().unwrap_or(&written.name);
    let name = types.ident_or(given, wanted, Case::Value, &written.place, || {
        let subject = Subject::parameter(written.location, &written.name, false);
        (subject, spelled(wanted))
    });
    if matches!(name.bare(), "options" | "body" | "method_options") {
        let subject = Subject::parameter(written.location, &written.name, true);
        types.diagnostics.push(
            Diagnostic::at(
                &written.place,
                format!("the parameter would be called `{name}`, as something that every method has already"),
                "give the parameter another `name` under `parameters` in the catalog",
            )
            .with_fix(rename(service, &subject, &name)),
        );
    }
    if written.location == Location::Header && !is_header_name(&written.name) {
        types.diagnostics.push(Diagnostic::at(
            &written.place.join("name"),
            format!("no header can have the name `{}`", written.name),
            "a header's name is made of ASCII letters, digits and any of !#$%&'*+-.^_`|~",
        ));
    }
    let ty = types.type_of(&written.schema, &hint.join(&name, Case::Type));
    let object = matches!(ty, Type::Named(_)) && !types.is_enum(&written.schema);
    if object || matches!(ty, Type::List(_) | Type::Map(_) | Type::Any | Type::Overlay(_)) {
        types.diagnostics.push(
            Diagnostic::at(
                &written.place,
                format!(
                    "the parameter `{}` is a list or an object, which is not supported",
                    written.name
                ),
                match &written.collection {
                    Some(collection) => format!(
                        "lists joined by `collectionFormat: {}` are not built yet",
                        collection.as_str()
                    ),
                    None => {
                        "only text, numbers, booleans, dates and enums can stand in a path, query or header"
                            .to_owned()
                    }
                },
            )
            .avoidable(),
        );
    }
    Parameter {
        wire: written.name.clone(),
        name,
        location: written.location,
        ty,
        required: written.required || written.location == Location::Path,
        secret: types.is_secret(&written.schema),
        skip_url_encoding: written.skip_url_encoding,
        fill: entry.and_then(|entry| entry.fill),
        constraints: written.schema.constraints.clone(),
        default: written.schema.default.clone(),
        docs: Docs {
            summary: None,
            description: written.description.clone(),
            place: Some(written.place.clone()),
        },
    }
}

/// Whether a text is a token of HTTP (RFC 9110, section 5.6.2).
fn is_header_name(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}

/// Checks the template against the declared path parameters, and puts these in the template's order, first of all.
fn check_path(types: &mut Types<'_>, operation: &Operation, parameters: &mut [Parameter], whole: bool) {
    let place = &operation.place;
    let names = match template_names(&operation.path, place) {
        Ok(names) => names,
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            return;
        }
    };
    for (index, name) in names.iter().enumerate() {
        let declared =
            |parameter: &Parameter| parameter.location == Location::Path && parameter.wire == *name;
        if whole && !parameters.iter().any(declared) {
            types.diagnostics.push(Diagnostic::at(
                place,
                format!("the path has `{{{name}}}`, but no path parameter of that name is declared"),
                "declare it under `parameters` with `in: path`",
            ));
        }
        if names.iter().take(index).any(|earlier| earlier == name) {
            types.diagnostics.push(Diagnostic::at(
                place,
                format!("the path has `{{{name}}}` twice"),
                "rename one of them",
            ));
        }
    }
    for parameter in parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Path)
    {
        if !names.contains(&parameter.wire.as_str()) {
            types.diagnostics.push(Diagnostic::at(
                parameter.docs.place.as_ref().unwrap_or(place),
                format!("the path `{}` has no `{{{}}}`", operation.path, parameter.wire),
                "put it into the path, or say `in: query`",
            ));
        }
    }
    let order = |parameter: &Parameter| match parameter.location {
        Location::Path => names
            .iter()
            .position(|name| *name == parameter.wire)
            .unwrap_or(names.len()),
        _ => names.len() + 1,
    };
    parameters.sort_by_key(order);
}

/// The names in a path template, in order.
fn template_names<'a>(path: &'a str, place: &Place) -> Result<Vec<&'a str>, Diagnostic> {
    let broken = |help: &str| Diagnostic::at(place, format!("the path `{path}` is not well-formed"), help);
    if !path.starts_with('/') {
        return Err(broken("a path begins with `/`"));
    }
    if path.contains(['?', '#']) {
        return Err(broken(
            "a path has no query; declare what is behind the `?` as query parameters",
        ));
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let inner = rest
            .get(open..)
            .and_then(|text| text.strip_prefix('{'))
            .and_then(|text| text.split_once('}'));
        match inner {
            Some((name, tail)) if !name.is_empty() && !name.contains('{') => {
                names.push(name);
                rest = tail;
            }
            _ => return Err(broken("every `{` needs a name and a `}`")),
        }
    }
    Ok(names)
}

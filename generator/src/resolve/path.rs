//! The path of an operation: whether its template and the declared path parameters agree.

use openapi_client_model::api::{Location, Parameter};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::Operation,
};

use super::types::Types;

/// Checks the template against the declared path parameters, and puts these in the template's order, first of all.
pub(super) fn check_path(
    types: &mut Types<'_>,
    operation: &Operation,
    parameters: &mut [Parameter],
    versions: &[(Location, String)],
    whole: bool,
) {
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
        let of_version = versions
            .iter()
            .any(|(location, wire)| *location == Location::Path && wire == name);
        if whole && !of_version && !parameters.iter().any(declared) {
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

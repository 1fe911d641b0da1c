//! Checks that the path template of an operation and its path parameters agree.

use openapi_client_model::api::{Location, Parameter};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document::Operation,
};

use super::types::Types;

/// The names in the template of an operation for which no path parameter is declared, each once. What is not `whole` may have
/// others; a template that is not well-formed is reported by [`check_path`].
pub(super) fn missing<'a>(
    operation: &'a Operation,
    parameters: &[Parameter],
    versions: &[(Location, String)],
    whole: bool,
) -> Vec<&'a str> {
    let names = template_names(&operation.path, &operation.place).unwrap_or_default();
    let declared = |name: &str| {
        let mut own = parameters
            .iter()
            .map(|parameter| (parameter.location, &parameter.wire));
        let mut versions = versions.iter().map(|(location, wire)| (*location, wire));
        own.any(|(location, wire)| location == Location::Path && wire == name)
            || versions.any(|(location, wire)| location == Location::Path && wire == name)
    };
    let mut missing: Vec<&str> = Vec::new();
    for name in names {
        if whole && !declared(name) && !missing.contains(&name) {
            missing.push(name);
        }
    }
    missing
}

/// Checks the template against the declared path parameters, and puts them first, in the order of the template. A parameter that
/// the template does not have is left out; a name that occurs several times is one argument.
pub(super) fn check_path(types: &mut Types<'_>, operation: &Operation, parameters: &mut Vec<Parameter>) {
    let place = &operation.place;
    let names = match template_names(&operation.path, place) {
        Ok(names) => names,
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            return;
        }
    };
    parameters.retain(|parameter| {
        let is_there = parameter.location != Location::Path || names.contains(&parameter.wire.as_str());
        if !is_there {
            types.diagnostics.push(
                Diagnostic::at(
                    parameter.docs.place.as_ref().unwrap_or(place),
                    format!("the path `{}` has no `{{{}}}`", operation.path, parameter.wire),
                    "the parameter is left out; put it into the path, or say `in: query`",
                )
                .warning(),
            );
        }
        is_there
    });
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
    let broken = || {
        let message = format!("the path `{path}` is not well-formed");
        Diagnostic::at(place, message, "every `{` needs a name and a `}`").avoidable()
    };
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
            _ => return Err(broken()),
        }
    }
    Ok(names)
}

//! The address of the service, and whether two are the same for callers.

use std::collections::BTreeSet;

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, source::Node};

use super::pairing::path_shape;

/// The usual address, with what callers would not be asked for: the only value of a variable, and defaults in the path.
pub(super) fn usual(bundle: &Bundle<'_>) -> Option<String> {
    let host = bundle.entry().hosts.first()?;
    let mut template = host.template.clone();
    for variable in &host.variables {
        let Ok(variable) = bundle.parameter(variable) else {
            continue;
        };
        let name = format!("{{{}}}", variable.name);
        let values = variable
            .schema
            .enumeration
            .as_ref()
            .map(|enumeration| enumeration.values.as_slice());
        if let Some([only]) = values {
            template = template.replace(&name, &only.value);
        } else if let Some(default) = variable.schema.default.as_ref().and_then(Node::as_str) {
            let (begin, path) = split(&template);
            // A variable behind the host may stand for a path; the one that the address begins with is what callers give.
            let glued = begin.strip_suffix(name.as_str());
            let begin = match glued.filter(|host| !host.is_empty() && default.starts_with('/')) {
                Some(host) => format!("{host}{default}"),
                None => begin.to_owned(),
            };
            template = begin + &path.replace(&name, default);
        }
    }
    Some(template)
}

/// An address up to its path, and the path.
fn split(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |at| at + 3);
    let slash = address.get(host..).and_then(|rest| rest.find('/'));
    address.split_at(slash.map_or(address.len(), |at| host + at))
}

/// Whether two addresses are the same as far as the description decides that: all of it, or only the path behind a host that
/// callers give themselves.
pub(super) fn is_same(old: Option<&str>, new: Option<&str>) -> bool {
    let parts = |address: Option<&str>| {
        let (origin, path) = split(address.unwrap_or("{endpoint}"));
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let whole = host.is_empty() || (host.starts_with('{') && host.find('}') == Some(host.len() - 1));
        // Callers who give a part of the host give its scheme as well, or https.
        let told = if host.contains('{') {
            path_shape(host)
        } else {
            origin.to_owned()
        };
        (
            whole,
            told.to_ascii_lowercase(),
            path_shape(path.trim_end_matches('/')),
        )
    };
    let (old, new) = (parts(old), parts(new));
    let open = |part: &(bool, String, String)| part.0 || part.1.contains('{');
    let same_host = if open(&old) && open(&new) {
        old.0 || new.0 || old.1 == new.1
    } else {
        old.1 == new.1
    };
    same_host && old.2 == new.2
}

/// The values that callers may choose from for each variable of the usual address, and its default, in the order of the
/// address. A variable that [`usual`] replaces is left out.
pub(super) fn open_variables(bundle: &Bundle<'_>) -> Vec<(BTreeSet<String>, Option<Node>)> {
    let Some(host) = bundle.entry().hosts.first() else {
        return Vec::new();
    };
    let address = usual(bundle).unwrap_or_default();
    let mut found = Vec::new();
    for variable in &host.variables {
        let Ok(variable) = bundle.parameter(variable) else {
            continue;
        };
        let name = format!("{{{}}}", variable.name);
        let is_host = split(&address).0.trim_start_matches("https://") == name;
        let values = variable.schema.enumeration.iter();
        let values: BTreeSet<String> = values
            .flat_map(|enumeration| &enumeration.values)
            .map(|value| value.value.clone())
            .collect();
        // Callers give a whole host themselves, and OpenAPI 3 wants a default also where there is none.
        let default = variable.schema.default.clone();
        let default = default.filter(|value| !is_host && value.as_str() != Some(""));
        let is_open =
            values.len() > 1 || (address.contains(&name) && (!values.is_empty() || default.is_some()));
        if let Some(at) = host.template.find(&name).filter(|_| is_open) {
            found.push((at, values, default));
        }
    }
    found.sort_by_key(|(at, _, _)| *at);
    let found = found.into_iter();
    found.map(|(_, values, default)| (values, default)).collect()
}

/// The places of the variables of the usual address, in order.
pub(super) fn variable_places(bundle: &Bundle<'_>) -> Vec<Place> {
    let hosts = bundle.entry().hosts.iter().take(1);
    let variables = hosts.flat_map(|host| &host.variables);
    variables
        .filter_map(|variable| Some(bundle.parameter(variable).ok()?.place.clone()))
        .collect()
}

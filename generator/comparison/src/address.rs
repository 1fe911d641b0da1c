//! The address of the service, and whether two are the same for callers.

use std::collections::BTreeSet;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Host, Operation},
    source::Node,
};

use super::{
    checks,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    pair::OperationPair,
    pairing::path_shape,
    residue,
    trees::Tree,
    verdict::Direction,
};

/// Compares the addresses of a pair of operations of which one has addresses of its own, or its path has.
pub(super) fn compare_addresses(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    compare_own_schemes(graph, pair);
    if pair.old.hosts.is_empty() && pair.new.hosts.is_empty() {
        return;
    }
    let place = |operation: &Operation| {
        let host = operation.hosts.first();
        host.map_or_else(|| operation.place.clone(), |host| host.place.clone())
    };
    let (old, new) = (place(pair.old), place(pair.new));
    let shared = pair.new.path.clone();
    let label = pair.label(pair.owns((&old, &new)), "the address", shared);
    let (before, after) = (hosts(graph.old, pair.old), hosts(graph.new, pair.new));
    let (was, is) = (usual(graph.old, before), usual(graph.new, after));
    if !is_same(was.as_deref(), is.as_deref()) {
        let message = change(&label.phrase, was, is);
        let local = LocalFinding::new(&checks::SERVER_CHANGED, &old, &new, &label.subject, message);
        graph.add_finding(pair.node, local.with_directions(Direction::REQUEST));
    } else if others(before) != others(after)
        || open_variables(graph.old, before) != open_variables(graph.new, after)
    {
        let what = format!(
            "the other addresses, or the values of their variables, changed for {}",
            label.phrase
        );
        residue::report(graph, pair.node, (&old, &new), "servers", &label.subject, &what);
    }
}

/// The addresses of an operation.
fn hosts<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> &'a [Host] {
    if operation.hosts.is_empty() {
        &bundle.entry().hosts
    } else {
        &operation.hosts
    }
}

/// The addresses besides the usual one, and besides the same one with another scheme.
pub(super) fn others(hosts: &[Host]) -> Vec<String> {
    let usual = hosts.first().map(without_scheme);
    let others = hosts.iter().filter(|host| Some(without_scheme(host)) != usual);
    others.map(|host| path_shape(&host.template)).collect()
}

/// An address without its scheme, in the form in which two are compared.
fn without_scheme(host: &Host) -> String {
    let (origin, path) = split(&host.template);
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    format!("{}{path}", host.to_ascii_lowercase())
}

/// The schemes that the usual address may have, such as `https`. Swagger 2.0 has them in `schemes` of the description, or else of
/// the operation `own`; OpenAPI 3 has several servers.
pub(super) fn schemes(root: &Tree<'_>, own: Option<&Tree<'_>>, hosts: &[Host]) -> BTreeSet<String> {
    let list = own
        .and_then(|own| own.get("schemes"))
        .or_else(|| root.get("schemes"));
    let mut found: BTreeSet<String> = if root.get("swagger").is_some() {
        let items = list.iter().flat_map(Tree::items);
        items
            .filter_map(|item| Some(item.node.as_str()?.to_ascii_lowercase()))
            .collect()
    } else {
        let usual = hosts.first().map(without_scheme);
        let same = hosts.iter().filter(|host| Some(without_scheme(host)) == usual);
        same.filter_map(|host| Some(host.template.split_once("://")?.0.to_ascii_lowercase()))
            .collect()
    };
    if found.is_empty() {
        found.insert("https".to_owned());
    }
    found
}

/// An address with a scheme that it may have: the reader of Swagger 2.0 takes `https` for it.
pub(super) fn with_scheme(address: Option<String>, schemes: &BTreeSet<String>) -> Option<String> {
    let address = address?;
    match (address.strip_prefix("https://"), schemes.first()) {
        (Some(rest), Some(first)) if !schemes.contains("https") => Some(format!("{first}://{rest}")),
        _ => Some(address),
    }
}

/// Compares the schemes that an address may have.
pub(super) fn compare_schemes(
    graph: &mut Graph<'_>,
    node: usize,
    (was, is): (&BTreeSet<String>, &BTreeSet<String>),
    (old, new): (&Place, &Place),
    label: &Label,
) {
    let mut report = |check, scheme: &str, words: &str| {
        let message = format!("{} {words} `{scheme}`", label.phrase);
        let local = LocalFinding::new(check, old, new, &label.subject, message);
        let local = local.with_directions(Direction::REQUEST).with_detail(scheme);
        graph.add_finding(node, local);
    };
    for scheme in was.difference(is) {
        report(&checks::SCHEME_REMOVED, scheme, "can no longer be reached by");
    }
    for scheme in is.difference(was) {
        report(&checks::SCHEME_ADDED, scheme, "can also be reached by");
    }
}

/// Compares the schemes of a pair of operations of which one has its own.
fn compare_own_schemes(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let (roots, places) = (
        (&graph.old.entry().place, &graph.new.entry().place),
        (&pair.old.place, &pair.new.place),
    );
    let (Some(roots), Some(own)) = (graph.trees.at(roots), graph.trees.at(places)) else {
        return;
    };
    if own.0.get("schemes").is_none() && own.1.get("schemes").is_none() {
        return;
    }
    let (was, is) = (
        schemes(&roots.0, Some(&own.0), hosts(graph.old, pair.old)),
        schemes(&roots.1, Some(&own.1), hosts(graph.new, pair.new)),
    );
    let label = Label::new(pair.route.clone(), pair.route.clone());
    compare_schemes(graph, pair.node, (&was, &is), places, &label);
}

/// That an address changed, in a sentence.
pub(super) fn change(what: &str, was: Option<String>, is: Option<String>) -> String {
    let words = |address: Option<String>| {
        address.map_or_else(|| "not given".to_owned(), |address| format!("`{address}`"))
    };
    format!("{what} was {} and is {}", words(was), words(is))
}

/// The usual address, with what callers would not be asked for: the only value of a variable, and defaults in the path.
pub(super) fn usual(bundle: &Bundle<'_>, hosts: &[Host]) -> Option<String> {
    let host = hosts.first()?;
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
pub(super) fn open_variables(bundle: &Bundle<'_>, hosts: &[Host]) -> Vec<(BTreeSet<String>, Option<Node>)> {
    let Some(host) = hosts.first() else {
        return Vec::new();
    };
    let address = usual(bundle, hosts).unwrap_or_default();
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

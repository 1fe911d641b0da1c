//! Compares the parameters of a pair of operations.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{API_VERSION, Collection, Location, Operation, Parameter},
};

use super::{
    checks::{self, Check},
    graph::Graph,
    local::{Local, Named},
    pair::{Pair, shared},
    pairing::shape,
    uses,
    verdict::Direction,
};

/// What tells parameters apart on the wire.
type Key = (Location, String);

pub(super) fn compare<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>) {
    let (before, after) = (list(graph.old, pair.old), list(graph.new, pair.new));
    // Another path has other parameters; that it moved says it all.
    let moved = shape(&pair.old.path) != shape(&pair.new.path);
    let said = |parameter: &Parameter| !(moved && parameter.location == Location::Path);
    let index = |list: &[(Key, &'a Parameter)]| list.iter().cloned().collect::<BTreeMap<_, _>>();
    let (was, is) = (index(&before), index(&after));
    // Under the same name at another place, and not also what it was.
    let elsewhere = |list: &[(Key, &'a Parameter)], others: &BTreeMap<Key, &Parameter>, of: &Parameter| {
        let same =
            |other: &Parameter| other.location != of.location && other.name.eq_ignore_ascii_case(&of.name);
        list.iter()
            .find(|(key, other)| same(other) && !others.contains_key(key))
            .map(|(_, found)| *found)
    };
    for (key, old) in &before {
        if let Some(new) = is.get(key) {
            kept(graph, pair, old, new);
        } else if let Some(new) = elsewhere(&after, &was, old) {
            let message = format!(
                "{} was in the {} and is in the {}",
                named(pair, (&old.place, &new.place), &new.name).phrase,
                place(old.location),
                place(new.location)
            );
            report(
                graph,
                pair,
                &checks::PARAMETER_LOCATION,
                (&old.place, &new.place),
                &old.name,
                message,
            );
        } else if said(old) {
            let message = format!(
                "{} is gone",
                named(pair, (&old.place, &old.place), &old.name).phrase
            );
            let local = Local::new(
                &checks::PARAMETER_REMOVED,
                &old.place,
                &pair.new.place,
                &group(pair, &old.place),
                message,
            );
            graph.found(
                pair.node,
                local.on(Direction::REQUEST).about(&old.name).only_old(),
            );
        }
    }
    for (key, new) in &after {
        if was.contains_key(key) || elsewhere(&before, &is, new).is_some() || !said(new) {
            continue;
        }
        let check = if new.required {
            &checks::REQUIRED_PARAMETER_ADDED
        } else {
            &checks::PARAMETER_ADDED
        };
        let message = format!(
            "{} is new",
            named(pair, (&new.place, &new.place), &new.name).phrase
        );
        let local = Local::new(
            check,
            &pair.old.place,
            &new.place,
            &group(pair, &new.place),
            message,
        );
        graph.found(
            pair.node,
            local.on(Direction::REQUEST).about(&new.name).only_new(),
        );
    }
}

/// The parameters of an operation, its own before those of its path, each once.
fn list<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Vec<(Key, &'a Parameter)> {
    let mut seen = BTreeSet::new();
    operation
        .parameters
        .iter()
        .filter_map(|parameter| bundle.parameter(parameter).ok())
        .filter(|parameter| seen.insert((parameter.location, parameter.name.as_str())))
        .filter(|parameter| parameter.location != Location::Body && parameter.name != API_VERSION)
        .map(|parameter| (key(parameter, &operation.path), parameter))
        .collect()
}

/// Headers are named in any case, and path parameters by their place in the path.
fn key(parameter: &Parameter, path: &str) -> Key {
    let name = match parameter.location {
        Location::Header => parameter.name.to_ascii_lowercase(),
        Location::Path => {
            let at = path
                .split('{')
                .skip(1)
                .position(|part| part.split('}').next() == Some(parameter.name.as_str()));
            at.map_or_else(|| parameter.name.clone(), |at| format!("{{{at}}}"))
        }
        Location::Query | Location::Body => parameter.name.clone(),
    };
    (parameter.location, name)
}

fn place(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "headers",
        Location::Body => "body",
    }
}

/// What a parameter is called.
fn named(pair: &Pair<'_>, places: (&Place, &Place), name: &str) -> Named {
    pair.named(places, &format!("the parameter `{name}`"), "parameter")
}

/// What a parameter is listed under: the operation, unless several share it.
fn group(pair: &Pair<'_>, place: &Place) -> String {
    shared(place).map_or_else(|| pair.route.clone(), |name| format!("parameter {name}"))
}

fn report(
    graph: &mut Graph<'_>,
    pair: &Pair<'_>,
    check: &'static Check,
    (old, new): (&Place, &Place),
    name: &str,
    message: String,
) {
    let local = Local::new(check, old, new, &group(pair, new), message);
    graph.found(pair.node, local.on(Direction::REQUEST).about(name));
}

fn kept<'a>(graph: &mut Graph<'a>, pair: &Pair<'a>, old: &'a Parameter, new: &'a Parameter) {
    let places = (&old.place, &new.place);
    graph.docs(
        places,
        "parameter",
        (old.description.as_deref(), new.description.as_deref()),
    );
    let named = named(pair, places, &new.name);
    let path = new.location == Location::Path;
    match (old.required || path, new.required || path) {
        (false, true) => report(
            graph,
            pair,
            &checks::PARAMETER_BECAME_REQUIRED,
            places,
            &new.name,
            format!("{} is required", named.phrase),
        ),
        (true, false) => report(
            graph,
            pair,
            &checks::PARAMETER_BECAME_OPTIONAL,
            places,
            &new.name,
            format!("{} may be left out", named.phrase),
        ),
        _ => {}
    }
    let list = |parameter: &Parameter| parameter.schema.kind.as_deref() == Some("array");
    let joined = |parameter: &Parameter| parameter.collection.unwrap_or(Collection::Commas);
    let styled = |parameter: &Parameter| joined(parameter).is_styled();
    let lists = list(old) && list(new);
    if (lists || styled(old) || styled(new)) && joined(old) != joined(new) {
        let message = if lists {
            format!(
                "the items of {} were joined as `{}` and are as `{}`",
                named.phrase,
                joined(old).as_str(),
                joined(new).as_str()
            )
        } else {
            let style = |parameter| {
                if styled(parameter) {
                    joined(parameter).as_str()
                } else {
                    "simple"
                }
            };
            format!(
                "{} was written in the style `{}` and is in `{}`",
                named.phrase,
                style(old),
                style(new)
            )
        };
        report(
            graph,
            pair,
            &checks::COLLECTION_FORMAT,
            places,
            &new.name,
            message,
        );
    }
    uses::compare(
        graph,
        pair.node,
        (&old.schema, &new.schema),
        Direction::REQUEST,
        &named,
    );
}

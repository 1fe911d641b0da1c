//! Compares what calls need to be authorised. Names of schemes are not on the wire: what counts is what they stand for.

use std::collections::BTreeSet;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Document, Operation, Security, SecurityScheme},
};

use super::{
    checks::{self, Check},
    graph::Graph,
    local::Local,
    pair::Pair,
    verdict::Direction,
};

/// One way to be authorised: schemes and scopes, as words.
type Way = BTreeSet<String>;

pub(super) fn compare(graph: &mut Graph<'_>, pair: &Pair<'_>) {
    let changed = changed(graph.old.entry(), graph.new.entry());
    let (before, after) = (
        ways(graph.old, pair.old, &changed),
        ways(graph.new, pair.new, &changed),
    );
    if before == after {
        return;
    }
    // What holds for all calls is one cause.
    let whole = pair.old.security.is_none() && pair.new.security.is_none();
    let place = |bundle: &Bundle<'_>, operation: &Operation| -> Place {
        let place = if whole {
            &bundle.entry().place
        } else {
            &operation.place
        };
        place.join("security")
    };
    let (old, new) = (place(graph.old, pair.old), place(graph.new, pair.new));
    let group = if whole { "service" } else { &pair.route };
    let mut report = |check: &'static Check, message: String| {
        let local = Local::new(check, &old, &new, group, &*message);
        graph.found(pair.node, local.on(Direction::REQUEST).about(message));
    };
    let enough =
        |way: &Way, asked: &[Way]| asked.is_empty() || asked.iter().any(|asked| asked.is_subset(way));
    let nothing = vec![Way::new()];
    let old_ways = if before.is_empty() { &nothing } else { &before };
    let refused = old_ways.iter().any(|way| !enough(way, &after));
    if refused {
        let message = format!(
            "a call must be authorised by {}, and was by {}",
            words(&after),
            words(&before)
        );
        report(&checks::SECURITY_ADDED, message);
    } else if enough(&Way::new(), &after)
        || after
            .iter()
            .all(|way| before.iter().any(|old| way.is_subset(old)))
    {
        let message = format!(
            "a call need only be authorised by {}, and was by {}",
            words(&after),
            words(&before)
        );
        report(&checks::SECURITY_REMOVED, message);
    } else {
        let message = format!(
            "a call may be authorised by {}, and was by {}",
            words(&after),
            words(&before)
        );
        report(&checks::SECURITY_ALTERNATIVE, message);
    }
}

/// The alternatives, one of which a call needs.
fn ways(bundle: &Bundle<'_>, operation: &Operation, changed: &[String]) -> Vec<Way> {
    let entry = bundle.entry();
    let Security(alternatives) = operation.security.as_ref().unwrap_or(&entry.security);
    let mut ways: Vec<Way> = alternatives
        .iter()
        .map(|asked| {
            let mut way = Way::new();
            for requirement in asked {
                let name = meaning(entry, &requirement.scheme, changed);
                let scopes = requirement
                    .scopes
                    .iter()
                    .map(|scope| format!("{name} with `{scope}`"));
                way.extend(scopes);
                way.insert(name);
            }
            way
        })
        .collect();
    ways.sort();
    ways.dedup();
    ways
}

/// What a scheme comes to on the wire; its name, when what it comes to has changed and is said elsewhere.
fn meaning(document: &Document, name: &str, changed: &[String]) -> String {
    let scheme = document.security_schemes.iter().find(|(other, _)| other == name);
    match scheme {
        Some((_, scheme)) if !changed.iter().any(|other| other == name) => on_the_wire(scheme),
        _ => format!("`{name}`"),
    }
}

fn on_the_wire(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::ApiKey { location, name } if location == "header" => {
            format!("the header `{}`", name.to_ascii_lowercase())
        }
        SecurityScheme::ApiKey { location, name } => format!("the {location} parameter `{name}`"),
        SecurityScheme::OAuth2 { .. } => "OAuth 2".to_owned(),
        SecurityScheme::OpenIdConnect => "OpenID Connect".to_owned(),
        SecurityScheme::Other { kind } => format!("the scheme type `{kind}`"),
        SecurityScheme::Http { scheme } => format!("HTTP `{}`", scheme.to_ascii_lowercase()),
    }
}

fn words(ways: &[Way]) -> String {
    let words: Vec<String> = ways
        .iter()
        .filter(|way| !way.is_empty())
        .map(|way| way.iter().cloned().collect::<Vec<_>>().join(" and "))
        .collect();
    match (words.is_empty(), words.len() < ways.len()) {
        (true, _) => "nothing".to_owned(),
        (false, true) => format!("{} or nothing", words.join(" or ")),
        (false, false) => words.join(" or "),
    }
}

/// The schemes that both descriptions declare under one name, and that come to something else.
fn changed(old: &Document, new: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for (name, scheme) in &old.security_schemes {
        let other = new.security_schemes.iter().find(|(other, _)| other == name);
        if other.is_some_and(|(_, other)| on_the_wire(other) != on_the_wire(scheme)) {
            found.push(name.clone());
        }
    }
    found
}

/// The findings about the schemes themselves: those of one name that calls need before and after.
pub(super) fn schemes(old: &Document, new: &Document) -> Vec<(&'static Check, String)> {
    let asked = |document: &Document, name: &str| {
        let own = document
            .operations
            .iter()
            .filter_map(|operation| operation.security.as_ref());
        document.security.names(name) || own.into_iter().any(|security| security.names(name))
    };
    let words = |document: &Document, name: &str| meaning(document, name, &[]);
    changed(old, new)
        .into_iter()
        .filter(|name| asked(old, name) && asked(new, name))
        .map(|name| {
            let message = format!(
                "the security scheme `{name}` was {} and is {}",
                words(old, &name),
                words(new, &name)
            );
            (&checks::SECURITY_CHANGED, message)
        })
        .collect()
}

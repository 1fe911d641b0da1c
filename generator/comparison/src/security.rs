//! Compares the authorisation that requests need. Names of schemes are not on the wire, so schemes are compared by what
//! they send.

use std::collections::BTreeSet;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Operation, Security},
};

use super::{
    checks::{self, Check},
    graph::Graph,
    local_finding::LocalFinding,
    pair::OperationPair,
    schemes::Phrases,
    verdict::Direction,
};

/// A set of schemes and scopes, in words, that is sufficient together.
type Alternative = BTreeSet<String>;

pub(super) fn compare_security(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let (before, after) = (
        alternatives(graph.old, pair.old, &graph.schemes.old),
        alternatives(graph.new, pair.new, &graph.schemes.new),
    );
    if before == after {
        return;
    }
    // A change for all operations is one cause.
    let is_service_wide = pair.old.security.is_none() && pair.new.security.is_none();
    let place = |bundle: &Bundle<'_>, operation: &Operation| -> Place {
        let place = if is_service_wide {
            &bundle.entry().place
        } else {
            &operation.place
        };
        place.join("security")
    };
    let (old, new) = (place(graph.old, pair.old), place(graph.new, pair.new));
    let subject = if is_service_wide { "service" } else { &pair.route };
    let mut report = |check: &'static Check, message: String| {
        let local = LocalFinding::new(check, &old, &new, subject, &*message);
        graph.add_finding(
            pair.node,
            local.with_directions(Direction::REQUEST).with_detail(message),
        );
    };
    let suffices = |alternative: &Alternative, required: &[Alternative]| {
        required.is_empty() || required.iter().any(|required| required.is_subset(alternative))
    };
    let nothing = vec![Alternative::new()];
    let old_alternatives = if before.is_empty() { &nothing } else { &before };
    let refused = old_alternatives
        .iter()
        .any(|alternative| !suffices(alternative, &after));
    if refused {
        let message = format!(
            "requests must be authorised by {}, and were authorised by {}",
            alternatives_phrase(&after),
            alternatives_phrase(&before)
        );
        report(&checks::SECURITY_ADDED, message);
    } else if suffices(&Alternative::new(), &after)
        || after
            .iter()
            .all(|alternative| before.iter().any(|old| alternative.is_subset(old)))
    {
        let message = format!(
            "requests need only be authorised by {}, and were authorised by {}",
            alternatives_phrase(&after),
            alternatives_phrase(&before)
        );
        report(&checks::SECURITY_REMOVED, message);
    } else {
        let message = format!(
            "requests may be authorised by {}, and were authorised by {}",
            alternatives_phrase(&after),
            alternatives_phrase(&before)
        );
        report(&checks::SECURITY_ALTERNATIVE, message);
    }
}

/// The alternatives, one of which a request needs.
fn alternatives(bundle: &Bundle<'_>, operation: &Operation, schemes: &Phrases) -> Vec<Alternative> {
    let entry = bundle.entry();
    let Security(required) = operation.security.as_ref().unwrap_or(&entry.security);
    let mut alternatives: Vec<Alternative> = required
        .iter()
        .map(|requirements| {
            let mut alternative = Alternative::new();
            for requirement in requirements {
                let name = schemes.get(&requirement.scheme).cloned();
                let name = name.unwrap_or_else(|| format!("`{}`", requirement.scheme));
                let scopes = requirement
                    .scopes
                    .iter()
                    .map(|scope| format!("{name} with `{scope}`"));
                alternative.extend(scopes);
                alternative.insert(name);
            }
            alternative
        })
        .collect();
    alternatives.sort();
    alternatives.dedup();
    alternatives
}

fn alternatives_phrase(alternatives: &[Alternative]) -> String {
    let words: Vec<String> = alternatives
        .iter()
        .filter(|alternative| !alternative.is_empty())
        .map(alternative_phrase)
        .collect();
    match (words.is_empty(), words.len() < alternatives.len()) {
        (true, _) => "nothing".to_owned(),
        (false, true) => format!("{} or nothing", words.join(" or ")),
        (false, false) => words.join(" or "),
    }
}

/// What one alternative needs; a scheme whose scopes are named is not named by itself.
fn alternative_phrase(alternative: &Alternative) -> String {
    let has_scopes = |scheme: &str| {
        let scoped = format!("{scheme} with `");
        alternative.iter().any(|other| other.starts_with(&scoped))
    };
    let words: Vec<&str> = alternative
        .iter()
        .map(String::as_str)
        .filter(|scheme| !has_scopes(scheme))
        .collect();
    words.join(" and ")
}

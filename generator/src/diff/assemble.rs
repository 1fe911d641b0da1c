//! Puts the findings on the wire together: pairs the operations, walks what they lead to, and says how grave it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::{bundle::Bundle, diagnostic::Place, document::SecurityScheme};

use super::{
    checks::{self, Check},
    finding::{Direction, Finding, Rust, Wire},
    graph::Graph,
    operations::{self, route},
    pairing,
};

/// A pair of operations, by the places where they stand.
#[derive(Clone, Debug)]
pub(super) struct OperationPair {
    pub old: Place,
    pub new: Place,
    /// The new method and path, as findings name the operation.
    pub route: String,
}

/// What the comparison of two descriptions came to.
pub(super) struct WireDiff {
    pub findings: Vec<Finding>,
    pub docs_only: usize,
    pub pairs: Vec<OperationPair>,
}

pub(super) fn wire<'a>(old: &'a Bundle<'a>, new: &'a Bundle<'a>) -> WireDiff {
    let mut graph = Graph::new(old, new);
    let pairs = pairing::pair(&graph);
    graph.docs(
        old.entry().description.as_deref(),
        new.entry().description.as_deref(),
    );
    let mut routes = Vec::new();
    let mut places = Vec::new();
    for (index, (before, after, how)) in pairs.pairs.iter().enumerate() {
        let node = graph.root(index);
        routes.push(route(after));
        places.push(OperationPair {
            old: before.place.clone(),
            new: after.place.clone(),
            route: route(after),
        });
        operations::compare(&mut graph, node, before, after, *how);
    }
    graph.run();
    let mut findings = collect(&graph, &routes);
    for operation in &pairs.removed {
        let places = (Some(operation.place.clone()), None);
        findings.push(finding(
            &checks::OPERATION_REMOVED,
            places,
            format!("{} is gone", route(operation)),
            route(operation),
        ));
    }
    for operation in &pairs.added {
        let places = (None, Some(operation.place.clone()));
        findings.push(finding(
            &checks::OPERATION_ADDED,
            places,
            format!("{} is new", route(operation)),
            route(operation),
        ));
    }
    around(old, new, &mut findings);
    WireDiff {
        findings,
        docs_only: graph.docs_only,
        pairs: places,
    }
}

/// A finding about the whole, or about one operation that has no partner.
fn finding(
    check: &'static Check,
    (old, new): (Option<Place>, Option<Place>),
    message: String,
    subject: String,
) -> Finding {
    let operations = if subject.contains(' ') {
        vec![subject.clone()]
    } else {
        Vec::new()
    };
    Finding {
        check,
        wire: Direction::BOTH.severity(check),
        rust: Rust::None,
        old,
        new,
        operations,
        rust_items: Vec::new(),
        message,
        subject,
        operation: None,
    }
}

/// The findings of all nodes, one for each cause: the same thing at the same places is one.
fn collect(graph: &Graph<'_>, routes: &[String]) -> Vec<Finding> {
    let reached = graph.reached();
    let mut merged: BTreeMap<(&str, Option<&Place>, Option<&Place>, &str), Finding> = BTreeMap::new();
    for (node, reached) in graph.nodes.iter().zip(&reached) {
        for local in &node.found {
            let wire = reached.ways.and(local.ways).severity(local.check);
            // What does not count on the ways that values go here is nothing, unless it never counts on the wire.
            if wire == Wire::None && Direction::BOTH.severity(local.check) != Wire::None {
                continue;
            }
            // A header or a lost value shares its place with its siblings, and only the words tell them apart.
            let words = if node.operation.is_some() && !shared(local.old.as_ref()) {
                local.message.as_str()
            } else {
                detail(&local.message)
            };
            let key = (local.check.id, local.old.as_ref(), local.new.as_ref(), words);
            let entry = merged.entry(key).or_insert_with(|| Finding {
                check: local.check,
                wire,
                rust: Rust::None,
                old: local.old.clone(),
                new: local.new.clone(),
                operations: Vec::new(),
                rust_items: Vec::new(),
                message: local.message.clone(),
                subject: local.subject.clone(),
                operation: node.operation,
            });
            entry.wire = entry.wire.max(wire);
            entry.operations.extend(
                reached
                    .operations
                    .iter()
                    .filter_map(|at| routes.get(*at))
                    .cloned(),
            );
        }
    }
    merged
        .into_values()
        .map(|mut finding| {
            let unique: BTreeSet<String> = finding.operations.into_iter().collect();
            finding.operations = unique.into_iter().collect();
            finding
        })
        .collect()
}

/// Whether a place is a named component, which several operations share.
fn shared(place: Option<&Place>) -> bool {
    place.is_some_and(|place| {
        let first = place.pointer.tokens().first().map(String::as_str);
        matches!(
            first,
            Some("components" | "parameters" | "responses" | "definitions")
        )
    })
}

/// The last thing in backticks, which is what siblings at one place differ in.
fn detail(message: &str) -> &str {
    message.rsplit('`').nth(1).unwrap_or_default()
}

/// What stands around the operations: address and security schemes.
fn around(old: &Bundle<'_>, new: &Bundle<'_>, findings: &mut Vec<Finding>) {
    let (old, new) = (old.entry(), new.entry());
    let address = |document: &crate::document::Document| {
        document.host.as_ref().map(|host| pairing::shape(&host.template))
    };
    let (was, is) = (address(old), address(new));
    // An address that callers give themselves is not one of the description's.
    let given = |address: &Option<String>| address.as_deref().is_none_or(|address| address.contains('{'));
    if was != is && !(given(&was) && given(&is)) {
        let words = |address: Option<String>| {
            address.map_or_else(|| "not said".to_owned(), |address| format!("`{address}`"))
        };
        let message = format!("the address was {} and is {}", words(was), words(is));
        let places = (Some(old.place.clone()), Some(new.place.clone()));
        findings.push(finding(
            &checks::SERVER_CHANGED,
            places,
            message,
            "service".to_owned(),
        ));
    }
    for (name, scheme) in &old.security_schemes {
        let used = old.security.contains(name) && new.security.contains(name);
        let other: Option<&SecurityScheme> = new
            .security_schemes
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, scheme)| scheme);
        if used && other.is_some_and(|other| other != scheme) {
            let places = (Some(old.place.clone()), Some(new.place.clone()));
            findings.push(finding(
                &checks::SECURITY_CHANGED,
                places,
                format!("the security scheme `{name}` is another one"),
                "service".to_owned(),
            ));
        }
    }
}

//! Collects the findings on the wire: pairs the operations, compares what they refer to, and determines each severity.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use openapi_descriptions::{bundle::Bundle, diagnostic::Place, document::Document};

use super::{
    Work, address,
    checks::{self, Check, Effect},
    exchange,
    finding::{Finding, RustVerdict, WireSeverity},
    graph::Graph,
    local_finding::{Anchor, LocalFinding},
    operations,
    pair::route,
    pairing,
    reach::{self, BitSet},
    residue, schema,
    tree_pairs::TreePairs,
    verdict::Direction,
};

/// The places of a pair of operations.
#[derive(Clone, Debug)]
pub(super) struct OperationPlaces {
    pub old: Place,
    pub new: Place,
}

/// The result of comparing two descriptions on the wire.
pub(super) struct WireDiff<'a> {
    pub findings: Vec<Finding>,
    pub docs_only: usize,
    pub equal_residue: usize,
    pub pairs: Vec<OperationPlaces>,
    /// The places where the schemas of each pair are defined.
    pub schemas: Vec<(&'a Place, &'a Place)>,
    pub work: Work,
}

pub(super) fn compare_on_wire<'a>(
    (old, new): (&'a Bundle<'a>, &'a Bundle<'a>),
    trees: TreePairs<'a>,
) -> WireDiff<'a> {
    let mut graph = Graph::new((old, new), trees);
    graph.has_xml = [old, new].into_iter().any(exchange::uses_xml);
    let pairs = pairing::pair_operations(&graph);
    let (before, after) = (old.entry(), new.entry());
    graph.note_changed_docs(
        (&before.place, &after.place),
        "description",
        (before.description.as_deref(), after.description.as_deref()),
    );
    let mut routes: Vec<Arc<str>> = Vec::new();
    let mut places = Vec::new();
    for (index, (before, after, paired_by)) in pairs.both.iter().enumerate() {
        let node = graph.add_operation(index);
        routes.push(route(after).into());
        places.push(OperationPlaces {
            old: before.place.clone(),
            new: after.place.clone(),
        });
        operations::compare_operations(&mut graph, node, before, after, *paired_by);
    }
    compare_pending(&mut graph);
    // What belongs to no single operation is treated as sent and received, and names no operation.
    let whole = graph.add_operation(routes.len());
    residue::compare_documents(&mut graph, whole, &places);
    // Webhooks have schemas that no operation has.
    compare_pending(&mut graph);
    residue::compare_referred(&mut graph);
    let mut findings = merge_findings(&graph, &routes, &places);
    for operation in &pairs.removed {
        let message = format!("{} was removed", route(operation));
        let mut found = new_finding(&checks::OPERATION_REMOVED, &route(operation), message);
        found.old = Some(operation.place.clone());
        found.operations = vec![route(operation).into()];
        findings.push(found);
    }
    for operation in &pairs.added {
        let message = format!("{} was added", route(operation));
        let mut found = new_finding(&checks::OPERATION_ADDED, &route(operation), message);
        found.new = Some(operation.place.clone());
        found.operations = vec![route(operation).into()];
        findings.push(found);
    }
    compare_titles(before, after, &mut findings);
    compare_service(&mut graph, &mut findings);
    WireDiff {
        findings,
        docs_only: graph.count_changed_docs(),
        equal_residue: graph.trees.equal,
        pairs: places,
        schemas: graph.nodes.iter().filter_map(|node| node.places).collect(),
        work: Work {
            pairs: graph.nodes.len() - 1,
            uses: graph.nodes.iter().map(|node| node.edges.len()).sum(),
        },
    }
}

/// Compares the schemas that are queued, and those that they refer to.
fn compare_pending(graph: &mut Graph<'_>) {
    while let Some(next) = graph.next_pending() {
        schema::compare_schemas(graph, next);
    }
}

/// A finding about the whole description, or about one operation that has no partner.
fn new_finding(check: &'static Check, subject: &str, message: String) -> Finding {
    Finding {
        check,
        wire: check.severity(Direction::BOTH),
        rust: RustVerdict::None,
        old: None,
        new: None,
        more_places: Vec::new(),
        operations: Vec::new(),
        rust_items: Vec::new(),
        message,
        subject: subject.to_owned(),
        anchor: match check.effect {
            Effect::Added => Anchor::New,
            Effect::Removed => Anchor::Old,
            _ => Anchor::Both,
        },
        direct: BTreeSet::new(),
        detail: String::new(),
    }
}

/// The key of a cause: the check, the places, what tells it apart from others there, and the message where a place is not enough.
type CauseKey<'l> = (
    &'static str,
    Option<&'l Place>,
    Option<&'l Place>,
    &'l str,
    Option<&'l str>,
);

/// What several operations refer to is one cause, however many do. `operation` is the one whose node the finding is in.
fn cause_key<'l>(local: &'l LocalFinding, operation: Option<&OperationPlaces>) -> CauseKey<'l> {
    let is_own = |side: fn(&OperationPlaces) -> &Place, place: &Place| {
        operation.is_some_and(|operation| place.is_in(side(operation)))
    };
    let (old, new) = (Some(&local.old), Some(&local.new));
    let own = (
        is_own(|operation| &operation.old, &local.old),
        is_own(|operation| &operation.new, &local.new),
    );
    let (old, new, message) = match (local.anchor, own) {
        (Anchor::Old, (false, _)) => (old, None, None),
        (Anchor::New, (_, false)) => (None, new, None),
        // What was written in each operation is shared now, or was shared and is not.
        (Anchor::Both, (true, false)) => (None, new, Some(&*local.message)),
        (Anchor::Both, (false, true)) => (old, None, Some(&*local.message)),
        _ => (old, new, None),
    };
    (local.check.id, old, new, &local.detail, message)
}

/// The findings of all nodes, one for each cause.
fn merge_findings(graph: &Graph<'_>, routes: &[Arc<str>], places: &[OperationPlaces]) -> Vec<Finding> {
    let reached = reach::reachability(graph);
    let mut merged: BTreeMap<CauseKey<'_>, (Finding, BitSet)> = BTreeMap::new();
    for (node, reached) in graph.nodes.iter().zip(&reached) {
        let operation = node.operation.and_then(|at| places.get(at));
        for local in &node.findings {
            let wire = local.check.severity(reached.directions.and(local.directions));
            // A finding with no severity in these directions is dropped, unless its check never has one on the wire.
            if wire == WireSeverity::None && local.check.severity(Direction::BOTH) != WireSeverity::None {
                continue;
            }
            let (entry, operations) = merged.entry(cause_key(local, operation)).or_insert_with(|| {
                let mut found = new_finding(local.check, &local.subject, local.message.clone());
                found.old = Some(local.old.clone());
                found.new = Some(local.new.clone());
                found.detail.clone_from(&local.detail);
                found.anchor = local.anchor;
                found.wire = wire;
                (found, BitSet::default())
            });
            entry.wire = entry.wire.max(wire);
            entry
                .direct
                .extend(node.operation.filter(|at| *at < routes.len()));
            // With several places on one side, none is reported there.
            if entry.old.as_ref().is_some_and(|place| *place != local.old) {
                entry.old = None;
            }
            if entry.new.as_ref().is_some_and(|place| *place != local.new) {
                entry.new = None;
            }
            operations.union_with(&reached.operations);
        }
    }
    merged
        .into_values()
        .map(|(mut finding, operations)| {
            let routes: BTreeSet<Arc<str>> = operations
                .iter()
                .filter_map(|at| routes.get(at).cloned())
                .collect();
            finding.operations = routes.into_iter().collect();
            finding
        })
        .collect()
}

/// Compares the titles, which name a client whose operations are in no group.
fn compare_titles(old: &Document, new: &Document, findings: &mut Vec<Finding>) {
    if old.title != new.title {
        let message = format!("the title was `{}` and is `{}`", old.title, new.title);
        let mut found = new_finding(&checks::TITLE_CHANGED, "service", message);
        let title = |document: &Document| Some(document.place.join("info").join("title"));
        (found.old, found.new) = (title(old), title(new));
        findings.push(found);
    }
}

/// Compares what applies to all operations: the address and the security schemes.
fn compare_service(graph: &mut Graph<'_>, findings: &mut Vec<Finding>) {
    let (old, new) = (graph.old.entry(), graph.new.entry());
    let (mut was, mut is) = (
        address::usual(graph.old, &old.hosts),
        address::usual(graph.new, &new.hosts),
    );
    if let Some((before, after)) = graph.trees.at((&old.place, &new.place)) {
        was = address::with_scheme(was, &address::schemes(&before, None, &old.hosts));
        is = address::with_scheme(is, &address::schemes(&after, None, &new.hosts));
    }
    if !address::is_same(was.as_deref(), is.as_deref()) {
        let message = address::change("the address", was, is);
        let mut found = new_finding(&checks::SERVER_CHANGED, "service", message);
        found.old = Some(old.place.clone());
        found.new = Some(new.place.clone());
        findings.push(found);
    }
    for (check, message) in std::mem::take(&mut graph.schemes.findings) {
        let mut found = new_finding(check, "service", message);
        found.old = Some(old.place.join("security"));
        found.new = Some(new.place.join("security"));
        findings.push(found);
    }
}

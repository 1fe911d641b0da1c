//! Compares a pair of operations: their names, paging and flags. Parameters, bodies and responses have files of their
//! own.

use openapi_descriptions::{
    diagnostic::Place,
    document::{FinalState, Operation, Reference},
    inheritance,
};

use super::{
    address, bodies, checks,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    paging,
    pair::{OperationPair, route},
    pairing::{PairedBy, path_shape},
    parameters,
    residue::{
        self,
        keywords::{OPERATION, PATH},
    },
    responses, security, uses,
    verdict::Direction,
};

/// Compares a pair of operations, whose node is `node`.
pub(super) fn compare_operations<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &'a Operation,
    new: &'a Operation,
    paired_by: PairedBy,
) {
    let pair = OperationPair {
        node,
        old,
        new,
        route: route(new),
    };
    let places = (&old.place, &new.place);
    graph.note_changed_docs(
        places,
        "summary",
        (old.summary.as_deref(), new.summary.as_deref()),
    );
    graph.note_changed_docs(
        places,
        "description",
        (old.description.as_deref(), new.description.as_deref()),
    );
    compare_names(graph, &pair, paired_by);
    if new.deprecated && !old.deprecated {
        pair.report(graph, &checks::OPERATION_DEPRECATED, "is deprecated");
    }
    match (old.long_running.is_some(), new.long_running.is_some()) {
        (false, true) => pair.report(graph, &checks::LONG_RUNNING_ADDED, "is long-running"),
        (true, false) => pair.report(graph, &checks::LONG_RUNNING_REMOVED, "is no longer long-running"),
        _ => compare_results(graph, &pair),
    }
    let label = Label::new(pair.route.clone(), pair.route.clone());
    residue::compare_objects(graph, node, &OPERATION, places, &label);
    if let (Some(old), Some(new)) = (old.place.parent(), new.place.parent()) {
        let label = Label::new(format!("the path `{}`", pair.new.path), pair.new.path.clone());
        residue::compare_objects(graph, node, &PATH, (&old, &new), &label);
    }
    parameters::compare_parameters(graph, &pair);
    bodies::compare_bodies(graph, &pair);
    responses::compare_responses(graph, &pair);
    compare_paging(graph, &pair);
    address::compare_addresses(graph, &pair);
    security::compare_security(graph, &pair);
}

/// Compares a pair of calls that the service makes, whose node is `node`.
pub(super) fn compare_incoming<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &'a Operation,
    new: &'a Operation,
) {
    let pair = OperationPair {
        node,
        old,
        new,
        route: format!("the call `{}`", new.path.trim_start_matches('/')),
    };
    let label = Label::new(pair.route.clone(), pair.route.clone());
    residue::compare_objects(graph, node, &OPERATION, (&old.place, &new.place), &label);
    parameters::compare_parameters(graph, &pair);
    bodies::compare_bodies(graph, &pair);
    responses::compare_responses(graph, &pair);
}

fn compare_names(graph: &mut Graph<'_>, pair: &OperationPair<'_>, paired_by: PairedBy) {
    let (old, new) = (pair.old, pair.new);
    let same = path_shape(&old.path) == path_shape(&new.path) && old.method == new.method;
    match paired_by {
        PairedBy::Route => {}
        PairedBy::RouteInOtherCase => pair.report(
            graph,
            &checks::OPERATION_PATH_CASE,
            &format!("was {}", route(old)),
        ),
        PairedBy::Moved if same => {}
        PairedBy::Moved => pair.report(graph, &checks::OPERATION_MOVED, &format!("was {}", route(old))),
    }
    if let (Some(before), Some(after)) = (&old.id, &new.id)
        && before != after
    {
        let message = format!("`{before}` was renamed to `{after}`");
        let local = LocalFinding::new(
            &checks::OPERATION_RENAMED,
            &old.place,
            &new.place,
            &pair.route,
            message,
        );
        graph.add_finding(pair.node, local);
    }
}

/// Compares the schemas of the results that long-running operations have in the end.
fn compare_result_schemas(
    graph: &mut Graph<'_>,
    pair: &OperationPair<'_>,
    (old, new): (Option<&Reference>, Option<&Reference>),
) {
    let phrase = format!("the result of {}", pair.route);
    let label = Label::new(phrase, pair.route.clone());
    let found = (
        old.and_then(|old| inheritance::follow(graph.old, old).ok()),
        new.and_then(|new| inheritance::follow(graph.new, new).ok()),
    );
    if let (Some((_, old)), Some((_, new))) = found {
        uses::compare_uses(graph, pair.node, (old, new), Direction::RESPONSE, &label);
    } else if old.map(|old| &old.target) != new.map(|new| &new.target) {
        let (places, what) = (
            (&pair.old.place, &pair.new.place),
            format!("whether {} has a schema of its own changed", label.phrase),
        );
        let keyword = "final-state-schema";
        residue::report(graph, pair.node, places, keyword, &label.subject, &what);
    }
}

/// Compares where the result of a long-running operation is.
fn compare_results(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let (Some(old), Some(new)) = (&pair.old.long_running, &pair.new.long_running) else {
        return;
    };
    compare_result_schemas(graph, pair, (old.result.as_ref(), new.result.as_ref()));
    if old.final_state == new.final_state {
        return;
    }
    let words = |state: FinalState| match state {
        FinalState::Default => "at the usual address",
        FinalState::Location => "at the address in `Location`",
        FinalState::StatusMonitor => "with the status",
        FinalState::OriginalUri => "at the address of the request",
    };
    let message = format!(
        "had its result {}, and has it {}",
        words(old.final_state),
        words(new.final_state)
    );
    pair.report(graph, &checks::LONG_RUNNING_RESULT, &message);
}

fn compare_paging(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let mut report = |check, old: &Place, new: &Place, words: &str| {
        let message = format!("{} {words}", pair.route);
        let local = LocalFinding::new(check, old, new, &pair.route, message);
        graph.add_finding(pair.node, local.with_directions(Direction::RESPONSE));
    };
    match (&pair.old.pageable, &pair.new.pageable) {
        (None, Some(new)) => report(
            &checks::PAGING_ADDED,
            &pair.old.place,
            &new.place,
            "returns its items in pages",
        ),
        (Some(old), None) => report(
            &checks::PAGING_REMOVED,
            &old.place,
            &pair.new.place,
            "no longer returns its items in pages",
        ),
        (Some(old), Some(new)) if (&old.next_link, &old.items) != (&new.next_link, &new.items) => {
            let name = |link: &Option<String>| link.clone().unwrap_or_else(|| "nothing".to_owned());
            let words = format!(
                "had its next link in `{}` and its items in `{}`, and has them in `{}` and `{}`",
                name(&old.next_link),
                old.items,
                name(&new.next_link),
                new.items
            );
            report(&checks::PAGING_CHANGED, &old.place, &new.place, &words);
        }
        _ => {}
    }
    paging::compare_next_operations(graph, pair);
}

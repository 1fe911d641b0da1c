//! Compares a pair of operations: what stands on them directly. Parameters, bodies and answers have files of their own.

use openapi_descriptions::{diagnostic::Place, document::Operation};

use super::{
    bodies, checks,
    graph::Graph,
    local::Local,
    pair::{Pair, route},
    pairing::{How, shape},
    parameters, responses, security,
    verdict::Direction,
};

/// Compares a pair; `node` is the node that stands for it.
pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &'a Operation,
    new: &'a Operation,
    how: How,
) {
    let pair = Pair {
        node,
        old,
        new,
        route: route(new),
    };
    let places = (&old.place, &new.place);
    graph.docs(
        places,
        "summary",
        (old.summary.as_deref(), new.summary.as_deref()),
    );
    graph.docs(
        places,
        "description",
        (old.description.as_deref(), new.description.as_deref()),
    );
    names(graph, &pair, how);
    if new.deprecated && !old.deprecated {
        pair.report(graph, &checks::OPERATION_DEPRECATED, "is deprecated");
    }
    match (old.long_running, new.long_running) {
        (false, true) => pair.report(graph, &checks::LONG_RUNNING_ADDED, "is long-running"),
        (true, false) => pair.report(
            graph,
            &checks::LONG_RUNNING_REMOVED,
            "is not long-running any more",
        ),
        _ => {}
    }
    parameters::compare(graph, &pair);
    bodies::compare(graph, &pair);
    responses::compare(graph, &pair);
    paging(graph, &pair);
    security::compare(graph, &pair);
}

fn names(graph: &mut Graph<'_>, pair: &Pair<'_>, how: How) {
    let (old, new) = (pair.old, pair.new);
    let same = shape(&old.path) == shape(&new.path) && old.method == new.method;
    match how {
        How::Same => {}
        How::Case => pair.report(
            graph,
            &checks::OPERATION_PATH_CASE,
            &format!("was {}", route(old)),
        ),
        How::Moved if same => {}
        How::Moved => pair.report(graph, &checks::OPERATION_MOVED, &format!("was {}", route(old))),
    }
    if let (Some(before), Some(after)) = (&old.id, &new.id)
        && before != after
    {
        let message = format!("`{before}` is called `{after}`");
        let local = Local::new(
            &checks::OPERATION_RENAMED,
            &old.place,
            &new.place,
            &pair.route,
            message,
        );
        graph.found(pair.node, local);
    }
}

fn paging(graph: &mut Graph<'_>, pair: &Pair<'_>) {
    let mut report = |check, old: &Place, new: &Place, words: &str| {
        let message = format!("{} {words}", pair.route);
        let local = Local::new(check, old, new, &pair.route, message);
        graph.found(pair.node, local.on(Direction::RESPONSE));
    };
    match (&pair.old.pageable, &pair.new.pageable) {
        (None, Some(new)) => report(
            &checks::PAGING_ADDED,
            &pair.old.place,
            &new.place,
            "comes in pages",
        ),
        (Some(old), None) => report(
            &checks::PAGING_REMOVED,
            &old.place,
            &pair.new.place,
            "does not come in pages any more",
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
}

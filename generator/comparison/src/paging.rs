//! Compares the operations that return the next page of a list.

use openapi_descriptions::{bundle::Bundle, diagnostic::Place};

use super::{
    checks,
    graph::Graph,
    local_finding::LocalFinding,
    pair::{OperationPair, route},
    pairing::path_shape,
    residue,
    verdict::Direction,
};

/// The operation that returns the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    /// The one that returned the page, at the next link.
    Same,
    /// Another one, by its method and path.
    Other { shape: String, route: String },
    /// One that the description does not have.
    Unknown(String),
}

/// Compares the operations that return the next page, by their methods and paths: their ids are not on the wire.
pub(super) fn compare_next_operations(graph: &mut Graph<'_>, pair: &OperationPair<'_>) {
    let (Some(old), Some(new)) = (&pair.old.pageable, &pair.new.pageable) else {
        return;
    };
    let mut id = |is_old: bool, place: Option<&Place>| {
        let trees = if is_old {
            &mut graph.trees.old
        } else {
            &mut graph.trees.new
        };
        trees.at(place?)?.node.as_str()
    };
    let ids = (
        id(true, old.next_operation.as_ref()),
        id(false, new.next_operation.as_ref()),
    );
    let (was, is) = (next(graph.old, ids.0), next(graph.new, ids.1));
    let is_same = match (&was, &is) {
        (Next::Other { shape: was, .. }, Next::Other { shape: is, .. }) => was == is,
        _ => was == is,
    };
    if is_same {
        return;
    }
    let places = (
        old.next_operation.as_ref().unwrap_or(&old.place),
        new.next_operation.as_ref().unwrap_or(&new.place),
    );
    if matches!(was, Next::Unknown(_)) || matches!(is, Next::Unknown(_)) {
        let what = format!("`operationName` of the pages of {} changed", pair.route);
        residue::report(graph, pair.node, places, "operationName", &pair.route, &what);
        return;
    }
    let words = |next: &Next| match next {
        Next::Other { route, .. } => format!("`{route}`"),
        Next::Same | Next::Unknown(_) => "a request to the next link".to_owned(),
    };
    let message = format!(
        "the next page of {} was returned by {} and is returned by {}",
        pair.route,
        words(&was),
        words(&is)
    );
    let local = LocalFinding::new(&checks::PAGING_CHANGED, places.0, places.1, &pair.route, message);
    let local = local.with_directions(Direction::RESPONSE);
    graph.add_finding(pair.node, local.with_detail("operationName"));
}

fn next(bundle: &Bundle<'_>, id: Option<&str>) -> Next {
    let Some(id) = id else {
        return Next::Same;
    };
    let mut operations = bundle.entry().operations.iter();
    let found = operations.find(|operation| operation.id.as_deref() == Some(id));
    found.map_or_else(
        || Next::Unknown(id.to_owned()),
        |operation| Next::Other {
            shape: format!("{} {}", operation.method, path_shape(&operation.path)),
            route: route(operation),
        },
    )
}

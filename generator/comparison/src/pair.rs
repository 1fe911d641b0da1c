//! A pair of operations, and the names of its parts in messages.

use openapi_descriptions::{diagnostic::Place, document::Operation};

use super::{
    checks::Check,
    graph::Graph,
    local_finding::{Label, LocalFinding},
};

/// An operation in messages, such as `GET /pets`.
pub(super) fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The two operations of a node.
pub(super) struct OperationPair<'a> {
    pub node: usize,
    pub old: &'a Operation,
    pub new: &'a Operation,
    /// The new operation in messages.
    pub route: String,
}

impl OperationPair<'_> {
    pub(super) fn report(&self, graph: &mut Graph<'_>, check: &'static Check, words: &str) {
        let message = format!("{} {words}", self.route);
        let local = LocalFinding::new(check, &self.old.place, &self.new.place, &self.route, message);
        graph.add_finding(self.node, local);
    }

    /// Whether a part of the old operation is its own: it stands in the operation, and not where others refer to it.
    pub(super) fn owns_old(&self, place: &Place) -> bool {
        place.is_in(&self.old.place)
    }

    /// As [`OperationPair::owns_old`], of the new operation.
    pub(super) fn owns_new(&self, place: &Place) -> bool {
        place.is_in(&self.new.place)
    }

    /// Whether a part is the operation's own on both sides.
    pub(super) fn owns(&self, (old, new): (&Place, &Place)) -> bool {
        self.owns_old(old) && self.owns_new(new)
    }

    /// The label of a part of the operation. One that operations share is listed under `shared`, by its name on the wire.
    pub(super) fn label(&self, is_own: bool, phrase: &str, shared: String) -> Label {
        if is_own {
            Label::new(format!("{phrase} of {}", self.route), self.route.clone())
        } else {
            Label::new(phrase, shared)
        }
    }
}

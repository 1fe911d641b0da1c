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

    /// The label of a part of the operation. A component that operations share is named instead of the operation.
    pub(super) fn label(
        &self,
        (old, new): (&Place, &Place),
        own_phrase: &str,
        component_kind: &str,
    ) -> Label {
        match (shared_component(old), shared_component(new)) {
            (Some(_), Some(name)) => Label::new(
                format!("the {component_kind} `{name}`"),
                format!("{component_kind} {name}"),
            ),
            _ => Label::new(format!("{own_phrase} of {}", self.route), self.route.clone()),
        }
    }
}

/// The name of the shared component at a place; `None` for a part of a single operation.
pub(super) fn shared_component(place: &Place) -> Option<&str> {
    match *place.pointer.tokens() {
        ["paths", ..] => None,
        [first, name] if first != "components" => Some(name),
        [_, _, name, ..] => Some(name),
        _ => None,
    }
}

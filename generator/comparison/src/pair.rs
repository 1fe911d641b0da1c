//! A pair of operations, and what it and its parts are called.

use openapi_descriptions::{diagnostic::Place, document::Operation};

use super::{
    checks::Check,
    graph::Graph,
    local::{Local, Named},
};

/// A call as a person names it.
pub(super) fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The two operations of a node.
pub(super) struct Pair<'a> {
    pub node: usize,
    pub old: &'a Operation,
    pub new: &'a Operation,
    /// The new one as a person names it.
    pub route: String,
}

impl Pair<'_> {
    pub(super) fn report(&self, graph: &mut Graph<'_>, check: &'static Check, words: &str) {
        let message = format!("{} {words}", self.route);
        let local = Local::new(check, &self.old.place, &self.new.place, &self.route, message);
        graph.found(self.node, local);
    }

    /// What a part of the operation is called: by the component that it is, when operations share it.
    pub(super) fn named(&self, (old, new): (&Place, &Place), own: &str, component: &str) -> Named {
        match (shared(old), shared(new)) {
            (Some(_), Some(name)) => {
                Named::new(format!("the {component} `{name}`"), format!("{component} {name}"))
            }
            _ => Named::new(format!("{own} of {}", self.route), self.route.clone()),
        }
    }
}

/// The name of the component that stands at a place, unless it is part of one operation alone.
pub(super) fn shared(place: &Place) -> Option<&str> {
    match *place.pointer.tokens() {
        ["paths", ..] => None,
        [first, name] if first != "components" => Some(name),
        [_, _, name, ..] => Some(name),
        _ => None,
    }
}

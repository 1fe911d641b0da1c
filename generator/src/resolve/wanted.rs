//! Paging as the description or the catalog asks for it, before the response is checked.

use openapi_client_model::api::{Location, Operation};
use openapi_descriptions::diagnostic::Place;

/// The paging that the description or the catalog asks for.
pub(super) struct Wanted {
    pub(super) place: Place,
    /// The property with the items, as written; `None` when the response is the list itself.
    pub(super) items: Option<String>,
    pub(super) next: Next,
    /// Whether it comes from the catalog, so that it must hold.
    pub(super) certain: bool,
}

/// What leads to the next page, as written.
pub(super) enum Next {
    None,
    Link(String),
    Header,
    Cursor { parameter: String, property: String },
    CursorHeader { parameter: String, header: String },
    Offset(String),
    Number { parameter: String, first: u32 },
}

/// Tells whether a parameter of this name goes into the query of a call.
pub(super) fn has_query_parameter(operation: &Operation, wire: &str) -> bool {
    let mut all = operation.parameters.iter();
    all.any(|parameter| parameter.wire == wire && parameter.location == Location::Query)
}

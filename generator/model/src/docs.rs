//! The docs of a thing in a description.

use openapi_descriptions::diagnostic::Place;

/// What is said about something, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One sentence.
    pub summary: Option<String>,
    /// More.
    pub description: Option<String>,
    /// Its place; `None` for docs from the catalog.
    pub place: Option<Place>,
}

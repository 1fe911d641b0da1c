//! The docs of a schema.

use openapi_client_model::api::Docs;
use openapi_descriptions::document::Schema;

/// Takes the description of a schema.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs {
        summary: None,
        description: schema.description.clone(),
        place: Some(schema.place.clone()),
    }
}

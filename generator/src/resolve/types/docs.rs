//! The docs of a schema.

use openapi_client_model::api::Docs;
use openapi_descriptions::document::Schema;

/// A description, and that the service advises against the use of what it describes.
pub(in crate::resolve) fn described(text: Option<&str>, deprecated: bool) -> Option<String> {
    const ADVICE: &str = "It is deprecated: the service advises against its use.";
    if !deprecated {
        return text.map(str::to_owned);
    }
    let text = text.unwrap_or_default().trim_end();
    let end = if text.is_empty() || text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    Some(format!("{text}{end} {ADVICE}").trim_start().to_owned())
}

/// Takes the description of a schema.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs {
        summary: None,
        description: described(schema.description.as_deref(), schema.deprecated),
        place: Some(schema.place.clone()),
    }
}

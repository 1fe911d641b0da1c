//! A description of any size that looks like a real one: groups of calls, inheritance, open enums, pages, patches,
//! circles of schemas, and docs on everything. The same number of groups is always the same text.

mod calls;
mod change;
mod schemas;
mod words;

use serde_json::{Map, Value, json};

pub use change::changed;

/// Groups in a description as large as a large one in the field: 767 calls, and 3.7 MB of JSON with two spaces for each
/// level.
pub const LARGE: usize = 59;

/// The version that every description says it is.
pub const VERSION: &str = "2026-01-01";

/// A description of this many groups, each of 13 calls and the schemas that they lead to.
pub fn description(groups: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    schemas.insert("Resource".to_owned(), schemas::resource());
    schemas.insert("Problem".to_owned(), schemas::problem());
    for at in 0..groups {
        let group = words::group(at);
        let mut words = words::Words::new(at);
        calls::add(&group, &mut words, &mut paths);
        schemas::add(&group, &mut words, &mut schemas);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Synthetic Service",
            "version": VERSION,
            "description": "A service that does not exist, to measure with.",
        },
        "servers": [{"url": "{endpoint}", "variables": {"endpoint": {"default": "https://service.test"}}}],
        "paths": paths,
        "components": {
            "parameters": {
                "ApiVersion": {
                    "name": "api-version", "in": "query", "required": true,
                    "description": "The version of the API.", "schema": {"type": "string"},
                },
            },
            "responses": {
                "Problem": {
                    "description": "What went wrong.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
            "schemas": schemas,
        },
    })
}

/// The description as JSON, with two spaces for each level, as such files are in the field.
///
/// # Panics
///
/// Never: a JSON value can always be written.
#[expect(clippy::expect_used, reason = "a JSON value can always be written")]
pub fn json(description: &Value) -> String {
    serde_json::to_string_pretty(description).expect("a value is JSON")
}

/// The description as YAML.
///
/// # Panics
///
/// Never: a JSON value can always be written.
#[expect(clippy::expect_used, reason = "a JSON value can always be written")]
pub fn yaml(description: &Value) -> String {
    serde_yaml::to_string(description).expect("a value is YAML")
}

/// A catalog with this one description.
pub fn catalog(file: &str) -> String {
    format!(
        "crate: synthetic\nservices:\n  synthetic:\n    title: Synthetic\n    tracing: Synthetic\n    \
        namespace: Synthetic\n    default: '{VERSION}'\n    versions:\n      '{VERSION}': {{file: {file}, feature: synthetic}}\n"
    )
}

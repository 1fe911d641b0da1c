//! The features of the runtime that a crate enables, depending on its API, and the names that it then re-exports.

use openapi_client_model::api::{Api, BodyContent, Form, Operation};

/// Whether an operation needs something.
type Needed = fn(&Operation) -> bool;

/// A feature of the runtime, and when it is needed.
struct Feature {
    name: &'static str,
    /// The feature of the crate that turns it on; without one it is always on.
    by: Option<&'static str>,
    needed: Needed,
}

/// One row for each feature; features that are always needed are defaults of the runtime.
const FEATURES: &[Feature] = &[
    Feature {
        name: "multipart",
        by: None,
        needed: has_parts,
    },
    Feature {
        name: "files",
        by: Some("tokio"),
        needed: streams,
    },
    Feature {
        name: "xml",
        by: None,
        needed: speaks_xml,
    },
];

/// Names that the runtime has only with a feature, beside those that each crate exports.
const NAMES: &[(&str, Needed)] = &[("FilePart", has_parts), ("XmlFormat", answers_xml)];

fn has_parts(operation: &Operation) -> bool {
    let body = operation.body.as_ref();
    operation.form == Some(Form::Multipart) || body.is_some_and(|body| body.content == BodyContent::Parts)
}

/// If a service uses XML anywhere, its errors are often XML too.
fn speaks_xml(operation: &Operation) -> bool {
    let body = operation.body.as_ref();
    let body = body.is_some_and(|body| body.content == BodyContent::Xml);
    let accepted = operation.accept.as_deref();
    body || answers_xml(operation) || accepted.is_some_and(|accept| accept.contains("xml"))
}

fn answers_xml(operation: &Operation) -> bool {
    operation.answer.xml().next().is_some()
}

fn streams(operation: &Operation) -> bool {
    let body = operation.body.as_ref();
    has_parts(operation) || body.is_some_and(|body| body.content == BodyContent::Bytes)
}

fn any(apis: &[&Api], needed: Needed) -> bool {
    apis.iter()
        .flat_map(|api| &api.clients)
        .flat_map(|client| &client.operations)
        .any(needed)
}

/// The features that are turned on by a feature of the crate, or always.
pub(super) fn features(apis: &[&Api], by: Option<&str>) -> Vec<&'static str> {
    let of_way = FEATURES.iter().filter(|feature| feature.by == by);
    of_way
        .filter(|feature| any(apis, feature.needed))
        .map(|feature| feature.name)
        .collect()
}

/// The names of the runtime that the crate re-exports in addition to the usual ones.
pub(super) fn names(apis: &[&Api]) -> Vec<&'static str> {
    let needed = NAMES.iter().filter(|(_, needed)| any(apis, *needed));
    needed.map(|(name, _)| *name).collect()
}

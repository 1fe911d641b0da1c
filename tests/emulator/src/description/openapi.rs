//! The part of OpenAPI 3.0 that our descriptions use, as it stands in the files.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One file.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    #[serde(default)]
    pub(super) paths: BTreeMap<String, PathItem>,
    #[serde(default)]
    pub(super) components: Components,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Components {
    pub(super) schemas: BTreeMap<String, Schema>,
    pub(super) parameters: BTreeMap<String, Parameter>,
    pub(super) responses: BTreeMap<String, Response>,
    pub(super) request_bodies: BTreeMap<String, RequestBody>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PathItem {
    pub(super) parameters: Vec<OrReference<Parameter>>,
    pub(super) get: Option<RawOperation>,
    pub(super) put: Option<RawOperation>,
    pub(super) post: Option<RawOperation>,
    pub(super) delete: Option<RawOperation>,
    pub(super) patch: Option<RawOperation>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawOperation {
    pub(super) operation_id: String,
    #[serde(default)]
    pub(super) parameters: Vec<OrReference<Parameter>>,
    pub(super) request_body: Option<OrReference<RequestBody>>,
    pub(super) responses: BTreeMap<Status, OrReference<Response>>,
}

/// A value, or a reference to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OrReference<T> {
    Reference {
        #[serde(rename = "$ref")]
        reference: String,
    },
    Inline(T),
}

/// A parameter of an operation.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: Location,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct RequestBody {
    #[serde(default)]
    pub(super) required: bool,
    pub(super) content: BTreeMap<String, Media>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Response {
    #[serde(default)]
    pub(super) content: BTreeMap<String, Media>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Media {
    pub(super) schema: Option<Schema>,
}

/// The form of a value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Schema {
    #[serde(rename = "$ref")]
    pub(crate) reference: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<Type>,
    pub(crate) format: Option<String>,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    #[serde(rename = "enum")]
    pub(crate) allowed: Vec<Value>,
    #[serde(rename = "x-ms-enum")]
    pub(crate) marks: Marks,
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) required: Vec<String>,
    pub(crate) properties: BTreeMap<String, Schema>,
    pub(crate) additional_properties: Option<Additional>,
    pub(crate) items: Option<Box<Schema>>,
    pub(crate) all_of: Vec<Schema>,
    pub(crate) discriminator: Option<Discriminator>,
    /// All other keywords, so that unknown ones are noticed.
    #[serde(flatten)]
    pub(crate) others: BTreeMap<String, Value>,
}

/// The properties of `x-ms-enum`, without the names.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Marks {
    /// Whether values that the description does not list may come: an open enum.
    #[serde(rename = "modelAsString")]
    pub(crate) open: bool,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Type {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Array,
}

/// The form of properties other than the named ones.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Additional {
    Allowed(bool),
    Like(Box<Schema>),
}

/// The property that says which of several schemas a value follows.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Discriminator {
    pub(crate) property_name: String,
    #[serde(default)]
    pub(crate) mapping: BTreeMap<String, String>,
}

impl PathItem {
    pub(super) fn operations(&self) -> impl Iterator<Item = (&'static str, &RawOperation)> {
        [
            ("GET", &self.get),
            ("PUT", &self.put),
            ("POST", &self.post),
            ("DELETE", &self.delete),
            ("PATCH", &self.patch),
        ]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
    }
}

/// A status code as a key, which YAML may hold as a number or as text; `None` is `default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Status(pub(super) Option<u16>);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatusVisitor)
    }
}

struct StatusVisitor;

impl Visitor<'_> for StatusVisitor {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a status code or `default`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Status, E> {
        if text == "default" {
            return Ok(Status(None));
        }
        text.parse()
            .map(|code| Status(Some(code)))
            .map_err(|_| E::custom(format!("`{text}` is not a status code")))
    }

    fn visit_u64<E: de::Error>(self, code: u64) -> Result<Status, E> {
        u16::try_from(code)
            .map(|code| Status(Some(code)))
            .map_err(|_| E::custom(format!("{code} is not a status code")))
    }
}

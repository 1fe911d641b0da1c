//! The catalog: the services and versions to generate, and where the client departs from the default mapping.

mod aliases;
mod check;
pub mod edit;
pub(crate) mod find;
pub mod order;
mod paging;
mod words;

pub use paging::Paging;

use std::collections::BTreeMap;

use openapi_client_model::api::Fill;
use serde::Deserialize;

use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    pointer::Pointer,
    reference,
    source::{FileId, Sources},
};

/// The name of the catalog's file below the root folder.
pub const FILE: &str = "catalog.yaml";

/// `catalog.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The library that contains the generated code, for the examples in its docs.
    #[serde(rename = "crate")]
    pub library: String,
    /// The library that generated code calls.
    #[serde(default = "runtime")]
    pub runtime: String,
    /// Whether warnings are errors.
    #[serde(default)]
    pub strict: bool,
    /// A handwritten `Package` of that library, a path in the crate; without one, it is generated.
    pub package: Option<String>,
    /// The services by module name.
    pub services: BTreeMap<String, Service>,
}

/// One service: its versions, and its departures from the default mapping.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The name for people.
    pub title: String,
    /// The first part of the names in traces, such as `Storage.Blobs`.
    pub tracing: String,
    /// The resource provider's namespace in traces, such as `Microsoft.Communication`.
    pub namespace: String,
    /// The version whose items the service's module shows.
    pub default: String,
    /// Whether the default version is also re-exported at the crate's root.
    #[serde(default)]
    pub root: bool,
    /// An address of the service, as an example in docs.
    pub endpoint: Option<String>,
    /// The credential that clients are made with.
    pub credential: Option<Credential>,
    /// The part of the service that is generated: tags, operation groups, or beginnings of paths with their `/`; empty means all.
    #[serde(default)]
    pub only: Vec<String>,
    /// Whether each group of operations is a cargo feature, so that users compile only the groups that they need.
    #[serde(default)]
    pub group_features: bool,
    /// Says that the descriptions have no operations, and that all their types are generated.
    pub types: Option<AllTypes>,
    /// The clients by name.
    #[serde(default)]
    pub clients: BTreeMap<String, Client>,
    /// Operations by `operationId`, or by `METHOD /path`, which is looked up first.
    #[serde(default)]
    pub operations: BTreeMap<String, Operation>,
    /// Parameters by name on the wire, or by `path`, `query` or `header` and the name, which comes first; the case of a
    /// header's name does not matter.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// Schemas by name, or by `FILE#NAME`, which is looked up first.
    #[serde(default)]
    pub schemas: BTreeMap<String, Schema>,
    /// Types that are written in place, by their default name, such as `PetStatus`, or by `FILE#POINTER` if several have that
    /// name.
    #[serde(default)]
    pub inline: BTreeMap<String, Inline>,
    /// Values of enums, and of discriminators, by `Schema.value`, or `*.value` for every one that has it.
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
    /// Properties by `Schema.property`, or `*.property` for every schema that has it.
    #[serde(default)]
    pub properties: BTreeMap<String, Property>,
    /// The versions.
    pub versions: BTreeMap<String, Version>,
}

/// A service without operations: its versions are modules of types.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllTypes {
    /// Why.
    pub reason: String,
}

/// The credential of a service's clients.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Its Rust type, a path in the crate; without one, the type is generated.
    #[serde(rename = "type")]
    pub path: Option<String>,
    /// The scopes of its tokens, instead of those of the description.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Why.
    pub reason: String,
}

/// One client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Its operation groups: the part of `operationId` before the `_`.
    #[serde(default)]
    pub groups: Vec<String>,
    /// The client it is reached through; without one it is made from an endpoint and a credential.
    pub parent: Option<String>,
    /// Path parameters it holds.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Its docs: full sentences.
    pub doc: String,
    /// Other names under which the docs find the method that leads to it, such as those of other packages.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A departure for one operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Its `operationId`, if the description gives it none, or one that another operation has too.
    pub id: Option<String>,
    /// Whether it is left out.
    #[serde(default)]
    pub skip: bool,
    /// The method's name.
    pub method: Option<String>,
    /// The client, if the group does not decide it.
    pub client: Option<String>,
    /// The schema of the body of a success, if the description does not declare the one that the service sends.
    pub result: Option<String>,
    /// How to get the next page, if the description does not say it.
    pub paging: Option<Paging>,
    /// Other names under which the docs find the method, such as those of other packages.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A departure for one parameter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name in Rust.
    pub name: Option<String>,
    /// The value that is sent when the caller gives none.
    pub fill: Option<Fill>,
    /// Whether callers may pass any type that implements `AsRef<str>`, such as a handwritten identifier, instead of `&str`.
    #[serde(default)]
    pub as_ref: bool,
    /// Why.
    pub reason: String,
}

/// A departure for one schema.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Its name in Rust.
    pub name: Option<String>,
    /// The handwritten type that stands for it, a path in the crate.
    pub overlay: Option<String>,
    /// An expression of that type, for the examples in the docs.
    pub sample: Option<String>,
    /// Whether it is the same type as the other one with its name: an enum with the same values.
    #[serde(default)]
    pub equal: bool,
    /// Whether references to it are never `null`, although the description says that they may be.
    #[serde(default)]
    pub never_null: bool,
    /// Other names under which the docs find the type, such as those of other packages.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A departure for a type that is written in place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inline {
    /// Its name in Rust.
    pub name: Option<String>,
    /// Whether it is the same type as the other one with its name: an enum with the same values.
    #[serde(default)]
    pub equal: bool,
    /// Why.
    pub reason: String,
}

/// A departure for one value of an enum.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Its name in Rust.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A departure for one property.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// Its name in Rust.
    pub name: Option<String>,
    /// Whether the service always sends it, whatever the description says.
    pub required: Option<bool>,
    /// Whether its value, inside its lists and maps, is any JSON, whatever the description says.
    #[serde(default)]
    pub json: bool,
    /// Whether it gives power to anyone who reads it, as a token does: never shown by `{:?}`.
    #[serde(default)]
    pub secret: bool,
    /// Why.
    pub reason: String,
}

/// One version of a service.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The description, a path below the root folder.
    pub file: String,
    /// The cargo feature that enables it.
    pub feature: String,
    /// A note for users who choose a version.
    pub note: Option<String>,
}

/// The library that generated code calls when the catalog names none.
fn runtime() -> String {
    "client_runtime".to_owned()
}

impl Catalog {
    /// Reads the catalog among the sources.
    ///
    /// # Errors
    ///
    /// A catalog that is missing or does not have the expected form. [`Catalog::check`] checks everything else.
    pub fn read(sources: &Sources) -> Result<Self, Diagnostics> {
        let file = FileId::new(FILE);
        let Some(source) = sources.get(&file) else {
            return Err(Diagnostic::general(
                format!("there is no `{}`", sources.display(&file)),
                "the catalog lists the services and versions to generate; name the folder that has it with `--spec`",
            )
            .into());
        };
        source.typed().map_err(|error| {
            Diagnostic::at_position(
                file.clone(),
                error.position,
                format!("the catalog does not have the expected form: {}", error.message),
                "CONTRIBUTING.md describes each part of the catalog",
            )
            .into()
        })
    }
}

/// The place of a service in the catalog.
pub fn service_place(file: &FileId, service: &str) -> Place {
    Place::new(file.clone(), Pointer::root().join("services").join(service))
}

/// Where the file of a version is named in the catalog.
pub fn file_place(service: &str, version: &str) -> Place {
    let service = service_place(&FileId::new(FILE), service);
    service.join("versions").join(version).join("file")
}

impl Catalog {
    /// The files with the descriptions of all versions; a wrong path is reported where its version is read.
    pub fn descriptions(&self) -> impl Iterator<Item = FileId> {
        self.services.iter().flat_map(|(name, service)| {
            let versions = service.versions.iter();
            versions.filter_map(move |(version, entry)| entry.description(&file_place(name, version)).ok())
        })
    }
}

impl Version {
    /// The file with the description; `place` is where the catalog names it.
    ///
    /// # Errors
    ///
    /// A path that is empty, absolute, or leads out of the folder that the catalog is in.
    pub fn description(&self, place: &Place) -> Result<FileId, Diagnostic> {
        let wrong = |message: String| {
            let help = "name a file below the folder of the catalog by its relative path, with `/`; others are not read";
            Diagnostic::at(place, message, help)
        };
        match reference::below(&FileId::new(FILE), &self.file) {
            Some(file) if file.as_str().is_empty() => Err(wrong("the version names no file".to_owned())),
            Some(file) => Ok(file),
            None => Err(wrong(format!(
                "`{}` leads outside the folder of descriptions",
                self.file
            ))),
        }
    }
}

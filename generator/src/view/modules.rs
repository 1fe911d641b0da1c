//! The modules: one for each version, one for each service, and the one above them.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Service};
use openapi_client_model::{
    api::Api,
    names::{Case, Ident, version_module},
};

use super::{Doc, Literal, Path, docs};

/// The module of one version.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is about a part of its own")]
pub struct VersionView {
    pub(crate) doc: Doc,
    /// The docs of its models.
    pub(crate) models_doc: Doc,
    /// The API version.
    pub(crate) version: Literal,
    /// Whether there are enums.
    pub(crate) enums: bool,
    /// Whether there are options.
    pub(crate) options: bool,
    /// Whether there are enums of responses, or headers.
    pub(crate) answers: bool,
    /// Whether any call carries the API version.
    pub(crate) carried: bool,
    /// Whether there are clients; without any, the version is a module of types.
    pub(crate) clients: bool,
}

/// The module of one service.
#[derive(Clone, Debug)]
pub struct ServiceView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) versions: Vec<ReexportView>,
    /// The version whose items the service's module shows.
    pub(crate) default: Option<ReexportView>,
    /// Whether these stand at the crate's root too.
    pub(crate) root: bool,
    /// The features of all versions.
    pub(crate) features: Vec<Literal>,
}

/// A version, for the module above it.
#[derive(Clone, Debug)]
pub struct ReexportView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The feature that turns it on.
    pub(crate) feature: Literal,
}

/// The module above the services.
#[derive(Clone, Debug)]
pub struct ModuleView {
    pub(crate) doc: Doc,
    pub(crate) services: Vec<ServiceView>,
    /// The library with the type of the crate's own name, when that is written here.
    pub(crate) package: Option<Path>,
    /// The compiler error when no version is enabled.
    pub(crate) nothing: Literal,
}

pub(super) fn version(api: &Api, enums: bool, options: bool, answers: bool) -> VersionView {
    let intro = format!("API version {}.", docs::code(&api.version));
    let doc = Doc::new()
        .paragraph(&intro)
        .text(api.docs.description.as_deref().unwrap_or_default());
    let clients = !api.clients.is_empty();
    let models_doc = if clients {
        "The types that calls send and receive, and the options of methods."
    } else {
        "The types of the description."
    };
    VersionView {
        doc: doc.of_module(),
        models_doc: Doc::new().paragraph(models_doc).of_module(),
        version: Literal::string(&api.version),
        enums,
        options,
        answers,
        clients,
        carried: api
            .clients
            .iter()
            .flat_map(|client| &client.operations)
            .any(|operation| !operation.version_parameters.is_empty()),
    }
}

pub(super) fn modules(catalog: &Catalog) -> (ModuleView, Vec<ServiceView>) {
    let services: Vec<ServiceView> = catalog
        .services
        .iter()
        .filter_map(|(name, entry)| service(name, entry))
        .collect();
    let doc = Doc::new()
        .paragraph("The generated clients, a module for each service.")
        .of_module();
    (
        ModuleView {
            doc,
            services: services.clone(),
            // Types by themselves make no client, which would be made with it.
            package: (catalog.package.is_none()
                && catalog.services.values().any(|service| service.types.is_none()))
            .then(|| runtime(catalog)),
            nothing: Literal::string(&nothing(catalog)),
        },
        services,
    )
}

/// The compiler error when no version is enabled.
fn nothing(catalog: &Catalog) -> String {
    let features: Vec<&str> = catalog
        .services
        .values()
        .flat_map(|service| service.versions.values().map(|version| version.feature.as_str()))
        .collect();
    format!(
        "no API version is enabled; enable one of the features {}",
        features.join(", ")
    )
}

fn service(name: &str, entry: &Service) -> Option<ServiceView> {
    let reexport = |version: &String| {
        let listed = entry.versions.get(version)?;
        let doc = Doc::new().paragraph(&format!("API version {}.", docs::code(version)));
        let doc = doc.text(listed.note.as_deref().unwrap_or_default());
        Some(ReexportView {
            doc,
            name: version_module(version)?,
            feature: Literal::string(&listed.feature),
        })
    };
    let default = reexport(&entry.default);
    let intro = format!(
        "{}: a module for each API version. The items of the default version, {}, are here too.",
        docs::escape(&entry.title),
        docs::code(&entry.default)
    );
    // Without any of them the module is empty, and users see only its docs.
    let versions = entry.versions.values();
    let features: BTreeSet<&str> = versions.map(|version| version.feature.as_str()).collect();
    let features: Vec<String> = features.into_iter().map(docs::code).collect();
    let enabled = format!(
        "A version is compiled when its cargo feature is enabled: {}.",
        features.join(", ")
    );
    Some(ServiceView {
        doc: Doc::new().paragraph(&intro).paragraph(&enabled).of_module(),
        name: Ident::parse(name, Case::Value)?,
        versions: entry.versions.keys().filter_map(reexport).collect(),
        default,
        root: entry.root,
        features: entry
            .versions
            .values()
            .map(|version| Literal::string(&version.feature))
            .collect(),
    })
}

pub(super) fn runtime(catalog: &Catalog) -> Path {
    Path::parse(&catalog.runtime).unwrap_or_else(|| Path::from_static("client_runtime"))
}

pub(super) fn package(catalog: &Catalog) -> Path {
    let handwritten = catalog.package.as_deref().and_then(Path::overlay);
    // It is beside the services, three modules above the modules of a version.
    handwritten.unwrap_or_else(|| Path::from_static("super::super::super::PACKAGE"))
}

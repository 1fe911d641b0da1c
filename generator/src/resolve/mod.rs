//! From the description as written to the API as understood: follows references, decides names, checks what must hold.

mod address;
mod bodies;
mod check;
mod clients;
mod operations;
mod paging;
mod parameters;
mod recursion;
mod responses;
pub(crate) mod secrets;
mod security;
mod server;
mod types;
mod usage;
mod wording;

use std::collections::BTreeSet;

use crate::catalog::Service;
use openapi_client_model::api::{Api, Docs};
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::{Diagnostic, Diagnostics},
    source::FileId,
};

/// What a version's description is, and which entries of the catalog it made use of.
#[derive(Debug)]
pub struct Resolved {
    /// The API.
    pub api: Api,
    /// The entries of the catalog that matched something, as JSON pointer tokens below the service.
    pub used: BTreeSet<(&'static str, String)>,
}

/// Resolves one description with the departures of its service.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn api(bundle: &Bundle<'_>, service: &Service) -> Result<Resolved, Diagnostics> {
    let mut types = types::Types::new(bundle, service);
    let entry = bundle.entry();
    let server = server::server(&mut types);
    let asked = security::asked(&mut types);
    let operations = operations::operations(&mut types, &asked);
    let (types, mut used, mut diagnostics) = types.finish();
    let (clients, of_clients) = clients::clients(entry, operations, service, &mut used);
    diagnostics.extend(of_clients);
    let docs = Docs {
        summary: None,
        description: entry.description.clone(),
        place: Some(entry.place.clone()),
    };
    let mut api = Api {
        title: entry.title.clone(),
        version: entry.version.clone(),
        server,
        security: asked.security,
        clients,
        types,
        docs,
    };
    usage::mark(&mut api, &mut diagnostics);
    recursion::mark(&mut api);
    wording::apply(&mut api);
    check::names(&api, &mut diagnostics);
    diagnostics.or(Resolved { api, used })
}

/// The entries of a service's catalog that matched nothing in any of its versions.
pub fn unused(name: &str, service: &Service, used: &BTreeSet<(&'static str, String)>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let place = crate::catalog::service_place(&FileId::new(crate::catalog::FILE), name);
    let entries = service
        .operations
        .keys()
        .map(|key| ("operations", key))
        .chain(service.parameters.keys().map(|key| ("parameters", key)))
        .chain(service.schemas.keys().map(|key| ("schemas", key)))
        .chain(service.properties.keys().map(|key| ("properties", key)))
        .chain(service.clients.keys().map(|key| ("clients", key)));
    for (part, key) in entries {
        if !used.contains(&(part, key.clone())) {
            diagnostics.push(Diagnostic::at(
                &place.join(part).join(key),
                format!("`{key}` matches nothing in any version of the service"),
                "mend the name, or take the entry out",
            ));
        }
    }
    diagnostics
}

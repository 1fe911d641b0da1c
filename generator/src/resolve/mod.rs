//! From the description as written to the resolved API: follows references, decides names, checks the rules.

mod address;
mod answer_headers;
mod bodies;
mod body_kinds;
mod call_server;
mod check;
mod clients;
mod constants;
mod contents;
mod declared;
mod errors;
mod forms;
mod incoming;
mod listing;
mod long_running;
mod not_taken;
mod operations;
mod paging;
mod parameter_names;
mod parameters;
mod patches;
mod path;
mod recursion;
mod responses;
pub(crate) mod secrets;
mod security;
mod server;
mod spelling;
mod subject;
mod types;
mod undeclared;
mod usage;
mod wanted;
mod whole;
mod wording;
mod writable;
mod written_body;
mod xml;
mod xml_copies;
mod xml_types;

use std::collections::BTreeSet;

use crate::catalog::Service;
use openapi_client_model::api::{Api, Docs};
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::{Diagnostic, Diagnostics},
    source::FileId,
};

/// The resolved description of a version, and the catalog entries that it used.
#[derive(Debug)]
pub struct Resolved {
    /// The API.
    pub api: Api,
    /// The entries of the catalog that matched something, as JSON pointer tokens below the service.
    pub used: BTreeSet<(&'static str, String)>,
    /// The warnings.
    pub warnings: Diagnostics,
}

pub use subject::Known;
pub(crate) use types::broken;

/// Resolves one description with the departures of its service.
///
/// # Errors
///
/// All errors in it.
pub fn api(bundle: &Bundle<'_>, service: &Service) -> Result<Resolved, Diagnostics> {
    api_after(bundle, service, &Known::default(), &BTreeSet::new()).1
}

/// Resolves one description. `known` are the things of older versions; the things of this version are returned as well.
///
/// Known things do not change the API. They only decide which of two things with the same name gets a proposal for another name.
/// Calls of the service with the numbers in `without` get no types.
pub fn api_after(
    bundle: &Bundle<'_>,
    service: &Service,
    known: &Known,
    without: &BTreeSet<usize>,
) -> (Known, Result<Resolved, Diagnostics>) {
    let mut types = types::Types::new(bundle, service, known);
    let entry = bundle.entry();
    let server = server::server(&mut types);
    let asked = security::asked(&mut types);
    let operations = operations::operations(&mut types, &asked);
    if service.types.is_some() {
        types.take_all();
    }
    let incoming = incoming::incoming(&mut types, without);
    let types::Found {
        types,
        mut subjects,
        noted,
        mut used,
        mut diagnostics,
    } = types.finish();
    let keys = operations::keys(entry, service);
    let (clients, of_clients) = clients::clients(entry, operations, service, &mut used, (&keys, known));
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
    let mut names = patches::Names {
        service,
        subjects: &mut subjects,
        used: &mut used,
    };
    writable::settle(&mut api, &mut diagnostics);
    xml::settle(
        &mut api,
        &incoming,
        service.types.is_some(),
        &mut names,
        &mut diagnostics,
    );
    usage::mark(&mut api, &incoming, &mut names);
    if service.types.is_some() {
        usage::mark_all(&mut api);
    }
    recursion::mark(&mut api);
    constants::mark(&mut api);
    wording::apply(&mut api);
    check::names(
        &api,
        &mut diagnostics,
        &check::Subjects {
            service,
            keys: &keys,
            types: &subjects,
        },
    );
    let resolved = diagnostics.or_with(|warnings| Resolved { api, used, warnings });
    (noted, resolved)
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
        .chain(service.inline.keys().map(|key| ("inline", key)))
        .chain(service.values.keys().map(|key| ("values", key)))
        .chain(service.clients.keys().map(|key| ("clients", key)));
    for (part, key) in entries {
        if !used.contains(&(part, key.clone())) {
            diagnostics.push(Diagnostic::at(
                &place.join(part).join(key),
                format!("`{key}` matches nothing in any version of the service"),
                "correct the name, or remove the entry",
            ));
        }
    }
    for (index, part) in service.only.iter().enumerate() {
        if !used.contains(&("only", part.clone())) {
            diagnostics.push(Diagnostic::at(
                &place.join("only").join(index.to_string()),
                format!(
                    "`{part}` is not a tag, an operation group or the beginning of a path of any version"
                ),
                "correct the name, or remove it; a path begins with `/`",
            ));
        }
    }
    diagnostics
}

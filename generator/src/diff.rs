//! The comparison, with this generator behind its Rust verdict.

use std::sync::Arc;

use openapi_client_model::api::Api;
use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Diagnostics,
    source::{FileId, Sources},
};

pub use openapi_comparison::*;

use crate::{
    catalog::{Catalog, Service},
    render, resolve,
    scaffold::is_large,
    version_view,
};

/// Reads one side of a comparison, whose client is made with the departures of a service of the catalog; by the plain
/// mapping without one.
///
/// # Errors
///
/// As [`Side::new`].
pub fn side(
    label: String,
    sources: Sources,
    entry: FileId,
    service: Option<(String, Service)>,
) -> Result<Side, (Diagnostics, Sources)> {
    Side::new(label, sources, entry, Arc::new(Generated { service }))
}

/// The client that this generator makes.
#[derive(Debug)]
struct Generated {
    service: Option<(String, Service)>,
}

impl Codegen for Generated {
    fn client(&self, bundle: &Bundle<'_>, take: TakeItems<'_>) -> Result<Api, Diagnostics> {
        let plain = || Service {
            title: bundle.entry().title.clone(),
            group_features: is_large(bundle.entry()),
            ..Service::default()
        };
        let (name, service) = self
            .service
            .clone()
            .unwrap_or_else(|| ("api".to_owned(), plain()));
        let api = resolve::api(bundle, &service)?.api;
        let catalog = Catalog {
            library: "generated".to_owned(),
            ..Catalog::default()
        };
        // Docs are not compiled, and so they need not be printed. Groups decide with which features items are compiled.
        let mut bare = api.without_docs();
        if service.group_features {
            keep_groups(&mut bare, &api);
        }
        let view = version_view(&bare, &catalog, &service, (&name, "0"));
        render::items(&view, take)?;
        Ok(api)
    }
}

/// Gives the operations the groups that they have in another form of the same API.
fn keep_groups(bare: &mut Api, api: &Api) {
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    let bare = bare.clients.iter_mut().flat_map(|client| &mut client.operations);
    for (bare, operation) in bare.zip(operations) {
        bare.group.clone_from(&operation.group);
    }
}

//! Reads OpenAPI descriptions and generates typed Rust clients from them.
//!
//! The stages, each a function from one type to the next:
//!
//! ```text
//! files -> load -> Sources -> document -> Document -> resolve -> Api -> view -> View -> render -> Output -> check | write
//! ```
//!
//! Only [`load`] and [`output`] touch the disk; [`generate`] is everything between them:
//!
//! ```
//! use generator::{catalog::Catalog, source::{FileId, Source, Sources}};
//!
//! let mut sources = Sources::new("spec");
//! for (name, text) in [
//!     ("catalog.yaml", "{crate: pets, services: {pets: {title: Pets, tracing: Pets, namespace: Pets, default: '1',
//!         versions: {'1': {file: pets.yaml, feature: pets-1}}}}}"),
//!     ("pets.yaml", "openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{name}:
//!     get:
//!       operationId: Pets_Get
//!       parameters: [{name: name, in: path, required: true, schema: {type: string}}]
//!       responses: {'200': {description: ok, content: {application/json: {schema: {type: string}}}}}"),
//! ] {
//!     sources.insert(FileId::new(name), Source::parse(name, text).unwrap());
//! }
//! let catalog = Catalog::read(&sources).unwrap();
//! let output = generator::generate(&sources, &catalog).unwrap();
//! assert!(output.get("pets/v1/clients.rs").unwrap().contains("pub async fn get("));
//! ```
//!
//! # From a `build.rs`
//!
//! A crate without generated files in its repository can generate them when it is built: its `build.rs` reads `spec/` and writes
//! into `OUT_DIR`, and its `lib.rs` has the line `include!(concat!(env!("OUT_DIR"), "/api.rs"));`.
//!
//! ```
//! use generator::load::Loader;
//! use std::{fs, path::Path};
//!
//! fn build(spec: &Path, out: &Path) -> Result<(), String> {
//!     println!("cargo::rerun-if-changed={}", spec.display());
//!     let mut loader = Loader::new(spec);
//!     let (_, output) = generator::loaded(&mut loader, generator::generate)
//!         .map_err(|found| found.render(&loader.sources))?;
//!     output
//!         .write(&out.join("api"))
//!         .map_err(|unwritten| unwritten.diagnostics.render(&loader.sources))?;
//!     // A file that is included cannot have docs of its own, and so it leads to the one that has.
//!     let module = format!("#[path = {:?}]\npub mod api;\n", out.join("api/mod.rs"));
//!     fs::write(out.join("api.rs"), module).map_err(|error| error.to_string())
//! }
//!
//! // In a `build.rs`: build(Path::new("spec"), Path::new(&std::env::var("OUT_DIR").unwrap()))
//! # let (spec, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
//! # fs::write(spec.path().join("catalog.yaml"), "{crate: pets, services: {pets: {title: Pets, tracing: Pets, namespace: Pets, \
//! #     default: '1', versions: {'1': {file: pets.yaml, feature: pets-1}}}}}").unwrap();
//! # fs::write(spec.path().join("pets.yaml"), "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {/a: {get: \
//! #     {operationId: a, responses: {'204': {description: ok}}}}}").unwrap();
//! build(spec.path(), out.path())?;
//! assert!(out.path().join("api/pets/v1/clients.rs").exists());
//! # Ok::<(), String>(())
//! ```

mod apis;
pub mod catalog;
pub mod cli;
pub mod diff;
mod digests;
pub mod format;
pub mod imports;
mod incoming;
mod items;
pub mod load;
pub mod output;
mod part;
pub mod propose;
pub mod render;
pub mod resolve;
pub mod scaffold;
mod tokens;
pub mod view;

pub use apis::{Apis, apis};
pub use openapi_client_model::{api, names};
pub use openapi_descriptions::{bundle, diagnostic, document, pointer, reference, source};

use api::Api;
use catalog::{Catalog, Service};
use diagnostic::{Diagnostic, Diagnostics};
use load::Loader;
use output::Output;
use rayon::prelude::*;
use source::Sources;

/// Loads the files that the catalog lists and passes them to a stage; the diagnostics of both are reported together.
///
/// # Errors
///
/// All errors of the files and in them.
pub fn loaded<T>(
    loader: &mut Loader,
    stage: impl FnOnce(&Sources, &Catalog) -> Result<T, Diagnostics>,
) -> Result<(Catalog, T), Diagnostics> {
    let catalog = loader.catalog()?;
    let mut diagnostics = loader.descriptions(&catalog).err().unwrap_or_default();
    match stage(&loader.sources, &catalog) {
        Ok(value) => diagnostics.or((catalog, value)),
        Err(found) => {
            diagnostics.extend(found);
            Err(diagnostics)
        }
    }
}

/// Renders every version that the catalog lists.
///
/// # Errors
///
/// All errors in the descriptions and the catalog; there is no output then.
pub fn generate(sources: &Sources, catalog: &Catalog) -> Result<Output, Diagnostics> {
    rendered(apis(sources, catalog)?, catalog)
}

/// Renders versions of the catalog as they were understood.
pub(crate) fn rendered(apis: Apis, catalog: &Catalog) -> Result<Output, Diagnostics> {
    let Apis { versions, warnings } = apis;
    let versions: Vec<_> = versions.into_iter().collect();
    // The results are in order, whichever thread finishes first.
    let rendered: Vec<_> = versions
        .into_par_iter()
        .map(|((name, version), api)| render_version(api, catalog, (&name, &version)))
        .collect();
    let (mut output, mut diagnostics) = (Output::default(), Diagnostics::default());
    for version in rendered {
        match version {
            Ok(files) => output.extend(files),
            Err(found) => diagnostics.extend(found),
        }
    }
    output.warnings = warnings;
    let (module, services) = view::modules(catalog);
    render::modules(&module, &services, &mut output)?;
    diagnostics.or(output)
}

fn render_version(api: Api, catalog: &Catalog, (name, version): (&str, &str)) -> Result<Output, Diagnostics> {
    let Some(service) = catalog.services.get(name) else {
        return Ok(Output::default());
    };
    let Some(module) = names::version_module(version) else {
        return Err(Diagnostic::general(
            format!("no module can be named after the version `{version}`"),
            "use letters, digits, `-` and `.`",
        )
        .into());
    };
    let view = version_view(&api, catalog, service, (name, version));
    // A large description takes much memory, so it is freed as soon as it is not needed.
    drop(api);
    render::version(&view, &format!("{name}/{}", module.bare()))
}

/// The view of a version: the data that its files print.
pub fn version_view(api: &Api, catalog: &Catalog, service: &Service, version: (&str, &str)) -> view::View {
    with_context(catalog, service, version, |context| {
        view::of_version(api, context)
    })
}

/// The best call of a version for a first example, and its client.
pub(crate) fn first_call(
    api: &Api,
    catalog: &Catalog,
    service: &Service,
    version: (&str, &str),
) -> Option<(names::Ident, view::Call)> {
    with_context(catalog, service, version, |context| {
        view::first_call(api, context)
    })
}

/// The data that the view of a version needs besides the API.
fn with_context<T>(
    catalog: &Catalog,
    service: &Service,
    (name, version): (&str, &str),
    with: impl FnOnce(&view::Context<'_>) -> T,
) -> T {
    let library = if service.root {
        catalog.library.clone()
    } else {
        format!("{}::{name}", catalog.library)
    };
    let samples = service
        .schemas
        .values()
        .filter_map(|schema| {
            Some((
                schema.overlay.clone()?,
                view::Literal::expression(schema.sample.as_deref()?)?,
            ))
        })
        .collect();
    let (runtime, package) = (view::runtime(catalog), view::package(catalog));
    with(&view::Context {
        runtime: &runtime,
        package: &package,
        endpoint: service.endpoint.as_deref(),
        library: &catalog.library,
        tracing: &service.tracing,
        namespace: &service.namespace,
        examples: (service.default == version).then_some(library.as_str()),
        samples: &samples,
        group_features: service.group_features,
    })
}

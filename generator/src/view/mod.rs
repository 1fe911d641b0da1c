//! What the templates print: only things that are Rust by construction, never a raw `String`.

mod answers;
mod clients;
mod docs;
mod enums;
mod example;
mod guard;
mod methods;
mod models;
mod modules;
mod options;
mod secrets;
mod token;
mod unions;

use std::collections::BTreeMap;

pub use clients::{ChildView, ClientView, ConstructorView, HeldView, PageView};
pub use docs::Doc;
pub use enums::{EnumView, VariantView};
pub use guard::{GuardView, ShownView};
pub use methods::{Argument, ArgumentValue, MethodView, RangeView};
pub(crate) use models::is_given;
pub use models::{ConversionView, FieldView, ModelView, SetterView};
pub use modules::{ModuleView, ReexportView, ServiceView, VersionView, version_module};
pub use options::{OptionView, OptionsView};
pub use token::{Imports, Literal, Path, TypeRef, ValueRef};
pub use unions::{UnionVariantView, UnionView};

use crate::{api::Api, catalog::Catalog};

/// How many arguments a function may have before clippy complains.
const MOST_ARGUMENTS: usize = 7;

/// Everything that one version's files print.
#[derive(Clone, Debug)]
pub struct View {
    /// The version's own module.
    pub version: VersionView,
    /// `clients.rs`.
    pub clients: Vec<ClientView>,
    /// What `clients.rs` imports.
    pub client_imports: Imports,
    /// The pages of listings.
    pub pages: Vec<PageView>,
    /// The objects of `models.rs`.
    pub models: Vec<ModelView>,
    /// The unions of `models.rs`.
    pub unions: Vec<UnionView>,
    /// What `models.rs` imports.
    pub model_imports: Imports,
    /// `enums.rs`.
    pub enums: Vec<EnumView>,
    /// `options.rs`.
    pub options: Vec<OptionsView>,
    /// What `options.rs` imports.
    pub option_imports: Imports,
}

/// What a version's files need to know besides the API itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The library that is generated into, for examples.
    pub library: &'a str,
    /// The first part of the names in traces.
    pub tracing: &'a str,
    /// The resource provider's namespace, for traces.
    pub namespace: &'a str,
    /// The module path of the version's items below the library, for examples; `None` for no examples.
    pub examples: Option<&'a str>,
    /// Expressions for examples, by the path of a handwritten type.
    pub samples: &'a BTreeMap<String, Literal>,
}

/// The view of one version.
pub fn of(api: &Api, context: &Context<'_>) -> View {
    let models = models::models(api);
    let unions = unions::unions(api);
    let options = options::options(api);
    let clients = clients::clients(api, context);
    let enums = enums::enums(api);
    View {
        version: modules::version(
            api,
            !enums.is_empty(),
            !options.is_empty(),
            !(models.is_empty() && unions.is_empty()),
        ),
        pages: clients::pages(api),
        client_imports: clients::imports(api),
        model_imports: models::imports(api),
        option_imports: options::imports(api),
        clients,
        models,
        unions,
        enums,
        options,
    }
}

/// The modules above the versions.
pub fn modules(catalog: &Catalog) -> (ModuleView, Vec<ServiceView>) {
    modules::modules(catalog)
}

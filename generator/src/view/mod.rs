//! What the templates print: only things that are Rust by construction, never a raw `String`.

mod answers;
mod bodies;
mod call_server;
mod choices;
mod chosen;
mod clients;
mod conditions;
mod credential;
mod defaults;
mod docs;
mod enums;
mod example;
mod guard;
mod methods;
mod models;
mod modules;
mod options;
mod outcomes;
mod paging;
mod rest;
mod scalars;
mod secrets;
mod serde;
mod server;
mod setters;
mod token;
mod unions;
mod value_ref;
mod values;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

pub use bodies::{BodyView, FieldValue, FormView};
pub use choices::{AlternativeView, ChoiceView, ShapeRef};
pub use clients::{ChildView, ClientView, ConstructorView, HeldView};
pub(crate) use conditions::UNUSED;
pub use conditions::{Condition, Conditions, group_features};
pub use credential::{CredentialView, SecretView, WayView};
pub use docs::Doc;
pub use enums::{EnumView, VariantView};
pub use example::Call;
pub use guard::{GuardView, ShownView};
pub use methods::{Argument, MethodView, RangeView};
pub use models::{FieldView, ModelView};
pub use modules::{ModuleView, ReexportView, ServiceView, VersionView};
pub use options::{OptionView, OptionsView};
pub use outcomes::{GetterView, HeadersView, OutcomeView, OutcomesView};
pub use paging::{Expression, PageView, PagingView, StepView};
pub use rest::RestView;
pub use serde::SerdeView;
pub use server::{AddressStepView, BasePartView, ServerVariableView, ServerView};
pub use setters::{ConversionView, SetterView};
pub use token::TypeRef;
pub use value_ref::ValueRef;

pub use values::{ArgumentValue, StyleRef};

pub use crate::tokens::{Literal, Path};
pub use unions::{UnionVariantView, UnionView};

use crate::catalog::Catalog;
use openapi_client_model::{
    api::{Api, Equality},
    names::Ident,
};

/// How many arguments a function may have before clippy complains.
const MOST_ARGUMENTS: usize = 7;

/// Everything that one version's files print.
#[derive(Clone, Debug)]
pub struct View {
    /// The library that generated code calls.
    pub(crate) runtime: Path,
    /// The constant with the name and version of the crate.
    pub(crate) package: Path,
    /// The version's own module.
    pub(crate) version: VersionView,
    /// The possible base paths; empty if there is none.
    pub(crate) base_paths: Vec<Vec<BasePartView>>,
    /// The parts of the address that callers give.
    pub(crate) server: Option<ServerView>,
    /// What clients are made with, unless that is handwritten.
    pub(crate) credential: Option<CredentialView>,
    /// `clients.rs`.
    pub(crate) clients: Vec<ClientView>,
    /// The pages of listings.
    pub(crate) pages: Vec<PageView>,
    /// The objects of `models.rs`.
    pub(crate) models: Vec<ModelView>,
    /// The unions of `models.rs`.
    pub(crate) unions: Vec<UnionView>,
    /// The choices of `models.rs`.
    pub(crate) choices: Vec<ChoiceView>,
    /// `enums.rs`.
    pub(crate) enums: Vec<EnumView>,
    /// `options.rs`.
    pub(crate) options: Vec<OptionsView>,
    /// The enums of `answers.rs`.
    pub(crate) outcomes: Vec<OutcomesView>,
    /// The traits of `answers.rs`.
    pub(crate) headers: Vec<HeadersView>,
    /// With which features each of them is compiled.
    pub(crate) conditions: Conditions,
}

impl View {
    /// The names of the types of the API.
    pub fn types(&self) -> BTreeSet<Ident> {
        let models = self.models.iter().map(|item| &item.name);
        let unions = self.unions.iter().map(|item| &item.name);
        let enums = self.enums.iter().map(|item| &item.name);
        let choices = self.choices.iter().map(|item| &item.name);
        models
            .chain(unions)
            .chain(choices)
            .chain(enums)
            .cloned()
            .collect()
    }

    /// The names that the module `models` has: the types of the API, and the options of methods.
    pub fn types_and_options(&self) -> BTreeSet<Ident> {
        let mut names = self.types();
        names.extend(self.options.iter().map(|item| item.name.clone()));
        names.extend(self.outcomes.iter().map(|item| item.name.clone()));
        names
    }
}

/// The data that the files of a version need besides the API.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The library that generated code calls.
    pub(crate) runtime: &'a Path,
    /// The constant with the name and version of the crate.
    pub(crate) package: &'a Path,
    /// An address of the service, for docs.
    pub(crate) endpoint: Option<&'a str>,
    /// The library that is generated into, for examples.
    pub(crate) library: &'a str,
    /// The first part of the names in traces.
    pub(crate) tracing: &'a str,
    /// The resource provider's namespace, for traces.
    pub(crate) namespace: &'a str,
    /// The module path of the version's items below the library, for examples; `None` for no examples.
    pub(crate) examples: Option<&'a str>,
    /// Expressions for examples, by the path of a handwritten type.
    pub(crate) samples: &'a BTreeMap<String, Literal>,
    /// Whether each group of operations is a feature.
    pub(crate) group_features: bool,
}

impl Context<'_> {
    /// The path of a handwritten type, for examples: from the root of the crate, whatever module is generated into.
    fn handwritten(&self, path: &str) -> String {
        let (root, _) = self.library.split_once("::").unwrap_or((self.library, ""));
        format!("{root}::{path}")
    }
}

/// The view of one version.
pub fn of_version(api: &Api, context: &Context<'_>) -> View {
    let equality = Equality::new(api);
    // These are most of the work, and about as much each.
    let (models, (clients, options)) = rayon::join(
        || models::models(api, &equality, context),
        || (clients::clients(api, context), options::options(api, context)),
    );
    let unions = unions::unions(api, &equality);
    let choices = choices::choices(api, &equality);
    let enums = enums::enums(api);
    let (outcomes, headers) = (outcomes::outcomes(api, &equality), outcomes::headers(api));
    let answers = !outcomes.is_empty() || !headers.is_empty();
    View {
        runtime: context.runtime.clone(),
        package: context.package.clone(),
        version: modules::version(api, !enums.is_empty(), !options.is_empty(), answers),
        base_paths: server::base_paths(api),
        server: server::server(api),
        credential: credential::credential(api),
        pages: paging::pages(api),
        clients,
        models,
        unions,
        choices,
        enums,
        options,
        outcomes,
        headers,
        conditions: if context.group_features {
            Conditions::new(api)
        } else {
            Conditions::default()
        },
    }
}

/// The best call of a version for a first example, and its client.
pub fn first_call(api: &Api, context: &Context<'_>) -> Option<(Ident, Call)> {
    example::first(api, context)
}

/// The library that generated code calls.
pub fn runtime(catalog: &Catalog) -> Path {
    modules::runtime(catalog)
}

/// The constant with the name of the crate that is generated into, from a version's files.
pub fn package(catalog: &Catalog) -> Path {
    modules::package(catalog)
}

/// The modules above the versions.
pub fn modules(catalog: &Catalog) -> (ModuleView, Vec<ServiceView>) {
    modules::modules(catalog)
}

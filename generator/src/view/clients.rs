//! Clients: how each is made, what it holds, which methods it has.

use crate::{
    api::{Api, Client, Made, Parameter, Type},
    names::{Case, Ident},
    resolve,
};

use super::{
    Context, Doc, Imports, Literal, Path, TypeRef,
    methods::{MethodView, method},
    options::named,
};

/// One client.
#[derive(Clone, Debug)]
pub struct ClientView {
    /// Its docs.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// How it is made, when it is made from an endpoint.
    pub constructor: Option<ConstructorView>,
    /// What it holds.
    pub held: Vec<HeldView>,
    /// The clients that are reached through it.
    pub children: Vec<ChildView>,
    /// Its methods.
    pub methods: Vec<MethodView>,
}

/// `new`.
#[derive(Clone, Debug)]
pub struct ConstructorView {
    /// Its docs.
    pub doc: Doc,
    /// The namespace in traces.
    pub namespace: Literal,
    /// The struct with its options.
    pub options: Ident,
    /// The credential's type.
    pub credential: Option<Path>,
}

/// A parameter that a client holds.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// Its name.
    pub name: Ident,
    /// Its docs.
    pub doc: Doc,
}

/// A client that is reached through another.
#[derive(Clone, Debug)]
pub struct ChildView {
    /// The method's docs.
    pub doc: Doc,
    /// The method.
    pub method: Ident,
    /// The client.
    pub name: Ident,
    /// What it holds and its parent does not.
    pub held: Vec<HeldView>,
    /// What both hold.
    pub shared: Vec<HeldView>,
}

/// A page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// Its type.
    pub page: Ident,
    /// The type of an item.
    pub item: TypeRef,
    /// The property with the items.
    pub items: Ident,
    /// Whether that property may be absent.
    pub optional: bool,
}

/// The pages of all listings, each once.
pub(super) fn pages(api: &Api) -> Vec<PageView> {
    let mut pages: Vec<PageView> = Vec::new();
    for paging in api
        .clients
        .iter()
        .flat_map(|client| &client.operations)
        .filter_map(|operation| operation.paging.as_ref())
    {
        let page = PageView {
            page: paging.page.clone(),
            item: TypeRef::owned(&paging.item),
            items: paging.items.clone(),
            optional: paging.items_optional,
        };
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    pages
}

pub(super) fn clients(api: &Api, context: &Context<'_>) -> Vec<ClientView> {
    api.clients
        .iter()
        .map(|client| view(api, client, context))
        .collect()
}

fn view(api: &Api, client: &Client, context: &Context<'_>) -> ClientView {
    let constructor = match &client.made {
        Made::From { .. } => None,
        Made::New { credential } => Some(ConstructorView {
            doc: Doc::new()
                .paragraph("Creates a client for the service at an endpoint.")
                .paragraph("The endpoint is an address such as `https://contoso.communication.azure.com`; without a scheme it is taken as https, and a path in it is kept.")
                .paragraph("# Errors\n\nFails when the endpoint is empty, is no address or has a query, and when there is no HTTP transport, neither by the feature `reqwest` nor in the options."),
            namespace: Literal::string(context.namespace),
            options: resolve::client_options(&client.name),
            credential: credential.as_deref().and_then(Path::overlay),
        }),
    };
    let children = api
        .clients
        .iter()
        .filter(|other| matches!(&other.made, Made::From { parent, .. } if *parent == client.name));
    ClientView {
        doc: Doc::new().text_or(client.docs.description.as_deref(), "A client for a group of operations.").paragraph(
            "It is cheap to clone: clones, and the clients reached through it, share one pipeline and its connections.",
        ),
        name: client.name.clone(),
        constructor,
        held: client.held.iter().map(held).collect(),
        children: children.map(|child| child_view(client, child)).collect(),
        methods: client.operations.iter().map(|operation| method(api, client, operation, context)).collect(),
    }
}

fn held(parameter: &Parameter) -> HeldView {
    let fallback = format!("The `{}` that every call carries.", parameter.name.bare());
    HeldView {
        name: parameter.name.clone(),
        doc: Doc::new().text_or(parameter.docs.description.as_deref(), &fallback),
    }
}

fn child_view(client: &Client, child: &Client) -> ChildView {
    let (shared, own): (Vec<&Parameter>, Vec<&Parameter>) = child
        .held
        .iter()
        .partition(|parameter| client.held.iter().any(|other| other.name == parameter.name));
    let method = match &child.made {
        Made::From { method, .. } => method.clone(),
        Made::New { .. } => child.name.to_case(Case::Value),
    };
    let names: Vec<String> = own
        .iter()
        .map(|parameter| format!("`{}`", parameter.name.bare()))
        .collect();
    let doc = if names.is_empty() {
        format!(
            "Returns a [`{}`] over the same connections, without a call to the service.",
            child.name
        )
    } else {
        format!(
            "Returns a [`{}`] for one {}, over the same connections and without a call to the service.",
            child.name,
            names.join(", ")
        )
    };
    ChildView {
        doc: Doc::new().paragraph(&doc),
        method,
        name: child.name.clone(),
        held: own.into_iter().map(held).collect(),
        shared: shared.into_iter().map(held).collect(),
    }
}

/// What `clients.rs` imports: only what it uses, or the compiler would warn.
pub(super) fn imports(api: &Api) -> Imports {
    let operations = || api.clients.iter().flat_map(|client| &client.operations);
    let types = || {
        operations().flat_map(|operation| {
            let parameters = operation
                .parameters
                .iter()
                .filter(|parameter| parameter.required)
                .map(|parameter| &parameter.ty);
            let body = operation
                .body
                .iter()
                .filter(|body| body.required)
                .map(|body| &body.ty);
            parameters.chain(body).chain(&operation.result)
        })
    };
    let items: Vec<Type> = operations()
        .filter_map(|operation| operation.paging.as_ref())
        .map(|paging| paging.item.clone())
        .collect();
    let uses = |wanted: &dyn Fn(&Type) -> bool| types().chain(&items).any(|ty| anywhere(ty, wanted));
    let constructed = api
        .clients
        .iter()
        .any(|client| matches!(client.made, Made::New { .. }));
    let paged = operations().any(|operation| operation.paging.is_some());
    let plain = operations().any(|operation| operation.paging.is_none());
    let empty = operations().any(|operation| operation.paging.is_none() && operation.result.is_none());
    let mut names: Vec<Ident> = types()
        .filter_map(named)
        .chain(items.iter().filter_map(named))
        .collect();
    for client in &api.clients {
        names.extend(
            client
                .operations
                .iter()
                .map(|operation| resolve::method_options(&client.name, &operation.name)),
        );
    }
    Imports::default()
        .item(
            uses(&|ty| matches!(ty, Type::Map(_))),
            "std",
            "collections",
            "HashMap",
        )
        .item(uses(&|ty| *ty == Type::Any), "azure_core", "", "Value")
        .item(plain || paged || constructed, "azure_core", "", "Result")
        .item(true, "azure_core", "", "tracing")
        .item(constructed, "azure_core", "http", "ClientOptions")
        .item(plain || paged, "azure_core", "http", "Method")
        .item(empty, "azure_core", "http", "NoFormat")
        .item(paged, "azure_core", "http", "Pager")
        .item(plain, "azure_core", "http", "Response")
        .item(true, "azure_core", "http", "Url")
        .item(paged, "azure_core", "http", "pager::Page")
        .item(
            uses(&|ty| *ty == Type::DateTime),
            "azure_core",
            "time",
            "OffsetDateTime",
        )
        .item(true, "crate", "runtime", "ClientCore")
        .models(names)
}

/// Whether a type is one that is wanted, or a list or map with such a type in it at any depth.
pub(super) fn anywhere(ty: &Type, wanted: &dyn Fn(&Type) -> bool) -> bool {
    wanted(ty) || matches!(ty, Type::List(inner) | Type::Map(inner) if anywhere(inner, wanted))
}

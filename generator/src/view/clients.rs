//! Clients: how each is made, what it holds, which methods it has.

use openapi_client_model::{
    api::{Api, Client, Made, Parameter},
    names::{Case, Ident, client_options},
};

use super::{
    Context, Doc, Literal, Path,
    methods::{MethodView, method},
    server::endpoint_doc,
};

/// One client.
#[derive(Clone, Debug)]
pub struct ClientView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// How it is made, when it is made from an endpoint.
    pub(crate) constructor: Option<ConstructorView>,
    /// What it holds.
    pub(crate) held: Vec<HeldView>,
    /// The clients that are reached through it.
    pub(crate) children: Vec<ChildView>,
    pub(crate) methods: Vec<MethodView>,
}

/// `new`.
#[derive(Clone, Debug)]
pub struct ConstructorView {
    pub(crate) doc: Doc,
    /// The namespace in traces.
    pub(crate) namespace: Literal,
    /// The struct with its options.
    pub(crate) options: Ident,
    /// The credential's type.
    pub(crate) credential: Option<Path>,
}

/// A parameter that a client holds.
#[derive(Clone, Debug)]
pub struct HeldView {
    pub(crate) name: Ident,
    pub(crate) doc: Doc,
}

/// A client that is reached through another.
#[derive(Clone, Debug)]
pub struct ChildView {
    /// The method's docs.
    pub(crate) doc: Doc,
    pub(crate) method: Ident,
    pub(crate) name: Ident,
    /// What it holds and its parent does not.
    pub(crate) held: Vec<HeldView>,
    /// What both hold.
    pub(crate) shared: Vec<HeldView>,
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
                .paragraph(&endpoint_doc(api, context))
                .paragraph("# Errors\n\nFails when the endpoint is empty, is not an address or has a query, and when there is no HTTP transport, neither by the feature `reqwest` nor in the options."),
            namespace: Literal::string(context.namespace),
            options: client_options(&client.name),
            credential: match credential {
                Some(handwritten) => Path::overlay(handwritten),
                None => api.security.type_name().and_then(|name| Path::parse(name.bare())),
            },
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

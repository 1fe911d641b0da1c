//! Clients: their constructors, the parameters that they hold, and their methods.

use rayon::prelude::*;

use openapi_client_model::{
    api::{Api, Client, Made, Parameter},
    names::{Case, Ident, client_options},
};

use super::{
    Context, Doc, Literal, Path,
    example::ClientExamples,
    methods::{MethodView, method},
    server::endpoint_doc,
};

/// One client.
#[derive(Clone, Debug)]
pub struct ClientView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The docs of the method that returns the address.
    pub(crate) endpoint_doc: Doc,
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
    /// The docs of `for_server`.
    pub(crate) server_doc: Doc,
    /// The docs of `with_credential`.
    pub(crate) with_doc: Doc,
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
        .par_iter()
        .map(|client| view(api, client, context))
        .collect()
}

fn view(api: &Api, client: &Client, context: &Context<'_>) -> ClientView {
    let examples = ClientExamples::new(api, client, context);
    let constructor = match &client.made {
        Made::From { .. } => None,
        Made::New { credential } => Some(ConstructorView {
            doc: Doc::new()
                .paragraph("Creates a client for the service at an endpoint.")
                .paragraph(&endpoint_doc(api, context))
                .paragraph("# Errors\n\nFails when the endpoint is empty, is not an address or has a query, and when there is no HTTP transport: the feature `reqwest` is disabled, and the options have none.")
                .example(examples.constructor()),
            server_doc: Doc::new()
                .paragraph("Creates a client for the service at the address that consists of these parts.")
                .paragraph("# Errors\n\nFails when a part of the address is not valid, and as [`new`](Self::new).")
                .example(examples.for_server(api.server.type_name().as_ref())),
            with_doc: Doc::new()
                .paragraph("Returns a client that signs with another credential, over the same connections and without a call to the service.")
                .example(examples.other_credential()),
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
        endpoint_doc: Doc::new().paragraph("Returns the address of the service.").example(examples.getter("endpoint")),
        constructor,
        held: client.held.iter().map(|parameter| held(parameter, &examples)).collect(),
        children: children.map(|child| child_view(client, child, &examples)).collect(),
        methods: client.operations.iter().map(|operation| method(api, client, operation, context)).collect(),
    }
}

fn held(parameter: &Parameter, examples: &ClientExamples<'_>) -> HeldView {
    let fallback = format!("The `{}` that every call carries.", parameter.name.bare());
    HeldView {
        name: parameter.name.clone(),
        doc: Doc::new()
            .text_or(parameter.docs.description.as_deref(), &fallback)
            .example(examples.getter(&parameter.name.to_string())),
    }
}

fn child_view(client: &Client, child: &Client, examples: &ClientExamples<'_>) -> ChildView {
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
        doc: Doc::new()
            .paragraph(&doc)
            .example(examples.child(&child.name, &method, &own))
            .aliases(&child.aliases, &method),
        method,
        name: child.name.clone(),
        held: own
            .into_iter()
            .map(|parameter| held(parameter, examples))
            .collect(),
        shared: shared
            .into_iter()
            .map(|parameter| held(parameter, examples))
            .collect(),
    }
}

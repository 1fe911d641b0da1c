//! The optional parameters of methods.

use openapi_client_model::{
    api::{Api, Client, Location, Operation, Parameter, Scalar, Style, Type},
    names::{Case, Ident, method_options},
};

use super::{Context, Doc, GuardView, TypeRef, call_server, defaults, docs, values};

/// The struct with the optional parameters of one method.
#[derive(Clone, Debug)]
pub struct OptionsView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<OptionView>,
    /// What `{:?}` may show, when it cannot be derived.
    pub(crate) guard: Option<GuardView>,
    /// Whether the method lists, so that a listing can be resumed.
    pub(crate) pager: bool,
    /// Whether the method begins a long-running operation, so that it can be resumed.
    pub(crate) poller: bool,
}

/// One optional parameter.
#[derive(Clone, Debug)]
pub struct OptionView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Its type, without the `Option`.
    pub(crate) ty: TypeRef,
}

pub(super) fn options(api: &Api, context: &Context<'_>) -> Vec<OptionsView> {
    api.clients
        .iter()
        .flat_map(|client| {
            client
                .operations
                .iter()
                .map(move |operation| options_of_method(client, operation, context))
        })
        .collect()
}

fn options_of_method(client: &Client, operation: &Operation, context: &Context<'_>) -> OptionsView {
    let mut fields: Vec<OptionView> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_option())
        .map(|parameter| OptionView {
            doc: described(parameter),
            name: parameter.name.clone(),
            ty: values::option(parameter, context),
        })
        .collect();
    if let (Some(body), Some(name)) = (&operation.body, Ident::parse("body", Case::Value))
        && !body.required
    {
        fields.push(OptionView {
            doc: Doc::new().text_or(body.docs.description.as_deref(), "The body of the request."),
            name,
            ty: TypeRef::body(body, context.runtime),
        });
    }
    fields.extend(server_option(operation));
    OptionsView {
        doc: Doc::new().paragraph(&format!(
            "Options of [`{0}::{1}`](super::{0}::{1}).",
            client.name,
            operation.name.bare()
        )),
        name: method_options(&client.name, &operation.name),
        guard: guard(client, operation),
        fields,
        pager: operation.paging.is_some() && operation.long_running.is_none(),
        poller: operation.long_running.is_some(),
    }
}

/// The option with the address of a call that has its own.
fn server_option(operation: &Operation) -> Option<OptionView> {
    let server = operation.server.as_ref()?;
    let mut doc = Doc::new().paragraph(&format!(
        "The address of the call, as an endpoint; by default, {}.",
        call_server::usual(&server.usual)
    ));
    let others: Vec<String> = server.others.iter().map(|other| docs::code(other)).collect();
    if !others.is_empty() {
        doc = doc.paragraph(&format!("The service is also at {}.", others.join(", ")));
    }
    Some(OptionView {
        doc,
        name: Ident::parse("server", Case::Value)?,
        ty: TypeRef::owned(&Type::Scalar(Scalar::String)),
    })
}

/// The docs of an option: its meaning, its default, and the effect of an empty list.
fn described(parameter: &Parameter) -> Doc {
    let mut doc = Doc::new().text_or(
        parameter.docs.description.as_deref(),
        &format!("The parameter `{}`.", parameter.name.bare()),
    );
    if let Some(default) = parameter.default.as_ref().and_then(defaults::shown) {
        doc = doc.paragraph(&format!("By default, the service uses {default}."));
    }
    if matches!(parameter.ty, Type::List(_)) && parameter.writing.style != Style::Json {
        let empty = parameter.allow_empty && parameter.location == Location::Query;
        doc = doc.paragraph(if empty {
            "An empty list is sent as an empty value."
        } else {
            "An empty list is not sent."
        });
    }
    doc
}

fn guard(client: &Client, operation: &Operation) -> Option<GuardView> {
    let fields = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_option())
        .map(|parameter| (&parameter.name, parameter.secret));
    GuardView::new(&method_options(&client.name, &operation.name), true, fields)
}

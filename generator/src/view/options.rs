//! The optional parameters of methods.

use openapi_client_model::{
    api::{Api, Client, Operation},
    names::{Case, Ident, method_options},
};

use super::{Doc, GuardView, TypeRef};

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
}

/// One optional parameter.
#[derive(Clone, Debug)]
pub struct OptionView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Its type, without the `Option`.
    pub(crate) ty: TypeRef,
}

pub(super) fn options(api: &Api) -> Vec<OptionsView> {
    api.clients
        .iter()
        .flat_map(|client| {
            client
                .operations
                .iter()
                .map(move |operation| options_of_method(client, operation))
        })
        .collect()
}

fn options_of_method(client: &Client, operation: &Operation) -> OptionsView {
    let mut fields: Vec<OptionView> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| OptionView {
            doc: Doc::new().text_or(
                parameter.docs.description.as_deref(),
                &format!("The parameter `{}`.", parameter.name.bare()),
            ),
            name: parameter.name.clone(),
            ty: TypeRef::owned(&parameter.ty),
        })
        .collect();
    if let (Some(body), Some(name)) = (&operation.body, Ident::parse("body", Case::Value))
        && !body.required
    {
        fields.push(OptionView {
            doc: Doc::new().text_or(body.docs.description.as_deref(), "The body of the request."),
            name,
            ty: TypeRef::owned(&body.ty),
        });
    }
    OptionsView {
        doc: Doc::new().paragraph(&format!(
            "Options of [`{0}::{1}`](super::{0}::{1}).",
            client.name,
            operation.name.bare()
        )),
        name: method_options(&client.name, &operation.name),
        guard: guard(client, operation),
        fields,
        pager: operation.paging.is_some(),
    }
}

fn guard(client: &Client, operation: &Operation) -> Option<GuardView> {
    let fields = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| (&parameter.name, parameter.secret));
    GuardView::new(&method_options(&client.name, &operation.name), true, fields)
}

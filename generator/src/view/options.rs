//! The optional parameters of methods.

use crate::{
    api::{Api, Client, Operation, Type},
    names::Ident,
    resolve,
};

use super::{Doc, GuardView, Imports, TypeRef, clients::anywhere};

/// The struct with the optional parameters of one method.
#[derive(Clone, Debug)]
pub struct OptionsView {
    /// Its docs.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// The parameters.
    pub fields: Vec<OptionView>,
    /// What `{:?}` may show, when it cannot be derived.
    pub guard: Option<GuardView>,
    /// Whether the method lists, so that a listing can be resumed.
    pub pager: bool,
}

/// One optional parameter.
#[derive(Clone, Debug)]
pub struct OptionView {
    /// Its docs.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// Its type, without the `Option`.
    pub ty: TypeRef,
}

pub(super) fn options(api: &Api) -> Vec<OptionsView> {
    api.clients
        .iter()
        .flat_map(|client| {
            client
                .operations
                .iter()
                .map(move |operation| of(client, operation))
        })
        .collect()
}

fn of(client: &Client, operation: &Operation) -> OptionsView {
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
    if let (Some(body), Some(name)) = (&operation.body, Ident::parse("body", crate::names::Case::Value))
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
        name: resolve::method_options(&client.name, &operation.name),
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
    GuardView::new(
        &resolve::method_options(&client.name, &operation.name),
        true,
        fields,
    )
}

pub(super) fn imports(api: &Api) -> Imports {
    let operations = || api.clients.iter().flat_map(|client| &client.operations);
    let types = || {
        operations().flat_map(|operation| {
            let parameters = operation
                .parameters
                .iter()
                .filter(|parameter| !parameter.required)
                .map(|parameter| &parameter.ty);
            let body = operation
                .body
                .iter()
                .filter(|body| !body.required)
                .map(|body| &body.ty);
            parameters.chain(body)
        })
    };
    let uses = |wanted: &dyn Fn(&Type) -> bool| types().any(|ty| anywhere(ty, wanted));
    let derived = api.clients.iter().any(|client| {
        client
            .operations
            .iter()
            .any(|operation| guard(client, operation).is_none())
    });
    Imports::default()
        .item(
            uses(&|ty| matches!(ty, Type::Map(_))),
            "std",
            "collections",
            "HashMap",
        )
        .item(uses(&|ty| *ty == Type::Any), "azure_core", "", "Value")
        .item(derived, "azure_core", "fmt", "SafeDebug")
        .item(
            operations().any(|operation| operation.paging.is_none()),
            "azure_core",
            "http",
            "ClientMethodOptions",
        )
        .item(
            operations().any(|operation| operation.paging.is_some()),
            "azure_core",
            "http",
            "pager::PagerOptions",
        )
        .item(
            uses(&|ty| *ty == Type::DateTime),
            "azure_core",
            "time",
            "OffsetDateTime",
        )
        .models(types().filter_map(named).collect())
}

/// The declared type in a type.
pub(super) fn named(ty: &Type) -> Option<Ident> {
    match ty {
        Type::Named(name) => Some(name.clone()),
        Type::List(inner) | Type::Map(inner) => named(inner),
        _ => None,
    }
}

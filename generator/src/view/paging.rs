//! Lists: how the next page is found, and how a page returns its items.

use std::fmt;

use openapi_client_model::{
    api::{Answer, Api, NextPage, Operation, Page, Paging},
    names::{Case, Ident},
};

use super::{Literal, TypeRef};

/// The paging of a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingView {
    /// The step of the call that makes the pager.
    pub(crate) step: Ident,
    /// The first arguments of that step.
    pub(crate) arguments: Expression,
}

/// An expression, put together from literals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression(String);

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn paging(operation: &Operation, paging: &Paging) -> PagingView {
    // A response without a body needs an empty page.
    let whole = !matches!(operation.answer, Answer::Optional { .. }) && operation.long_running.is_none();
    let link = match &paging.next {
        NextPage::None if whole => Some(""),
        NextPage::Link(path) if whole => match path.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        },
        _ => None,
    };
    let (step, arguments) = if let Some(link) = link {
        ("pages", Literal::string(link).to_string())
    } else {
        let items = names(paging.items.iter().map(|step| step.wire.as_str()));
        (
            "pages_by",
            format!("NextPage::{}, {items}", variant(&paging.next)),
        )
    };
    PagingView {
        step: super::chosen::chosen_ident(step, Case::Value),
        arguments: Expression(arguments),
    }
}

fn variant(next: &NextPage) -> String {
    let text = |text: &str| Literal::string(text);
    let path = |path: &[String]| names(path.iter().map(String::as_str));
    match next {
        NextPage::None => "None".to_owned(),
        NextPage::Link(property) => format!("Link({})", path(property)),
        NextPage::LinkHeader => "LinkHeader".to_owned(),
        NextPage::Cursor { parameter, property } => format!(
            "Cursor {{ parameter: {}, property: {} }}",
            text(parameter),
            path(property)
        ),
        NextPage::CursorHeader { parameter, header } => {
            format!(
                "CursorHeader {{ parameter: {}, header: {} }}",
                text(parameter),
                text(header)
            )
        }
        NextPage::Offset { parameter } => format!("Offset {{ parameter: {} }}", text(parameter)),
        NextPage::Number { parameter, first } => {
            format!("Number {{ parameter: {}, first: {first} }}", text(parameter))
        }
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Expression {
    let names: Vec<String> = names.map(|name| Literal::string(name).to_string()).collect();
    Expression(format!("&[{}]", names.join(", ")))
}

/// The type of a page.
pub(super) fn page(paging: &Paging) -> TypeRef {
    match &paging.page {
        Page::Named(name) => TypeRef::from(name),
        Page::List => TypeRef::owned(&paging.item).within("ListPage"),
    }
}

/// The docs of a method about its paging, unless the next page is found by a link in the page.
pub(super) fn doc(paging: &Paging) -> Option<String> {
    let code = super::docs::code;
    Some(match &paging.next {
        NextPage::None | NextPage::Link(_) => return None,
        NextPage::LinkHeader => {
            "The next page is found by the header `Link`, which may have any address at the endpoint."
                .to_owned()
        }
        NextPage::Cursor { parameter, .. } | NextPage::CursorHeader { parameter, .. } => format!(
            "The next page is requested with the value that the service returned for {}.",
            code(parameter)
        ),
        NextPage::Offset { parameter } => format!(
            "The next page is requested with the number of items so far as {}, until a page is empty.",
            code(parameter)
        ),
        NextPage::Number { parameter, .. } => format!(
            "The next page is requested with its number as {}, until a page is empty.",
            code(parameter)
        ),
    })
}

/// A page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    pub(crate) page: Ident,
    /// The type of an item.
    pub(crate) item: TypeRef,
    /// The properties that lead to the items, but for the last.
    pub(crate) outer: Vec<StepView>,
    /// The property with the items.
    pub(crate) items: Ident,
    /// Whether that property may be absent.
    pub(crate) optional: bool,
}

/// A property that leads to the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    pub(crate) name: Ident,
    /// Whether it may be absent.
    pub(crate) optional: bool,
}

/// The pages of all listings that are types of their own, each once.
pub(super) fn pages(api: &Api) -> Vec<PageView> {
    let mut pages: Vec<PageView> = Vec::new();
    let operations = api.clients.iter().flat_map(|client| &client.operations);
    for paging in operations.filter_map(|operation| operation.paging.as_ref()) {
        let (Some(page), Some((last, outer))) = (paging.named_page(), paging.items.split_last()) else {
            continue;
        };
        let view = PageView {
            page: page.clone(),
            item: TypeRef::owned(&paging.item),
            outer: outer
                .iter()
                .map(|step| StepView {
                    name: step.name.clone(),
                    optional: step.optional,
                })
                .collect(),
            items: last.name.clone(),
            optional: last.optional,
        };
        if !pages.contains(&view) {
            pages.push(view);
        }
    }
    pages
}

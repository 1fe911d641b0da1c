//! Results of calls: enums for bodies that depend on the status, and traits for headers.

use openapi_client_model::{
    api::{
        Answer, AnswerHeader, Api, Client, Content, Equality, Operation, Outcome, Scalar, Status, Type,
        TypeKind,
    },
    names::{Case, Ident, method_answer, method_headers},
};

use super::{Doc, Literal, Path, TypeRef, docs, scalars};

/// The enum of the results of a method.
#[derive(Clone, Debug)]
pub struct OutcomesView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Whether it has `Eq`.
    pub(crate) eq: bool,
    pub(crate) variants: Vec<OutcomeView>,
}

/// The result of a method with one status.
#[derive(Clone, Debug)]
pub struct OutcomeView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The statuses, as a pattern.
    pub(crate) pattern: Literal,
    /// The type of the body, when there is one.
    pub(crate) ty: Option<TypeRef>,
    /// The function that reads it.
    pub(crate) read: Option<Ident>,
}

/// The trait with the headers of the results of a method.
#[derive(Clone, Debug)]
pub struct HeadersView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The types of the responses.
    pub(crate) answers: Vec<TypeRef>,
    pub(crate) getters: Vec<GetterView>,
}

/// One header.
#[derive(Clone, Debug)]
pub struct GetterView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) ty: TypeRef,
    /// The function that finds it.
    pub(crate) step: Ident,
    pub(crate) wire: Literal,
    /// The function that reads its text, below the module of the runtime for generated code.
    pub(crate) read: Path,
}

fn operations(api: &Api) -> impl Iterator<Item = (&Client, &Operation)> {
    api.clients
        .iter()
        .flat_map(|client| client.operations.iter().map(move |operation| (client, operation)))
}

pub(super) fn outcomes(api: &Api, equality: &Equality<'_>) -> Vec<OutcomesView> {
    let found = operations(api).filter_map(|(client, operation)| {
        let Answer::ByStatus(outcomes) = &operation.answer else {
            return None;
        };
        Some(OutcomesView {
            doc: Doc::new().paragraph(&format!(
                "The results of [`{0}::{1}`](super::{0}::{1}), by status.",
                client.name,
                operation.name.bare()
            )),
            name: method_answer(&client.name, &operation.name),
            eq: equality.has_outcomes(outcomes),
            variants: outcomes.iter().map(outcome).collect(),
        })
    });
    found.collect()
}

fn outcome(outcome: &Outcome) -> OutcomeView {
    let description = outcome.docs.description.as_deref();
    OutcomeView {
        doc: Doc::new()
            .text_or(description, "A result of the call.")
            .paragraph(&format!("The status is {}.", outcome.status)),
        name: outcome.name.clone(),
        pattern: Literal::status_pattern(outcome.status),
        ty: outcome.content.as_ref().map(TypeRef::content),
        read: outcome.content.as_ref().map(|content| {
            let name = match content {
                Content::Json(_) => "json",
                Content::Xml(_) => "xml",
                Content::Text | Content::Events(_) | Content::Lines(_) => "text",
                Content::Bytes => "bytes",
            };
            chosen(name)
        }),
    }
}

pub(super) fn headers(api: &Api) -> Vec<HeadersView> {
    let found = operations(api).filter_map(|(client, operation)| {
        if operation.headers.is_empty() || operation.instead_of.is_some() {
            return None;
        }
        // The methods of the same operation for other kinds of bodies have the same headers.
        let others = client
            .operations
            .iter()
            .filter(|other| other.instead_of.as_ref() == Some(&operation.name) && other.id == operation.id);
        let methods: Vec<&Operation> = std::iter::once(operation).chain(others).collect();
        let links: Vec<String> = methods
            .iter()
            .map(|method| format!("[`{0}::{1}`](super::{0}::{1})", client.name, method.name.bare()))
            .collect();
        let mut answers: Vec<TypeRef> = Vec::new();
        for method in methods {
            let answer = answer(client, method);
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        Some(HeadersView {
            doc: Doc::new().paragraph(&format!(
                "The headers of the results of {}.",
                docs::list(&links, "and")
            )),
            name: method_headers(&client.name, &operation.name),
            answers,
            getters: operation
                .headers
                .iter()
                .map(|header| getter(api, header))
                .collect(),
        })
    });
    found.collect()
}

/// The type of the response that has the headers: of a list, a page.
fn answer(client: &Client, operation: &Operation) -> TypeRef {
    match &operation.paging {
        Some(paging) => super::paging::page(paging).within("Response"),
        None => TypeRef::answer(&operation.answer, || method_answer(&client.name, &operation.name)),
    }
}

fn getter(api: &Api, header: &AnswerHeader) -> GetterView {
    let name = docs::code(&header.wire);
    let (intro, nothing) = if header.prefix {
        (
            format!("The headers that begin with {name}, by the rest of their names."),
            "",
        )
    } else {
        (
            format!("The header {name}."),
            "`None` when the response does not have it.",
        )
    };
    let (step, inner) = match &header.ty {
        ty if header.prefix => ("prefixed", ty),
        Type::List(inner) => ("list", &**inner),
        ty => ("one", ty),
    };
    let ty = TypeRef::owned(&header.ty);
    GetterView {
        doc: Doc::new()
            .text_or(header.docs.description.as_deref(), &intro)
            .paragraph(&format!(
                "{}# Errors\n\nFails when its text is not as described.",
                match header.docs.description {
                    _ if header.prefix => format!("{intro}\n\n"),
                    Some(_) => format!("{intro} {nothing}\n\n"),
                    None => format!("{nothing}\n\n"),
                }
            )),
        name: header.name.clone(),
        ty: if header.prefix {
            ty.keyed()
        } else {
            ty.within("Option")
        },
        step: chosen(step),
        wire: Literal::string(&header.wire),
        read: Path::from_static(reader(api, inner)),
    }
}

/// The function that reads the text of a header: of a value, or of each in a list.
fn reader(api: &Api, ty: &Type) -> &'static str {
    match ty {
        Type::Scalar(scalar) => scalars::header_reader(*scalar),
        Type::Named(name) => match api.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum { integer: true, .. }) => "headers::number_of_set",
            _ => "headers::text_of_set",
        },
        _ => scalars::header_reader(Scalar::String),
    }
}

fn chosen(name: &str) -> Ident {
    Ident::parse(name, Case::Value).unwrap_or_else(|| Ident::placeholder(Case::Value, 0))
}

impl Literal {
    /// The statuses as a pattern.
    fn status_pattern(status: Status) -> Self {
        match status {
            Status::Code(code) => Self::integer(code.into()),
            Status::Range(digit) => Self::range(u16::from(digit) * 100, u16::from(digit) * 100 + 99),
        }
    }
}

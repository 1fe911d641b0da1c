//! Declared responses, and the combined result of an operation.

use openapi_client_model::{
    api::{Answer, AnswerHeader, ErrorAnswer, Status},
    names::{Case, Ident},
};
use openapi_descriptions::{
    diagnostic::Place,
    document::{Response, Schema},
};

/// The combined result of the responses of an operation.
#[derive(Default)]
pub(super) struct Responses<'a> {
    pub(super) success: Vec<Status>,
    /// The content of a success.
    pub(super) answer: Answer,
    /// Its schema, where it has one.
    pub(super) schema: Option<&'a Schema>,
    /// The accepted media types, if they are not only JSON.
    pub(super) accept: Option<String>,
    pub(super) headers: Vec<AnswerHeader>,
    pub(super) errors: Vec<ErrorAnswer>,
}

/// A response with its status as written.
pub(super) struct Declared<'a> {
    /// `None` for `default`.
    pub(super) status: Option<Status>,
    pub(super) response: &'a Response,
    pub(super) place: &'a Place,
}

impl Declared<'_> {
    /// The name of a named response: types that are written in place in it are named after it, because they are one type for all
    /// operations that use the response.
    pub(super) fn name(&self) -> Option<Ident> {
        named(&self.response.place, "responses")
    }

    /// Whether the type of its body is written in place in the operation.
    pub(super) fn is_in_place(&self) -> bool {
        let schema = self.response.schema();
        schema.is_some_and(|schema| schema.reference.is_none()) && self.name().is_none()
    }
}

/// The name of a part that stands in a folder of named parts, such as `responses`.
pub(super) fn named(place: &Place, folder: &str) -> Option<Ident> {
    match place.pointer.tokens().as_slice() {
        ["components", parts, name] | [parts, name] if *parts == folder => Ident::parse(name, Case::Type),
        _ => None,
    }
}

//! Responses as they are declared, and what those of an operation come to.

use openapi_client_model::api::{Answer, AnswerHeader, ErrorAnswer, Status};
use openapi_descriptions::{
    diagnostic::Place,
    document::{Response, Schema},
};

/// What the responses of an operation come to.
#[derive(Default)]
pub(super) struct Responses<'a> {
    pub(super) success: Vec<Status>,
    /// What a success holds.
    pub(super) answer: Answer,
    /// Its schema, where it has one.
    pub(super) schema: Option<&'a Schema>,
    /// What the answer may be, where it is not only JSON.
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

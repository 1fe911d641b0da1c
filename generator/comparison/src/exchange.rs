//! The schemas that an operation sends and receives.

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Response, Schema},
};

use super::{contents::Content, media};

/// A request body: `requestBody` of OpenAPI 3, or the body parameter of Swagger 2.0.
pub(super) struct RequestBody<'a> {
    pub place: &'a Place,
    pub required: bool,
    /// Each media type with its schema.
    pub content: Vec<Content<'a>>,
    pub description: Option<&'a str>,
}

pub(super) fn request_body<'a>(bundle: &Bundle<'a>, operation: &'a Operation) -> Option<RequestBody<'a>> {
    if let Some(body) = &operation.body {
        let body = bundle.request_body(body).ok()?;
        let content = body.content.iter();
        return Some(RequestBody {
            place: &body.place,
            required: body.required,
            content: content
                .map(|(media_type, schema)| Content::of_body(&body.place, media_type, schema.as_ref()))
                .collect(),
            description: body.description.as_deref(),
        });
    }
    let parameters = operation
        .parameters
        .iter()
        .filter_map(|parameter| bundle.parameter(parameter).ok());
    let parameter = parameters
        .into_iter()
        .find(|parameter| parameter.location == Location::Body)?;
    let schema = Some(&parameter.schema);
    Some(RequestBody {
        place: &parameter.place,
        required: parameter.required,
        content: media_types(&operation.consumes)
            .map(|media_type| Content::of_operation(media_type, schema))
            .collect(),
        description: parameter.description.as_deref(),
    })
}

/// The media types of a response. In Swagger 2.0 they are those of the operation.
pub(super) fn response_content<'a>(operation: &'a Operation, response: &'a Response) -> Vec<Content<'a>> {
    let mut found = Vec::new();
    for (media_type, schema) in &response.content {
        let schema = schema.as_ref();
        if let Some(media_type) = media_type {
            found.push(Content::of_body(&response.place, media_type, schema));
        } else {
            let produces = media_types(&operation.produces);
            found.extend(produces.map(|media_type| Content::of_operation(media_type, schema)));
        }
    }
    found
}

/// Whether a response has a body. In OpenAPI 3 one without a schema may be anything.
pub(super) fn has_body(response: &Response) -> bool {
    let mut content = response.content.iter();
    content.any(|(media_type, schema)| media_type.is_some() || schema.is_some())
}

/// The media types of a list of Swagger 2.0; JSON when there is none.
pub(super) fn media_types(list: &[String]) -> impl Iterator<Item = &str> {
    let usual = list.is_empty().then_some("application/json");
    usual.into_iter().chain(list.iter().map(String::as_str))
}

/// The schemas of everything that an operation sends, and of everything that it receives on success.
pub(super) fn exchanged_schemas<'a>(
    bundle: &Bundle<'a>,
    operation: &'a Operation,
) -> (Vec<&'a Schema>, Vec<&'a Schema>) {
    let bodies = request_body(bundle, operation)
        .map(|body| body.content)
        .unwrap_or_default();
    let results = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| bundle.response(response).ok()?.schema());
    let bodies = bodies.into_iter().filter_map(|content| content.schema);
    (bodies.collect(), results.collect())
}

/// Whether any body is XML.
pub(super) fn uses_xml(bundle: &Bundle<'_>) -> bool {
    let document = bundle.entry();
    let is_xml = |content: &Content<'_>| media::is_xml(&content.media_type);
    document
        .operations
        .iter()
        .chain(&document.incoming)
        .any(|operation| {
            let responses = operation.responses.iter();
            let mut responses = responses.filter_map(|(_, response)| bundle.response(response).ok());
            request_body(bundle, operation).is_some_and(|body| body.content.iter().any(is_xml))
                || responses.any(|response| response_content(operation, response).iter().any(is_xml))
        })
}

//! The schemas that an operation sends and receives.

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Location, Operation, Schema},
};

use super::media;

/// A request body: `requestBody` of OpenAPI 3, or the body parameter of Swagger 2.0.
pub(super) struct RequestBody<'a> {
    pub place: &'a Place,
    pub required: bool,
    /// Each media type with its schema.
    pub content: Vec<(String, Option<&'a Schema>)>,
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
                .map(|(media_type, schema)| (media::normalized(media_type), schema.as_ref()))
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
    let consumes = if operation.consumes.is_empty() {
        vec!["application/json"]
    } else {
        operation.consumes.iter().map(String::as_str).collect()
    };
    let schema = Some(&parameter.schema);
    Some(RequestBody {
        place: &parameter.place,
        required: parameter.required,
        content: consumes
            .into_iter()
            .map(|media_type| (media::normalized(media_type), schema))
            .collect(),
        description: parameter.description.as_deref(),
    })
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
    let bodies = bodies.into_iter().filter_map(|(_, schema)| schema);
    (bodies.collect(), results.collect())
}

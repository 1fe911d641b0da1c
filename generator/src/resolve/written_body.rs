//! A body as written, in either dialect.

use openapi_descriptions::{
    diagnostic::Place,
    document::{self, Encoding, Schema},
};

use super::{parameters::Parameters, types::Types};

/// A body as written, in either dialect.
pub(super) struct Written<'a> {
    pub(super) place: &'a Place,
    pub(super) required: bool,
    pub(super) description: Option<&'a str>,
    pub(super) content: Vec<(&'a str, Option<&'a Schema>)>,
    pub(super) encodings: &'a [Encoding],
}

/// The body of an operation, if it has one.
pub(super) fn written<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    parameters: &Parameters<'a>,
) -> Option<Written<'a>> {
    if let Some(parameter) = parameters.body {
        let media_types: Vec<&str> = if operation.consumes.is_empty() {
            vec!["application/json"]
        } else {
            operation.consumes.iter().map(String::as_str).collect()
        };
        return Some(Written {
            place: &parameter.place,
            required: parameter.required,
            description: parameter.description.as_deref(),
            content: media_types
                .into_iter()
                .map(|media_type| (media_type, Some(&parameter.schema)))
                .collect(),
            encodings: &[],
        });
    }
    match types.bundle.request_body(operation.body.as_ref()?) {
        Ok(body) if body.content.is_empty() => None,
        Ok(body) => Some(Written {
            place: &body.place,
            required: body.required,
            description: body.description.as_deref(),
            content: body
                .content
                .iter()
                .map(|(media_type, schema)| (media_type.as_str(), schema.as_ref()))
                .collect(),
            encodings: &body.encodings,
        }),
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            None
        }
    }
}

//! Request bodies.

use openapi_client_model::{
    api::{Body, BodyContent, Docs, Form, Location, Scalar, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Place},
    document,
};

use super::{
    body_kinds::{Kind, chosen, essence, kind as kind_of},
    forms,
    parameters::Parameters,
    patches,
    types::Types,
    undeclared, whole,
    written_body::written,
};

/// The body, or the form whose fields are added to the parameters: of the usual kind, or of another possible kind.
pub(super) fn body<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    parameters: &mut Parameters<'a>,
    hint: &Ident,
    other: Option<Kind>,
) -> (Option<Body>, Option<Form>) {
    if !parameters.fields.is_empty() {
        let fields = std::mem::take(&mut parameters.fields);
        return (
            None,
            Some(forms::declared(types, operation, &fields, parameters, hint)),
        );
    }
    let Some(written) = written(types, operation, parameters) else {
        return (None, None);
    };
    let Some((kind, media_types, schema)) = chosen(types, &written, other) else {
        return (None, None);
    };
    let content = match kind {
        Kind::Form(form) => {
            if let Some(schema) = schema
                && forms::has_fields(types, schema)
            {
                let encodings = |property: &str| {
                    written.encodings.iter().find(|encoding| {
                        encoding.property == property && kind_of(&encoding.media_type) == kind
                    })
                };
                forms::properties(
                    types,
                    schema,
                    form,
                    &encodings,
                    written.required,
                    parameters,
                    hint,
                );
                return (None, Some(form));
            }
            match form {
                Form::UrlEncoded => BodyContent::Fields,
                Form::Multipart => BodyContent::Parts,
            }
        }
        Kind::Text => BodyContent::Text,
        Kind::Bytes | Kind::Unsupported => BodyContent::Bytes,
        Kind::Json => BodyContent::Json,
        Kind::Xml => BodyContent::Xml,
    };
    let (content, document) = match (content, schema) {
        (BodyContent::Xml, Some(schema)) => whole::document(types, schema, hint),
        (BodyContent::Xml, None) => (BodyContent::Text, None),
        (content, _) => (content, None),
    };
    let ty = match (content, schema) {
        (BodyContent::Text, _) => Type::Scalar(Scalar::String),
        (BodyContent::Bytes | BodyContent::Parts, _) => Type::Any,
        (BodyContent::Xml, _) => document.unwrap_or(Type::Any),
        (BodyContent::Json | BodyContent::Fields, Some(schema)) => {
            let ty = types.type_of(schema, &hint.with_suffix("Request"));
            whole::json(types, ty, schema)
        }
        (BodyContent::Json | BodyContent::Fields, None) => {
            types.diagnostics.push(no_schema(written.place));
            return (None, None);
        }
    };
    let media_types = choices(parameters, media_types, content, written.place);
    let merges = patches::is_merge_patch(&media_types);
    let body = Body {
        ty: match ty {
            ty if merges => patches::removing(whole::not_null(ty)),
            ty if content == BodyContent::Fields => whole::not_null(ty),
            ty => ty,
        },
        media_types,
        content,
        required: written.required,
        docs: Docs {
            summary: None,
            description: written.description.map(str::to_owned),
            place: Some(written.place.clone()),
        },
    };
    (Some(body), None)
}

/// The media types that the body may have. If there are several, callers choose one by an option, or by the parameter that the
/// description has for it; a patch always has one.
fn choices(
    parameters: &mut Parameters<'_>,
    mut media_types: Vec<String>,
    content: BodyContent,
    place: &Place,
) -> Vec<String> {
    constant_media_type(parameters, &mut media_types);
    let patch = media_types
        .iter()
        .any(|media_type| essence(media_type).contains("merge-patch"));
    if !patch && !matches!(content, BodyContent::Fields | BodyContent::Parts) {
        let choice = undeclared::media_types(&media_types, &parameters.all, place);
        parameters.all.extend(choice);
    }
    media_types
}

fn no_schema(place: &Place) -> Diagnostic {
    Diagnostic::at(place, "the body has no schema", "add `schema`")
}

/// A header parameter `Content-Type` that can have only one value is the media type of the body.
fn constant_media_type(parameters: &mut Parameters<'_>, media_types: &mut Vec<String>) {
    let is_constant = |parameter: &openapi_client_model::api::Parameter| {
        parameter.location == Location::Header && parameter.wire.eq_ignore_ascii_case("content-type")
    };
    let found = parameters.all.iter().position(is_constant);
    if let Some(at) = found
        && let Some(constant) = parameters
            .all
            .get(at)
            .and_then(|parameter| parameter.constant.clone())
    {
        parameters.all.remove(at);
        *media_types = vec![constant];
    }
}

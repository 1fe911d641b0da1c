//! What holds of a body or an answer as a whole.

use openapi_client_model::{
    api::{BodyContent, Type},
    names::Ident,
};
use openapi_descriptions::{diagnostic::Diagnostic, document::Schema};

use super::types::Types;

/// What a body in XML is sent as: of what is not an object or a list, callers give the text.
pub(super) fn document<'a>(
    types: &mut Types<'a>,
    schema: &'a Schema,
    hint: &Ident,
) -> (BodyContent, Option<Type>) {
    if let Ok(ty) = types.document(schema, &hint.with_suffix("Request")) {
        return (BodyContent::Xml, Some(ty));
    }
    types.diagnostics.push(
        Diagnostic::at(
            &schema.place,
            "a body in XML that is not an object or a list is sent as the text that it is given as",
            "describe its elements as `properties`, or add `application/json`",
        )
        .warning(),
    );
    (BodyContent::Text, None)
}

/// Reports a whole body that generated code would not write or read as the service does.
pub(super) fn check(types: &mut Types<'_>, ty: &Type, schema: &Schema) {
    if matches!(ty.innermost(), Type::Scalar(scalar) if !scalar.is_plain()) {
        types.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                "a body that is only a date or bytes, or a list or map of them, is not supported",
                "put it into a property of an object, or take the format out to have it as text",
            )
            .avoidable(),
        );
    }
    if schema.nullable {
        types.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                "a body that may be `null` as a whole is not supported",
                "take `nullable` out when `null` is never sent here, or teach the generator",
            )
            .avoidable(),
        );
    }
}

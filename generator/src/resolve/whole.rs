//! Types of whole bodies and responses.

use openapi_client_model::{
    api::{BodyContent, Scalar, Type},
    names::Ident,
};
use openapi_descriptions::{diagnostic::Diagnostic, document::Schema};

use super::types::Types;

/// How a body in XML is sent: for types other than objects and lists, callers give the text.
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
            "a body in XML whose elements are not described is sent as the text that the caller gives",
            "describe its elements as `properties`, or add `application/json`",
        )
        .warning(),
    );
    (BodyContent::Text, None)
}

/// The type of a whole body in JSON, which may be `null`. A date or bytes have a serde attribute only as a property; as a whole
/// body they are the text or number of the JSON.
pub(super) fn json(types: &mut Types<'_>, ty: Type, schema: &Schema) -> Type {
    let ty = if matches!(ty.innermost(), Type::Scalar(scalar) if !scalar.is_plain()) {
        types.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                "a body that is only a date or bytes, or a list or map of them, is read and written as text",
                "callers read and write the text of the wire; to get a type, put it into a property of an object",
            )
            .warning(),
        );
        on_the_wire(ty)
    } else {
        ty
    };
    match ty {
        ty @ (Type::Any | Type::Nullable(_)) => ty,
        ty if types.is_nullable(schema) => Type::Nullable(Box::new(ty)),
        ty => ty,
    }
}

/// The type of the JSON value, without its format.
fn on_the_wire(ty: Type) -> Type {
    let within = |inner: Box<Type>| Box::new(on_the_wire(*inner));
    match ty {
        Type::List(inner) => Type::List(within(inner)),
        Type::Map(inner) => Type::Map(within(inner)),
        Type::Nullable(inner) => Type::Nullable(within(inner)),
        Type::Scalar(Scalar::UnixTime) => Type::Scalar(Scalar::Int64),
        Type::Scalar(scalar) if !scalar.is_plain() => Type::Scalar(Scalar::String),
        ty => ty,
    }
}

/// The type without `null`, which a form, a patch and an error cannot be.
pub(super) fn not_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        ty => ty,
    }
}

//! Types that need no item of their own: values, lists, maps, anything.

use openapi_client_model::{
    api::{Scalar, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Additional, Schema},
};

use super::{Types, choice};

impl<'a> Types<'a> {
    /// The type of a schema that needs no item of its own, and `None` for one that does.
    pub(super) fn plain(&mut self, schema: &'a Schema, hint: &Ident) -> Option<Type> {
        if schema.enumeration.is_some() {
            return None;
        }
        let found: Vec<&Schema> = choice::alternatives(schema).collect();
        if !found.is_empty() {
            return match found.as_slice() {
                _ if choice::has_own_part(schema) => None,
                [only] => Some(self.type_of(only, hint)),
                found => choice::common_scalar(found).map(Type::Scalar),
            };
        }
        let format = schema.format.as_deref();
        let ty = match schema.kind.as_deref() {
            Some("string") => self.string(schema, format),
            Some("boolean") => Type::Scalar(Scalar::Boolean),
            Some("integer") => match format {
                Some("int32" | "int16" | "int8" | "uint8" | "uint16") => Type::Scalar(Scalar::Int32),
                Some("uint64") => Type::Scalar(Scalar::UInt64),
                _ => Type::Scalar(Scalar::Int64),
            },
            Some("number") => match format {
                Some("float") => Type::Scalar(Scalar::Float32),
                Some("decimal") => self.unsupported_format(schema, "decimal"),
                _ => Type::Scalar(Scalar::Float64),
            },
            Some("array") => {
                let items = schema.items.as_ref();
                // A list that does not say what is in it may have anything.
                Type::List(Box::new(items.map_or(Type::Any, |items| self.inner(items, hint))))
            }
            Some("object") | None => return self.plain_object(schema, hint),
            Some(other) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        &schema.place.join("type"),
                        format!("the type `{other}` is not supported"),
                        "use string, boolean, integer, number, array or object",
                    )
                    .avoidable(),
                );
                Type::Any
            }
        };
        Some(ty)
    }

    fn plain_object(&mut self, schema: &'a Schema, hint: &Ident) -> Option<Type> {
        let object =
            !schema.properties.is_empty() || !schema.all_of.is_empty() || schema.discriminator.is_some();
        match (&schema.additional, object) {
            (Additional::Schema(values), false) => Some(Type::Map(Box::new(self.map_value(values, hint)))),
            (Additional::Any, false) => Some(Type::Map(Box::new(Type::Any))),
            (Additional::Unsaid | Additional::None, false) if schema.kind.is_none() => Some(Type::Any),
            (_, true) | (Additional::Unsaid | Additional::None, false) => None,
        }
    }

    /// The type of the values of a map.
    pub(super) fn map_value(&mut self, values: &'a Schema, hint: &Ident) -> Type {
        self.inner(values, hint)
    }

    fn string(&mut self, schema: &Schema, format: Option<&str>) -> Type {
        match format {
            Some("date-time") => Type::Scalar(Scalar::DateTime),
            Some(
                format @ ("date" | "time" | "date-time-rfc1123" | "unixtime" | "duration" | "byte" | "binary"
                | "base64url"),
            ) => self.unsupported_format(schema, format),
            _ => Type::Scalar(Scalar::String),
        }
    }

    fn unsupported_format(&mut self, schema: &Schema, format: &str) -> Type {
        self.diagnostics.push(
            Diagnostic::at(
                &schema.place.join("format"),
                format!("the format `{format}` is not supported"),
                "take the format out to have it as text or number, or teach the generator",
            )
            .avoidable(),
        );
        Type::Any
    }
}

/// Whether a named schema becomes an item, or is only another name for a list, map or text.
pub(super) fn is_item(schema: &Schema) -> bool {
    schema.enumeration.is_some()
        || choice::is_item(schema)
        || !schema.properties.is_empty()
        || !schema.all_of.is_empty()
        || schema.discriminator.is_some()
        || (schema.kind.as_deref() == Some("object")
            && matches!(schema.additional, Additional::Unsaid | Additional::None))
}

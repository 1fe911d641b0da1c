//! Types that do not become items: values, lists, maps, any JSON.

use openapi_client_model::{
    api::{Scalar, Type},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{Additional, Enumeration, Schema, ValueForm},
};

use super::{Types, choice};

impl<'a> Types<'a> {
    /// The type of a schema that does not become an item; `None` for one that does.
    pub(super) fn plain(&mut self, schema: &'a Schema, hint: &Ident) -> Option<Type> {
        if schema.set().is_some() {
            return None;
        }
        if let Some(values) = &schema.enumeration {
            self.note_values(schema, values);
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
        let kind = schema.kind.as_deref();
        if let Some(scalar) = kind.and_then(|kind| scalar(kind, format)) {
            return Some(Type::Scalar(scalar));
        }
        let ty = match kind {
            Some("array") => {
                let items = schema.items.as_ref();
                // A list without `items` may contain anything.
                Type::List(Box::new(items.map_or(Type::Any, |items| self.inner(items, hint))))
            }
            Some("object") | None => return self.plain_object(schema, hint),
            Some("null") => Type::Any,
            Some(other) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        &schema.place.join("type"),
                        format!("the type `{other}` is not supported"),
                        "use string, boolean, integer, number, array or object",
                    )
                    .kept("it is any JSON"),
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

    /// Warns that an enum does not become a Rust enum. Booleans need no enum.
    fn note_values(&mut self, schema: &Schema, values: &Enumeration) {
        let (what, instead) = match values.form {
            ValueForm::Number => ("numbers with a fraction", "the client uses any number"),
            ValueForm::Mixed => (
                "values of different types",
                "the client uses any value of the declared type, or any JSON if no type is declared",
            ),
            ValueForm::Text | ValueForm::Integer | ValueForm::Boolean => return,
        };
        let message = format!("an enum of {what} does not become a Rust enum");
        let place = schema.place.join("enum");
        self.diagnostics
            .push(Diagnostic::at(&place, message, instead).warning());
    }
}

/// The scalar of a type and a format; `None` for a type that is none.
pub(in crate::resolve) fn scalar(kind: &str, format: Option<&str>) -> Option<Scalar> {
    match kind {
        "string" => Some(text(format)),
        "boolean" => Some(Scalar::Boolean),
        "integer" => Some(whole_number(format)),
        "number" if format == Some("float") => Some(Scalar::Float32),
        "number" => Some(Scalar::Float64),
        _ => None,
    }
}

/// The scalar of a text with a format. Formats are an open set: unknown ones are ignored.
fn text(format: Option<&str>) -> Scalar {
    match format {
        Some("date-time") => Scalar::DateTime,
        Some("date-time-rfc1123" | "date-time-rfc7231" | "http-date") => Scalar::DateTimeHttp,
        Some("date") => Scalar::Date,
        Some("time") => Scalar::Time,
        Some("duration") => Scalar::Duration,
        Some("byte") => Scalar::Bytes,
        Some("base64url") => Scalar::BytesUrl,
        _ => Scalar::String,
    }
}

/// The scalar of a whole number with a format.
fn whole_number(format: Option<&str>) -> Scalar {
    match format {
        Some("int8") => Scalar::Int8,
        Some("int16") => Scalar::Int16,
        Some("int32") => Scalar::Int32,
        Some("uint8") => Scalar::UInt8,
        Some("uint16") => Scalar::UInt16,
        Some("uint32") => Scalar::UInt32,
        Some("uint64") => Scalar::UInt64,
        Some("unixtime") => Scalar::UnixTime,
        _ => Scalar::Int64,
    }
}

/// Whether a named schema becomes an item, or is only another name for a list, map or text.
pub(super) fn is_item(schema: &Schema) -> bool {
    schema.set().is_some()
        || choice::is_item(schema)
        || !schema.properties.is_empty()
        || !schema.all_of.is_empty()
        || schema.discriminator.is_some()
        || (schema.kind.as_deref() == Some("object")
            && matches!(schema.additional, Additional::Unsaid | Additional::None))
}

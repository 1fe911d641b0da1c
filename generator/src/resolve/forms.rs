//! Forms: bodies whose fields become arguments and options of a method, like parameters.

use openapi_client_model::{
    api::{Form, Location},
    names::Ident,
};
use openapi_descriptions::{
    diagnostic::Diagnostic,
    document::{self, Additional, Encoding, Schema, Style, Writing, is_json},
    inheritance,
};

use super::{
    parameters::{Parameters, Written},
    types::Types,
};

pub(super) const URL_ENCODED: &str = "application/x-www-form-urlencoded";
pub(super) const MULTIPART: &str = "multipart/form-data";

/// The default media type of a file.
const BINARY: &str = "application/octet-stream";

/// Adds the fields that Swagger 2.0 declares as parameters, and returns the kind of form.
pub(super) fn declared<'a>(
    types: &mut Types<'a>,
    operation: &'a document::Operation,
    fields: &[&'a document::Parameter],
    parameters: &mut Parameters<'a>,
    hint: &Ident,
) -> Form {
    let consumes = |wanted: &str| {
        operation
            .consumes
            .iter()
            .any(|media_type| media_type.to_ascii_lowercase().starts_with(wanted))
    };
    let file = fields.iter().any(|field| is_file(&field.schema));
    let form = if file || (consumes(MULTIPART) && !consumes(URL_ENCODED)) {
        Form::Multipart
    } else {
        Form::UrlEncoded
    };
    for field in fields {
        let written = Written {
            file: is_file(&field.schema).then(|| BINARY.to_owned()),
            ..Written::from(*field)
        };
        parameters.add(types, &written, hint);
    }
    form
}

/// Whether a schema is an object with declared properties.
pub(super) fn has_fields<'a>(types: &mut Types<'a>, schema: &'a Schema) -> bool {
    let schema = match &schema.reference {
        Some(reference) => match types.follow(reference) {
            Some((_, schema)) => schema,
            None => return true,
        },
        None => schema,
    };
    !schema.properties.is_empty() || !schema.all_of.is_empty()
}

/// Whether a value, or a property of it, is bytes, which are written in one way in JSON and in another in a form or by themselves.
pub(super) fn has_bytes<'a>(types: &mut Types<'a>, schema: &'a Schema) -> bool {
    let mut schema = schema;
    if let Some(reference) = &schema.reference {
        match types.follow(reference) {
            Some((_, target)) => schema = target,
            None => return false,
        }
    }
    let properties = inheritance::properties(types.bundle, schema).unwrap_or_default();
    is_file(schema)
        || properties
            .properties
            .iter()
            .any(|(_, property)| is_file(property))
}

/// Adds the properties of a schema as fields of a form. If the body is optional, all fields are.
pub(super) fn properties<'a>(
    types: &mut Types<'a>,
    schema: &'a Schema,
    form: Form,
    encodings: &dyn Fn(&str) -> Option<&'a Encoding>,
    required: bool,
    parameters: &mut Parameters<'a>,
    hint: &Ident,
) {
    let schema = match &schema.reference {
        Some(reference) => match types.follow(reference) {
            Some((_, schema)) => schema,
            None => return,
        },
        None => schema,
    };
    let collected = match inheritance::properties(types.bundle, schema) {
        Ok(collected) => collected,
        Err(diagnostic) => {
            types.diagnostics.push(diagnostic);
            return;
        }
    };
    for part in &collected.parts {
        if matches!(part.additional, Additional::Any | Additional::Schema(_)) {
            types.diagnostics.push(
                Diagnostic::at(
                    &part.place,
                    "additional properties of this form are not sent",
                    "only declared properties become arguments and options of the method",
                )
                .warning(),
            );
        }
    }
    for (wire, property) in &collected.properties {
        if property.read_only {
            continue;
        }
        let encoding = encodings(wire);
        let file = file(property, form, encoding);
        let written = Written {
            place: &property.place,
            name: wire,
            location: Location::Form,
            required: required && collected.required.contains(wire) && !property.nullable,
            description: property.description.as_deref(),
            deprecated: property.deprecated,
            schema: property,
            client_name: property.client_name.as_deref(),
            skip_url_encoding: false,
            allow_reserved: encoding.is_some_and(|encoding| encoding.allow_reserved),
            allow_empty: false,
            header_prefix: None,
            writing: writing(types, property, form, encoding),
            file,
        };
        parameters.add(types, &written, hint);
    }
}

/// Whether a schema is the content of a file.
fn is_file(schema: &Schema) -> bool {
    let of_kind = |schema: &Schema| match schema.kind.as_deref() {
        Some("file") => true,
        Some("string") => schema.format.as_deref() == Some("binary"),
        _ => false,
    };
    of_kind(schema)
        || (schema.kind.as_deref() == Some("array") && schema.items.as_deref().is_some_and(of_kind))
}

/// The media type of a field that is a file. In OpenAPI, text with another media type is a file too, and in OpenAPI 3.1 a schema
/// without a type.
fn file(schema: &Schema, form: Form, encoding: Option<&Encoding>) -> Option<String> {
    if form != Form::Multipart {
        return None;
    }
    let said = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let concrete = said.filter(|said| !said.contains([',', '*']));
    let plain = |said: &str| said.starts_with("text/plain") || is_json(said);
    let other = said.is_some_and(|said| !plain(said))
        && matches!(schema.kind.as_deref(), Some("string") | None)
        && schema.reference.is_none()
        && schema.enumeration.is_none();
    let bare = schema.kind.is_none()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.enumeration.is_none()
        && schema.properties.is_empty()
        && said.is_none();
    (is_file(schema) || other || bare).then(|| concrete.unwrap_or(BINARY).to_owned())
}

/// How a field is written: a list as a field for each item, an object as JSON, unless an encoding says otherwise.
fn writing<'a>(
    types: &mut Types<'a>,
    schema: &'a Schema,
    form: Form,
    encoding: Option<&Encoding>,
) -> Writing {
    if let Some(encoding) = encoding {
        if encoding.content_type.as_deref().is_some_and(is_json) {
            return Writing::joined(Style::Json);
        }
        if let (Some(writing), Form::UrlEncoded) = (encoding.writing, form) {
            return writing;
        }
    }
    if is_complex(types, schema) {
        Writing::joined(Style::Json)
    } else {
        Writing {
            style: Style::Commas,
            explode: true,
        }
    }
}

/// Whether a value is an object, or a list of them.
fn is_complex<'a>(types: &mut Types<'a>, schema: &'a Schema) -> bool {
    // Deeper nesting than lists of lists is not checked.
    let mut schema = schema;
    for _ in 0..16 {
        if let Some(reference) = &schema.reference {
            match types.follow(reference) {
                Some((_, target)) => schema = target,
                None => return false,
            }
        }
        match (schema.kind.as_deref(), &schema.items, schema.all_of.as_slice()) {
            (Some("array"), Some(items), _) => {
                if items.kind.as_deref() == Some("array") {
                    return true;
                }
                schema = items;
            }
            (None, _, [only]) if schema.properties.is_empty() => schema = only,
            (Some("object"), ..) => return true,
            (None, ..) => return schema.enumeration.is_none(),
            _ => return false,
        }
    }
    true
}

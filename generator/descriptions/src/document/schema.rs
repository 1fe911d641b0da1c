//! Reads schemas, which Swagger 2.0 and OpenAPI 3 write nearly alike.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    source::{Mapping, Node},
};

use super::{
    Constraints, Mutability, Schema, alternatives, discriminator, enumeration,
    read::{Keywords, Reader},
    xml,
};

const SCHEMA: Keywords = Keywords {
    object: "a schema",
    read: &[
        "$ref",
        "type",
        "format",
        "description",
        "title",
        "nullable",
        "readOnly",
        "writeOnly",
        "deprecated",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "items",
        "prefixItems",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "const",
        "discriminator",
        "xml",
        "default",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    ],
    ignored: &[
        "example",
        "examples",
        "externalDocs",
        "$comment",
        "$schema",
        "$id",
        "$anchor",
        // The following only restrict values; the service checks them.
        "contentMediaType",
        "contentEncoding",
        "contentSchema",
        "contains",
        "minContains",
        "maxContains",
        "dependentRequired",
        "unevaluatedItems",
        "unevaluatedProperties",
        "propertyNames",
        // Of lists within a list of Swagger 2.0, about which there is a warning where they are written.
        "collectionFormat",
        // Schemas that are only there to be referred to; the second is what JSON Schema called them before.
        "$defs",
        "definitions",
    ],
    unsupported: &["$dynamicRef", "$recursiveRef", "extends", "disallow"],
};

/// Keywords of a Swagger 2.0 parameter that are not keywords of its schema.
const OF_PARAMETERS: &[&str] = &["name", "in", "collectionFormat", "allowEmptyValue", "schema"];

/// Keywords that change the possible values, but not the type.
const CONDITIONS: &[&str] = &["not", "if", "then", "else", "dependentSchemas"];

impl Schema {
    /// Reads the schema at a place, with its errors.
    pub fn read(node: &Node, place: Place) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let read = schema(&Reader::new(node, place), &mut diagnostics);
        (read, diagnostics)
    }
}

pub(super) fn schema(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Schema {
    match reader.node() {
        Node::Mapping(_) => {
            reader.check(&SCHEMA, diagnostics);
            for condition in CONDITIONS.iter().filter_map(|key| Some((key, reader.get(key)?))) {
                let (key, entry) = condition;
                diagnostics.push(
                    Diagnostic::at(
                        entry.place(),
                        format!("`{key}` is not checked before values are sent"),
                        "the service checks it",
                    )
                    .warning(),
                );
            }
        }
        // OpenAPI 3.1: `true` is any value, and `false` none.
        Node::Bool(_) => {
            let anything = Node::Mapping(Mapping::default());
            return unchecked(&Reader::new(&anything, reader.place().clone()), diagnostics);
        }
        _ => {}
    }
    unchecked(reader, diagnostics)
}

/// The schema that a Swagger 2.0 parameter is at the same time.
pub(super) fn of_parameter(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Schema {
    for (key, _) in reader.plain_entries(diagnostics) {
        let key = key.as_str();
        if !key.starts_with("x-")
            && !SCHEMA.read.contains(&key)
            && !SCHEMA.ignored.contains(&key)
            && !OF_PARAMETERS.contains(&key)
        {
            reader.not_a_keyword(key, "a parameter", diagnostics);
        }
    }
    let mut schema = unchecked(reader, diagnostics);
    schema.required = Vec::new();
    schema
}

/// The schema of a response header. Unsupported keywords in it are not reported, because only its kind, format and values are used.
pub(super) fn of_header(reader: &Reader<'_>) -> Schema {
    let mut schema = unchecked(reader, &mut Diagnostics::default());
    schema.description = None;
    schema.required = Vec::new();
    schema
}

pub(super) fn unchecked(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Schema {
    let (kinds, null) = alternatives::kinds(reader, diagnostics);
    let several = kinds.len() > 1 && reader.get("enum").or_else(|| reader.get("const")).is_none();
    let kind = kinds.first().cloned().filter(|_| kinds.len() == 1);
    let list = |key: &str, diagnostics: &mut Diagnostics| -> Vec<Schema> {
        reader
            .items_of(key, diagnostics)
            .iter()
            .map(|item| schema(item, diagnostics))
            .collect()
    };
    let mut all_of = list("allOf", diagnostics);
    let format = reader.text("format", diagnostics);
    let mut one_of = list("oneOf", diagnostics);
    one_of.extend(list("anyOf", diagnostics));
    let null = alternatives::or_null(&mut all_of, &mut one_of) || null;
    let mutability = mutability(reader, diagnostics);
    let enumeration = enumeration::enumeration(reader, kind.as_deref(), diagnostics);
    let null = null || enumeration::has_null(reader);
    let read = Schema {
        place: reader.place().clone(),
        reference: reader.reference(diagnostics),
        kind,
        secret: reader.flag("x-ms-secret", diagnostics) || format.as_deref() == Some("password"),
        format,
        description: reader
            .text("description", diagnostics)
            .or_else(|| reader.text("title", diagnostics)),
        title: reader.text("title", diagnostics),
        nullable: null || reader.flag("nullable", diagnostics) || reader.flag("x-nullable", diagnostics),
        read_only: reader.flag("readOnly", diagnostics) || mutability == Some(Mutability::Never),
        mutability,
        write_only: reader.flag("writeOnly", diagnostics),
        deprecated: reader.flag("deprecated", diagnostics),
        properties: reader
            .entries_of("properties", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), schema(entry, diagnostics)))
            .collect(),
        required: match reader.get("required") {
            Some(entry) if matches!(entry.node(), Node::Bool(_)) => Vec::new(),
            _ => reader.texts("required", diagnostics),
        },
        additional: alternatives::additional(reader, diagnostics, schema),
        items: alternatives::items(reader, diagnostics, schema, unchecked).map(Box::new),
        all_of,
        one_of,
        enumeration: enumeration.map(Box::new),
        discriminator: discriminator::read(reader, diagnostics).map(Box::new),
        discriminator_value: reader.text("x-ms-discriminator-value", diagnostics),
        client_name: reader.text("x-ms-client-name", diagnostics),
        xml: xml::read(reader, diagnostics).map(Box::new),
        constraints: Constraints::read(reader, diagnostics),
        default: reader.get("default").map(|entry| entry.node().clone()),
    };
    if several {
        alternatives::of_kinds(read, &kinds)
    } else {
        alternatives::beside_reference(reader, read)
    }
}

/// `x-ms-mutability`, where it says something. A word that it should not have says nothing.
fn mutability(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Mutability> {
    reader.get("x-ms-mutability")?;
    let words = reader.texts("x-ms-mutability", diagnostics);
    let has = |word: &str| words.iter().any(|other| other == word);
    match (has("read"), has("create"), has("update")) {
        (true, false, false) => Some(Mutability::Never),
        (_, true, false) => Some(Mutability::OnCreation),
        (_, false, true) => Some(Mutability::Afterwards),
        _ => None,
    }
}

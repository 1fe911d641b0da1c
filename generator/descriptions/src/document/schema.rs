//! Reads schemas, which Swagger 2.0 and OpenAPI 3 write nearly alike.

use std::collections::HashSet;

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::{Mapping, Node},
};

use super::{
    Constraints, EnumValue, Enumeration, Mutability, Schema, alternatives, discriminator,
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
        "deprecated",
        "$comment",
        "$schema",
        "$id",
        "$anchor",
        // What follows only restricts values, which the service checks.
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
        // Schemas that are only there to be referred to.
        "$defs",
    ],
    unsupported_marks: &[],
};

/// Keywords of a Swagger 2.0 parameter that are not keywords of its schema.
const OF_PARAMETERS: &[&str] = &["name", "in", "collectionFormat", "allowEmptyValue", "schema"];

/// Keywords that change which values there may be, and not of which type they are.
const CONDITIONS: &[&str] = &["not", "if", "then", "else", "dependentSchemas"];

pub(super) fn schema(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Schema {
    match reader.node() {
        Node::Mapping(_) => {
            reader.check(&SCHEMA, diagnostics);
            for condition in CONDITIONS.iter().filter_map(|key| Some((key, reader.get(key)?))) {
                let (key, entry) = condition;
                diagnostics.push(
                    Diagnostic::at(
                        entry.place(),
                        format!("what `{key}` says of values is not checked before they are sent"),
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
    for (key, entry) in reader.entries(diagnostics) {
        if !key.starts_with("x-")
            && !SCHEMA.read.contains(&key)
            && !SCHEMA.ignored.contains(&key)
            && !OF_PARAMETERS.contains(&key)
        {
            diagnostics.push(Diagnostic::at(
                entry.place(),
                format!("the keyword `{key}` of a parameter is not supported"),
                "it may change what is sent; take it out, or teach the generator",
            ));
        }
    }
    let mut schema = unchecked(reader, diagnostics);
    schema.required = Vec::new();
    schema
}

/// The schema of a response header. No code is made of it, so what is not supported in it is not reported.
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
        properties: reader
            .entries_of("properties", diagnostics)
            .iter()
            .map(|(name, entry)| ((*name).to_owned(), schema(entry, diagnostics)))
            .collect(),
        required: match reader.get("required") {
            Some(entry) if matches!(entry.node(), Node::Bool(_)) => Vec::new(),
            _ => reader.texts("required", diagnostics),
        },
        additional: alternatives::additional(reader, diagnostics),
        items: alternatives::items(reader, diagnostics).map(Box::new),
        all_of,
        one_of,
        enumeration: enumeration(reader, diagnostics),
        discriminator: discriminator::read(reader, diagnostics),
        discriminator_value: reader.text("x-ms-discriminator-value", diagnostics),
        client_name: reader.text("x-ms-client-name", diagnostics),
        xml: xml::read(reader, diagnostics).map(Box::new),
        constraints: Constraints::read(reader, diagnostics),
        default: reader.get("default").map(|entry| entry.node().clone()),
    };
    if several {
        alternatives::of_kinds(read, &kinds)
    } else {
        read
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

fn enumeration(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> Option<Enumeration> {
    let place = reader
        .get("enum")
        .or_else(|| reader.get("const"))
        .map(|entry| entry.place().clone())?;
    if reader
        .get("enum")
        .is_some_and(|entry| matches!(entry.node(), Node::Sequence(values) if values.is_empty()))
    {
        let help = "add its values, or take `enum` out";
        diagnostics.push(Diagnostic::at(&place, "the enum has no value", help).unsupported());
    }
    let mut values = Vec::new();
    for item in reader
        .items_of("enum", diagnostics)
        .into_iter()
        .chain(reader.get("const"))
    {
        match item.node() {
            Node::String(value) => values.push(EnumValue {
                value: value.clone(),
                name: None,
                description: None,
            }),
            Node::Null => {}
            _ => diagnostics.push(Diagnostic::at(
                item.place(),
                format!("expected text, found {}", item.node().kind()),
                "only enums of text are supported; put YAML's `on`, `yes` and numbers in quotes",
            )),
        }
    }
    let mark = reader.get("x-ms-enum");
    let mut enumeration = Enumeration {
        name: None,
        open: false,
        values,
    };
    if let Some(mark) = &mark {
        enumeration.name = mark.text("name", diagnostics);
        enumeration.open = mark.flag("modelAsString", diagnostics);
        for entry in mark.items_of("values", diagnostics) {
            let wire = entry.text("value", diagnostics).unwrap_or_default();
            match enumeration.values.iter_mut().find(|value| value.value == wire) {
                Some(value) => {
                    value.name = entry.text("name", diagnostics);
                    value.description = entry.text("description", diagnostics);
                }
                None => diagnostics.push(Diagnostic::at(
                    entry.place(),
                    format!("`x-ms-enum` names the value `{wire}`, which `enum` does not have"),
                    "add it to `enum`, or take it out here",
                )),
            }
        }
    }
    let mut seen = HashSet::new();
    for (index, value) in enumeration.values.iter().enumerate() {
        if !seen.insert(&value.value) {
            diagnostics.push(Diagnostic::at(
                &place.join(index.to_string()),
                format!("the value `{}` stands in this enum more than once", value.value),
                "keep one of them",
            ));
        }
    }
    Some(enumeration)
}

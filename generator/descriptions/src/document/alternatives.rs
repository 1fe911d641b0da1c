//! Keywords that allow several types of a value: lists of types, `null`, first items, names by a pattern.

use crate::{
    diagnostic::Diagnostics,
    source::{Mapping, Node},
};

use super::{Additional, Schema, read::Reader};

/// What reads a schema, which these are parts of.
type Read = fn(&Reader<'_>, &mut Diagnostics) -> Schema;

/// A schema of several types is one of several schemas, each of one type.
pub(super) fn of_kinds(read: Schema, kinds: &[String]) -> Schema {
    let one_of = kinds.iter().map(|kind| Schema {
        kind: Some(kind.clone()),
        title: None,
        description: None,
        nullable: false,
        ..read.clone()
    });
    Schema {
        one_of: one_of.collect(),
        items: None,
        properties: Vec::new(),
        required: Vec::new(),
        additional: Additional::Unsaid,
        format: None,
        ..read
    }
}

/// A reference beside keywords that add to the type is one part of several, since OpenAPI 3.1. Before, what stands beside it is
/// ignored.
pub(super) fn beside_reference(reader: &Reader<'_>, read: Schema) -> Schema {
    let adds = !read.properties.is_empty() || !read.all_of.is_empty();
    if read.reference.is_none() || !adds || !reader.is_json_schema() {
        return read;
    }
    let nothing = Schema::read(reader.empty().node(), reader.place().clone()).0;
    let target = Schema {
        reference: read.reference.clone(),
        ..nothing
    };
    let mut read = read;
    read.reference = None;
    read.all_of.insert(0, target);
    read
}

/// `type`, which OpenAPI 3.1 also writes as a list, and whether `null` is in it.
pub(super) fn kinds(reader: &Reader<'_>, diagnostics: &mut Diagnostics) -> (Vec<String>, bool) {
    let Some(entry) = reader.get("type") else {
        return (Vec::new(), false);
    };
    if let Node::String(kind) = entry.node() {
        // Alternatives that stand beside `null` are meant as such, because no value would be left otherwise.
        let beside = ["oneOf", "anyOf", "allOf"];
        let null = kind == "null" && beside.iter().any(|key| reader.get(key).is_some());
        return (if null { Vec::new() } else { vec![kind.clone()] }, null);
    }
    let mut kinds = reader.texts("type", diagnostics);
    let count = kinds.len();
    kinds.retain(|kind| kind != "null");
    let null = kinds.len() < count;
    (kinds, null)
}

/// Something or `null`, which OpenAPI 3.1 writes as alternatives, is that thing, nullable.
pub(super) fn or_null(all_of: &mut Vec<Schema>, one_of: &mut Vec<Schema>) -> bool {
    let is_null = |schema: &Schema| schema.kind.as_deref() == Some("null");
    if one_of.iter().all(is_null) || !one_of.iter().any(is_null) {
        return false;
    }
    one_of.retain(|schema| !is_null(schema));
    if one_of.len() == 1 {
        all_of.append(one_of);
    }
    true
}

/// What is in a list. The first items of OpenAPI 3.1 may each have a schema, so that any item is one of these.
pub(super) fn items(
    reader: &Reader<'_>,
    diagnostics: &mut Diagnostics,
    schema: Read,
    unchecked: Read,
) -> Option<Schema> {
    let rest = reader.get("items").map(|entry| match entry.node() {
        Node::Bool(false) => None,
        _ => Some(schema(&entry, diagnostics)),
    });
    let Some(first) = reader.get("prefixItems").map(|entry| entry.place().clone()) else {
        return rest.flatten();
    };
    let mut one_of: Vec<Schema> = reader
        .items_of("prefixItems", diagnostics)
        .iter()
        .map(|item| schema(item, diagnostics))
        .collect();
    one_of.extend(rest.flatten());
    let anything = Node::Mapping(Mapping::default());
    let any = unchecked(&Reader::new(&anything, first), diagnostics);
    Some(Schema { one_of, ..any })
}

/// What an object has besides its properties: `additionalProperties`, and `patternProperties` by any name.
pub(super) fn additional(reader: &Reader<'_>, diagnostics: &mut Diagnostics, schema: Read) -> Additional {
    let by_pattern: Vec<Schema> = reader
        .entries_of("patternProperties", diagnostics)
        .iter()
        .map(|(_, entry)| schema(entry, diagnostics))
        .collect();
    let others = reader
        .get("additionalProperties")
        .map(|entry| match entry.node() {
            Node::Bool(true) => Additional::Any,
            Node::Bool(false) => Additional::None,
            Node::Mapping(mapping) if mapping.entries.is_empty() => Additional::Any,
            _ => Additional::Schema(Box::new(schema(&entry, diagnostics))),
        });
    match (<[Schema; 1]>::try_from(by_pattern), others) {
        (Ok([only]), None | Some(Additional::None)) => Additional::Schema(Box::new(only)),
        (Err(patterns), others) if patterns.is_empty() => others.unwrap_or(Additional::Unsaid),
        // Which schema a value has depends on its name.
        _ => Additional::Any,
    }
}

//! Schemas that references lead to outside the named ones: in `$defs`, inside other schemas, or as a whole file. Each gets a name,
//! as if it were a named schema of its file.

use crate::{
    diagnostic::{Diagnostics, Place},
    document::{Document, Schema},
    pointer::Pointer,
    source::{FileId, Node, Sources},
};

/// Keywords that only schemas have.
const OF_SCHEMAS: &[&str] = &[
    "type",
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "$ref",
];

/// Keywords that a schema cannot have.
const OF_OTHERS: &[&str] = &[
    "in",
    "content",
    "schema",
    "headers",
    "responses",
    "get",
    "put",
    "post",
    "delete",
    "patch",
    "head",
];

/// Tokens of pointers that do not describe their target.
const MEANINGLESS: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "paths",
    "properties",
    "items",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "responses",
    "content",
    "schema",
];

/// Whether a target may be a schema without a name. Whole descriptions name those below `definitions` and `components`.
pub(crate) fn may_be_schema(pointer: &Pointer, is_fragment: bool) -> bool {
    match pointer.tokens().as_slice() {
        ["definitions", _] | ["components", "schemas", _] => is_fragment,
        ["parameters" | "responses" | "paths" | "x-ms-paths", _] | ["components", _, _] => false,
        _ => true,
    }
}

/// Names the schema of a document that a pointer leads to, if there is one without a name.
pub(crate) fn name(
    document: &mut Document,
    pointer: &Pointer,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    if !may_be_schema(pointer, document.is_fragment) {
        return;
    }
    let file = document.place.file.clone();
    let Some(node) = sources
        .get(&file)
        .and_then(|source| source.node.at(pointer))
        .filter(|node| is_schema(node) || is_where_schemas_are(pointer, node))
    else {
        return;
    };
    let taken = |wanted: &String| document.schemas.iter().any(|(name, _)| name == wanted);
    let names = [wanted(&file, pointer), words(&file, pointer, &[])];
    let Some(name) = names.into_iter().find(|name| !taken(name)) else {
        return;
    };
    let (schema, found) = Schema::read(node, Place::new(file, pointer.clone()));
    // Errors inside a part that is read anyway are reported there.
    if document.is_fragment || pointer.tokens().contains(&"$defs") {
        diagnostics.extend(found);
    }
    document.schemas.push((name.clone(), schema));
    document.elsewhere.push((pointer.clone(), name));
}

fn is_schema(node: &Node) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    matches!(node, Node::Mapping(_)) && has(OF_SCHEMAS) && !has(OF_OTHERS)
}

/// Whether an object stands where only schemas do. It may say nothing, which is any value.
fn is_where_schemas_are(pointer: &Pointer, node: &Node) -> bool {
    let named = |folder: &str| matches!(folder, "properties" | "$defs" | "patternProperties");
    let listed = |folder: &str| matches!(folder, "allOf" | "oneOf" | "anyOf" | "prefixItems");
    let within = match pointer.tokens().as_slice() {
        [.., folder, index] if listed(folder) => index.bytes().all(|byte| byte.is_ascii_digit()),
        [.., folder, _] if named(folder) => true,
        [.., own] => matches!(*own, "schema" | "items" | "additionalProperties"),
        [] => false,
    };
    within && matches!(node, Node::Mapping(_))
}

/// The name for the schema at a pointer: its name in `$defs` and the like, the name of the file if it is the whole file, or else
/// the tokens that lead to it.
fn wanted(file: &FileId, pointer: &Pointer) -> String {
    let tokens = pointer.tokens();
    match tokens.as_slice() {
        [.., "$defs" | "definitions" | "schemas", own] => (*own).to_owned(),
        _ => words(file, pointer, MEANINGLESS),
    }
}

fn words(file: &FileId, pointer: &Pointer, without: &[&str]) -> String {
    let tokens = pointer.tokens().into_iter();
    let words: Vec<&str> = tokens.filter(|token| !without.contains(token)).collect();
    if words.is_empty() {
        let name = file.as_str().rsplit('/').next().unwrap_or_default();
        return name.split('.').next().unwrap_or_default().to_owned();
    }
    words.join(" ")
}

//! A small description whose names and texts can be anything, and hostile names and texts to put into it.

use generator::{
    catalog::{self, Catalog},
    output::Output,
    source::{FileId, Source, Sources},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The names and texts of a small description. An empty word leaves the plain one.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub title: Word,
    pub text: Word,
    pub operation: Word,
    pub path: Word,
    pub path_parameter: Word,
    pub query: Word,
    pub header: Word,
    pub schema: Word,
    pub property: Word,
    pub client_name: Word,
    pub value: Word,
    pub value_name: Word,
    pub tag: Word,
    pub variant: Word,
}

/// What something is called; with nothing in it, its plain name.
#[derive(Clone, Debug, Default)]
pub struct Word(pub Option<String>);

impl Word {
    /// The word, or the plain one.
    pub fn or<'a>(&'a self, plain: &'a str) -> &'a str {
        self.0.as_deref().unwrap_or(plain)
    }
}

/// The name as a part of a `$ref`: escaped as a JSON pointer is, then as a URL is.
fn reference(name: &str) -> Value {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let encoded = pointer
        .bytes()
        .fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"));
    json!({"$ref": format!("#/components/schemas/{encoded}")})
}

fn description(words: &Words) -> Value {
    let text = words.text.or("Some text.");
    let (schema, parameter) = (words.schema.or("Thing"), words.path_parameter.or("id"));
    let path = format!("/{}/{{{parameter}}}", words.path.or("things"));
    let mut properties = json!({
        "plain": {"type": "string", "description": text},
        "renamed": {"type": "integer", "x-ms-client-name": words.client_name.or("other")},
        "kind": reference("Kind"),
        "union": reference("Base"),
    });
    properties[words.property.or("name")] = json!({"type": "string", "description": text});
    let mut schemas = json!({
        "Kind": {
            "type": "string", "enum": ["first", words.value.or("second")], "description": text,
            "x-ms-enum": {"name": "Kind", "modelAsString": true, "values": [
                {"value": "first", "name": words.value_name.or("first"), "description": text},
            ]},
        },
        "Base": {
            "type": "object", "description": text, "discriminator": {"propertyName": words.tag.or("tag")},
        },
        "Variant": {
            "description": text, "x-ms-discriminator-value": words.variant.or("variant"),
            "allOf": [reference("Base")], "properties": {"x": {"type": "boolean", "description": text}},
        },
    });
    schemas[schema] =
        json!({"type": "object", "required": ["plain"], "description": text, "properties": properties});
    json!({
        "openapi": "3.0.3",
        "info": {"title": words.title.or("Things"), "version": "1", "description": text},
        "paths": {path: {"post": {
            "operationId": words.operation.or("Things_Make"), "summary": text, "description": text,
            "parameters": [
                {"name": parameter, "in": "path", "required": true, "schema": {"type": "string"}, "description": text},
                {"name": words.query.or("q"), "in": "query", "schema": {"type": "string"}, "description": text},
                {"name": words.header.or("x-h"), "in": "header", "required": true, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": text, "content": {"application/json": {"schema": reference(schema)}}},
            "responses": {"200": {"description": text, "content": {"application/json": {"schema": reference(schema)}}}},
        }}},
        "components": {"schemas": schemas},
    })
}

/// Generates from the description with these words; the findings as a person reads them.
pub fn generate(words: &Words) -> Result<Output, String> {
    let catalog = "crate: things\nservices: {things: {title: Things, tracing: Things, namespace: Things, default: '1', \
                   versions: {'1': {file: spec.json, feature: one}}}}";
    let spec = description(words).to_string();
    let mut sources = Sources::new("spec");
    for (name, text) in [(catalog::FILE, catalog), ("spec.json", &spec)] {
        sources.insert(FileId::new(name), Source::parse(name, text).unwrap());
    }
    let catalog = Catalog::read(&sources).unwrap();
    generator::generate(&sources, &catalog).map_err(|found| found.render(&sources))
}

/// Pieces that mean something to Rust, to Markdown, to YAML, to templates or to terminals.
pub const PIECES: &[&str] = &[
    "\"",
    "\\",
    "\"#",
    "#\"",
    "'",
    "*/",
    "/*",
    "//",
    "///",
    "//!",
    "\n",
    "\r\n",
    "\0",
    "\u{1b}[31m",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "{",
    "}",
    "(",
    ")",
    ";",
    "fn evil() {}",
    "#[evil]",
    "#![evil]",
    "r#",
    "r#type",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "_",
    "__",
    "async",
    "gen",
    "Option",
    "String",
    "Result",
    "Vec",
    "Box",
    "Response",
    "Pager",
    "Page",
    "Error",
    "UnknownValue",
    "unknown value",
    "Url",
    "Serializer",
    "new",
    "into",
    "core",
    "options",
    "body",
    "1",
    "42nd",
    " ",
    "\t",
    "-",
    ".",
    "/",
    "~",
    "~0",
    "~1",
    "%",
    "%2F",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "日本",
    "😀",
    "ß",
    "ǅ",
    "İ",
    "`",
    "```",
    "```rust\n",
    "~~~",
    "[x](y)",
    "[`X`]",
    "<b>",
    "<T>",
    "&amp;",
    "http://x",
    "# x",
    "- x",
    "1. x",
    "| x |",
    "===",
    "null",
    "true",
    "a",
    "B",
    "Thing",
    "Kind",
    "Base",
    "kind",
    "plain",
    "q",
    "id",
];

fn word() -> impl Strategy<Value = Word> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 1..4).prop_map(|pieces| pieces.concat());
    let long = (prop::sample::select(PIECES), 100..400usize).prop_map(|(piece, times)| piece.repeat(times));
    let any = prop_oneof![8 => pieces, 4 => any::<String>(), 1 => long].boxed();
    // With a letter around it most of them are names; without one they are findings.
    let lettered = any.clone().prop_map(|text| format!("a{text}b"));
    prop_oneof![4 => Just(Word(None)), 3 => lettered.prop_map(|text| Word(Some(text))), 1 => any.prop_map(|text| Word(Some(text)))]
}

/// Words of all kinds, hostile ones among them.
pub fn words() -> impl Strategy<Value = Words> {
    let first = (word(), word(), word(), word(), word(), word(), word());
    let second = (word(), word(), word(), word(), word(), word(), word());
    (first, second).prop_map(|(first, second)| Words {
        title: first.0,
        text: first.1,
        operation: first.2,
        path: first.3,
        path_parameter: first.4,
        query: first.5,
        header: first.6,
        schema: second.0,
        property: second.1,
        client_name: second.2,
        value: second.3,
        value_name: second.4,
        tag: second.5,
        variant: second.6,
    })
}

//! Hostile names and texts: whatever a description calls things, what comes out is the same items under other names, or
//! a finding. Nothing that a description says becomes code, and nothing makes the generator panic.

use std::collections::BTreeSet;

use generator::{
    catalog::{self, Catalog},
    output::Output,
    source::{FileId, Source, Sources},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use syn::visit::Visit;

/// The names and texts of a small description. `None` leaves the plain one.
#[derive(Clone, Debug, Default)]
struct Words {
    title: Option<String>,
    text: Option<String>,
    operation: Option<String>,
    path: Option<String>,
    path_parameter: Option<String>,
    query: Option<String>,
    header: Option<String>,
    schema: Option<String>,
    property: Option<String>,
    client_name: Option<String>,
    value: Option<String>,
    value_name: Option<String>,
    tag: Option<String>,
    variant: Option<String>,
}

fn or<'a>(word: &'a Option<String>, plain: &'a str) -> &'a str {
    word.as_deref().unwrap_or(plain)
}

/// The name as a part of a `$ref`: escaped as a JSON pointer is, then as a URL is.
fn reference(name: &str) -> Value {
    let pointer = name.replace('~', "~0").replace('/', "~1");
    let encoded: String = pointer.bytes().map(|byte| format!("%{byte:02X}")).collect();
    json!({"$ref": format!("#/components/schemas/{encoded}")})
}

fn description(words: &Words) -> Value {
    let text = or(&words.text, "Some text.");
    let (schema, parameter) = (or(&words.schema, "Thing"), or(&words.path_parameter, "id"));
    let path = format!("/{}/{{{parameter}}}", or(&words.path, "things"));
    let mut properties = json!({
        "plain": {"type": "string", "description": text},
        "renamed": {"type": "integer", "x-ms-client-name": or(&words.client_name, "other")},
        "kind": reference("Kind"),
        "union": reference("Base"),
    });
    properties[or(&words.property, "name")] = json!({"type": "string", "description": text});
    let mut schemas = json!({
        "Kind": {
            "type": "string", "enum": ["first", or(&words.value, "second")], "description": text,
            "x-ms-enum": {"name": "Kind", "modelAsString": true, "values": [
                {"value": "first", "name": or(&words.value_name, "first"), "description": text},
            ]},
        },
        "Base": {
            "type": "object", "description": text, "discriminator": {"propertyName": or(&words.tag, "tag")},
        },
        "Variant": {
            "description": text, "x-ms-discriminator-value": or(&words.variant, "variant"),
            "allOf": [reference("Base")], "properties": {"x": {"type": "boolean", "description": text}},
        },
    });
    schemas[schema] =
        json!({"type": "object", "required": ["plain"], "description": text, "properties": properties});
    json!({
        "openapi": "3.0.3",
        "info": {"title": or(&words.title, "Things"), "version": "1", "description": text},
        "paths": {path: {"post": {
            "operationId": or(&words.operation, "Things_Make"), "summary": text, "description": text,
            "parameters": [
                {"name": parameter, "in": "path", "required": true, "schema": {"type": "string"}, "description": text},
                {"name": or(&words.query, "q"), "in": "query", "schema": {"type": "string"}, "description": text},
                {"name": or(&words.header, "x-h"), "in": "header", "required": true, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": text, "content": {"application/json": {"schema": reference(schema)}}},
            "responses": {"200": {"description": text, "content": {"application/json": {"schema": reference(schema)}}}},
        }}},
        "components": {"schemas": schemas},
    })
}

fn generate(words: &Words) -> Result<Output, String> {
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

/// What a file is made of, names aside; and every name that stands twice where it may only once.
#[derive(Default)]
struct Shape {
    items: Vec<String>,
    names: BTreeSet<String>,
    twice: Vec<String>,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut shape = Self::default();
        shape.visit_file(&syn::parse_file(text).unwrap());
        shape.items.sort();
        shape
    }

    fn name(&mut self, space: &str, name: &impl ToString) {
        let name = format!("{space} {}", name.to_string());
        if !self.names.insert(name.clone()) {
            self.twice.push(name);
        }
    }
}

impl<'ast> Visit<'ast> for Shape {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let kind = match item {
            syn::Item::Struct(item) => {
                self.name("type", &item.ident);
                for field in &item.fields {
                    self.name(&format!("field of {}", item.ident), field.ident.as_ref().unwrap());
                }
                format!("struct of {}", item.fields.len())
            }
            syn::Item::Enum(item) => {
                self.name("type", &item.ident);
                for variant in &item.variants {
                    self.name(&format!("variant of {}", item.ident), &variant.ident);
                }
                format!("enum of {}", item.variants.len())
            }
            syn::Item::Impl(item) => format!("impl of {}", item.items.len()),
            syn::Item::Mod(item) => format!("mod, inline {}", item.content.is_some()),
            syn::Item::Use(_) => "use".to_owned(),
            syn::Item::Const(_) => "const".to_owned(),
            syn::Item::Macro(_) => "macro".to_owned(),
            other => panic!("a foreign item: {other:?}"),
        };
        self.items.push(kind);
        syn::visit::visit_item(self, item);
    }

    fn visit_use_name(&mut self, name: &'ast syn::UseName) {
        self.name("type", &name.ident);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let statements = function.block.stmts.len();
        self.items
            .push(format!("fn of {} and {statements}", function.sig.inputs.len()));
        let arguments: Vec<String> = function
            .sig
            .inputs
            .iter()
            .filter_map(|input| match input {
                syn::FnArg::Typed(argument) => match &*argument.pat {
                    syn::Pat::Ident(pattern) => Some(pattern.ident.to_string()),
                    _ => None,
                },
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let different: BTreeSet<&String> = arguments.iter().collect();
        assert_eq!(different.len(), arguments.len(), "{}", function.sig.ident);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        assert!(
            invocation.path.is_ident("compile_error"),
            "a foreign macro: {invocation:?}"
        );
    }
}

/// Everything that is promised of hostile words.
fn check(words: &Words) -> Result<(), TestCaseError> {
    let is = |word: &Option<String>, others: &[&str]| others.contains(&or(word, "-"));
    if is(&words.property, &["plain", "renamed", "kind", "union"])
        || is(&words.schema, &["Kind", "Base", "Variant"])
    {
        return Ok(()); // it would take another's place in the description, not clash with it
    }
    let output = match generate(words) {
        Ok(output) => output,
        Err(found) => {
            prop_assert!(
                found.starts_with("error: ") && found.contains("  help: "),
                "{}",
                found
            );
            let harmless = |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            prop_assert!(found.chars().all(harmless), "{:?}", found);
            return Ok(());
        }
    };
    let plain = generate(&Words::default()).unwrap();
    let names = |output: &Output| output.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    prop_assert_eq!(names(&output), names(&plain));
    for ((name, text), (_, plain)) in output.iter().zip(plain.iter()) {
        let shape = Shape::of(text);
        prop_assert_eq!(&shape.items, &Shape::of(plain).items, "{}", name);
        prop_assert_eq!(&shape.twice, &Vec::<String>::new(), "{}", name);
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        prop_assert!(!text.contains(turns), "{}", name);
    }
    let models = output.get("things/v1/models.rs").unwrap();
    let renames = renames(models);
    for wire in [or(&words.property, "name"), or(&words.variant, "variant")] {
        prop_assert!(renames.contains(wire), "{:?} is on the wire as it is", wire);
    }
    Ok(())
}

/// Every name on the wire that a file has, as the compiler will read it.
fn renames(text: &str) -> BTreeSet<String> {
    struct Renames(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Renames {
        fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
            if attribute.path().is_ident("serde") {
                let _ = attribute.parse_nested_meta(|meta| {
                    if meta.path.is_ident("rename") {
                        let text: syn::LitStr = meta.value()?.parse()?;
                        self.0.insert(text.value());
                    }
                    Ok(())
                });
            }
        }
    }
    let mut renames = Renames(BTreeSet::new());
    renames.visit_file(&syn::parse_file(text).unwrap());
    renames.0
}

/// Pieces that mean something to Rust, to Markdown, to YAML, to templates or to terminals.
const PIECES: &[&str] = &[
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

fn word() -> impl Strategy<Value = Option<String>> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 1..4).prop_map(|pieces| pieces.concat());
    let long = (prop::sample::select(PIECES), 100..400usize).prop_map(|(piece, times)| piece.repeat(times));
    let any = prop_oneof![8 => pieces, 4 => any::<String>(), 1 => long].boxed();
    // With a letter around it most of them are names; without one they are findings.
    let lettered = any.clone().prop_map(|text| format!("a{text}b"));
    prop_oneof![4 => Just(None), 3 => lettered.prop_map(Some), 1 => any.prop_map(Some)]
}

fn words() -> impl Strategy<Value = Words> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_things_are_called_the_items_are_the_same_or_it_is_a_finding(words in words()) {
        check(&words)?;
    }
}

#[test]
fn each_piece_alone_is_harmless_everywhere() {
    type Slot = fn(&mut Words) -> &mut Option<String>;
    let slots: [Slot; 14] = [
        |words| &mut words.title,
        |words| &mut words.text,
        |words| &mut words.operation,
        |words| &mut words.path,
        |words| &mut words.path_parameter,
        |words| &mut words.query,
        |words| &mut words.header,
        |words| &mut words.schema,
        |words| &mut words.property,
        |words| &mut words.client_name,
        |words| &mut words.value,
        |words| &mut words.value_name,
        |words| &mut words.tag,
        |words| &mut words.variant,
    ];
    // Not every piece in every place: that would take minutes. Each piece is in one place, and the places take turns.
    for (at, piece) in PIECES.iter().enumerate() {
        let mut words = Words::default();
        *slots[at % slots.len()](&mut words) = Some(format!("a{piece}b"));
        check(&words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
}

#[test]
fn a_type_named_as_one_that_generated_code_uses_is_a_finding() {
    for name in [
        "Option",
        "String",
        "Result",
        "Vec",
        "Box",
        "Response",
        "Pager",
        "Page",
        "Url",
        "Value",
        "Patch",
        "ClientCore",
    ] {
        let words = Words {
            schema: Some(name.to_owned()),
            ..Words::default()
        };
        let found = generate(&words).unwrap_err();
        assert!(found.contains(&format!("becomes the type `{name}`")), "{found}");
    }
    for name in ["Error", "Self", "Send", "Drop", "Future"] {
        let words = Words {
            schema: Some(name.to_owned()),
            ..Words::default()
        };
        check(&words).unwrap();
    }
}

#[test]
fn no_name_can_be_made_of_what_has_no_letter_or_digit() {
    for name in ["", "日本", "_", "\u{202e}", "😀", "\"", "{}"] {
        let words = Words {
            property: Some(name.to_owned()),
            ..Words::default()
        };
        let found = generate(&words).unwrap_err();
        assert!(found.contains("no Rust name can be made of"), "{found}");
    }
}

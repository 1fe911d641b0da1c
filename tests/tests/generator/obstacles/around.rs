//! Hostile words around the operations: in addresses and security.

use std::panic::{AssertUnwindSafe, catch_unwind};

use generator::{
    catalog::{self, Catalog},
    output::Output,
    source::{FileId, Source, Sources},
};
use serde_json::json;

use super::PIECES;
use crate::support::plain_catalog;

const PLAIN: [&str; 8] = [
    "key", "scope", "scheme", "variable", "text", "default", "value", "path",
];

fn generate(words: [&str; 8]) -> Result<Output, String> {
    let [key, scope, scheme, variable, text, default, value, path] = words;
    let description = json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "servers": [{
            "url": format!("https://{{host}}.example/{path}/{{{variable}}}/{{fixed}}"),
            "variables": {
                "host": {"default": "a", "enum": ["a", value], "description": text},
                variable: {"description": text},
                "fixed": {"default": default, "description": text},
            },
        }],
        "security": [{"key": []}, {scheme: [scope]}],
        "paths": {"/a": {"get": {
            "operationId": "Things_Get", "security": [{scheme: [scope]}], "responses": {"204": {"description": "Done."}},
        }}},
        "components": {"securitySchemes": {
            "key": {"type": "apiKey", "in": "query", "name": key},
            scheme: {"type": "oauth2", "flows": {}},
        }},
    });
    let mut sources = Sources::new("spec");
    for (name, text) in [
        (catalog::FILE, plain_catalog("around", "spec.json")),
        ("spec.json", description.to_string()),
    ] {
        sources.insert(FileId::new(name), Source::parse(name, &text).unwrap());
    }
    let catalog = Catalog::read(&sources).unwrap();
    generator::generate(&sources, &catalog).map_err(|found| found.render(&sources))
}

/// What a file is made of: the kind of each item, and how many functions there are.
fn shape(output: &Output) -> (usize, usize) {
    let text = output.get("api/v1/clients.rs").unwrap();
    let file = syn::parse_file(text).unwrap();
    let functions = file.items.iter().map(|item| match item {
        syn::Item::Impl(item) => item.items.len(),
        _ => 0,
    });
    (file.items.len(), functions.sum())
}

#[test]
fn whatever_address_and_security_say_the_items_are_the_same_or_it_is_a_finding() {
    let plain = shape(&generate(PLAIN).unwrap());
    let mut good = 0;
    for (turn, piece) in PIECES.iter().enumerate() {
        let lettered = format!("a{piece}b");
        let [_, _, _, variable, _, default, value, path] = PLAIN;
        // What only names things, all at once; what is a part of the address, in turns.
        let names = [
            &*lettered, &*lettered, &*lettered, variable, &*lettered, default, value, path,
        ];
        let mut address = PLAIN;
        let at = [3, 5, 6, 7][turn % 4];
        address[at] = if turn % 8 < 4 { piece } else { &lettered };
        for words in [names, address] {
            let made = catch_unwind(AssertUnwindSafe(|| generate(words)));
            match made.unwrap_or_else(|_| panic!("{words:?}")) {
                Ok(output) => {
                    good += 1;
                    // A value that is another's is one value less, which is not asked for; and an address that nothing can be
                    // made of is a warning.
                    let same = words[6] == "a" || shape(&output) == plain;
                    assert!(same || !output.warnings.is_empty(), "{words:?}");
                }
                Err(found) => assert!(
                    found.starts_with("error: ") && found.contains("  help: "),
                    "{found}"
                ),
            }
        }
    }
    assert!(good > 100, "{good}");
}

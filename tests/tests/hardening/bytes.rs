//! Files that hold anything at all, and catalogs that do.

use proptest::prelude::*;

use crate::{
    budget,
    endure::{Fate, Files, endure},
};

/// The texts that are special for the readers of YAML and JSON.
const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    ", ",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "!!map ",
    "|\n",
    ">-\n",
    "? ",
    "'",
    "\"",
    "\\u0000",
    "\\ud800",
    "%YAML 1.2\n",
    "---\n",
    "...\n",
    "\u{feff}",
    "\0",
    "1e999",
    "-",
    "~",
    "null",
    "0x1F",
    "é",
    "\u{85}",
    "\u{2028}",
    "openapi: 3.0.3\n",
    "swagger: '2.0'\n",
    "paths:",
    "$ref",
    "#/components/schemas/A",
    "components: ",
    "schemas: ",
    "info: {title: A, version: '1'}\n",
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        8 => prop::sample::select(PARTS).prop_map(|part| part.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
        1 => "[a-zA-Z0-9]{1,3}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn files() -> impl Strategy<Value = Files> {
    let name = prop::sample::select(vec!["a.yaml", "a.json"]);
    (
        name,
        prop_oneof![text(), prop::collection::vec(any::<u8>(), 0..200)],
    )
        .prop_map(|(name, bytes)| vec![(name.to_owned(), bytes)])
}

#[test]
fn any_bytes_are_explained_or_understood() {
    budget::run("bytes", 384, &files(), |files| endure(&files, None).map(drop));
}

#[test]
fn any_bytes_are_a_catalog_or_explained() {
    budget::run("catalogs", 192, &text(), |bytes| {
        let text = String::from_utf8_lossy(&bytes);
        let mut sources = generator::source::Sources::new("");
        let file = generator::source::FileId::new(generator::catalog::FILE);
        if let Ok(source) = generator::source::Source::parse(generator::catalog::FILE, &text) {
            sources.insert(file, source);
            match generator::catalog::Catalog::read(&sources) {
                Ok(catalog) => {
                    drop(generator::generate(&sources, &catalog).map_err(|found| found.render(&sources)));
                }
                Err(found) => drop(found.render(&sources)),
            }
        }
        Ok(())
    });
}

#[test]
fn a_plain_description_gets_all_the_way() {
    let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: A_Get\n      responses: {'200': {description: ok}}\n";
    let files = vec![("a.yaml".to_owned(), text.into())];
    assert_eq!(endure(&files, None), Ok(Fate::Generated));
}

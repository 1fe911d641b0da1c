//! Files as editors and tools of all kinds leave them: byte order marks, CRLF, tabs in JSON, numbers as keys. All of
//! them mean the same as a plain file.
#![allow(clippy::disallowed_methods, reason = "reads the goldens' descriptions")]

use std::fs;

use generator::{
    catalog::{self, Catalog},
    output::Output,
    source::{FileId, Source, Sources},
};

use crate::support::{Golden, files, plain_catalog};

/// Every golden's output, with each of its files changed.
fn outputs(change: impl Fn(&str, String) -> String) -> Vec<(String, Output)> {
    let mut outputs = Vec::new();
    for golden in Golden::all() {
        let texts: Vec<(String, String)> = files(&golden.folder)
            .into_iter()
            .filter(|(name, _)| !name.starts_with("expected/") && name != "warnings.txt")
            .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
            .collect();
        let mut sources = Sources::new("");
        for (name, text) in &texts {
            sources.insert(
                FileId::new(name),
                Source::parse(name, &change(name, text.clone())).unwrap(),
            );
        }
        if sources.get(&FileId::new(catalog::FILE)).is_none() {
            let entry = texts
                .iter()
                .map(|(name, _)| name)
                .rfind(|name| name.starts_with("spec."))
                .unwrap();
            let text = change(catalog::FILE, plain_catalog(&golden.module, entry));
            sources.insert(
                FileId::new(catalog::FILE),
                Source::parse(catalog::FILE, &text).unwrap(),
            );
        }
        let catalog = Catalog::read(&sources).unwrap_or_else(|found| panic!("{}", found.render(&sources)));
        let output = generator::generate(&sources, &catalog);
        outputs.push((
            golden.module,
            output.unwrap_or_else(|found| panic!("{}", found.render(&sources))),
        ));
    }
    outputs
}

fn means_the_same(change: impl Fn(&str, String) -> String) {
    let changed = outputs(change);
    for ((name, plain), (_, changed)) in outputs(|_, text| text).iter().zip(&changed) {
        assert_eq!(plain, changed, "golden `{name}`");
    }
}

fn is_json(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "json")
}

#[test]
fn a_byte_order_mark_means_nothing() {
    means_the_same(|_, text| format!("\u{feff}{text}"));
}

#[test]
fn lines_may_end_as_on_windows() {
    means_the_same(|_, text| text.replace('\n', "\r\n"));
}

#[test]
fn json_may_be_indented_with_tabs_or_stand_on_one_line() {
    let json = |change: fn(&str) -> String| {
        means_the_same(move |name, text| if is_json(name) { change(&text) } else { text });
    };
    json(|text| text.replace("  ", "\t"));
    json(|text| text.lines().map(str::trim).collect());
}

#[test]
fn keys_of_yaml_may_be_numbers() {
    means_the_same(|name, text| {
        if is_json(name) {
            return text;
        }
        let unquoted = ["200", "201", "202", "203", "204", "404"];
        unquoted.iter().fold(text, |text, code| {
            text.replace(&format!("'{code}':"), &format!("{code}:"))
        })
    });
}

#[test]
fn the_version_of_the_format_may_be_a_number() {
    means_the_same(|name, text| {
        let text = text.replace("\"swagger\": \"2.0\"", "\"swagger\": 2.0");
        if is_json(name) {
            text
        } else {
            text.replace("openapi: 3.0.3", "openapi: 3.0")
                .replace("openapi: 3.1.0", "openapi: 3.1")
        }
    });
}

#[test]
fn json_may_have_any_name() {
    let text = "{\n\t\"swagger\": \"2.0\"\n}";
    assert!(Source::parse("a.yaml", text).is_ok());
    assert!(Source::parse("a", text).is_ok());
    assert!(
        Source::parse("a.yaml", "{swagger: '2.0'}").is_ok(),
        "YAML may begin with a brace too"
    );
    assert!(Source::parse("a.json", "{swagger: '2.0'}").is_err());
}

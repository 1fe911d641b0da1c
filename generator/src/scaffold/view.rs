//! The views of the files of a crate. Each text is escaped for its file, so that a text of a description cannot change the
//! structure of the file.

use std::collections::BTreeSet;

use askama::Template;
use openapi_descriptions::text::acts_on_screens;

use crate::view::Call;

/// One API version.
pub(super) struct Version {
    pub name: String,
    pub file: String,
    pub feature: String,
    pub default: bool,
}

/// One entry of the catalog, for a table.
pub(super) struct Row {
    pub key: String,
    pub value: String,
    pub reason: String,
}

#[derive(Template)]
#[template(path = "crate/Cargo.toml.jinja")]
pub(super) struct Manifest {
    pub package: String,
    pub description: String,
    pub edition: String,
    pub rust_version: String,
    pub default_feature: String,
    pub versions: Vec<Version>,
    pub async_trait: String,
    pub azure_core: String,
    pub runtime: String,
    pub serde: String,
    pub tracing: String,
    pub futures: String,
    pub tokio: String,
    /// The features of the runtime that are always on.
    pub features: Vec<&'static str>,
    /// Those that the crate's feature `tokio` turns on.
    pub tokio_features: Vec<&'static str>,
    /// One for each group of operations, if those are features.
    pub groups: BTreeSet<String>,
}

#[derive(Template)]
#[template(path = "crate/catalog.yaml.jinja")]
pub(super) struct CatalogFile {
    pub library: String,
    pub service: String,
    pub title: String,
    pub tracing: String,
    pub endpoint: Option<String>,
    pub default: String,
    pub only: Vec<String>,
    pub strict: bool,
    pub types_only: bool,
    pub group_features: bool,
    pub versions: Vec<Version>,
}

#[derive(Template)]
#[template(path = "crate/lib.rs.jinja")]
pub(super) struct Library {
    pub summary: String,
    /// The names of the runtime that are re-exported in addition to the usual ones.
    pub names: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "crate/example.rs.jinja")]
pub(super) struct Example {
    pub name: String,
    pub library: String,
    pub imports: String,
    pub client: String,
    pub endpoint: String,
    /// What the client is made with, as an expression.
    pub credential: Option<String>,
    /// Whether that reads a secret.
    pub secret: bool,
    pub call: Call,
}

#[derive(Template)]
#[template(path = "crate/README.md.jinja")]
pub(super) struct Readme {
    pub package: String,
    pub title: String,
    /// The name of the example, where there is one.
    pub example: Option<String>,
    /// The variables of the environment that the example reads.
    pub variables: Vec<String>,
    pub only: String,
    pub versions: Vec<Version>,
    /// The first of the features that groups of operations are.
    pub group: Option<String>,
    pub decided: Vec<Row>,
    pub left_out: Vec<Row>,
    pub simpler: Vec<Row>,
}

/// A text as TOML, in one line.
pub(super) fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // cargo passes it on in an environment variable, which has no such characters.
            c if acts_on_screens(c) => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as Markdown, in one line and without marks.
pub(super) fn markdown(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut escaped = String::new();
    for c in words.join(" ").chars().filter(|c| !acts_on_screens(*c)) {
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '*' | '[' | ']' | '|' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{markdown, toml};

    #[test]
    fn no_character_of_a_title_acts_on_cargo_or_turns_the_text_of_a_comment() {
        let title = "a\0b\u{1b}\nc\u{202e}d\u{2066}\"e\\";
        assert_eq!(toml(title), r#""a b  c d \"e\\""#);
        assert_eq!(markdown(title), r#"ab cd"e\\"#);
    }
}

//! The names of Rust items. They are decided here and nowhere else; what is passed on is an [`Ident`].

mod words;

use std::{
    borrow::Borrow,
    collections::{HashMap, hash_map::Entry},
    fmt,
    sync::Arc,
};

use heck::{ToSnakeCase, ToUpperCamelCase};

use openapi_descriptions::diagnostic::{Diagnostic, Place};

/// A valid Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Arc<str>);

/// What an identifier names, which decides its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `UpperCamelCase`, for types and variants.
    Type,
    /// `snake_case`, for fields, methods and arguments.
    Value,
}

impl Ident {
    /// The identifier for a name as written in a description or catalog.
    ///
    /// Words are separated by anything other than ASCII letters and digits; separators are dropped, except a sign before a number, which
    /// becomes `Plus` or `Minus`. A leading digit gets an `N` before it. A keyword is written raw (`r#type`), or with a `_` after it if
    /// Rust has no raw form.
    ///
    /// # Errors
    ///
    /// A name with no ASCII letter or digit in it.
    pub fn new(name: &str, case: Case, place: &Place) -> Result<Self, Diagnostic> {
        Self::parse(name, case).ok_or_else(|| {
            Diagnostic::at(
                place,
                match name {
                    "" => "no Rust name can be made of an empty text".to_owned(),
                    name => format!("no Rust name can be made of `{}`", name.escape_debug()),
                },
                "give it a name of ASCII letters and digits with `x-ms-client-name`, `x-ms-enum` or the catalog",
            )
        })
    }

    /// As [`Ident::new`], with `None` for a name that has no ASCII letter or digit.
    pub fn parse(name: &str, case: Case) -> Option<Self> {
        let mut text = match case {
            Case::Type => words::joined(name).unwrap_or_else(|| words::split(name).to_upper_camel_case()),
            Case::Value => words::split(name).to_snake_case(),
        };
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            text.insert(0, if case == Case::Type { 'N' } else { 'n' });
        }
        if text.is_empty() {
            return None;
        }
        if matches!(text.as_str(), "self" | "Self" | "super" | "crate") {
            text.push('_');
        } else if is_keyword(&text) {
            text.insert_str(0, "r#");
        }
        Some(Self(text.into()))
    }

    /// A text that is an identifier already; `None` for any other.
    pub fn verbatim(text: &str) -> Option<Self> {
        syn::parse_str::<syn::Ident>(text).ok().map(|_| Self(text.into()))
    }

    /// A placeholder for a name that cannot be made, so that one run can also report everything else; numbered, so that two of them
    /// do not seem to clash.
    pub fn placeholder(case: Case, number: usize) -> Self {
        let text = match case {
            Case::Type => format!("Unnamed{number}"),
            Case::Value => format!("unnamed_{number}"),
        };
        Self(text.into())
    }

    /// Two identifiers as one of the same case: `PetClient` and `Feed` become `PetClientFeed`.
    #[must_use]
    pub fn join(&self, other: &Self, case: Case) -> Self {
        let text = format!("{} {}", self.bare(), other.bare());
        Self::parse(&text, case).unwrap_or_else(|| self.clone())
    }

    /// The name of a type that belongs to this one: `Pet` and `Options` become `PetOptions`.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        Self::parse(&format!("{} {suffix}", self.bare()), Case::Type).unwrap_or_else(|| self.clone())
    }

    /// The same name in another case.
    #[must_use]
    pub fn to_case(&self, case: Case) -> Self {
        Self::parse(self.bare(), case).unwrap_or_else(|| self.clone())
    }

    /// The identifier without `r#`.
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

/// Allows looking up a text in a set of identifiers.
impl Borrow<str> for Ident {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The Rust names given so far to siblings, so that no two of them have the same one.
#[derive(Debug, Default)]
pub struct Given(HashMap<Ident, String>);

impl Given {
    /// Gives a Rust name to a name of the wire; if it is taken, returns the name of the wire that has it.
    pub fn give(&mut self, name: &Ident, wire: &str) -> Option<&str> {
        match self.0.entry(name.clone()) {
            Entry::Occupied(entry) => Some(entry.into_mut()),
            Entry::Vacant(entry) => {
                entry.insert(wire.to_owned());
                None
            }
        }
    }
}

/// The keywords of Rust, edition 2024.
const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

fn is_keyword(text: &str) -> bool {
    KEYWORDS.binary_search(&text).is_ok()
}

/// The name of the struct with the options of a client's constructor.
pub fn client_options(client: &Ident) -> Ident {
    client.with_suffix("Options")
}

/// The name of the struct with the options of a method.
pub fn method_options(client: &Ident, method: &Ident) -> Ident {
    client.join(method, Case::Type).with_suffix("Options")
}

/// The name of the trait with the headers of a method's results.
pub fn method_headers(client: &Ident, method: &Ident) -> Ident {
    client.join(method, Case::Type).with_suffix("Headers")
}

/// The name of the enum of a method's results by status.
pub fn method_answer(client: &Ident, method: &Ident) -> Ident {
    client.join(method, Case::Type).with_suffix("Answer")
}

/// The module of a version, `None` when no module can be named after it: `2025-03-15` is `v2025_03_15`.
pub fn version_module(version: &str) -> Option<Ident> {
    let words = version.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    Ident::verbatim(&format!("v{}", words.join("_")))
}

/// Splits an operation id into its group and its name: `Pets_Feed` is `Feed` of `Pets`.
pub fn split_operation_id(id: &str) -> (Option<&str>, &str) {
    match id.split_once('_') {
        Some((group, name)) if !group.is_empty() && !name.is_empty() => (Some(group), name),
        _ => (None, id),
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Ident, KEYWORDS, is_keyword, version_module};

    fn name(text: &str, case: Case) -> Option<String> {
        Ident::parse(text, case).map(|ident| ident.to_string())
    }

    #[test]
    fn the_module_of_a_version_is_in_snake_case() {
        for (version, module) in [
            ("2025-03-15", "v2025_03_15"),
            ("1.0 -- Beta (second)", "v1_0_beta_second"),
        ] {
            assert_eq!(version_module(version).unwrap().bare(), module);
        }
    }

    #[test]
    fn names_take_the_case_of_what_they_name() {
        assert_eq!(
            name("senderDisplayName", Case::Value).as_deref(),
            Some("sender_display_name")
        );
        assert_eq!(
            name("pets.walk.limited", Case::Type).as_deref(),
            Some("PetsWalkLimited")
        );
        assert_eq!(
            name("repeatability-Request-ID", Case::Value).as_deref(),
            Some("repeatability_request_id")
        );
    }

    #[test]
    fn keywords_are_written_raw_or_with_an_underscore() {
        assert_eq!(name("type", Case::Value).as_deref(), Some("r#type"));
        assert_eq!(name("async", Case::Value).as_deref(), Some("r#async"));
        assert_eq!(name("gen", Case::Value).as_deref(), Some("r#gen"));
        assert_eq!(name("self", Case::Value).as_deref(), Some("self_"));
        assert_eq!(name("Self", Case::Type).as_deref(), Some("Self_"));
    }

    #[test]
    fn the_keywords_are_those_of_the_parser_and_one_more() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS.iter().filter(|word| **word != "gen") {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word}");
        }
        for word in [
            "union",
            "auto",
            "default",
            "raw",
            "safe",
            "dynamic",
            "yields",
            "macro_rules",
            "r",
        ] {
            assert!(
                syn::parse_str::<syn::Ident>(word).is_ok() && !is_keyword(word),
                "{word}"
            );
        }
    }

    #[test]
    fn hostile_text_becomes_a_plain_name_or_none() {
        assert_eq!(
            name("a\u{202e}b\"; fn x() {}", Case::Value).as_deref(),
            Some("a_b_fn_x")
        );
        assert_eq!(name("1080p", Case::Type).as_deref(), Some("N1080p"));
        assert_eq!(name("-1", Case::Type).as_deref(), Some("Minus1"));
        assert_eq!(name("+1.5", Case::Value).as_deref(), Some("plus_1_5"));
        assert_eq!(name("--1", Case::Type).as_deref(), Some("N1"));
        assert_eq!(name("日本", Case::Type), None);
        assert_eq!(name("", Case::Value), None);
    }
}

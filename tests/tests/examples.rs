//! Every public method of the chat client has an example: in its own docs, or in those of its type by its name.
//!
//! Models are excepted, because their setters and constructors all have the same form, and so are versions other than the default
//! version of their service, because their calls are like those of the default.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that reads sources"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use quote::ToTokens as _;
use syn::{Attribute, ImplItem, Item, Type, Visibility};

/// The facts about one public function.
#[derive(Debug)]
struct Function {
    file: String,
    /// The type that it belongs to.
    owner: Option<String>,
    name: String,
    has_example: bool,
}

#[derive(Default)]
struct Found {
    functions: Vec<Function>,
    /// The code in the docs of each type.
    examples: BTreeMap<String, String>,
}

impl Found {
    fn read(file: &Path, root: &Path) -> Self {
        let mut found = Self::default();
        let text = fs::read_to_string(file).unwrap();
        let name = file.strip_prefix(root).unwrap().display().to_string();
        found.items(&syn::parse_file(&text).unwrap().items, &name);
        found.macros(&text, &name);
        found
    }

    fn items(&mut self, items: &[Item], file: &str) {
        for item in items {
            match item {
                Item::Struct(item) => self.note_type(&item.ident, &item.attrs),
                Item::Enum(item) => self.note_type(&item.ident, &item.attrs),
                Item::Fn(item) => self.note(file, None, &item.sig.ident, &item.vis, &item.attrs),
                Item::Impl(item) if item.trait_.is_none() => {
                    let Type::Path(path) = &*item.self_ty else {
                        continue;
                    };
                    let owner = path.path.segments.last().unwrap().ident.to_string();
                    for item in &item.items {
                        if let ImplItem::Fn(item) = item {
                            self.note(file, Some(&owner), &item.sig.ident, &item.vis, &item.attrs);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn note_type(&mut self, name: &syn::Ident, attributes: &[Attribute]) {
        self.examples.insert(name.to_string(), code(&docs(attributes)));
    }

    fn note(
        &mut self,
        file: &str,
        owner: Option<&String>,
        name: &syn::Ident,
        visibility: &Visibility,
        attributes: &[Attribute],
    ) {
        let tested = attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg"));
        if matches!(visibility, Visibility::Public(_)) && !tested {
            self.functions.push(Function {
                file: file.to_owned(),
                owner: owner.cloned(),
                name: name.to_string(),
                has_example: docs(attributes).contains("```"),
            });
        }
    }

    /// Functions that macros write, which are read line by line: they must have examples of their own.
    fn macros(&mut self, text: &str, file: &str) {
        let (mut inside, mut example) = (false, false);
        for line in text.lines() {
            let trimmed = line.trim();
            inside = (inside || line.starts_with("macro_rules!")) && line != "}";
            let name = ["pub fn ", "pub async fn "]
                .iter()
                .find_map(|start| trimmed.strip_prefix(start));
            if let Some(name) = name.filter(|_| inside) {
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap();
                let (name, _) = name.split_at(end);
                self.functions.push(Function {
                    file: file.to_owned(),
                    owner: None,
                    name: name.to_owned(),
                    has_example: example,
                });
            }
            let is_doc = trimmed.starts_with("///") || trimmed.starts_with('#') || trimmed == ")]";
            example = is_doc && (example || trimmed.starts_with("/// ```"));
        }
    }
}

/// The docs of an item, line by line; of a line that is put together, its tokens.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let is_doc = attribute.path().is_ident("doc") || attribute.path().is_ident("cfg_attr");
        let text = match &attribute.meta {
            syn::Meta::NameValue(value) => match &value.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => text.value(),
                other => other.to_token_stream().to_string(),
            },
            other => other.to_token_stream().to_string(),
        };
        is_doc.then_some(text)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text between fences.
fn code(docs: &str) -> String {
    let parts: Vec<&str> = docs.split("```").skip(1).step_by(2).collect();
    parts.concat()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is = |name: &str| path.file_name().is_some_and(|file| file == name);
        if path.is_dir() && !is("tests") && !is("api") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is("tests.rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_public_method_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("generated/src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.push(root.join("api/chat/v2025_03_15/clients.rs"));
    files.push(root.join("api/identity/v2025_06_30/clients.rs"));
    files.sort();
    let found: Vec<Found> = files.iter().map(|file| Found::read(file, &root)).collect();
    let examples: BTreeMap<&String, &String> = found.iter().flat_map(|found| &found.examples).collect();
    let functions: Vec<&Function> = found.iter().flat_map(|found| &found.functions).collect();
    let shown_by_type = |function: &Function| {
        let example = function.owner.as_ref().and_then(|owner| examples.get(owner));
        let calls = [".", "::"].map(|before| format!("{before}{}(", function.name));
        example.is_some_and(|example| calls.iter().any(|call| example.contains(call)))
    };
    let missing: Vec<String> = functions
        .iter()
        .filter(|function| !function.has_example && !shown_by_type(function))
        .map(|function| {
            let owner = function.owner.as_deref().unwrap_or("-");
            format!("{}: {owner}::{}", function.file, function.name)
        })
        .collect();
    // As many as there are, so that a scan that finds nothing fails.
    assert!(
        functions.len() > 140,
        "only {} methods were found",
        functions.len()
    );
    assert!(
        missing.is_empty(),
        "these have no example:\n{}",
        missing.join("\n")
    );
}

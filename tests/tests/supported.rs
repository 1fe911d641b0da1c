//! `docs/supported.md` matches the goldens: each golden is named in a row, and each named golden exists.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[allow(dead_code, reason = "the suite of the generator uses more of it")]
#[path = "generator/support.rs"]
mod support;

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

use support::{Golden, root};

/// The names in the last cell of each row: `| form | in Rust | `one`, `two` |`.
fn named(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_suffix(" |"));
    let cells = rows.filter_map(|row| row.rsplit(" | ").next());
    cells
        .flat_map(|cell| cell.split(", "))
        .filter_map(|name| Some(name.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the page that it is about")]
fn every_form_that_is_shown_is_on_the_page_of_what_is_supported() {
    let page = std::fs::read_to_string(root().join("docs/supported.md")).unwrap();
    let folder = root().join("tests/golden");
    let shown: BTreeSet<String> = Golden::all()
        .iter()
        .map(|golden| golden.folder.strip_prefix(&folder).unwrap())
        .map(|below| below.to_string_lossy().replace('\\', "/"))
        .collect();
    let named = named(&page);
    let missing: Vec<_> = shown.difference(&named).collect();
    assert!(
        missing.is_empty(),
        "give these a row in docs/supported.md: {missing:?}"
    );
    let gone: Vec<_> = named.difference(&shown).collect();
    assert!(
        gone.is_empty(),
        "docs/supported.md names goldens that are not there: {gone:?}"
    );
}

/// The keys of a catalog: the fields of the structs that it is read into.
#[derive(Default)]
struct Keys(BTreeSet<String>);

impl<'ast> Visit<'ast> for Keys {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let is_read = item.attrs.iter().any(|attribute| {
            let derived = attribute
                .parse_args_with(syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated);
            let mut derived = derived.into_iter().flatten();
            attribute.path().is_ident("derive") && derived.any(|path| path.is_ident("Deserialize"))
        });
        if is_read {
            visit::visit_item_struct(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        let mut name = field.ident.as_ref().unwrap().to_string();
        for attribute in field
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("serde"))
        {
            let _ = attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    name = meta.value()?.parse::<syn::LitStr>()?.value();
                }
                Ok(())
            });
        }
        self.0.insert(name);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the page that it is about")]
fn every_key_of_a_catalog_is_on_the_page() {
    let page = std::fs::read_to_string(root().join("docs/supported.md")).unwrap();
    let (_, page) = page.split_once("## What the catalog says").unwrap();
    let source = std::fs::read_to_string(root().join("generator/src/catalog.rs")).unwrap();
    let mut keys = Keys::default();
    keys.visit_file(&syn::parse_file(&source).unwrap());
    assert!(keys.0.contains("never_null") && keys.0.contains("json"));
    let missing: Vec<_> = keys
        .0
        .iter()
        .filter(|key| !matches!(key.as_str(), "services"))
        .filter(|key| !page.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "docs/supported.md does not name {missing:?}");
}

//! The features with which the items of a generated crate are compiled.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, LitStr, Token};

/// The features with one of which an item is compiled. Without any it is always compiled.
pub(super) type Features = BTreeSet<String>;

/// The features of each item that needs one, by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions(BTreeMap<String, Features>);

static NONE: Features = Features::new();

impl Conditions {
    /// Reads `#[cfg(feature = "…")]` and `#[cfg(any(feature = "…", …))]` of an item.
    pub(super) fn read(&mut self, attributes: &[Attribute], path: impl FnOnce() -> String) {
        let mut found = Features::new();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"))
        {
            let mut pending = Vec::from_iter(attribute.meta.require_list().ok().cloned());
            while let Some(list) = pending.pop() {
                let _ = list.parse_nested_meta(|meta| {
                    if meta.path.is_ident("feature") {
                        meta.input.parse::<Token![=]>()?;
                        found.insert(meta.input.parse::<LitStr>()?.value());
                    } else {
                        let inner = meta.input.parse::<proc_macro2::Group>()?;
                        pending.push(syn::MetaList {
                            path: meta.path.clone(),
                            delimiter: syn::MacroDelimiter::Paren(syn::token::Paren::default()),
                            tokens: inner.stream(),
                        });
                    }
                    Ok(())
                });
            }
        }
        if !found.is_empty() {
            self.0.insert(path(), found);
        }
    }

    /// All features.
    pub(super) fn features(&self) -> Features {
        self.0.values().flatten().cloned().collect()
    }

    /// The items that are compiled with a feature.
    pub(super) fn items(&self, feature: &str) -> impl Iterator<Item = &str> {
        let items = self.0.iter();
        items
            .filter(move |(_, features)| features.contains(feature))
            .map(|(path, _)| path.as_str())
    }

    /// The features of an item, or else of the item that it belongs to.
    pub(super) fn of(&self, path: &str, owner: Option<&str>) -> &Features {
        let own = self.0.get(path);
        own.or_else(|| self.0.get(owner?)).unwrap_or(&NONE)
    }
}

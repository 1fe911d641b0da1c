//! The public items of a rendered version, read back from what is printed, so that the verdict is about what users compile.

use std::collections::BTreeMap;

use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Type, Visibility};

/// The items by path, such as `models::Pet.name` for a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Items(pub BTreeMap<String, PublicItem>);

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicItem {
    /// What a caller sees of it, without the names of arguments.
    pub signature: String,
    /// The names of the arguments of a function, which tell whether only their order is another one.
    pub arguments: Vec<String>,
    /// Whether it is a struct marked as one that may grow: callers cannot build it or take it apart in full.
    pub open: bool,
    /// The item it belongs to.
    pub owner: Option<String>,
    /// Whether something new beside it in its owner is a break: a field of a struct that callers build or take apart
    /// in full, or a variant of an enum that they match in full.
    pub exhaustive: bool,
}

impl Items {
    /// Reads the items of the files of a rendered version.
    pub(crate) fn read(files: &[(&str, syn::File)]) -> Self {
        let mut items = Self::default();
        for (name, file) in files {
            let in_models = ["models.rs", "enums.rs", "options.rs"].contains(name);
            let module = if in_models { "models::" } else { "" };
            for item in &file.items {
                items.item(module, *name == "options.rs", item);
            }
        }
        items
    }

    fn add(&mut self, path: String, signature: String, owner: Option<&str>, exhaustive: bool) {
        self.0.insert(
            path,
            PublicItem {
                signature,
                arguments: Vec::new(),
                open: false,
                owner: owner.map(str::to_owned),
                exhaustive,
            },
        );
    }

    /// Adds a struct, which may be marked as one that may grow.
    fn add_struct(&mut self, path: &str, signature: String, attributes: &[syn::Attribute]) {
        self.add(path.to_owned(), signature, None, false);
        if let Some(item) = self.0.get_mut(path) {
            item.open = has(attributes, "non_exhaustive");
        }
        self.derives(path, attributes);
    }

    fn item(&mut self, module: &str, options: bool, item: &Item) {
        match item {
            Item::Struct(item) if public(&item.vis) => {
                let path = format!("{module}{}", item.ident);
                // Options are built with `..Default::default()`, so a new field is no break.
                let exhaustive = !options && !has(&item.attrs, "non_exhaustive");
                self.add_struct(&path, format!("pub struct {}", item.ident), &item.attrs);
                if let Fields::Named(fields) = &item.fields {
                    for field in fields.named.iter().filter(|field| public(&field.vis)) {
                        let Some(name) = &field.ident else { continue };
                        self.add(
                            format!("{path}.{name}"),
                            format!("pub {name}: {}", text(&field.ty)),
                            Some(&path),
                            exhaustive,
                        );
                    }
                }
            }
            Item::Enum(item) if public(&item.vis) => {
                let path = format!("{module}{}", item.ident);
                let exhaustive = !has(&item.attrs, "non_exhaustive");
                let mark = if exhaustive { "" } else { "#[non_exhaustive] " };
                self.add(
                    path.clone(),
                    format!("{mark}pub enum {}", item.ident),
                    None,
                    false,
                );
                self.derives(&path, &item.attrs);
                for variant in &item.variants {
                    let signature = format!("{}{}", variant.ident, text(&variant.fields));
                    self.add(
                        format!("{path}::{}", variant.ident),
                        signature,
                        Some(&path),
                        exhaustive,
                    );
                }
            }
            Item::Const(item) if public(&item.vis) => {
                self.add(
                    format!("{module}{}", item.ident),
                    format!("pub const {}: {}", item.ident, text(&item.ty)),
                    None,
                    false,
                );
            }
            Item::Impl(item) => self.implementation(module, item),
            _ => {}
        }
    }

    fn derives(&mut self, path: &str, attributes: &[syn::Attribute]) {
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"))
        {
            let _ = attribute.parse_nested_meta(|meta| {
                let name = text(&meta.path).replace("SafeDebug", "Debug");
                self.add(
                    format!("impl {name} for {path}"),
                    format!("impl {name} for {path}"),
                    Some(path),
                    false,
                );
                Ok(())
            });
        }
    }

    fn implementation(&mut self, module: &str, item: &syn::ItemImpl) {
        let name = plain(&item.self_ty);
        // Pages are implemented beside the clients, for types of the models; other types are declared there, or elsewhere.
        let elsewhere = matches!(&*item.self_ty, Type::Path(path) if path.path.segments.len() > 1);
        let declared = self.0.contains_key(&format!("{module}{name}"));
        let module = match item.trait_ {
            Some(_) if elsewhere => "",
            Some(_) if !declared => "models::",
            _ => module,
        };
        let owner = format!("{module}{name}");
        if let Some((path, _)) = &item.trait_ {
            let mut generics = text(&item.generics);
            let mut name = text(path).replace("std::fmt::Debug", "Debug");
            // Written by hand where an error must not quote; callers cannot tell it from what is derived.
            if name.starts_with("Deserialize<") {
                (generics, name) = (String::new(), "Deserialize".to_owned());
            }
            let signature = format!("impl{generics} {name} for {owner}");
            let types: Vec<String> = item
                .items
                .iter()
                .filter_map(|item| match item {
                    ImplItem::Type(item) => Some(format!("type {} = {}", item.ident, text(&item.ty))),
                    _ => None,
                })
                .collect();
            self.add(
                signature.clone(),
                [signature.as_str(), types.join(", ").as_str()]
                    .join(" ")
                    .trim()
                    .to_owned(),
                Some(&owner),
                false,
            );
            return;
        }
        for item in &item.items {
            let ImplItem::Fn(function) = item else { continue };
            if public(&function.vis) {
                let name = &function.sig.ident;
                let path = format!("{owner}::{name}");
                self.add(path.clone(), signature(&function.sig), Some(&owner), false);
                if let Some(item) = self.0.get_mut(&path) {
                    item.arguments = arguments(&function.sig);
                }
            }
        }
    }
}

/// A function as callers see it: the names of its arguments are not part of it.
fn signature(function: &syn::Signature) -> String {
    let arguments: Vec<String> = function
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => text(receiver).trim_start_matches("mut ").to_owned(),
            FnArg::Typed(argument) => text(&argument.ty),
        })
        .collect();
    let output = match &function.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", text(ty)),
    };
    let kind = if function.asyncness.is_some() {
        "pub async fn"
    } else {
        "pub fn"
    };
    format!("{kind} {}({}){output}", function.ident, arguments.join(", "))
}

/// The names of the arguments.
fn arguments(function: &syn::Signature) -> Vec<String> {
    let arguments = function.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some(text(&argument.pat)),
        FnArg::Receiver(_) => None,
    });
    arguments.collect()
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// A type without its lifetimes.
fn plain(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default(),
        _ => text(ty),
    }
}

/// Tokens as a person writes them.
fn text(tokens: &impl quote::ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("' _", "'_"),
        (" ;", ";"),
        ("[ ", "["),
        (" ]", "]"),
    ] {
        text = text.replace(spaced, tight);
    }
    // What was broken over lines ends in a comma.
    text.replace(",>", ">").replace(",)", ")")
}

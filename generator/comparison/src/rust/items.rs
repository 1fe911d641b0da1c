//! The public items of a generated crate. They are read from its syntax trees, so the verdict is about the code that
//! users compile.

use std::{collections::BTreeMap, sync::Arc};

use super::conditions::{Conditions, Features};
use syn::{Fields, FnArg, ImplItem, Item, ReturnType, TraitItem, Type, Visibility};

/// The items by path, such as `models::Pet.name` for a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Items(pub BTreeMap<String, Box<PublicItem>>, pub Conditions);

/// A public item. There are some fifteen for each type, so they hold no more than they need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicItem {
    /// The signature as callers see it, without the names of arguments.
    pub signature: Box<str>,
    /// The argument names of a function, which show whether only their order changed.
    pub arguments: Box<[String]>,
    /// Whether it is a `#[non_exhaustive]` struct, which callers can neither build nor destructure in full.
    pub non_exhaustive: bool,
    /// The path of the item that it belongs to.
    pub owner: Option<Arc<str>>,
    /// Whether adding an item like it to its owner is a break: a field of a struct that callers build or destructure in
    /// full, or a variant of an enum that they match in full.
    pub exhaustive: bool,
}

impl Items {
    /// The features with one of which an item is compiled.
    pub(super) fn features_of(&self, path: &str) -> &Features {
        let owner = self.0.get(path).and_then(|item| item.owner.as_deref());
        self.1.of(path, owner)
    }

    /// Reads items from a file of a generated crate.
    pub(crate) fn read(&mut self, file: &str, trees: &[Item]) {
        let in_models = ["models.rs", "enums.rs", "options.rs", "answers.rs"].contains(&file);
        let module = if in_models { "models::" } else { "" };
        for item in trees {
            self.add_item(module, file == "options.rs", item);
        }
    }

    fn add(&mut self, mut path: String, signature: String, owner: Option<&Arc<str>>, exhaustive: bool) {
        path.shrink_to_fit();
        let item = PublicItem {
            signature: signature.into(),
            arguments: Box::default(),
            non_exhaustive: false,
            owner: owner.cloned(),
            exhaustive,
        };
        self.0.insert(path, Box::new(item));
    }

    /// Adds a struct with its derives.
    fn add_struct(&mut self, path: &Arc<str>, signature: String, attributes: &[syn::Attribute]) {
        self.add(path.to_string(), signature, None, false);
        if let Some(item) = self.0.get_mut(&**path) {
            item.non_exhaustive = has_attribute(attributes, "non_exhaustive");
        }
        self.add_derives(path, attributes);
    }

    fn add_item(&mut self, module: &str, options: bool, item: &Item) {
        match item {
            Item::Struct(syn::ItemStruct { ident, attrs, .. })
            | Item::Enum(syn::ItemEnum { ident, attrs, .. })
            | Item::Const(syn::ItemConst { ident, attrs, .. })
            | Item::Trait(syn::ItemTrait { ident, attrs, .. }) => {
                self.1.read(attrs, || format!("{module}{ident}"));
            }
            _ => {}
        }
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let path: Arc<str> = Arc::from(format!("{module}{}", item.ident));
                // Options are built with `..Default::default()`, so a new field is not a break.
                let exhaustive = !options && !has_attribute(&item.attrs, "non_exhaustive");
                self.add_struct(&path, format!("pub struct {}", item.ident), &item.attrs);
                if let Fields::Named(fields) = &item.fields {
                    for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                        let Some(name) = &field.ident else { continue };
                        self.add(
                            format!("{path}.{name}"),
                            format!("pub {name}: {}", tokens_text(&field.ty)),
                            Some(&path),
                            exhaustive,
                        );
                    }
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path: Arc<str> = Arc::from(format!("{module}{}", item.ident));
                let exhaustive = !has_attribute(&item.attrs, "non_exhaustive");
                let mark = if exhaustive { "" } else { "#[non_exhaustive] " };
                self.add(
                    path.to_string(),
                    format!("{mark}pub enum {}", item.ident),
                    None,
                    false,
                );
                self.add_derives(&path, &item.attrs);
                for variant in &item.variants {
                    let signature = format!("{}{}", variant.ident, tokens_text(&variant.fields));
                    self.add(
                        format!("{path}::{}", variant.ident),
                        signature,
                        Some(&path),
                        exhaustive,
                    );
                }
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.add(
                    format!("{module}{}", item.ident),
                    format!("pub const {}: {}", item.ident, tokens_text(&item.ty)),
                    None,
                    false,
                );
            }
            Item::Trait(item) if is_public(&item.vis) => {
                let path: Arc<str> = Arc::from(format!("{module}{}", item.ident));
                self.add(path.to_string(), format!("pub trait {}", item.ident), None, false);
                for function in &item.items {
                    if let TraitItem::Fn(function) = function {
                        self.add_function(&path, &function.sig);
                    }
                }
            }
            Item::Impl(item) => self.add_impl(module, item),
            _ => {}
        }
    }

    /// Adds a function of a type or trait.
    fn add_function(&mut self, owner: &Arc<str>, function: &syn::Signature) {
        let path = format!("{owner}::{}", function.ident);
        self.add(path.clone(), signature(function), Some(owner), false);
        if let Some(item) = self.0.get_mut(&path) {
            item.arguments = arguments(function);
        }
    }

    fn add_derives(&mut self, path: &Arc<str>, attributes: &[syn::Attribute]) {
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"))
        {
            let _ = attribute.parse_nested_meta(|meta| {
                let name = tokens_text(&meta.path).replace("SafeDebug", "Debug");
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

    fn add_impl(&mut self, module: &str, item: &syn::ItemImpl) {
        let name = type_name(&item.self_ty);
        // Pages are implemented beside the clients, for types of the models; other types are declared there, or elsewhere.
        let elsewhere = matches!(&*item.self_ty, Type::Path(path) if path.path.segments.len() > 1);
        let declared = self.0.contains_key(&format!("{module}{name}"));
        let module = match item.trait_ {
            Some(_) if elsewhere => "",
            Some(_) if !declared => "models::",
            _ => module,
        };
        let owner: Arc<str> = Arc::from(format!("{module}{name}"));
        if let Some((path, _)) = &item.trait_ {
            // A trait of the crate is declared for the responses of one method.
            if self.0.contains_key(&format!("models::{}", tokens_text(path))) {
                return;
            }
            let mut generics = tokens_text(&item.generics);
            let mut name = tokens_text(path).replace("std::fmt::Debug", "Debug");
            // Written by hand where an error must not quote; callers cannot tell it from what is derived.
            if name.starts_with("Deserialize<") {
                (generics, name) = (String::new(), "Deserialize".to_owned());
            }
            let signature = format!("impl{generics} {name} for {owner}");
            let types: Vec<String> = item
                .items
                .iter()
                .filter_map(|item| match item {
                    ImplItem::Type(item) => Some(format!("type {} = {}", item.ident, tokens_text(&item.ty))),
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
            if is_public(&function.vis) {
                let path = || format!("{owner}::{}", function.sig.ident);
                self.1.read(&function.attrs, path);
                self.add_function(&owner, &function.sig);
            }
        }
    }
}

/// The signature of a function as callers see it: without argument names.
fn signature(function: &syn::Signature) -> String {
    let arguments: Vec<String> = function
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => tokens_text(receiver).trim_start_matches("mut ").to_owned(),
            FnArg::Typed(argument) => tokens_text(&argument.ty),
        })
        .collect();
    let output = match &function.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", tokens_text(ty)),
    };
    let kind = if function.asyncness.is_some() {
        "pub async fn"
    } else {
        "pub fn"
    };
    format!("{kind} {}({}){output}", function.ident, arguments.join(", "))
}

/// The argument names of a function.
fn arguments(function: &syn::Signature) -> Box<[String]> {
    let arguments = function.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some(tokens_text(&argument.pat)),
        FnArg::Receiver(_) => None,
    });
    arguments.collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has_attribute(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// The name of a type without its path and generics.
fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default(),
        _ => tokens_text(ty),
    }
}

/// Tokens in the usual Rust spacing.
fn tokens_text(tokens: &impl quote::ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut text = String::with_capacity(spaced.len());
    for (at, c) in spaced.char_indices() {
        match c {
            ' ' if is_tight(&text, spaced.get(at + 1..).unwrap_or_default()) => {}
            // Arguments that were broken over several lines end in a comma.
            '>' | ')' if text.ends_with(',') => {
                text.pop();
                text.push(c);
            }
            _ => text.push(c),
        }
    }
    text
}

/// Whether no space stands between two texts in the usual Rust spacing.
fn is_tight(before: &str, after: &str) -> bool {
    before.ends_with(['&', '(', '[', '<'])
        || before.ends_with("::")
        || after.starts_with([',', ';', '(', ')', ']', '>'])
        || [":: ", "< "].iter().any(|operator| after.starts_with(operator))
}

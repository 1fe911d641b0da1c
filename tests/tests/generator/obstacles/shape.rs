//! The structure of generated files, as the compiler reads them.

use std::collections::BTreeSet;

use syn::visit::Visit;

/// What a file is made of, names aside; and every name that stands twice where it may only once.
#[derive(Default)]
pub struct Shape {
    pub items: Vec<String>,
    names: BTreeSet<String>,
    pub twice: Vec<String>,
}

impl Shape {
    /// The shape of a file.
    pub fn of(text: &str) -> Self {
        let mut shape = Self::default();
        shape.visit_file(&syn::parse_file(text).unwrap());
        shape.items.sort();
        shape
    }

    fn name(&mut self, space: &str, name: &impl ToString) {
        let name = format!("{space} {}", name.to_string());
        if !self.names.insert(name.clone()) {
            self.twice.push(name);
        }
    }
}

impl<'ast> Visit<'ast> for Shape {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let kind = match item {
            syn::Item::Struct(item) => {
                self.name("type", &item.ident);
                for field in &item.fields {
                    self.name(&format!("field of {}", item.ident), field.ident.as_ref().unwrap());
                }
                format!("struct of {}", item.fields.len())
            }
            syn::Item::Enum(item) => {
                self.name("type", &item.ident);
                for variant in &item.variants {
                    self.name(&format!("variant of {}", item.ident), &variant.ident);
                }
                format!("enum of {}", item.variants.len())
            }
            syn::Item::Impl(item) => format!("impl of {}", item.items.len()),
            syn::Item::Mod(item) => format!("mod, inline {}", item.content.is_some()),
            syn::Item::Use(_) => "use".to_owned(),
            syn::Item::Const(_) => "const".to_owned(),
            syn::Item::Static(_) => "static".to_owned(),
            syn::Item::Macro(_) => "macro".to_owned(),
            other => panic!("a foreign item: {other:?}"),
        };
        self.items.push(kind);
        syn::visit::visit_item(self, item);
    }

    fn visit_use_name(&mut self, name: &'ast syn::UseName) {
        self.name("type", &name.ident);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let statements = function.block.stmts.len();
        self.items
            .push(format!("fn of {} and {statements}", function.sig.inputs.len()));
        let arguments: Vec<String> = function
            .sig
            .inputs
            .iter()
            .filter_map(|input| match input {
                syn::FnArg::Typed(argument) => match &*argument.pat {
                    syn::Pat::Ident(pattern) => Some(pattern.ident.to_string()),
                    _ => None,
                },
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let different: BTreeSet<&String> = arguments.iter().collect();
        assert_eq!(different.len(), arguments.len(), "{}", function.sig.ident);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        assert!(
            ["compile_error", "env", "cfg"]
                .iter()
                .any(|name| invocation.path.is_ident(name)),
            "a foreign macro: {invocation:?}"
        );
    }
}

/// Every name on the wire that a file has, as serde will read it: of fields, and of variants.
pub fn wire_names(text: &str) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);
    impl Names {
        fn add(&mut self, name: Option<&syn::Ident>, attributes: &[syn::Attribute]) {
            use syn::ext::IdentExt as _;
            let mut wire = name.map(|name| name.unraw().to_string());
            for attribute in attributes
                .iter()
                .filter(|attribute| attribute.path().is_ident("serde"))
            {
                let _ = attribute.parse_nested_meta(|meta| {
                    if meta.path.is_ident("rename") {
                        wire = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                    }
                    Ok(())
                });
            }
            self.0.extend(wire);
        }
    }
    impl<'ast> Visit<'ast> for Names {
        fn visit_field(&mut self, field: &'ast syn::Field) {
            self.add(field.ident.as_ref(), &field.attrs);
        }

        fn visit_variant(&mut self, variant: &'ast syn::Variant) {
            self.add(Some(&variant.ident), &variant.attrs);
        }
    }
    let mut names = Names(BTreeSet::new());
    names.visit_file(&syn::parse_file(text).unwrap());
    names.0
}

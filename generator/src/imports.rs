//! The names that generated code can import, and which of them a printed file uses.
//!
//! A template prints a name; the import follows from that.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    sync::LazyLock,
};

use crate::view::UNUSED;
use openapi_client_model::names::Ident;
use syn::{
    Meta,
    visit::{self, Visit},
};

/// An item, its crate, and its module there.
type Known = (&'static str, &'static str, &'static str);

/// Every name that a template may print without a path, in the order in which they are imported.
const KNOWN: &[Known] = &[
    ("HashMap", "std", "collections"),
    ("fmt", "std", ""),
    ("Value", "azure_core", ""),
    ("Result", "azure_core", ""),
    ("tracing", "azure_core", ""),
    ("SafeDebug", "azure_core", "fmt"),
    ("AsyncResponse", "azure_core", "http"),
    ("ClientMethodOptions", "azure_core", "http"),
    ("ClientOptions", "azure_core", "http"),
    ("Method", "azure_core", "http"),
    ("NoFormat", "azure_core", "http"),
    ("Pager", "azure_core", "http"),
    ("Response", "azure_core", "http"),
    ("Url", "azure_core", "http"),
    ("pager::Page", "azure_core", "http"),
    ("pager::PagerOptions", "azure_core", "http"),
    ("poller::PollerOptions", "azure_core", "http"),
    ("OffsetDateTime", "azure_core", "time"),
    ("Deserialize", "serde", ""),
    ("Deserializer", "serde", ""),
    ("Serialize", "serde", ""),
    ("Serializer", "serde", ""),
    ("EventStream", RUNTIME, ""),
    ("JsonLines", RUNTIME, ""),
    ("JsonOrEmpty", RUNTIME, ""),
    ("OrEmpty", RUNTIME, ""),
    ("ResponseByStatus", RUNTIME, ""),
    ("TextFormat", RUNTIME, ""),
    ("XmlFormat", RUNTIME, ""),
    ("ANY_2XX", RUNTIME, "generated"),
    ("ClientCore", RUNTIME, "generated"),
    ("FinalState", RUNTIME, "generated"),
    ("ListPage", RUNTIME, "generated"),
    ("LongRunningPoller", RUNTIME, "generated"),
    ("PagedPoller", RUNTIME, "generated"),
    ("NextPage", RUNTIME, "generated"),
    ("IsoDate", RUNTIME, ""),
    ("IsoDuration", RUNTIME, ""),
    ("IsoTime", RUNTIME, ""),
    ("Patch", RUNTIME, ""),
];

/// The placeholder for the library that generated code calls; the catalog has its name.
const RUNTIME: &str = "runtime";

/// Names of Rust's prelude that generated code uses.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Display",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// Tells whether generated code uses a name for something else, so that a type of a description cannot have it.
pub(crate) fn is_taken(name: &str) -> bool {
    PRELUDE.contains(&name) || KNOWN_BY_NAME.contains_key(name)
}

/// The numbers of the known items, by name: every path in the printed code is looked up.
static KNOWN_BY_NAME: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let names = KNOWN.iter().enumerate();
    names.map(|(at, (item, ..))| (name_of(item), at)).collect()
});

/// The name that an item is printed by.
fn name_of(item: &'static str) -> &'static str {
    item.rsplit(':').next().unwrap_or(item)
}

/// The imports of a file: the names that it uses, of the known ones and of those that its siblings declare.
#[derive(Debug)]
pub struct Imports<'a> {
    siblings: &'a BTreeSet<Ident>,
    runtime: &'a str,
    known: BTreeSet<usize>,
    declared: BTreeSet<&'a Ident>,
    /// Whether some of what uses them is compiled only with some features.
    partial: bool,
}

impl<'a> Imports<'a> {
    /// Nothing yet; `siblings` are the types that the module `models` declares, for a file beside it, and `runtime` is the
    /// path of the library that generated code calls.
    pub fn new(siblings: &'a BTreeSet<Ident>, runtime: &'a str) -> Self {
        Self {
            siblings,
            runtime,
            known: BTreeSet::new(),
            declared: BTreeSet::new(),
            partial: false,
        }
    }

    /// The same file with nothing used yet, for a part of it.
    #[must_use]
    pub fn empty(&self) -> Self {
        Self::new(self.siblings, self.runtime)
    }

    /// Adds the names that a part of the file uses.
    pub fn extend(&mut self, part: Self) {
        self.known.extend(part.known);
        self.declared.extend(part.declared);
        self.partial |= part.partial;
    }

    /// Adds the names that some items of the file use.
    pub fn read(&mut self, items: &syn::File) {
        self.visit_file(items);
    }

    fn name(&mut self, name: &str) {
        if let Some(at) = KNOWN_BY_NAME.get(name) {
            self.known.insert(*at);
        } else if let Some(ident) = self.siblings.get(name) {
            self.declared.insert(ident);
        }
    }
}

impl<'ast> Visit<'ast> for Imports<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        visit::visit_path(self, path);
        let Some(first) = path.segments.first().filter(|_| path.leading_colon.is_none()) else {
            return;
        };
        // With two arguments it is the one of the prelude.
        let prelude = first.ident == "Result"
            && matches!(&first.arguments, syn::PathArguments::AngleBracketed(found) if found.args.len() > 1);
        // A module name is followed by an item; alone, it is the name of a variable.
        let name = first.ident.to_string();
        let variable = path.segments.len() == 1 && name.starts_with(|c: char| c.is_ascii_lowercase());
        if !prelude && !variable {
            self.name(&name);
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        visit::visit_attribute(self, attribute);
        self.partial |= attribute.path().is_ident("cfg");
        if let Meta::List(list) = &attribute.meta
            && list.path.is_ident("derive")
        {
            let _ = attribute.parse_nested_meta(|derived| {
                self.visit_path(&derived.path);
                Ok(())
            });
        }
    }
}

/// A `use` for each crate, in order.
impl fmt::Display for Imports<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut crates: Vec<(&str, BTreeMap<&str, Vec<&str>>)> = Vec::new();
        for (item, root, module) in self.known.iter().filter_map(|at| KNOWN.get(*at)) {
            if crates.last().is_none_or(|(last, _)| last != root) {
                crates.push((*root, BTreeMap::new()));
            }
            if let Some((_, modules)) = crates.last_mut() {
                modules.entry(*module).or_default().push(*item);
            }
        }
        for (root, modules) in &crates {
            let parts: Vec<String> = modules
                .iter()
                .map(|(module, items)| match (*module, items.as_slice()) {
                    ("", items) => items.join(", "),
                    (module, [only]) => format!("{module}::{only}"),
                    (module, items) => format!("{module}::{{{}}}", items.join(", ")),
                })
                .collect();
            let root = if *root == RUNTIME { self.runtime } else { root };
            if self.partial {
                writeln!(f, "{UNUSED}")?;
            }
            writeln!(f, "use {root}::{{{}}};", parts.join(", "))?;
        }
        if !self.declared.is_empty() && self.partial {
            writeln!(f, "{UNUSED}\nuse super::models::*;")?;
        } else if !self.declared.is_empty() {
            let names: Vec<String> = self.declared.iter().map(ToString::to_string).collect();
            writeln!(f, "use super::models::{{{}}};", names.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi_client_model::names::Case;

    fn imports(text: &str) -> String {
        let siblings = BTreeSet::from(["Pet", "Type"].map(|name| Ident::parse(name, Case::Type).unwrap()));
        let mut imports = Imports::new(&siblings, "a_library");
        imports.read(&syn::parse_file(text).unwrap());
        imports.to_string()
    }

    #[test]
    fn what_is_printed_without_a_path_is_imported_once() {
        let text = "#[derive(Clone, SafeDebug)] pub struct A { a: HashMap<String, Value>, b: Option<Value> } \
            impl A { fn a(self) -> Result<Pager<Pet>> { self.call(Method::Get) } }";
        assert_eq!(
            imports(text),
            "use std::{collections::HashMap};\n\
             use azure_core::{Value, Result, fmt::SafeDebug, http::{Method, Pager}};\n\
             use super::models::{Pet};\n"
        );
    }

    #[test]
    fn what_only_looks_like_a_known_name_is_not_imported() {
        let text = "pub enum Kind { Value, Method(u8), Pet } impl Kind { fn page() -> Result<Self, Self::Err> { \
            let (x, tracing) = (Self::Value, fmt); x.Pager; serde::Serializer::f(); std::fmt::f() } }";
        assert_eq!(imports(text), "");
    }
}

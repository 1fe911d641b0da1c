//! The files of a crate and what each of them names, read with `syn`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    UseTree,
    visit::{self, Visit},
};

/// Which module names which, by the paths of the modules.
pub struct Modules(BTreeMap<String, BTreeSet<String>>);

impl Modules {
    /// Reads every file below a crate's `src`.
    pub fn read(source: &Path) -> Self {
        let mut files = Vec::new();
        collect(source, &mut Vec::new(), &mut files);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        Self::parse(&files)
    }

    /// Reads modules by path and text; the crate's root has an empty path.
    pub fn parse(files: &[(&str, &str)]) -> Self {
        let known: BTreeSet<&str> = files.iter().map(|(name, _)| *name).collect();
        let named = files.iter().map(|(name, text)| {
            let mut paths = Paths::default();
            paths.visit_file(&syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}")));
            let targets = paths.found.iter().filter_map(|path| resolve(name, path, &known));
            let targets = targets.filter(|target| target != name).collect();
            ((*name).to_owned(), targets)
        });
        Self(named.collect())
    }

    /// How many modules there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The modules, each with those that it names.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &BTreeSet<String>)> {
        self.0.iter()
    }
}

fn collect(folder: &Path, path: &mut Vec<String>, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        let stem = entry.file_stem().unwrap().to_str().unwrap().to_owned();
        if entry.is_dir() {
            path.push(stem);
            collect(&entry, path, files);
            path.pop();
        } else if entry.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            let mut name = path.clone();
            if !matches!(stem.as_str(), "lib" | "mod") {
                name.push(stem);
            }
            files.push((name.join("::"), fs::read_to_string(&entry).unwrap()));
        }
    }
}

/// The module that a path leads into, if it is one of these.
fn resolve(from: &str, path: &[String], known: &BTreeSet<&str>) -> Option<String> {
    let mut base: Vec<&str> = from.split("::").filter(|part| !part.is_empty()).collect();
    let mut parts = path.iter().map(String::as_str).peekable();
    match parts.next()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
            while parts.next_if_eq(&"super").is_some() {
                base.pop();
            }
        }
        child => base.push(child),
    }
    base.extend(parts);
    // The longest beginning that is a module; a path without one leads elsewhere.
    let own = path
        .first()
        .is_some_and(|first| matches!(first.as_str(), "crate" | "self" | "super"));
    let depth = if own {
        0
    } else {
        from.split("::").filter(|part| !part.is_empty()).count() + 1
    };
    (depth..=base.len())
        .rev()
        .map(|length| base.get(..length).unwrap_or_default().join("::"))
        .find(|name| known.contains(name.as_str()))
}

/// Every path that a file names, except in its tests.
#[derive(Default)]
struct Paths {
    found: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let test = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg") && quote::quote!(#attribute).to_string().contains("test")
        });
        if !test {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        self.found.push(segments.collect());
        visit::visit_path(self, path);
    }
}

impl Paths {
    fn tree(&mut self, before: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(before, &path.tree);
                before.pop();
            }
            UseTree::Name(name) => self.leaf(before, Some(name.ident.to_string())),
            UseTree::Rename(rename) => self.leaf(before, Some(rename.ident.to_string())),
            UseTree::Glob(_) => self.leaf(before, None),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree)),
        }
    }

    fn leaf(&mut self, before: &[String], name: Option<String>) {
        let name = name.filter(|name| name != "self");
        self.found.push(before.iter().cloned().chain(name).collect());
    }
}

//! Checks a catalog without looking at the descriptions.

use std::collections::BTreeMap;

use crate::tokens::{Literal, Path};
use openapi_client_model::names::{Case, Ident, version_module};
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    document,
    source::{FileId, Sources},
};

use super::{Catalog, FILE, Service, aliases, service_place, words};

impl Catalog {
    /// The errors of the catalog itself.
    pub fn check(&self, sources: &Sources) -> Diagnostics {
        let file = FileId::new(FILE);
        let mut found = Diagnostics::default();
        let root = Place::new(file.clone(), openapi_descriptions::pointer::Pointer::root());
        if let Some(source) = sources.get(&file) {
            document::report_duplicates(&source.node, &root, &mut found);
        }
        if syn::parse_str::<syn::Path>(&self.library).is_err() {
            found.push(Diagnostic::at(
                &root.join("crate"),
                format!("`{}` is not the name of a library", self.library),
                "write it as in a `use`, such as `my_library`",
            ));
        }
        if !self.runtime.is_empty() && Path::parse(&self.runtime).is_none() {
            found.push(Diagnostic::at(
                &root.join("runtime"),
                format!("`{}` is not the path of a library", self.runtime),
                "write it as in a `use`, such as `client_runtime`",
            ));
        }
        if let Some(package) = self
            .package
            .as_deref()
            .filter(|package| Path::overlay(package).is_none())
        {
            found.push(Diagnostic::at(
                &root.join("package"),
                format!("`{package}` is not a path to a constant"),
                "write it as after `crate::`, such as `PACKAGE`",
            ));
        }
        if self.services.is_empty() {
            found.push(Diagnostic::at(
                &root.join("services"),
                "the catalog lists no service",
                "add one with its versions; CONTRIBUTING.md says how",
            ));
        }
        let roots: Vec<&String> = self
            .services
            .iter()
            .filter(|(_, service)| service.root)
            .map(|(name, _)| name)
            .collect();
        for name in roots.iter().skip(1) {
            found.push(Diagnostic::at(
                &service_place(&file, name).join("root"),
                "the items of two services cannot both be at the root of the crate",
                "keep `root: true` for one service",
            ));
        }
        for (name, service) in &self.services {
            let place = service_place(&file, name);
            found.extend(
                words::service(name, &place)
                    .map(Diagnostics::from)
                    .unwrap_or_default(),
            );
            versions(service, &place, &mut found);
            clients(service, &place, &mut found);
            paths(service, &place, &mut found);
            names(service, &place, &mut found);
            found.extend(aliases::check(service, &place));
            for (key, entry) in &service.operations {
                let place = place.join("operations").join(key).join("paging");
                let wrong = entry.paging.as_ref().and_then(|paging| paging.check(&place));
                found.extend(wrong.map(Diagnostics::from).unwrap_or_default());
            }
        }
        found
    }
}

fn versions(service: &Service, place: &Place, found: &mut Diagnostics) {
    if !service.versions.contains_key(&service.default) {
        let known: Vec<&str> = service.versions.keys().map(String::as_str).collect();
        found.push(Diagnostic::at(
            &place.join("default"),
            format!(
                "the default version `{}` is not among the versions",
                service.default
            ),
            format!("choose one of: {}", known.join(", ")),
        ));
    }
    let mut modules = BTreeMap::new();
    for (version, entry) in &service.versions {
        let place = place.join("versions").join(version);
        let feature = words::feature(&entry.feature, &place.join("feature"));
        found.extend(feature.map(Diagnostics::from).unwrap_or_default());
        let Some(module) = version_module(version) else {
            found.push(Diagnostic::at(
                &place,
                format!("no module can be named after the version `{version}`"),
                "use letters, digits, `-` and `.`",
            ));
            continue;
        };
        if let Some(other) = modules.insert(module.clone(), version) {
            found.push(Diagnostic::at(
                &place,
                format!("the versions `{other}` and `{version}` become the same module `{module}`"),
                "keep one of them",
            ));
        }
    }
}

fn clients(service: &Service, place: &Place, found: &mut Diagnostics) {
    let mut groups: BTreeMap<&str, &str> = BTreeMap::new();
    for (client, entry) in &service.clients {
        let place = place.join("clients").join(client);
        for (index, group) in entry.groups.iter().enumerate() {
            if let Some(other) = groups.insert(group, client) {
                found.push(Diagnostic::at(
                    &place.join("groups").join(index.to_string()),
                    format!("the group `{group}` is also given to the client `{other}`"),
                    "give it to one of them; single operations can be moved under `operations`",
                ));
            }
        }
        if entry.parent.is_none() && !entry.holds.is_empty() {
            found.push(Diagnostic::at(
                &place.join("holds"),
                format!("the client `{client}` holds path parameters, but no other client returns it"),
                "give it a `parent`; the method of the parent that returns this client takes the parameters",
            ));
        }
        let mut seen = vec![client];
        let mut parent = entry.parent.as_ref();
        while let Some(name) = parent {
            let Some(next) = service.clients.get(name) else {
                found.push(missing_client(&place.join("parent"), name));
                break;
            };
            if seen.contains(&name) {
                found.push(Diagnostic::at(
                    &place.join("parent"),
                    format!("the client `{client}` is its own parent, directly or through others"),
                    "remove `parent` from one client of the circle",
                ));
                break;
            }
            seen.push(name);
            parent = next.parent.as_ref();
        }
    }
    for (id, entry) in &service.operations {
        if let Some(client) = entry
            .client
            .as_ref()
            .filter(|client| !service.clients.contains_key(*client))
        {
            found.push(missing_client(
                &place.join("operations").join(id).join("client"),
                client,
            ));
        }
    }
}

fn missing_client(place: &Place, name: &str) -> Diagnostic {
    Diagnostic::at(
        place,
        format!("the client `{name}` is not in the catalog"),
        "name one that is listed under `clients` of this service",
    )
}

/// Checks texts that are printed as Rust.
fn paths(service: &Service, place: &Place, found: &mut Diagnostics) {
    let mut path = |place: &Place, path: &str| {
        if Path::overlay(path).is_none() {
            found.push(Diagnostic::at(
                place,
                format!("`{path}` is not a path to a type"),
                "write it as after `crate::`, such as `MyType` or `my_module::MyType`",
            ));
        }
    };
    if let Some(given) = service.credential.as_ref().and_then(|given| given.path.as_ref()) {
        path(&place.join("credential").join("type"), given);
    }
    for (name, schema) in &service.schemas {
        if let Some(overlay) = &schema.overlay {
            path(&place.join("schemas").join(name).join("overlay"), overlay);
        }
    }
    for (name, schema) in &service.schemas {
        if let Some(sample) = schema
            .sample
            .as_ref()
            .filter(|sample| Literal::expression(sample).is_none())
        {
            found.push(Diagnostic::at(
                &place.join("schemas").join(name).join("sample"),
                format!("`{sample}` is not an expression"),
                "write a Rust expression in quotes of YAML: '\"text\"'",
            ));
        }
    }
}

/// Checks names.
fn names(service: &Service, place: &Place, found: &mut Diagnostics) {
    let mut name = |part: &str, key: &str, field: &str, name: &Option<String>, case: Case| {
        let mut place = place.join(part).join(key);
        if !field.is_empty() {
            place = place.join(field);
        }
        if let Some(Err(diagnostic)) = name.as_ref().map(|name| Ident::new(name, case, &place)) {
            found.push(diagnostic);
        }
    };
    for client in service.clients.keys() {
        name("clients", client, "", &Some(client.clone()), Case::Type);
    }
    for (key, entry) in &service.operations {
        name("operations", key, "method", &entry.method, Case::Value);
    }
    for (key, entry) in &service.parameters {
        name("parameters", key, "name", &entry.name, Case::Value);
    }
    for (key, entry) in &service.schemas {
        name("schemas", key, "name", &entry.name, Case::Type);
    }
    for (key, entry) in &service.properties {
        name("properties", key, "name", &entry.name, Case::Value);
    }
    for (key, entry) in &service.inline {
        name("inline", key, "name", &entry.name, Case::Type);
    }
    for (key, entry) in &service.values {
        name("values", key, "name", &Some(entry.name.clone()), Case::Type);
    }
}

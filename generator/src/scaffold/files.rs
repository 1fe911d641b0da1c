//! The files of a new crate that are written once.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use askama::Template;

use super::{Runtime, Version, credential, dependencies::value, features, leaves_out, names, view};
use crate::{catalog::Catalog, format, imports::Imports};
use openapi_client_model::api::Api;
use openapi_descriptions::{
    diagnostic::{Diagnostic, Diagnostics},
    fix::{CatalogEdit, scalar},
    source::Sources,
};

/// The data of a crate.
pub(super) struct About {
    pub title: String,
    pub endpoint: Option<String>,
    pub folder: PathBuf,
    pub package: String,
    pub service: String,
    pub versions: Vec<Version>,
    pub only: Vec<String>,
    pub strict: bool,
    /// Whether the service makes all the calls that are described, so that there are only types.
    pub types_only: bool,
    /// Whether each group of operations is a feature.
    pub group_features: bool,
    pub runtime: Runtime,
}

impl About {
    /// The newest version.
    fn default(&self) -> Option<&Version> {
        self.versions.last()
    }

    fn versions(&self, written: fn(&str) -> String) -> Vec<view::Version> {
        let version = |version: &Version| view::Version {
            name: written(&version.name),
            file: written(&version.file),
            feature: written(&version.feature),
            default: Some(version) == self.default(),
        };
        self.versions.iter().map(version).collect()
    }
}

/// How the client departs from the description, for the README.
pub(super) struct Departures<'a> {
    pub added: &'a [CatalogEdit],
    pub warnings: &'a Diagnostics,
    pub sources: &'a Sources,
}

/// The catalog, without any departure.
pub(super) fn catalog(about: &About) -> Result<String, Diagnostic> {
    print(&view::CatalogFile {
        library: names::library(&about.package),
        service: scalar(&about.service),
        title: scalar(&about.title),
        tracing: names::tracing(&about.package),
        endpoint: about.endpoint.as_deref().map(scalar),
        default: scalar(about.default().map_or("", |version| &version.name)),
        only: about.only.iter().map(|part| scalar(part)).collect(),
        strict: about.strict,
        types_only: about.types_only,
        group_features: about.group_features,
        versions: about.versions(scalar),
    })
}

/// The files that are the owner's: manifest, library, example and README.
pub(super) fn once(
    about: &About,
    catalog: &Catalog,
    apis: &BTreeMap<(String, String), Api>,
    departures: &Departures<'_>,
) -> Result<BTreeMap<String, String>, Diagnostics> {
    let example = about.package.clone();
    let all: Vec<&Api> = apis.values().collect();
    let mut files = BTreeMap::new();
    files.insert("Cargo.toml".to_owned(), print(&manifest(about, &all))?);
    let what = if about.types_only {
        "The types of the calls that the service makes:"
    } else {
        "A client for"
    };
    let summary = format!(
        "{what} {}, generated from its API description.",
        view::markdown(&about.title)
    );
    files.insert(
        "src/lib.rs".to_owned(),
        print(&view::Library {
            summary,
            names: features::names(&all),
        })?,
    );
    files.insert(
        "README.md".to_owned(),
        print(&view::Readme {
            group: groups(about, &all).into_iter().next(),
            ..readme(about, departures, variables(about, apis))
        })?,
    );
    if let Some(text) = self::example(about, catalog, apis, &example)? {
        files.insert(format!("examples/{example}.rs"), text);
    }
    files.insert(".gitignore".to_owned(), "/target\n".to_owned());
    Ok(files)
}

fn manifest(about: &About, apis: &[&Api]) -> view::Manifest {
    let bare = |key| value(key).trim_matches('"').to_owned();
    view::Manifest {
        package: view::toml(&about.package),
        description: view::toml(&format!("A client for {}.", about.title)),
        edition: bare("edition"),
        rust_version: bare("rust-version"),
        default_feature: view::toml(about.default().map_or("", |version| &version.feature)),
        versions: about.versions(|text| {
            if text.contains('.') {
                view::toml(text)
            } else {
                text.to_owned()
            }
        }),
        async_trait: value("async-trait"),
        azure_core: value("azure_core"),
        runtime: about.runtime.dependency(&about.folder),
        serde: value("serde"),
        tracing: value("tracing"),
        futures: value("futures"),
        tokio: value("tokio"),
        features: features::features(apis, None),
        tokio_features: features::features(apis, Some("tokio")),
        groups: groups(about, apis),
    }
}

/// The features of the groups of operations of all versions, if those are features.
fn groups(about: &About, apis: &[&Api]) -> BTreeSet<String> {
    let apis = apis.iter().filter(|_| about.group_features);
    let groups = apis.flat_map(|api| crate::view::group_features(api));
    // A group with the name of a version's feature is compiled with that version.
    let versions = || about.versions.iter().map(|version| &version.feature);
    groups
        .filter(|group| versions().all(|version| version != group))
        .collect()
}

/// The variables of the environment that the example reads.
fn variables(about: &About, apis: &BTreeMap<(String, String), Api>) -> Vec<String> {
    let version = about
        .default()
        .map(|version| (about.service.clone(), version.name.clone()));
    let api = version.and_then(|version| apis.get(&version));
    let credential = api.and_then(credential::expression);
    credential
        .map(|credential| credential.variables)
        .unwrap_or_default()
}

fn readme(about: &About, departures: &Departures<'_>, variables: Vec<String>) -> view::Readme {
    let row = |edit: &CatalogEdit| {
        let last = edit.path().last().map(String::as_str).unwrap_or_default();
        let path = edit.path().get(2..).unwrap_or_default();
        let key = if leaves_out(edit) {
            path.get(1).cloned().unwrap_or_default()
        } else {
            path.join(" → ")
        };
        let value = if last == "equal" {
            "true".to_owned()
        } else {
            edit.value().to_string()
        };
        view::Row {
            key: view::markdown(&key),
            value: view::markdown(&value),
            reason: view::markdown(edit.reason()),
        }
    };
    let (left_out, decided): (Vec<&CatalogEdit>, Vec<&CatalogEdit>) =
        departures.added.iter().partition(|edit| leaves_out(edit));
    let warning = |warning: &Diagnostic| view::Row {
        key: view::markdown(warning.message()),
        value: warning.place().map_or_else(String::new, |place| {
            let line = warning.position(departures.sources).map(|position| position.line);
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            format!("spec/{}{line}", view::markdown(place.file.as_str()))
        }),
        reason: view::markdown(warning.help()),
    };
    let only: Vec<String> = about
        .only
        .iter()
        .map(|part| format!("`{}`", view::markdown(part)))
        .collect();
    view::Readme {
        package: about.package.clone(),
        title: view::markdown(&about.title),
        example: (!about.types_only).then(|| about.package.clone()),
        variables,
        only: only.join(", "),
        versions: about.versions(view::markdown),
        group: None,
        decided: decided.into_iter().map(row).collect(),
        left_out: left_out.into_iter().map(row).collect(),
        simpler: departures.warnings.sorted().into_iter().map(warning).collect(),
    }
}

/// The example: the first call of the newest version.
fn example(
    about: &About,
    catalog: &Catalog,
    apis: &BTreeMap<(String, String), Api>,
    name: &str,
) -> Result<Option<String>, Diagnostics> {
    let version = about
        .default()
        .map(|version| version.name.clone())
        .unwrap_or_default();
    let found = catalog.services.get_key_value(&about.service);
    let (Some((service, entry)), Some(api)) = (found, apis.get(&(about.service.clone(), version.clone())))
    else {
        return Ok(None);
    };
    let Some((client, call)) = crate::first_call(api, catalog, entry, (service, &version)) else {
        return Ok(None);
    };
    let models: Vec<String> = call.used.iter().map(ToString::to_string).collect();
    let credential = credential::expression(api);
    let mut imports = vec![client.to_string()];
    if let Some(credential) = &credential {
        imports.extend(credential.uses.iter().cloned());
    }
    if !models.is_empty() {
        imports.push(format!("models::{{{}}}", models.join(", ")));
    }
    let endpoint = about.endpoint.as_deref().unwrap_or("http://localhost:8080");
    let text = print(&view::Example {
        name: name.to_owned(),
        library: names::library(&about.package),
        imports: match imports.as_slice() {
            [client] => client.clone(),
            imports => format!("{{{}}}", imports.join(", ")),
        },
        client: client.to_string(),
        endpoint: crate::view::Literal::string(endpoint).to_string(),
        secret: credential
            .as_ref()
            .is_some_and(|credential| !credential.variables.is_empty()),
        credential: credential.map(|credential| credential.expression),
        call,
    })?;
    let none = BTreeSet::new();
    let formatted = format::rust("crate/example.rs.jinja", &text, Imports::new(&none, ""))?;
    // The marker at the beginning would say that the generator owns this file, which is not so.
    let own = formatted
        .split_once("\n\n")
        .map_or(formatted.as_str(), |(_, rest)| rest);
    Ok(Some(own.to_owned()))
}

/// The output of a template, without repeated blank lines.
fn print(template: &impl Template) -> Result<String, Diagnostic> {
    let printed = template.render().map(|text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
        lines.join("\n").trim_end().to_owned() + "\n"
    });
    printed.map_err(|error| {
        Diagnostic::general(
            format!("a template of a crate cannot be filled in: {error}"),
            "this is a bug in the generator; please report it",
        )
    })
}

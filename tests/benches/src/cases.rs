//! What is generated from: folders of descriptions with a catalog, as a person would have them, below `target/`.
#![expect(
    clippy::disallowed_methods,
    reason = "the folders of the benchmarks are made here"
)]

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use generator::{bundle, load::Loader, resolve, source::FileId};
use serde_yaml::{Mapping, Value};

use crate::synthetic;

/// Something to generate from.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name in the tables.
    pub name: String,
    /// The folder with the catalog and the descriptions.
    pub spec: PathBuf,
    /// The folder that is generated into.
    pub out: PathBuf,
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each version of the service by itself, then all of `spec/`.
///
/// # Errors
///
/// Descriptions that cannot be read, or a folder that cannot be written.
pub fn own(service: &str) -> Result<Vec<Case>, Box<dyn Error>> {
    let spec = root().join("spec");
    let mut loader = Loader::new(&spec);
    let catalog = loader.catalog().map_err(|found| found.render(&loader.sources))?;
    let versions = catalog
        .services
        .get(service)
        .map(|service| service.versions.keys())
        .into_iter()
        .flatten();
    let mut cases = Vec::new();
    for version in versions {
        cases.push(one_version(&spec, service, version)?);
    }
    cases.push(Case {
        name: "all of spec/".to_owned(),
        out: folder("spec")?.join("out"),
        spec,
    });
    Ok(cases)
}

/// A synthetic description of this many groups, as JSON or YAML.
///
/// # Errors
///
/// A folder that cannot be written.
pub fn synthetic(groups: usize, syntax: &str) -> Result<Case, Box<dyn Error>> {
    let description = synthetic::description(groups);
    let (file, text) = match syntax {
        "yaml" => ("synthetic.yaml", synthetic::yaml(&description)),
        _ => ("synthetic.json", synthetic::json(&description)),
    };
    let name = format!("{} calls, {syntax}", groups * 13);
    let folder = folder(&format!("synthetic-{groups}-{syntax}"))?;
    fs::write(folder.join("spec").join(file), text)?;
    fs::write(folder.join("spec/catalog.yaml"), synthetic::catalog(file))?;
    Ok(Case {
        name,
        spec: folder.join("spec"),
        out: folder.join("out"),
    })
}

/// A folder with only this version, and a catalog with what that version makes use of.
fn one_version(spec: &Path, service: &str, version: &str) -> Result<Case, Box<dyn Error>> {
    let mut loader = Loader::new(spec);
    let catalog = loader.catalog().map_err(|found| found.render(&loader.sources))?;
    let entry = catalog.services.get(service).ok_or("no such service")?;
    let file = FileId::new(&entry.versions.get(version).ok_or("no such version")?.file);
    loader
        .tree(&file, None)
        .map_err(|found| found.render(&loader.sources))?;
    let documents = bundle::documents(&loader.sources, [&file]);
    let bundle = bundle::Bundle::new(&file, &documents).ok_or("a broken description")?;
    let resolved = resolve::api(&bundle, entry).map_err(|found| found.render(&loader.sources))?;

    let folder = folder(&format!("{service}-{version}"))?;
    for (name, source) in loader.sources.iter() {
        let path = folder.join("spec").join(name.as_str());
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, &source.text)?;
    }
    let mut small: Value = serde_yaml::from_str(&fs::read_to_string(spec.join("catalog.yaml"))?)?;
    if let Some(services) = entries(small.get_mut("services")) {
        services.retain(|name, _| name.as_str() == Some(service));
    }
    let own = small
        .get_mut("services")
        .and_then(|services| services.get_mut(service))
        .ok_or("no such service")?;
    for part in ["clients", "operations", "parameters", "schemas", "properties"] {
        if let Some(entries) = entries(own.get_mut(part)) {
            entries.retain(|name, _| {
                let name = name.as_str().unwrap_or_default().to_owned();
                resolved.used.contains(&(part, name))
            });
        }
    }
    if let Some(versions) = entries(own.get_mut("versions")) {
        versions.retain(|name, _| name.as_str() == Some(version));
    }
    if let Some(default) = own.get_mut("default") {
        *default = Value::String(version.to_owned());
    }
    fs::write(folder.join("spec/catalog.yaml"), serde_yaml::to_string(&small)?)?;
    Ok(Case {
        name: format!("{service}/{version}"),
        spec: folder.join("spec"),
        out: folder.join("out"),
    })
}

fn entries(value: Option<&mut Value>) -> Option<&mut Mapping> {
    value.and_then(Value::as_mapping_mut)
}

/// A folder for a case, empty but for what a run before it left in `out`.
fn folder(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = target.join("benchmarks").join(name);
    fs::create_dir_all(folder.join("spec"))?;
    fs::create_dir_all(folder.join("out"))?;
    Ok(folder)
}

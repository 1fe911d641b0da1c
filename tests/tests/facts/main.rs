//! Our descriptions have the same facts as the published ones: both resolve to the same `Api`, except for sentences, and the changes
//! between versions are the same in both.
//!
//! The published facts (Swagger 2.0 JSON without prose) are not part of this project. They are looked for in the folder
//! that `ACS_FACTS` names, or else in `../shared/facts` beside the project; without them the tests count as ignored.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod steps;

use std::path::{Path, PathBuf};

use generator::{api::Api, bundle, catalog::Catalog, load::Loader, resolve, source::FileId};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned();
    let facts = std::env::var_os("ACS_FACTS").map_or_else(|| root.join("../shared/facts"), PathBuf::from);
    let present = facts.is_dir();
    if !present {
        println!(
            "the facts are not at {}: these tests are ignored (set ACS_FACTS)",
            facts.display()
        );
    }
    let mut loader = Loader::new(&root.join("spec"));
    let catalog = loader
        .catalog()
        .unwrap_or_else(|found| panic!("{}", found.render(&loader.sources)));
    let mut trials = Vec::new();
    for (service, entry) in &catalog.services {
        for version in entry.versions.keys() {
            let (root, facts, catalog) = (root.clone(), facts.clone(), catalog.clone());
            let (service, version) = (service.clone(), version.clone());
            let name = format!("{service}_{version}_equals_its_facts");
            let test = move || equal(&root, &facts, &catalog, &service, &version);
            trials.push(Trial::test(name, test).with_ignored_flag(!present));
        }
    }
    trials.extend(steps::trials(&root, &facts, &catalog, present));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn equal(root: &Path, facts: &Path, catalog: &Catalog, service: &str, version: &str) -> Result<(), Failed> {
    let file = &catalog.services[service].versions[version].file;
    let ours = api(&root.join("spec"), file, catalog, service)?;
    let theirs = api(facts, &file.replace(".yaml", ".json"), catalog, service)?;
    let (ours, theirs) = (
        format!("{:#?}", ours.without_docs()),
        format!("{:#?}", theirs.without_docs()),
    );
    if ours == theirs {
        return Ok(());
    }
    let at = ours
        .lines()
        .zip(theirs.lines())
        .position(|(a, b)| a != b)
        .unwrap_or_default();
    let around = |text: &str| {
        text.lines()
            .skip(at.saturating_sub(25))
            .take(40)
            .collect::<Vec<_>>()
            .join("\n")
    };
    Err(format!("ours:\n{}\n\nthe facts:\n{}", around(&ours), around(&theirs)).into())
}

fn api(root: &Path, file: &str, catalog: &Catalog, service: &str) -> Result<Api, Failed> {
    let mut loader = Loader::new(root);
    let entry = FileId::new(file);
    loader
        .tree(&entry, None)
        .map_err(|found| found.render(&loader.sources))?;
    let documents = bundle::documents(&loader.sources, [&entry]);
    if !documents.diagnostics.is_empty() {
        return Err(documents.diagnostics.render(&loader.sources).into());
    }
    let bundle = bundle::Bundle::new(&entry, &documents).ok_or("no such document")?;
    let resolved =
        resolve::api(&bundle, &catalog.services[service]).map_err(|found| found.render(&loader.sources))?;
    Ok(resolved.api)
}

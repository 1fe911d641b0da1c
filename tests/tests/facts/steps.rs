//! The changes between versions: the same findings for our descriptions as for the published ones, and none between ours and the
//! published ones.

use std::{path::Path, sync::Arc};

use generator::{
    catalog::Catalog,
    diff::{self, Diff, Severities, Side, finding::Finding},
    load::Loader,
    source::FileId,
};
use libtest_mimic::{Failed, Trial};

/// Where descriptions are: the folder, and how their names end.
#[derive(Clone)]
struct Descriptions {
    folder: std::path::PathBuf,
    extension: &'static str,
}

pub fn trials(root: &Path, facts: &Path, catalog: &Catalog, present: bool) -> Vec<Trial> {
    let ours = Descriptions {
        folder: root.join("spec"),
        extension: "yaml",
    };
    let theirs = Descriptions {
        folder: facts.to_owned(),
        extension: "json",
    };
    let mut trials = Vec::new();
    for (service, entry) in &catalog.services {
        let versions: Vec<&String> = entry.versions.keys().collect();
        for version in &versions {
            let (ours, theirs, catalog) = (ours.clone(), theirs.clone(), catalog.clone());
            let (service, version) = (service.clone(), (*version).clone());
            let name = format!("{service}_{version}_is_no_change_from_its_facts");
            let test = move || {
                let ours = side(&ours, &catalog, &service, &version)?;
                let theirs = side(&theirs, &catalog, &service, &version)?;
                let (there, back) = (compare(&ours, &theirs)?, compare(&theirs, &ours)?);
                same(&seen(&there), &[], "to the facts")?;
                same(&seen(&back), &[], "from the facts")
            };
            trials.push(Trial::test(name, test).with_ignored_flag(!present));
        }
        for step in versions.windows(2) {
            let (ours, theirs, catalog) = (ours.clone(), theirs.clone(), catalog.clone());
            let (service, old, new) = (service.clone(), step[0].clone(), step[1].clone());
            let name = format!("{service}_{old}_to_{new}_changes_as_in_the_facts");
            let test = move || {
                let diff = |descriptions: &Descriptions| {
                    let old = side(descriptions, &catalog, &service, &old)?;
                    let new = side(descriptions, &catalog, &service, &new)?;
                    compare(&old, &new)
                };
                let (ours, theirs) = (seen(&diff(&ours)?), seen(&diff(&theirs)?));
                if ours.is_empty() {
                    return Err("nothing is found in either".into());
                }
                same(&ours, &theirs, "in our descriptions and in the facts")
            };
            trials.push(Trial::test(name, test).with_ignored_flag(!present));
        }
    }
    trials
}

fn side(
    descriptions: &Descriptions,
    catalog: &Catalog,
    service: &str,
    version: &str,
) -> Result<Side, Failed> {
    let entry = catalog.services[service].clone();
    let file = entry.versions[version].file.replace(".yaml", "");
    let file = FileId::new(&format!("{file}.{}", descriptions.extension));
    let mut loader = Loader::new(&descriptions.folder);
    loader
        .tree(&file, None)
        .map_err(|found| found.render(&loader.sources))?;
    let label = format!("{service}/{version}");
    let side = diff::side(label, loader.sources, file, Some((service.to_owned(), entry)));
    side.map_err(|(found, sources)| found.render(&sources).into())
}

fn compare(old: &Side, new: &Side) -> Result<Diff, Failed> {
    let diff = diff::compare(old, new, &Severities::new()).map_err(|found| format!("{found:?}"))?;
    match &diff.rust_unavailable {
        Some(why) => Err(format!("there is no Rust verdict: {why:?}").into()),
        None => Ok(diff),
    }
}

/// The findings without where they stand and how they are worded. One that changes nothing in Rust counts once for each
/// operation: what our descriptions share as a response, the facts repeat.
fn seen(diff: &Diff) -> Vec<String> {
    let line = |finding: &Finding, operations: &[Arc<str>]| {
        format!(
            "{} {} {} {:?} {:#?}",
            finding.check.id, finding.wire, finding.rust, operations, finding.rust_items
        )
    };
    let lines_of = |finding: &Finding| -> Vec<String> {
        if finding.rust_items.is_empty() && !finding.operations.is_empty() {
            let each = finding.operations.chunks(1);
            return each.map(|one| line(finding, one)).collect();
        }
        vec![line(finding, &finding.operations)]
    };
    let mut lines: Vec<String> = diff.findings.iter().flat_map(lines_of).collect();
    lines.sort_unstable();
    lines
}

fn same(found: &[String], wanted: &[String], what: &str) -> Result<(), Failed> {
    let only = |list: &[String], other: &[String]| -> String {
        let alone = list.iter().filter(|line| !other.contains(line));
        alone.map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
    };
    if found == wanted {
        return Ok(());
    }
    Err(format!(
        "not the same {what}; only in the first:\n{}only in the second:\n{}",
        only(found, wanted),
        only(wanted, found)
    )
    .into())
}

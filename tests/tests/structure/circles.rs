//! Finds circular dependencies between the modules of a crate.

use std::collections::BTreeMap;

use super::modules::Modules;

/// The modules of each circle, as a line each.
///
/// A folder's own file may name the modules of the folder; that does not count.
pub fn circles(modules: &Modules) -> Vec<String> {
    let index: BTreeMap<&str, usize> = modules
        .iter()
        .enumerate()
        .map(|(at, (name, _))| (name.as_str(), at))
        .collect();
    let edges: Vec<Vec<usize>> = modules
        .iter()
        .map(|(name, targets)| {
            let others = targets.iter().filter(|target| !is_in(target, name));
            others
                .filter_map(|target| index.get(target.as_str()).copied())
                .collect()
        })
        .collect();
    let mut members: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let components = openapi_descriptions::components::components(&edges);
    for ((name, _), component) in modules.iter().zip(components) {
        members.entry(component).or_default().push(name);
    }
    let circles = members.into_values().filter(|members| members.len() > 1);
    circles.map(|members| members.join(", ")).collect()
}

/// Whether a module stands in the folder of another one.
fn is_in(module: &str, folder: &str) -> bool {
    folder.is_empty()
        || module
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with("::"))
}

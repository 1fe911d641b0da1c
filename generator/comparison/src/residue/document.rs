//! The residue of whole descriptions: of their roots, their paths, and the security schemes that operations need.

use std::collections::{BTreeMap, HashSet};

use openapi_descriptions::{
    diagnostic::Place,
    document::{Constraints, Document},
};

use super::{
    compare_keyword, compare_pair, compare_unread,
    keywords::{OPENAPI, Object, PATH, SCHEMA, SCHEME, SWAGGER},
    parameters::compare_parameters,
    report,
    unread::{Unread, every, unread},
};
use crate::{
    address,
    assemble::OperationPlaces,
    graph::Graph,
    local_finding::Label,
    pairing::path_shape,
    schemes::{declared, is_required},
    trees::{Tree, Trees},
};

/// Compares what no check reads of the two descriptions, in the node `from`. `pairs` are the pairs of operations.
pub(crate) fn compare_documents(graph: &mut Graph<'_>, from: usize, pairs: &[OperationPlaces]) {
    let (old, new) = (graph.old.entry(), graph.new.entry());
    let places = (&old.place, &new.place);
    let Some((before, after)) = graph.trees.at(places) else {
        return;
    };
    let label = Label::new("the description", "service");
    let tables = (root(&before), root(&after));
    let mut both = (unread(&before, tables.0, every), unread(&after, tables.1, every));
    if tables.0.name != tables.1.name {
        // The address is one form for both dialects.
        both.0.retain(|unread| unread.path.0.is_none());
        both.1.retain(|unread| unread.path.0.is_none());
    }
    compare_unread(graph, from, both, places, &label);
    compare_schemes_of_address(graph, from, (&before, &after));
    compare_hosts(graph, from, &label);
    compare_schemes(graph, from, (&before, &after));
    compare_paths(graph, from, (&before, &after), pairs);
}

/// The table for the root of a description.
fn root(tree: &Tree<'_>) -> &'static Object {
    if tree.get("swagger").is_some() {
        &SWAGGER
    } else {
        &OPENAPI
    }
}

/// Compares the schemes of the usual address, if it is the same one.
fn compare_schemes_of_address(graph: &mut Graph<'_>, from: usize, (before, after): (&Tree<'_>, &Tree<'_>)) {
    let (old, new) = (graph.old.entry(), graph.new.entry());
    let (was, is) = (
        address::schemes(before, None, &old.hosts),
        address::schemes(after, None, &new.hosts),
    );
    let addresses = (
        address::with_scheme(address::usual(graph.old, &old.hosts), &was),
        address::with_scheme(address::usual(graph.new, &new.hosts), &is),
    );
    if address::is_same(addresses.0.as_deref(), addresses.1.as_deref()) {
        let place = |tree: &Tree<'_>| {
            let list = tree.get("schemes").or_else(|| tree.get("servers"));
            list.map_or_else(|| tree.place.clone(), |list| list.place)
        };
        let places = (place(before), place(after));
        let label = Label::new("the service", "service");
        address::compare_schemes(graph, from, (&was, &is), (&places.0, &places.1), &label);
    }
}

/// Compares the addresses besides the usual one, and the values that the variables of that may have.
fn compare_hosts(graph: &mut Graph<'_>, from: usize, label: &Label) {
    let (old, new) = (graph.old.entry(), graph.new.entry());
    let place = |document: &Document| {
        let host = document.hosts.first();
        host.map_or_else(|| document.place.clone(), |host| host.place.clone())
    };
    let places = (place(old), place(new));
    if address::others(&old.hosts) != address::others(&new.hosts) {
        let what = "the other addresses of the service changed";
        report(
            graph,
            from,
            (&places.0, &places.1),
            "servers",
            &label.subject,
            what,
        );
    }
    let (before, after) = (
        address::variable_places(graph.old),
        address::variable_places(graph.new),
    );
    for (was, is) in before.iter().zip(&after) {
        compare_parameters(graph, from, (was, is), label);
        compare_limits(graph, from, (was, is), label);
    }
    let variables = (
        address::open_variables(graph.old, &old.hosts),
        address::open_variables(graph.new, &new.hosts),
    );
    if variables.0 != variables.1 {
        let what = "the values for the variables of the address changed";
        report(
            graph,
            from,
            (&places.0, &places.1),
            "variables",
            &label.subject,
            what,
        );
    }
}

/// Compares the limits on the values of a variable of the address.
fn compare_limits(graph: &mut Graph<'_>, from: usize, places: (&Place, &Place), label: &Label) {
    if let Some((old, new)) = graph.trees.at(places) {
        compare_unread(graph, from, (limits_of(&old), limits_of(&new)), places, label);
    }
}

/// The limits on the values of a variable.
fn limits_of<'a>(variable: &Tree<'a>) -> Vec<Unread<'a>> {
    // That it is a URL says nothing of a variable that makes an address.
    let format = variable.get("format");
    let is_url = format.is_some_and(|format| matches!(format.node.as_str(), Some("url" | "uri")));
    let is_limit = |key: &str| (key == "format" && !is_url) || Constraints::is_keyword(key);
    let mut found = unread(variable, &SCHEMA, |key| !is_limit(key));
    found.retain(|unread| is_limit(unread.path.1));
    found
}

/// Compares the security schemes that both descriptions need, by their names.
fn compare_schemes<'a>(graph: &mut Graph<'a>, from: usize, (old, new): (&Tree<'a>, &Tree<'a>)) {
    let (before, after) = (graph.old.entry(), graph.new.entry());
    let (Some(old), Some(new)) = (declared(old), declared(new)) else {
        return;
    };
    for (name, _) in &before.security_schemes {
        if !is_required(before, name) || !is_required(after, name) {
            continue;
        }
        if let (Some(old), Some(new)) = (old.get(name), new.get(name)) {
            let pair = (graph.trees.old.follow(old), graph.trees.new.follow(new));
            let label = Label::new(format!("the security scheme `{name}`"), "service");
            compare_pair(graph, from, &SCHEME, &pair, &label);
        }
    }
}

/// Compares the paths, also those without an operation that a client sends.
fn compare_paths<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&Tree<'a>, &Tree<'a>),
    pairs: &[OperationPlaces],
) {
    let mut by_shape: BTreeMap<String, (Vec<PathTree<'a>>, Vec<PathTree<'a>>)> = BTreeMap::new();
    for (shape, path) in paths(&mut graph.trees.old, old) {
        by_shape.entry(shape).or_default().0.push(path);
    }
    for (shape, path) in paths(&mut graph.trees.new, new) {
        by_shape.entry(shape).or_default().1.push(path);
    }
    let with_pairs = |place: fn(&OperationPlaces) -> &Place| -> HashSet<Place> {
        pairs.iter().filter_map(|pair| place(pair).parent()).collect()
    };
    let paired = (with_pairs(|pair| &pair.old), with_pairs(|pair| &pair.new));
    for (before, after) in by_shape.into_values() {
        let count = before.len().max(after.len());
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        for _ in 0..count {
            match (before.next(), after.next()) {
                (Some((_, old)), Some((name, new))) => {
                    compare_pair(graph, from, &PATH, &(old, new), &label(name));
                }
                (Some((name, old)), None) if !paired.0.contains(&old.place) => {
                    for unread in unread(&old, &PATH, every) {
                        let sides = (Some(unread.tree), None);
                        compare_keyword(
                            graph,
                            from,
                            unread.path.1,
                            sides,
                            (&old.place, &new.place),
                            &label(name),
                        );
                    }
                }
                (None, Some((name, tree))) if !paired.1.contains(&tree.place) => {
                    for unread in unread(&tree, &PATH, every) {
                        let sides = (None, Some(unread.tree));
                        compare_keyword(
                            graph,
                            from,
                            unread.path.1,
                            sides,
                            (&old.place, &tree.place),
                            &label(name),
                        );
                    }
                }
                _ => {}
            }
        }
    }
}

/// A path as written, and the part that it leads to.
type PathTree<'a> = (&'a str, Tree<'a>);

/// The label of a path.
pub(super) fn label(path: &str) -> Label {
    Label::new(format!("the path `{path}`"), path)
}

/// The paths of a description, by what is on the wire of them.
fn paths<'a>(trees: &mut Trees<'a>, root: &Tree<'a>) -> Vec<(String, PathTree<'a>)> {
    let mut found = Vec::new();
    for key in ["paths", "x-ms-paths"] {
        let Some(paths) = root.get(key) else { continue };
        for (path, node) in paths.entries().filter(|(path, _)| !path.starts_with("x-")) {
            let place = paths.place.join(path);
            let tree = trees.follow(Tree { node, place });
            found.push((path_shape(path).to_lowercase(), (path, tree)));
        }
    }
    found
}

//! The residue of parameters and headers, and parameters that could not be read.

use std::collections::HashSet;

use openapi_descriptions::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Operation, Parameter},
    source::Node,
};

use super::{
    compare_pair, compare_unread,
    keywords::{HEADER, MEDIA_TYPE, PARAMETER},
    once, queue, report,
    same::{Keys, same},
    unread::{every, unread},
};
use crate::{
    graph::Graph,
    local_finding::Label,
    pair::OperationPair,
    trees::{Tree, Trees},
};

/// Compares what no check reads of two parameters.
pub(crate) fn compare_parameters<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    places: (&Place, &Place),
    label: &Label,
) {
    let Some((old, new)) = graph.trees.at(places) else {
        return;
    };
    // What a path says of its query is a parameter without a place of its own.
    let is_parameter = |tree: &Tree<'_>| tree.get("in").is_some() && tree.get("name").is_some();
    if !is_parameter(&old) || !is_parameter(&new) {
        return;
    }
    once(graph, from, (&old, &new), PARAMETER.name, |graph, node| {
        let own = |tree: &Tree<'a>| {
            let mut found = unread(tree, &PARAMETER, every);
            // In Swagger 2.0 the other keywords are those of its schema.
            if tree.get("schema").is_none() && tree.get("content").is_none() {
                found.retain(|unread| PARAMETER.has(unread.path.1));
            }
            found
        };
        compare_unread(graph, node, (own(&old), own(&new)), places, label);
        if let (Some(old), Some(new)) = (only_content(&old), only_content(&new)) {
            // A parameter is neither a sequence nor a form.
            let is_read = |key: &str| !matches!(key, "itemSchema" | "encoding");
            let own = |tree: &Tree<'a>| unread(tree, &MEDIA_TYPE, is_read);
            let places = (&old.place, &new.place);
            compare_unread(graph, node, (own(&old), own(&new)), places, label);
        }
    });
}

/// The media type that a parameter is written as.
fn only_content<'a>(parameter: &Tree<'a>) -> Option<Tree<'a>> {
    let content = parameter.get("content")?;
    let (media_type, _) = content.entries().next()?;
    content.get(media_type)
}

/// Compares what no check reads of two response headers.
pub(crate) fn compare_headers(graph: &mut Graph<'_>, from: usize, places: (&Place, &Place), label: &Label) {
    let Some(pair) = graph.trees.at(places) else {
        return;
    };
    // In Swagger 2.0 a header is a schema.
    let has_schema = |tree: &Tree<'_>| tree.get("type").is_none();
    if has_schema(&pair.0) && has_schema(&pair.1) {
        compare_pair(graph, from, &HEADER, &pair, label);
    }
}

/// Compares the parameters that the reader knows nothing to make of, by their location and name.
pub(crate) fn compare_unread_parameters<'a>(graph: &mut Graph<'a>, pair: &OperationPair<'a>) {
    let before = unread_parameters(&mut graph.trees.old, graph.old, pair.old);
    let mut after = unread_parameters(&mut graph.trees.new, graph.new, pair.new);
    let key = |tree: &Tree<'a>| ["in", "name"].map(|key| tree.node.get(key).and_then(Node::as_str));
    let subject = &pair.route;
    for old in before {
        let name = key(&old)[1].unwrap_or_default();
        let what = |words: &str| format!("the parameter `{name}` of {} {words}", pair.route);
        let Some(at) = after.iter().position(|new| key(new) == key(&old)) else {
            let places = (&old.place, &pair.new.place);
            report(graph, pair.node, places, name, subject, &what("was removed"));
            continue;
        };
        let new = after.remove(at);
        let mut referred = Vec::new();
        if same(&old, &new, Keys::Keywords, &mut referred) {
            graph.trees.equal += 1;
        } else {
            let places = (&old.place, &new.place);
            report(graph, pair.node, places, name, subject, &what("changed"));
        }
        queue(graph, pair.node, referred);
    }
    for new in after {
        let name = key(&new)[1].unwrap_or_default();
        let what = format!("the parameter `{name}` of {} was added", pair.route);
        report(
            graph,
            pair.node,
            (&pair.old.place, &new.place),
            name,
            subject,
            &what,
        );
    }
}

/// The parameters of an operation and its path that were not read.
fn unread_parameters<'a>(
    trees: &mut Trees<'a>,
    bundle: &Bundle<'a>,
    operation: &'a Operation,
) -> Vec<Tree<'a>> {
    let parameters = operation.parameters.iter();
    // A header that authorises is ignored where security says it, and security may say nothing.
    let is_read =
        |parameter: &Parameter| !parameter.ignored || !parameter.name.eq_ignore_ascii_case("authorization");
    let read: HashSet<&Place> = parameters
        .filter_map(|parameter| bundle.parameter(parameter).ok())
        .filter(|parameter| is_read(parameter))
        .map(|parameter| &parameter.place)
        .collect();
    let places = [Some(operation.place.clone()), operation.place.parent()];
    let mut found = Vec::new();
    for place in places.into_iter().flatten() {
        let list = trees.at(&place).and_then(|tree| tree.get("parameters"));
        for item in list.iter().flat_map(Tree::items) {
            let item = trees.follow(item);
            if !read.contains(&item.place) {
                found.push(item);
            }
        }
    }
    found
}

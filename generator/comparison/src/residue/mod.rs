//! What no check compares: it is compared as trees, so that a difference there is never taken for none.
//!
//! Wherever the checks compare a pair of objects, the keywords that none of them reads are the residue. A residue that differs
//! is one finding, `not-compared`; one that is equal is counted. Each pair of objects is looked at once, and so is each pair
//! of trees that a residue refers to, so the work is linear.

mod calls;
mod document;
mod inherited;
pub mod keywords;
mod parameters;
mod partial;
mod same;
mod schema;
mod unread;

use std::collections::BTreeMap;

use openapi_descriptions::diagnostic::Place;

pub(crate) use document::compare_documents;
pub(crate) use parameters::{compare_headers, compare_parameters, compare_unread_parameters};
pub(crate) use schema::{compare_definitions, compare_sites, says_something};

use super::{
    checks,
    graph::Graph,
    local_finding::{Label, LocalFinding},
    trees::Tree,
    verdict::Direction,
};
use calls::CALLS;
use keywords::Object;
use same::{Keys, Referred, same, same_keyword};
use unread::{Unread, every, unread};

/// Compares the residue of a pair of objects in the node `from`.
pub(super) fn compare_objects(
    graph: &mut Graph<'_>,
    from: usize,
    object: &'static Object,
    places: (&Place, &Place),
    label: &Label,
) {
    let Some(pair) = graph.trees.at(places) else {
        return;
    };
    // What a path says of its query is a parameter without a place of its own.
    if pair.0.is_object() && pair.1.is_object() {
        compare_pair(graph, from, object, &pair, label);
    }
}

fn compare_pair<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    object: &'static Object,
    (old, new): &(Tree<'a>, Tree<'a>),
    label: &Label,
) {
    once(graph, from, (old, new), object.name, |graph, node| {
        let (before, after) = (unread(old, object, every), unread(new, object, every));
        compare_unread(graph, node, (before, after), (&old.place, &new.place), label);
    });
}

/// Compares what no check reads of two objects, of which one may be missing.
pub(super) fn compare_optional<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    object: &'static Object,
    (old, new): (Option<&Tree<'a>>, Option<&Tree<'a>>),
    owners: (&Place, &Place),
    label: &Label,
) {
    let own = |tree: Option<&Tree<'a>>| tree.map(|tree| unread(tree, object, every)).unwrap_or_default();
    compare_unread(graph, node, (own(old), own(new)), owners, label);
}

/// Compares a pair of objects once, in a node of its own.
fn once<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&Tree<'a>, &Tree<'a>),
    table: &'static str,
    compare: impl FnOnce(&mut Graph<'a>, usize),
) {
    let key = (std::ptr::from_ref(old.node), std::ptr::from_ref(new.node), table);
    let node = if let Some(known) = graph.trees.known.get(&key) {
        *known
    } else {
        let node = graph.add_plain_node();
        compare(graph, node);
        // Most pairs have no residue, and need no node.
        let node = (!graph.drop_last_if_empty(node)).then_some(node);
        graph.trees.known.insert(key, node);
        node
    };
    if let Some(node) = node {
        graph.connect(from, node, Direction::BOTH);
    }
}

/// Compares keywords that no check reads, in the order of their names.
fn compare_unread<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    (mut old, mut new): (Vec<Unread<'a>>, Vec<Unread<'a>>),
    owners: (&Place, &Place),
    label: &Label,
) {
    if !graph.has_xml {
        let is_xml = |unread: &Unread<'_>| unread.path.0.unwrap_or(unread.path.1) == "xml";
        old.retain(|unread| !is_xml(unread));
        new.retain(|unread| !is_xml(unread));
    }
    if old.is_empty() && new.is_empty() {
        return;
    }
    let mut by_path: BTreeMap<_, (Vec<Tree<'a>>, Vec<Tree<'a>>)> = BTreeMap::new();
    for unread in old {
        by_path.entry(unread.path).or_default().0.push(unread.tree);
    }
    for unread in new {
        by_path.entry(unread.path).or_default().1.push(unread.tree);
    }
    for ((_, key), (before, after)) in by_path {
        let count = before.len().max(after.len());
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        for _ in 0..count {
            compare_keyword(graph, node, key, (before.next(), after.next()), owners, label);
        }
    }
}

pub(super) fn compare_keyword<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    keyword: &str,
    (old, new): (Option<Tree<'a>>, Option<Tree<'a>>),
    owners: (&Place, &Place),
    label: &Label,
) {
    let (places, what) = match (&old, &new) {
        (Some(old), Some(new))
            if CALLS.contains(&keyword) && calls::compare_calls(graph, node, (old, new)) =>
        {
            return;
        }
        (Some(old), Some(new)) => {
            let mut referred = Vec::new();
            let is_same = same_keyword(keyword, old, new, &mut referred);
            queue(graph, node, referred);
            if is_same {
                graph.trees.equal += 1;
                return;
            }
            ((&old.place, &new.place), "changed")
        }
        (Some(old), None) => ((&old.place, owners.1), "was removed"),
        (None, Some(new)) => ((owners.0, &new.place), "was added"),
        (None, None) => return,
    };
    let what = format!("`{keyword}` of {} {what}", label.phrase);
    report(graph, node, places, keyword, &label.subject, &what);
}

/// Reports something that differs and is not compared.
pub(super) fn report(
    graph: &mut Graph<'_>,
    node: usize,
    (old, new): (&Place, &Place),
    detail: &str,
    subject: &str,
    what: &str,
) {
    let message = format!("{what}; the effect is not known");
    let local = LocalFinding::new(&checks::NOT_COMPARED, old, new, subject, message);
    graph.add_finding(node, local.with_detail(detail));
}

/// Queues the trees that a residue refers to, each pair once.
fn queue<'a>(graph: &mut Graph<'a>, from: usize, referred: Vec<Referred<'a>>) {
    for (old, new) in referred {
        let (old, new) = (graph.trees.old.follow(old), graph.trees.new.follow(new));
        let key = (
            std::ptr::from_ref(old.node),
            std::ptr::from_ref(new.node),
            "a reference",
        );
        let node = if let Some(node) = graph.trees.known.get(&key).copied().flatten() {
            node
        } else {
            let node = graph.add_plain_node();
            graph.trees.known.insert(key, Some(node));
            graph.trees.pending.push((node, old, new));
            node
        };
        graph.connect(from, node, Direction::BOTH);
    }
}

/// Compares everything that a residue refers to, directly or not.
pub(super) fn compare_referred(graph: &mut Graph<'_>) {
    while let Some((node, old, new)) = graph.trees.pending.pop() {
        let mut referred = Vec::new();
        // References that lead nowhere are compared as texts.
        let ends = (old.reference(), new.reference());
        let is_same = ends.0 == ends.1 && same(&old, &new, Keys::Keywords, &mut referred);
        if is_same {
            graph.trees.equal += 1;
        } else {
            let name = new.place.pointer.last().or(old.place.pointer.last());
            let name = name.unwrap_or("it").to_owned();
            report(
                graph,
                node,
                (&old.place, &new.place),
                "",
                &name,
                &format!("`{name}` changed"),
            );
        }
        queue(graph, node, referred);
    }
}

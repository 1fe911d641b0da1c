//! Keywords of schemas that checks compare only in part: what they leave out.

use std::collections::BTreeSet;

use openapi_descriptions::{document::Schema, inheritance::Collected, source::Node};

use super::report;
use crate::{graph::Graph, local_finding::Label, trees::Tree};

/// Compares the names that are required and are not properties.
pub(super) fn compare_names<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    ((before, was), (after, is)): ((&Tree<'a>, &Collected<'a>), (&Tree<'a>, &Collected<'a>)),
    label: &Label,
) {
    let others = |list: &Collected<'a>| -> BTreeSet<&'a str> {
        let required = list.required.iter().copied();
        required
            .filter(|name| was.get(name).is_none() && is.get(name).is_none())
            .collect()
    };
    if others(was) != others(is) {
        let place = |tree: &Tree<'a>| {
            tree.get("required")
                .map_or(tree.place.clone(), |inner| inner.place)
        };
        let what = format!(
            "the required names of {} that are not properties changed",
            label.phrase
        );
        report(
            graph,
            node,
            (&place(before), &place(after)),
            "required",
            &label.subject,
            &what,
        );
    }
}

/// Compares the values of `enum` when only they differ: the reader adds those that `x-ms-enum` has besides.
pub(super) fn compare_listed_values<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    ((before, old), (after, new)): ((&Tree<'a>, &Schema), (&Tree<'a>, &Schema)),
    label: &Label,
) {
    let listed = |tree: &Tree<'a>| -> Option<BTreeSet<String>> {
        match tree.node.get("enum") {
            Some(Node::Sequence(values)) => Some(values.iter().filter_map(Node::to_text).collect()),
            _ => None,
        }
    };
    let read = |schema: &Schema| -> BTreeSet<String> {
        let values = schema.enumeration.iter().flat_map(|found| &found.values);
        values.map(|value| value.value.clone()).collect()
    };
    if let (Some(was), Some(is)) = (listed(before), listed(after))
        && was != is
        && read(old) == read(new)
    {
        let places = (before.place.join("enum"), after.place.join("enum"));
        let what = format!(
            "the values that {} lists in `enum`, and not in `x-ms-enum`, changed",
            label.phrase
        );
        report(graph, node, (&places.0, &places.1), "enum", &label.subject, &what);
    }
}

/// Compares by which keyword the alternatives are said: exactly one of them, or any.
pub(super) fn compare_unions(
    graph: &mut Graph<'_>,
    node: usize,
    (old, new): (&Tree<'_>, &Tree<'_>),
    label: &Label,
) {
    let keywords = |tree: &Tree<'_>| ["oneOf", "anyOf"].map(|key| tree.get(key).is_some());
    let (was, is) = (keywords(old), keywords(new));
    if was != is && was.contains(&true) && is.contains(&true) {
        let what = format!("{} changed between `oneOf` and `anyOf`", label.phrase);
        report(
            graph,
            node,
            (&old.place, &new.place),
            "oneOf",
            &label.subject,
            &what,
        );
    }
}

//! Compares sets of values.

use std::collections::BTreeMap;

use openapi_descriptions::{diagnostic::Place, document::Enumeration};

use super::SchemaPair;
use crate::{checks, graph::Graph};

pub(super) fn compare_enums(graph: &mut Graph<'_>, pair: &SchemaPair<'_, '_>) {
    let phrase = &pair.label.phrase;
    match (&pair.old.schema.enumeration, &pair.new.schema.enumeration) {
        (Some(before), Some(after)) => compare_values(graph, pair, before, after),
        (None, Some(after)) if after.open => pair.report(
            graph,
            &checks::OPEN_ENUM_ADDED,
            format!("{phrase} lists values, and allows others"),
        ),
        (Some(before), None) if before.open => pair.report(
            graph,
            &checks::OPEN_ENUM_REMOVED,
            format!("{phrase} no longer lists values, and already allowed others"),
        ),
        (None, Some(_)) => pair.report(
            graph,
            &checks::ENUM_ADDED,
            format!("{phrase} is limited to a set of values"),
        ),
        (Some(_), None) => pair.report(
            graph,
            &checks::ENUM_REMOVED,
            format!("{phrase} is no longer limited to a set of values"),
        ),
        (None, None) => {}
    }
}

fn compare_values(
    graph: &mut Graph<'_>,
    pair: &SchemaPair<'_, '_>,
    before: &Enumeration,
    after: &Enumeration,
) {
    let phrase = &pair.label.phrase;
    match (before.open, after.open) {
        (false, true) => pair.report(
            graph,
            &checks::ENUM_OPENED,
            format!("{phrase} may have values that are not listed"),
        ),
        (true, false) => pair.report(
            graph,
            &checks::ENUM_CLOSED,
            format!("{phrase} may only have the listed values"),
        ),
        _ => {}
    }
    let (old, new) = (
        pair.old.definition_place().join("enum"),
        pair.new.definition_place().join("enum"),
    );
    let at = |place: &Place, index: usize| place.join(index.to_string());
    let positions = |list: &Enumeration| -> BTreeMap<String, usize> {
        let values = list.values.iter().enumerate();
        values
            .map(|(index, value)| (value.value.clone(), index))
            .collect()
    };
    let (was, is) = (positions(before), positions(after));
    for (index, value) in before.values.iter().enumerate() {
        if !is.contains_key(&value.value) {
            let message = format!("{phrase} lost the value `{}`", value.value);
            let local = pair.finding_at(&checks::ENUM_VALUE_REMOVED, (&at(&old, index), &new), message);
            graph.add_finding(pair.node, local.with_detail(&value.value).only_in_old());
        }
    }
    for (index, value) in after.values.iter().enumerate() {
        if let Some(was) = was.get(&value.value).copied() {
            let description = |list: &Enumeration, index: usize| {
                list.values.get(index).and_then(|value| value.description.clone())
            };
            graph.note_changed_docs(
                (&at(&old, was), &at(&new, index)),
                "value",
                (description(before, was).as_deref(), value.description.as_deref()),
            );
            continue;
        }
        let check = if before.open {
            &checks::ENUM_VALUE_ADDED
        } else {
            &checks::CLOSED_ENUM_VALUE_ADDED
        };
        let message = format!("{phrase} gained the value `{}`", value.value);
        let local = pair.finding_at(check, (&old, &at(&new, index)), message);
        graph.add_finding(pair.node, local.with_detail(&value.value).only_in_new());
    }
}

//! Compares the properties that two objects may have besides those that they name: all others, and those whose names match a
//! pattern.

use std::collections::BTreeSet;

use openapi_descriptions::document::Additional;

use super::{
    SchemaPair,
    rest::{self, Allowed, Rest},
};
use crate::{
    checks::{self, Check},
    graph::Graph,
    trees::Tree,
};

const ALLOWED: Allowed = Allowed {
    closed: &checks::ADDITIONAL_CLOSED,
    opened: &checks::ADDITIONAL_OPENED,
};

pub(super) fn compare_additional<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let (before, after) = (&pair.old.schema.additional, &pair.new.schema.additional);
    // The reader takes patterns for `additionalProperties`, so that there are none where that says nothing.
    let may_have_patterns =
        |additional: &Additional| matches!(additional, Additional::Any | Additional::Schema(_));
    if may_have_patterns(before) || may_have_patterns(after) {
        let places = (pair.old.definition_place(), pair.new.definition_place());
        if let Some((old, new)) = graph.trees.at(places)
            && (has_patterns(&old) || has_patterns(&new))
        {
            compare_patterns(graph, pair, (&old, &new));
            return;
        }
    }
    let phrase = &pair.label.phrase;
    let mut report = |check: &'static Check, words: &str| {
        pair.report(graph, check, format!("{phrase} {words}"));
    };
    match (before, after) {
        (Additional::None, Additional::None)
        | (Additional::Unsaid, Additional::Unsaid)
        | (Additional::Any, Additional::Any) => {}
        (_, Additional::None) => report(&checks::ADDITIONAL_CLOSED, "does not allow other properties"),
        (Additional::None, _) => report(&checks::ADDITIONAL_OPENED, "allows other properties"),
        (Additional::Unsaid, _) => {
            report(&checks::ADDITIONAL_OPENED, "explicitly allows other properties");
            compare_values(graph, pair, (Rest::Any, value(after)));
        }
        (_, Additional::Unsaid) => report(
            &checks::ADDITIONAL_UNSAID,
            "no longer explicitly allows other properties",
        ),
        _ => compare_values(graph, pair, (value(before), value(after))),
    }
}

/// The values of the properties that an object does not name.
fn value(additional: &Additional) -> Rest<'_> {
    match additional {
        Additional::Schema(schema) => Rest::Schema(schema),
        Additional::None => Rest::Nothing,
        Additional::Any | Additional::Unsaid => Rest::Any,
    }
}

fn compare_values<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>, values: (Rest<'a>, Rest<'a>)) {
    let phrase = format!("a value of {}", pair.label.phrase);
    rest::compare(graph, pair, values, &phrase, &ALLOWED);
}

/// The key of the values by the pattern that their names match.
const PATTERNS: &str = "patternProperties";

fn has_patterns(tree: &Tree<'_>) -> bool {
    tree.get(PATTERNS)
        .is_some_and(|patterns| patterns.entries().next().is_some())
}

/// The patterns of an object, and the values of each.
fn patterns<'a>(tree: &Tree<'a>) -> Vec<(&'a str, Tree<'a>)> {
    let Some(patterns) = tree.get(PATTERNS) else {
        return Vec::new();
    };
    let entries = patterns.entries();
    entries
        .filter_map(|(pattern, _)| Some((pattern, patterns.get(pattern)?)))
        .collect()
}

/// Whether the values by pattern can be compared, and those of all other properties. A name may match several patterns, and a
/// property may have a name that matches one: what a new pattern means for these is not known.
pub(crate) fn can_compare_patterns(old: &Tree<'_>, new: &Tree<'_>) -> bool {
    let names = |tree: &Tree<'_>| -> BTreeSet<String> {
        let patterns = patterns(tree);
        patterns
            .iter()
            .map(|(pattern, _)| (*pattern).to_owned())
            .collect()
    };
    let (was, is) = (names(old), names(new));
    let properties = [old, new].map(|tree| tree.get("properties"));
    let may_match = |pattern: &String| {
        let mut properties = properties.iter().flatten().flat_map(Tree::entries);
        properties.any(|(name, _)| may_match(pattern, name))
    };
    was == is || ((was.is_empty() || is.is_empty()) && !was.union(&is).any(may_match))
}

/// Whether a name may match a pattern: only one that is the beginning of names is understood.
fn may_match(pattern: &str, name: &str) -> bool {
    let begin = pattern.strip_prefix('^').filter(|begin| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        begin.chars().all(is_plain)
    });
    begin.is_none_or(|begin| name.starts_with(begin))
}

fn compare_patterns<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&Tree<'a>, &Tree<'a>),
) {
    if !can_compare_patterns(old, new) {
        return;
    }
    let others = (
        Rest::read(graph, old.get("additionalProperties").as_ref()),
        Rest::read(graph, new.get("additionalProperties").as_ref()),
    );
    compare_values(graph, pair, others);
    let (before, after) = (patterns(old), patterns(new));
    let mut names: BTreeSet<&str> = before.iter().map(|(pattern, _)| *pattern).collect();
    names.extend(after.iter().map(|(pattern, _)| *pattern));
    for name in names {
        let find = |list: &[(&'a str, Tree<'a>)]| {
            let mut found = list.iter().filter(|(pattern, _)| *pattern == name);
            found.next().map(|(_, tree)| tree.clone())
        };
        let values = (find(&before), find(&after));
        let mut read =
            |tree: Option<Tree<'a>>, others| tree.map_or(others, |tree| Rest::read(graph, Some(&tree)));
        let values = (read(values.0, others.0), read(values.1, others.1));
        let phrase = format!("a value whose name matches `{name}` in {}", pair.label.phrase);
        rest::compare(graph, pair, values, &phrase, &ALLOWED);
    }
}

//! Compares what a schema says of its values besides their types, properties and items: `not`, `contains`, `dependentRequired`
//! and the like.
//!
//! What such a keyword refuses is known when only one side has it. Where both have it and it differs, no direction can be told of
//! most of them, and they are compared as trees.

use std::collections::{BTreeMap, BTreeSet};

use openapi_descriptions::source::Node;

use super::{
    SchemaPair,
    additional::can_compare_patterns,
    rest::{self, Allowed, Rest},
};
use crate::{
    checks::{self, Check},
    graph::Graph,
    limits::compare_numbers,
    local_finding::LocalFinding,
    trees::Tree,
};

/// Keywords that refuse values, and of which no more is known.
const REFUSE: &[&str] = &["not", "contains", "dependentSchemas", "propertyNames"];

/// The numbers of items that `contains` is about.
const COUNTS: &[&str] = &["minContains", "maxContains"];

/// Keywords that say in which form a text is written.
const FORMS: &[&str] = &["contentEncoding", "contentMediaType"];

/// Whether a check compares a keyword of a pair of schemas, rather than that it is compared as a tree.
pub(crate) fn is_compared(keyword: &str, (old, new): (&Tree<'_>, &Tree<'_>)) -> bool {
    let has = |tree: &Tree<'_>, key: &str| tree.get(key).is_some();
    match keyword {
        "propertyNames" => true,
        "if" | "then" | "else" => has_condition(old) != has_condition(new),
        "patternProperties" => can_compare_patterns(old, new),
        "additionalProperties" => {
            let mut trees = [old, new].into_iter();
            !trees.any(|tree| has(tree, "patternProperties")) || can_compare_patterns(old, new)
        }
        _ if COUNTS.contains(&keyword) => has(old, "contains") || has(new, "contains"),
        _ if REFUSE.contains(&keyword) => has(old, keyword) != has(new, keyword),
        _ => true,
    }
}

/// Whether `if` has an effect.
fn has_condition(tree: &Tree<'_>) -> bool {
    tree.get("if").is_some() && ["then", "else"].iter().any(|key| tree.get(key).is_some())
}

/// The keywords that are compared here.
const KEYWORDS: &[&str] = &[
    "not",
    "if",
    "contains",
    "dependentSchemas",
    "dependentRequired",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// Compares the keywords of two schemas, wherever [`is_compared`] says so.
pub(super) fn compare_conditions<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&Tree<'a>, &Tree<'a>),
) {
    let has_one = |tree: &Tree<'a>| tree.entries().any(|(key, _)| KEYWORDS.contains(&key));
    if !has_one(old) && !has_one(new) {
        return;
    }
    let trees = (old, new);
    for keyword in REFUSE {
        compare_presence(graph, pair, keyword, (old.get(keyword), new.get(keyword)));
    }
    let conditions = [old, new].map(|tree| tree.get("if").filter(|_| has_condition(tree)));
    let [before, after] = conditions;
    compare_presence(graph, pair, "if", (before, after));
    if [old, new].iter().all(|tree| tree.get("contains").is_some()) {
        for keyword in COUNTS {
            compare_counts(graph, pair, trees, keyword);
        }
    }
    compare_dependencies(graph, pair, trees);
    for keyword in FORMS {
        compare_forms(graph, pair, trees, keyword);
    }
    for (keyword, phrase) in [
        ("unevaluatedProperties", "another property of"),
        ("unevaluatedItems", "another item of"),
        ("propertyNames", "a name of a property of"),
        ("contentSchema", "the content of"),
    ] {
        let (was, is) = (old.get(keyword), new.get(keyword));
        // A keyword that only one side has was compared above.
        if keyword == "propertyNames" && was.is_some() != is.is_some() {
            continue;
        }
        let values = (Rest::read(graph, was.as_ref()), Rest::read(graph, is.as_ref()));
        let phrase = format!("{phrase} {}", pair.label.phrase);
        rest::compare(graph, pair, values, &phrase, &allowed(keyword));
    }
}

fn allowed(keyword: &str) -> Allowed {
    if keyword == "unevaluatedProperties" {
        Allowed {
            closed: &checks::ADDITIONAL_CLOSED,
            opened: &checks::ADDITIONAL_OPENED,
        }
    } else {
        Allowed {
            closed: &checks::CONSTRAINT_TIGHTENED,
            opened: &checks::CONSTRAINT_LOOSENED,
        }
    }
}

/// A keyword that one side has refuses some values there.
fn compare_presence<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    keyword: &str,
    (old, new): (Option<Tree<'a>>, Option<Tree<'a>>),
) {
    let definitions = (pair.old.definition_place(), pair.new.definition_place());
    let phrase = &pair.label.phrase;
    let subject = &pair.label.subject;
    let local = match (old, new) {
        (None, Some(new)) => {
            let message = format!("`{keyword}` of {phrase} was added");
            let check = &checks::CONSTRAINT_TIGHTENED;
            LocalFinding::new(check, definitions.0, &new.place, subject, message).only_in_new()
        }
        (Some(old), None) => {
            let message = format!("`{keyword}` of {phrase} was removed");
            let check = &checks::CONSTRAINT_LOOSENED;
            LocalFinding::new(check, &old.place, definitions.1, subject, message).only_in_old()
        }
        _ => return,
    };
    graph.add_finding(pair.node, local.with_detail(keyword));
}

/// Compares how many items must be what `contains` says.
fn compare_counts<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&Tree<'a>, &Tree<'a>),
    keyword: &str,
) {
    let is_lower_bound = keyword == "minContains";
    let one = Node::Integer(1);
    let usual = is_lower_bound.then_some(&one);
    let (was, is) = (old.node.get(keyword).or(usual), new.node.get(keyword).or(usual));
    let order = was.zip(is).map(|(was, is)| (compare_numbers(was, is), was == is));
    let is_tightened = match (was, is, order) {
        (None, None, _) | (_, _, Some((Some(std::cmp::Ordering::Equal), _) | (None, true))) => return,
        (_, _, Some((Some(order), _))) => order.is_lt() == is_lower_bound,
        // What is not a number is not understood: some values that were allowed may be refused.
        (_, _, Some((None, false))) => true,
        (_, is, None) => is.is_some(),
    };
    let (check, words) = if is_tightened {
        (&checks::CONSTRAINT_TIGHTENED, "was tightened")
    } else {
        (&checks::CONSTRAINT_LOOSENED, "was loosened")
    };
    let local = pair.finding(check, format!("`{keyword}` of {} {words}", pair.label.phrase));
    graph.add_finding(pair.node, local.with_detail(keyword));
}

/// Compares the properties that must be there when another one is.
fn compare_dependencies<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&Tree<'a>, &Tree<'a>),
) {
    let (before, after) = (dependencies(old), dependencies(new));
    if before == after {
        return;
    }
    let (was, is) = (pair.old.properties(graph.old), pair.new.properties(graph.new));
    let mut report = |check: &'static Check, (name, needed): (&str, &str), words: &str| {
        let phrase = &pair.label.phrase;
        let message = format!("`{needed}` of {phrase} {words} when `{name}` is there");
        let local = pair.finding(check, message);
        graph.add_finding(pair.node, local.with_detail(format!("{name} {needed}")));
    };
    for (name, needed) in after.difference(&before) {
        if !was.required.contains(needed) {
            report(&checks::DEPENDENCY_ADDED, (name, needed), "is required");
        }
    }
    for (name, needed) in before.difference(&after) {
        if !is.required.contains(needed) {
            report(
                &checks::DEPENDENCY_REMOVED,
                (name, needed),
                "is no longer required",
            );
        }
    }
}

/// Each property with one that must be there with it.
fn dependencies<'a>(tree: &Tree<'a>) -> BTreeSet<(&'a str, &'a str)> {
    let mut found = BTreeSet::new();
    let Some(list) = tree.get("dependentRequired") else {
        return found;
    };
    for (name, needed) in list.entries() {
        if let Node::Sequence(needed) = needed {
            found.extend(
                needed
                    .iter()
                    .filter_map(Node::as_str)
                    .map(|needed| (name, needed)),
            );
        }
    }
    found
}

/// Compares in which form a text is written.
fn compare_forms<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (&Tree<'a>, &Tree<'a>),
    keyword: &str,
) {
    let words: BTreeMap<bool, String> = [(false, old), (true, new)]
        .into_iter()
        .filter_map(|(is_new, tree)| Some((is_new, tree.node.get(keyword)?.to_text()?.to_ascii_lowercase())))
        .collect();
    let phrase = &pair.label.phrase;
    let (check, message) = match (words.get(&false), words.get(&true)) {
        (None, Some(is)) => (
            &checks::FORMAT_NARROWED,
            format!("`{keyword}` of {phrase} was not given and is `{is}`"),
        ),
        (Some(was), None) => (
            &checks::FORMAT_WIDENED,
            format!("`{keyword}` of {phrase} was `{was}` and is not given"),
        ),
        (Some(was), Some(is)) if was != is => (
            &checks::FORMAT_CHANGED,
            format!("`{keyword}` of {phrase} was `{was}` and is `{is}`"),
        ),
        _ => return,
    };
    let local = pair.finding(check, message);
    graph.add_finding(pair.node, local.with_detail(keyword));
}

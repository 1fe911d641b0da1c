//! The limits on a value in one form for all dialects, and whether a change allows less than before.

use std::{cmp::Ordering, collections::BTreeMap};

use openapi_descriptions::{document::Schema, source::Node};

/// The limits by keyword. Limits that allow everything are left out. An exclusive bound is stored with its value, as
/// OpenAPI 3.1 writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Limits<'a>(BTreeMap<&'a str, &'a Node>);

/// A limit that changed.
#[derive(Debug)]
pub(super) struct LimitChange<'a> {
    /// The keyword; the old one when a bound became exclusive or inclusive.
    pub keyword: &'a str,
    pub old: Option<&'a Node>,
    pub new: Option<&'a Node>,
    /// Whether values that were allowed are refused.
    pub tightened: bool,
}

/// Patterns that any text matches.
const ANYTHING: &[&str] = &["", "^", "$", ".*", "^.*", ".*$", "^.*$", r"[\s\S]*", r"^[\s\S]*$"];

/// The limit of the format `char`.
static ONE: Node = Node::Integer(1);

/// The keywords of each bound: the inclusive one, the exclusive one, and whether it is an upper bound.
const BOUNDS: [(&str, &str, bool); 2] = [
    ("minimum", "exclusiveMinimum", false),
    ("maximum", "exclusiveMaximum", true),
];

impl<'a> Limits<'a> {
    /// The limits of these schemas. The first schema with a keyword wins.
    pub(super) fn read(schemas: impl Iterator<Item = &'a Schema>) -> Self {
        let mut limits: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut is_whole = false;
        for schema in schemas {
            is_whole |= schema.kind.as_deref() == Some("integer");
            for (keyword, value) in &schema.constraints.0 {
                limits.entry(keyword).or_insert(value);
            }
            if schema.format.as_deref() == Some("char") {
                limits.entry("maxLength").or_insert(&ONE);
            }
        }
        for (plain, exclusive, _) in BOUNDS {
            // Before OpenAPI 3.1 the exclusive keyword is a flag beside the inclusive one.
            if let Some(Node::Bool(mark)) = limits.get(exclusive) {
                let mark = *mark;
                limits.remove(exclusive);
                if let (true, Some(value)) = (mark, limits.remove(plain)) {
                    limits.insert(exclusive, value);
                }
            }
        }
        limits.retain(|keyword, value| match value {
            Node::String(pattern) => !(*keyword == "pattern" && ANYTHING.contains(&pattern.as_str())),
            Node::Bool(false) => false,
            Node::Integer(1) if *keyword == "multipleOf" => !is_whole,
            Node::Integer(0) => !matches!(*keyword, "minLength" | "minItems" | "minProperties"),
            _ => true,
        });
        Self(limits)
    }

    /// The differences from these limits to newer ones.
    pub(super) fn changes(&self, new: &Self) -> Vec<LimitChange<'a>> {
        let mut found = Vec::new();
        for (plain, exclusive, upper) in BOUNDS {
            found.extend(compare_bound(
                self.bound(plain, exclusive),
                new.bound(plain, exclusive),
                upper,
            ));
        }
        let bounds = BOUNDS.map(|(plain, exclusive, _)| [plain, exclusive]).concat();
        let mut keywords: Vec<&str> = self.0.keys().chain(new.0.keys()).copied().collect();
        keywords.sort_unstable();
        keywords.dedup();
        for keyword in keywords.into_iter().filter(|keyword| !bounds.contains(keyword)) {
            let (was, is) = (self.0.get(keyword).copied(), new.0.get(keyword).copied());
            if let Some(tightened) = tightened(keyword, was, is) {
                found.push(LimitChange {
                    keyword,
                    old: was,
                    new: is,
                    tightened,
                });
            }
        }
        found
    }

    /// A bound: its keyword, its value, and whether the value itself is refused.
    fn bound(&self, plain: &str, exclusive: &str) -> Option<(&'a str, &'a Node, bool)> {
        let find = |keyword: &str| self.0.get_key_value(keyword).map(|(key, value)| (*key, *value));
        match (find(plain), find(exclusive)) {
            (_, Some((key, value))) => Some((key, value, true)),
            (Some((key, value)), None) => Some((key, value, false)),
            (None, None) => None,
        }
    }
}

fn compare_bound<'a>(
    old: Option<(&'a str, &'a Node, bool)>,
    new: Option<(&'a str, &'a Node, bool)>,
    upper: bool,
) -> Option<LimitChange<'a>> {
    let tightened = match (old, new) {
        (None, None) => return None,
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (Some((_, was, was_exclusive)), Some((_, is, is_exclusive))) => match compare_numbers(was, is) {
            Some(Ordering::Equal) if was_exclusive == is_exclusive => return None,
            Some(Ordering::Equal) => is_exclusive,
            Some(ordering) => ordering.is_gt() == upper,
            // What is not a number is not understood: some values that were allowed may be refused.
            None if was == is => return None,
            None => true,
        },
    };
    Some(LimitChange {
        keyword: old.or(new).map_or("", |(keyword, _, _)| keyword),
        old: old.map(|(_, value, _)| value),
        new: new.map(|(_, value, _)| value),
        tightened,
    })
}

/// Whether a limit allows less than before; `None` when it allows the same.
fn tightened(keyword: &str, old: Option<&Node>, new: Option<&Node>) -> Option<bool> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(true),
        (Some(_), None) => Some(false),
        (Some(old), Some(new)) => match compare_numbers(old, new) {
            Some(Ordering::Equal) => None,
            // When the old number is a multiple of the new one, everything that was allowed still is.
            Some(_) if keyword == "multipleOf" => Some(!is_multiple(old, new)),
            Some(ordering) => Some(ordering.is_gt() == keyword.starts_with("max")),
            // Two different patterns are not compared further: some values that were allowed may be refused.
            None => (old != new).then_some(true),
        },
    }
}

/// The order of two numbers; `None` when one is not a number. Integers are compared exactly: large ones do not fit in
/// an `f64`.
pub(super) fn compare_numbers(one: &Node, other: &Node) -> Option<Ordering> {
    match (one, other) {
        (Node::Integer(one), Node::Integer(other)) => Some(one.cmp(other)),
        _ => number(one)?.partial_cmp(&number(other)?),
    }
}

fn is_multiple(multiple: &Node, divisor: &Node) -> bool {
    match (multiple, divisor) {
        (Node::Integer(multiple), Node::Integer(divisor)) => multiple.checked_rem(*divisor) == Some(0),
        _ => match (number(multiple), number(divisor)) {
            // The quotient is rounded, because 0.3 / 0.1 is not exactly 3.
            (Some(multiple), Some(divisor)) => {
                let times = multiple / divisor;
                (times - times.round()).abs() < 1e-9
            }
            _ => false,
        },
    }
}

fn number(node: &Node) -> Option<f64> {
    match node {
        #[expect(clippy::cast_precision_loss, reason = "the other limit is a fraction")]
        Node::Integer(number) => Some(*number as f64),
        Node::Float(number) => Some(*number),
        _ => None,
    }
}

//! Compares what is said where a schema is used: whether it may be null, is read-only, its limits and its default.

use crate::source::Node;

use super::{
    checks::{self, Check},
    finding::Direction,
    flat::Flat,
    graph::{Graph, Local},
};

pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &Flat<'a>,
    new: &Flat<'a>,
    ways: Direction,
    subject: &str,
) {
    graph.docs(old.description(), new.description());
    let mut report = |check: &'static Check, ways: Direction, message: String| {
        let local = Local {
            check,
            ways,
            old: Some(old.site().clone()),
            new: Some(new.site().clone()),
            message,
            subject: subject.to_owned(),
        };
        graph.found(node, local);
    };
    match (old.nullable(), new.nullable()) {
        (false, true) => report(&checks::NULLABLE_ADDED, ways, format!("{subject} may be `null`")),
        (true, false) => report(
            &checks::NULLABLE_REMOVED,
            ways,
            format!("{subject} may not be `null` any more"),
        ),
        _ => {}
    }
    match (old.read_only(), new.read_only()) {
        (false, true) => report(
            &checks::READ_ONLY_ADDED,
            ways,
            format!("{subject} is set by the service alone"),
        ),
        (true, false) => report(
            &checks::READ_ONLY_REMOVED,
            Direction::BOTH,
            format!("{subject} may be sent"),
        ),
        _ => {}
    }
    if old.default() != new.default() {
        let words = |value: Option<&Node>| value.map_or_else(|| "nothing".to_owned(), value_text);
        let message = format!(
            "the default of {subject} was {} and is {}",
            words(old.default()),
            words(new.default())
        );
        report(&checks::DEFAULT_CHANGED, ways, message);
    }
    let (before, after) = (old.constraints(), new.constraints());
    let mut names: Vec<&str> = before.iter().chain(&after).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let value = |list: &[(&str, &'a Node)]| {
            list.iter()
                .find(|(other, _)| *other == name)
                .map(|(_, value)| *value)
        };
        let (was, is) = (value(&before), value(&after));
        let Some(tightened) = tightened(name, was, is) else {
            continue;
        };
        let words = |value: Option<&Node>| value.map_or_else(|| "not said".to_owned(), value_text);
        let message = format!("`{name}` of {subject} was {} and is {}", words(was), words(is));
        report(
            if tightened {
                &checks::CONSTRAINT_TIGHTENED
            } else {
                &checks::CONSTRAINT_LOOSENED
            },
            ways,
            message,
        );
    }
}

/// Whether a limit allows less than before; `None` when it allows the same.
fn tightened(name: &str, old: Option<&Node>, new: Option<&Node>) -> Option<bool> {
    let number = |node: &Node| match node {
        #[expect(clippy::cast_precision_loss, reason = "limits of descriptions are small")]
        Node::Integer(number) => Some(*number as f64),
        Node::Float(number) => Some(*number),
        _ => None,
    };
    match (old, new) {
        (None, None) => None,
        // `false` is what `uniqueItems` and the exclusive bounds mean when they are not said.
        (None, Some(Node::Bool(false))) | (Some(Node::Bool(false)), None) => None,
        (None, Some(_)) => Some(true),
        (Some(_), None) => Some(false),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => match (number(old), number(new)) {
            (Some(old), Some(new)) if (old - new).abs() < f64::EPSILON => None,
            (Some(old), Some(new)) => {
                let upper = name.to_ascii_lowercase().contains("max");
                Some(if upper { new < old } else { new > old })
            }
            // Another pattern: some of what was allowed is not.
            _ => Some(*new != Node::Bool(false)),
        },
    }
}

/// A value as a person would write it.
pub(super) fn value_text(node: &Node) -> String {
    match node {
        Node::Null => "`null`".to_owned(),
        Node::Bool(value) => format!("`{value}`"),
        Node::Integer(value) => format!("`{value}`"),
        Node::Float(value) => format!("`{value}`"),
        Node::String(value) => format!("`{value}`"),
        Node::Sequence(_) => "a list".to_owned(),
        Node::Mapping(_) => "an object".to_owned(),
    }
}

//! Compares two uses of a schema: the type, `nullable`, `readOnly`, the limits and the default.
//!
//! A change of a named schema's definition is reported at the definition. So it is one finding, however often the
//! schema is used.

use openapi_descriptions::{document::Schema, source::Node};

use super::{
    checks::{self, Check},
    graph::Graph,
    limits::Limits,
    local_finding::Label,
    resolved_schema::ResolvedSchema,
    use_pair::{Role, UsePair},
    verdict::Direction,
    xml,
};

/// Compares two uses. Returns whether their JSON types are the same, so that the definitions can be compared too.
pub(super) fn compare_use<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &ResolvedSchema<'a>,
    new: &ResolvedSchema<'a>,
    directions: Direction,
    (label, role): (&Label, Role),
) -> bool {
    graph.note_changed_docs(
        (old.use_place(), new.use_place()),
        "use",
        (old.description(), new.description()),
    );
    let use_pair = UsePair {
        node,
        old,
        new,
        label,
        role,
    };
    let (declared, directions) = (directions, directions_read(old, new, directions));
    if let Some(check) = type_change(old, new, role) {
        // A definition that changed its type is reported once, at the definition.
        let said_by_definitions = |_: &Schema, _: &Schema| old.name() == new.name();
        let words = |label: &Label| {
            format!(
                "{} was {} and is {}",
                label.phrase,
                old.kind_phrase(label),
                new.kind_phrase(label)
            )
        };
        use_pair.report(graph, check, directions, "", said_by_definitions, words);
        return false;
    }
    compare_nullable(graph, &use_pair, directions);
    compare_read_only(graph, &use_pair, declared);
    compare_write_only(graph, &use_pair, declared);
    compare_default(graph, &use_pair, directions);
    compare_limits(graph, &use_pair, directions);
    xml::compare_uses(graph, &use_pair, directions);
    true
}

/// The check that reports a change of the JSON type; `None` when it is the same.
fn type_change(old: &ResolvedSchema<'_>, new: &ResolvedSchema<'_>, role: Role) -> Option<&'static Check> {
    match (old.kind(), new.kind()) {
        (before, after) if before == after => None,
        // The alternatives are compared, unless one side is anything.
        (before, after)
            if (old.is_only_union() || new.is_only_union())
                && (before != "any" || old.is_union())
                && (after != "any" || new.is_union()) =>
        {
            None
        }
        // Any text is allowed, and a number or a boolean is written as one.
        ("integer" | "number" | "boolean", "string") if role == Role::Text && new.is_any_text() => {
            Some(&checks::TYPE_WIDENED)
        }
        // Both are any JSON to those who read an object that says nothing of its properties.
        ("object", "any") if old.nullable() && old.says_nothing() => None,
        ("any", _) | ("number", "integer") => Some(&checks::TYPE_NARROWED),
        (_, "any") | ("integer", "number") => Some(&checks::TYPE_WIDENED),
        _ => Some(&checks::TYPE_CHANGED),
    }
}

fn compare_nullable(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    let (was, is) = (use_pair.old.nullable(), use_pair.new.nullable());
    let said_by_definitions = |old: &Schema, new: &Schema| old.nullable == was && new.nullable == is;
    match (was, is) {
        (false, true) => use_pair.report(
            graph,
            &checks::NULLABLE_ADDED,
            directions,
            "",
            said_by_definitions,
            |label| format!("{} may be `null`", label.phrase),
        ),
        (true, false) => use_pair.report(
            graph,
            &checks::NULLABLE_REMOVED,
            directions,
            "",
            said_by_definitions,
            |label| format!("{} may no longer be `null`", label.phrase),
        ),
        _ => {}
    }
}

fn compare_read_only(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    let (was, is) = (use_pair.old.read_only(), use_pair.new.read_only());
    let said_by_definitions = |old: &Schema, new: &Schema| old.read_only == was && new.read_only == is;
    match (was, is) {
        (false, true) => use_pair.report(
            graph,
            &checks::READ_ONLY_ADDED,
            directions,
            "",
            said_by_definitions,
            |label| format!("{} is read-only", label.phrase),
        ),
        (true, false) => use_pair.report(
            graph,
            &checks::READ_ONLY_REMOVED,
            directions,
            "",
            said_by_definitions,
            |label| format!("{} is no longer read-only", label.phrase),
        ),
        _ => {}
    }
}

fn compare_write_only(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    let (was, is) = (use_pair.old.write_only(), use_pair.new.write_only());
    if was == is {
        return;
    }
    let said_by_definitions = |old: &Schema, new: &Schema| old.write_only == was && new.write_only == is;
    let (check, words) = if is {
        (&checks::WRITE_ONLY_ADDED, "is write-only")
    } else {
        (&checks::WRITE_ONLY_REMOVED, "is no longer write-only")
    };
    use_pair.report(graph, check, directions, "", said_by_definitions, |label| {
        format!("{} {words}", label.phrase)
    });
}

fn compare_default(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    let (was, is) = (use_pair.old.default(), use_pair.new.default());
    let is_same_text = || {
        let texts = (was.and_then(Node::to_text), is.and_then(Node::to_text));
        use_pair.role == Role::Text && texts.0.is_some() && texts.0 == texts.1
    };
    if was == is || is_same_text() {
        return;
    }
    let said_by_definitions =
        |old: &Schema, new: &Schema| old.default.as_ref() == was && new.default.as_ref() == is;
    let words = |value: Option<&Node>| value.map_or_else(|| "not given".to_owned(), value_text);
    let check = match use_pair.role {
        Role::Body => &checks::DEFAULT_CHANGED,
        Role::Text | Role::JsonParameter => &checks::PARAMETER_DEFAULT,
    };
    use_pair.report(graph, check, directions, "", said_by_definitions, |label| {
        format!(
            "the default of {} was {} and is {}",
            label.phrase,
            words(was),
            words(is)
        )
    });
}

fn compare_limits(graph: &mut Graph<'_>, use_pair: &UsePair<'_, '_>, directions: Direction) {
    let (before, after) = (use_pair.old.limits(), use_pair.new.limits());
    if before == after {
        return;
    }
    let all_in_definition = |schema_use: &ResolvedSchema<'_>| {
        Limits::read(std::iter::once(schema_use.schema)) == schema_use.limits()
    };
    let said_by_definitions = all_in_definition(use_pair.old) && all_in_definition(use_pair.new);
    for change in before.changes(&after) {
        let check = if change.tightened {
            &checks::CONSTRAINT_TIGHTENED
        } else {
            &checks::CONSTRAINT_LOOSENED
        };
        let words = |value: Option<&Node>| value.map_or_else(|| "not given".to_owned(), value_text);
        let words = |label: &Label| {
            format!(
                "`{}` of {} was {} and is {}",
                change.keyword,
                label.phrase,
                words(change.old),
                words(change.new)
            )
        };
        use_pair.report(
            graph,
            check,
            directions,
            change.keyword,
            |_, _| said_by_definitions,
            words,
        );
    }
}

/// A value in messages.
fn value_text(node: &Node) -> String {
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

/// The directions in which the values matter. A read-only value is ignored when it is sent, and a write-only one is not in
/// what is received.
pub(super) fn directions_read(
    old: &ResolvedSchema<'_>,
    new: &ResolvedSchema<'_>,
    directions: Direction,
) -> Direction {
    let read_only = old.read_only() || new.read_only();
    let write_only = old.write_only() || new.write_only();
    match (read_only, write_only) {
        (false, false) => directions,
        (true, false) => directions.and(Direction::RESPONSE),
        (false, true) => directions.and(Direction::REQUEST),
        (true, true) => Direction::NONE,
    }
}

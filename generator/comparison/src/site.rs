//! Compares what is said where a schema is used: its type, whether it may be null, is read-only, its limits, its default.
//!
//! What the definition of a named schema says of itself is found there, and so it is one finding, however often the schema
//! is used.

use openapi_descriptions::{diagnostic::Place, document::Schema, source::Node};

use super::{
    checks::{self, Check},
    flat::Flat,
    graph::Graph,
    limits::Limits,
    local::{Local, Named},
    verdict::Direction,
};

/// Compares, and says whether the definitions are of one type, so that they can be compared too.
pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    node: usize,
    old: &Flat<'a>,
    new: &Flat<'a>,
    ways: Direction,
    named: &Named,
) -> bool {
    graph.docs(
        (old.site(), new.site()),
        "use",
        (old.description(), new.description()),
    );
    let site = Site {
        node,
        old,
        new,
        named,
    };
    let (all, ways) = (ways, carried(old, new, ways));
    if let Some(check) = type_check(old, new) {
        // A definition that is another type altogether says so itself, once.
        let by_definition = |_: &Schema, _: &Schema| old.name() == new.name();
        let words = |what: &Named| {
            format!(
                "{} was {} and is {}",
                what.phrase,
                old.kind_words(what),
                new.kind_words(what)
            )
        };
        site.report(graph, check, ways, "", by_definition, words);
        return false;
    }
    nullable(graph, &site, ways);
    read_only(graph, &site, all);
    default(graph, &site, ways);
    limits(graph, &site, ways);
    true
}

/// What two JSON types are to one another.
fn type_check(old: &Flat<'_>, new: &Flat<'_>) -> Option<&'static Check> {
    match (old.kind(), new.kind()) {
        (before, after) if before == after => None,
        ("any", _) | ("number", "integer") => Some(&checks::TYPE_NARROWED),
        (_, "any") | ("integer", "number") => Some(&checks::TYPE_WIDENED),
        _ => Some(&checks::TYPE_CHANGED),
    }
}

/// A pair of uses.
struct Site<'s, 'a> {
    node: usize,
    old: &'s Flat<'a>,
    new: &'s Flat<'a>,
    named: &'s Named,
}

impl Site<'_, '_> {
    /// Reports at the definitions when these say it themselves, and otherwise at the places of use.
    fn report(
        &self,
        graph: &mut Graph<'_>,
        check: &'static Check,
        ways: Direction,
        detail: &str,
        by_definition: impl FnOnce(&Schema, &Schema) -> bool,
        words: impl FnOnce(&Named) -> String,
    ) {
        let definitions = self.old.key.is_some() && self.new.key.is_some();
        let whole = definitions && by_definition(self.old.schema, self.new.schema);
        let name = self.new.name().filter(|_| whole).map(Named::schema);
        let named = name.as_ref().unwrap_or(self.named);
        let (old, new): (&Place, &Place) = if whole {
            (self.old.place(), self.new.place())
        } else {
            (self.old.site(), self.new.site())
        };
        let local = Local::new(check, old, new, &named.group, words(named));
        graph.found(self.node, local.on(ways).about(detail));
    }
}

fn nullable(graph: &mut Graph<'_>, site: &Site<'_, '_>, ways: Direction) {
    let (was, is) = (site.old.nullable(), site.new.nullable());
    let by_definition = |old: &Schema, new: &Schema| old.nullable == was && new.nullable == is;
    match (was, is) {
        (false, true) => site.report(graph, &checks::NULLABLE_ADDED, ways, "", by_definition, |what| {
            format!("{} may be `null`", what.phrase)
        }),
        (true, false) => site.report(
            graph,
            &checks::NULLABLE_REMOVED,
            ways,
            "",
            by_definition,
            |what| format!("{} may not be `null` any more", what.phrase),
        ),
        _ => {}
    }
}

fn read_only(graph: &mut Graph<'_>, site: &Site<'_, '_>, ways: Direction) {
    let (was, is) = (site.old.read_only(), site.new.read_only());
    let by_definition = |old: &Schema, new: &Schema| old.read_only == was && new.read_only == is;
    match (was, is) {
        (false, true) => site.report(graph, &checks::READ_ONLY_ADDED, ways, "", by_definition, |what| {
            format!("{} is set by the service alone", what.phrase)
        }),
        (true, false) => site.report(
            graph,
            &checks::READ_ONLY_REMOVED,
            ways,
            "",
            by_definition,
            |what| format!("{} may be sent", what.phrase),
        ),
        _ => {}
    }
}

fn default(graph: &mut Graph<'_>, site: &Site<'_, '_>, ways: Direction) {
    let (was, is) = (site.old.default(), site.new.default());
    if was == is {
        return;
    }
    let by_definition =
        |old: &Schema, new: &Schema| old.default.as_ref() == was && new.default.as_ref() == is;
    let words = |value: Option<&Node>| value.map_or_else(|| "nothing".to_owned(), value_text);
    site.report(graph, &checks::DEFAULT_CHANGED, ways, "", by_definition, |what| {
        format!(
            "the default of {} was {} and is {}",
            what.phrase,
            words(was),
            words(is)
        )
    });
}

fn limits(graph: &mut Graph<'_>, site: &Site<'_, '_>, ways: Direction) {
    let (before, after) = (site.old.limits(), site.new.limits());
    if before == after {
        return;
    }
    let own = |flat: &Flat<'_>| Limits::read(std::iter::once(flat.schema)) == flat.limits();
    let by_definition = own(site.old) && own(site.new);
    for change in before.changes(&after) {
        let check = if change.tightened {
            &checks::CONSTRAINT_TIGHTENED
        } else {
            &checks::CONSTRAINT_LOOSENED
        };
        let words = |value: Option<&Node>| value.map_or_else(|| "not said".to_owned(), value_text);
        let words = |what: &Named| {
            format!(
                "`{}` of {} was {} and is {}",
                change.keyword,
                what.phrase,
                words(change.old),
                words(change.new)
            )
        };
        site.report(graph, check, ways, change.keyword, |_, _| by_definition, words);
    }
}

/// A value as a person would write it.
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

/// The ways on which values are looked at. What only the service set was never sent, and what only it sets is ignored.
pub(super) fn carried(old: &Flat<'_>, new: &Flat<'_>, ways: Direction) -> Direction {
    if old.read_only() || new.read_only() {
        ways.and(Direction::RESPONSE)
    } else {
        ways
    }
}

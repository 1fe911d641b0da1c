//! Compares what all values must be that no other keyword is about: the rest of the items of a list, or of the properties of an
//! object.

use openapi_descriptions::{document::Schema, source::Node};

use super::SchemaPair;
use crate::{
    checks::{self, Check},
    graph::Graph,
    residue::says_something,
    resolved_schema::ResolvedSchema,
    trees::Tree,
    uses,
    verdict::Direction,
};

/// The values that may stand somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rest<'a> {
    /// Any value.
    Any,
    /// No value.
    Nothing,
    /// The values of a schema.
    Schema(&'a Schema),
}

impl<'a> Rest<'a> {
    /// Reads a keyword whose value is a schema, `true` or `false`.
    pub(super) fn read(graph: &mut Graph<'a>, tree: Option<&Tree<'a>>) -> Self {
        match tree.map(|tree| (tree, tree.node)) {
            None | Some((_, Node::Bool(true))) => Self::Any,
            Some((_, Node::Bool(false))) => Self::Nothing,
            Some((tree, _)) => Self::Schema(graph.trees.read_schema(tree)),
        }
    }
}

/// The two checks for values that are allowed on one side only.
pub(super) struct Allowed {
    pub closed: &'static Check,
    pub opened: &'static Check,
}

/// Compares the values that may stand somewhere. `phrase` names a value in messages.
pub(super) fn compare<'a>(
    graph: &mut Graph<'a>,
    pair: &SchemaPair<'_, 'a>,
    (old, new): (Rest<'a>, Rest<'a>),
    phrase: &str,
    allowed: &Allowed,
) {
    let report = |graph: &mut Graph<'a>, check: &'static Check, words: &str| {
        let local = pair.finding(check, format!("{phrase} {words}"));
        graph.add_finding(pair.node, local.with_detail(phrase));
    };
    match (old, new) {
        (Rest::Any, Rest::Any) | (Rest::Nothing, Rest::Nothing) => {}
        (_, Rest::Nothing) => report(graph, allowed.closed, "is no longer allowed"),
        (Rest::Nothing, _) => report(graph, allowed.opened, "is allowed"),
        (Rest::Schema(old), Rest::Schema(new)) => {
            let label = pair.label.part(phrase);
            uses::compare_uses(graph, pair.node, (old, new), Direction::BOTH, &label);
        }
        (Rest::Any, Rest::Schema(new)) => {
            let resolved = ResolvedSchema::resolve(graph.new, new);
            let tree = graph.trees.new.at(resolved.definition_place());
            let words = format!("was any JSON and is {}", resolved.type_phrase());
            if !is_any(&resolved) {
                report(graph, &checks::TYPE_NARROWED, &words);
            } else if tree.is_some_and(|tree| says_something(&tree)) {
                report(
                    graph,
                    &checks::CONSTRAINT_TIGHTENED,
                    "was any JSON and is limited",
                );
            }
        }
        (Rest::Schema(old), Rest::Any) => {
            let resolved = ResolvedSchema::resolve(graph.old, old);
            let tree = graph.trees.old.at(resolved.definition_place());
            let words = format!("was {} and is any JSON", resolved.type_phrase());
            if !is_any(&resolved) {
                report(graph, &checks::TYPE_WIDENED, &words);
            } else if tree.is_some_and(|tree| says_something(&tree)) {
                report(graph, &checks::CONSTRAINT_LOOSENED, "was limited and is any JSON");
            }
        }
    }
}

/// Whether values of any JSON type are allowed.
fn is_any(schema: &ResolvedSchema<'_>) -> bool {
    schema.kind() == "any" && !schema.is_union()
}

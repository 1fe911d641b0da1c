//! Compares the items of two lists. The first items may each have a schema of their own, in `prefixItems`.

use openapi_descriptions::{document::Schema, source::Node};

use super::{
    SchemaPair,
    rest::{self, Allowed, Rest},
};
use crate::{checks, graph::Graph, resolved_schema::ResolvedSchema};

/// The items of a list.
struct Items<'a> {
    first: Vec<&'a Schema>,
    rest: Rest<'a>,
}

impl<'a> Items<'a> {
    /// The item at a position.
    fn at(&self, position: usize) -> Rest<'a> {
        self.first
            .get(position)
            .map_or(self.rest, |item| Rest::Schema(item))
    }
}

pub(super) fn compare_items<'a>(graph: &mut Graph<'a>, pair: &SchemaPair<'_, 'a>) {
    let phrase = &pair.label.phrase;
    let (old, new) = (items(graph, pair.old, true), items(graph, pair.new, false));
    let allowed = Allowed {
        closed: &checks::CONSTRAINT_TIGHTENED,
        opened: &checks::CONSTRAINT_LOOSENED,
    };
    let count = old.first.len().max(new.first.len());
    for position in 0..count {
        let items = (old.at(position), new.at(position));
        let phrase = format!("item {} of {phrase}", position + 1);
        rest::compare(graph, pair, items, &phrase, &allowed);
    }
    let phrase = if count == 0 {
        format!("an item of {phrase}")
    } else {
        format!("an item of {phrase} after the first {count}")
    };
    rest::compare(graph, pair, (old.rest, new.rest), &phrase, &allowed);
}

/// The items of one side. The reader makes one of several alternatives of them, because code is made of what they have in common.
fn items<'a>(graph: &mut Graph<'a>, resolved: &ResolvedSchema<'a>, is_old: bool) -> Items<'a> {
    let items = resolved.schema.items.as_deref();
    let has_first = |items: &&Schema| items.place.pointer.last() == Some("prefixItems");
    let (first, others): (Vec<&Schema>, Vec<&Schema>) = items.filter(has_first).map_or_else(
        || (Vec::new(), items.into_iter().collect()),
        |items| {
            let is_first = |item: &&Schema| item.place.parent().as_ref() == Some(&items.place);
            items.one_of.iter().partition(is_first)
        },
    );
    let rest = if let Some(rest) = others.first() {
        Rest::Schema(rest)
    } else {
        let trees = if is_old {
            &mut graph.trees.old
        } else {
            &mut graph.trees.new
        };
        let tree = trees.at(resolved.definition_place());
        let is_nothing = tree.is_some_and(|tree| tree.node.get("items") == Some(&Node::Bool(false)));
        if is_nothing { Rest::Nothing } else { Rest::Any }
    };
    Items { first, rest }
}

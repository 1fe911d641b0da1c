//! Compares the calls that the service makes: webhooks, and the callbacks of operations. What such a call sends is received by us.

use std::collections::{BTreeMap, HashMap};

use openapi_descriptions::{diagnostic::Place, document::Operation};

use super::{
    keywords::{Handling, PATH},
    once,
};
use crate::{
    graph::Graph,
    operations,
    trees::{Tree, Trees},
    verdict::Direction,
};

/// The keywords for such calls. They are compared as trees where the checks do not read them.
pub(super) const CALLS: &[&str] = &["callbacks", "webhooks"];

/// What a call is known by: its name, the address of a callback, and its method.
type Key<'a> = (&'a str, &'a str, &'a str);

/// Compares two lists of calls by the checks. Returns `false`, and compares nothing, when one of the calls could not be read, or only
/// one side has it.
pub(super) fn compare_calls<'a>(
    graph: &mut Graph<'a>,
    from: usize,
    (old, new): (&Tree<'a>, &Tree<'a>),
) -> bool {
    let before = calls(&mut graph.trees.old, old).map(|calls| read(&graph.incoming.0, calls));
    let after = calls(&mut graph.trees.new, new).map(|calls| read(&graph.incoming.1, calls));
    let (Some(Some(before)), Some(Some(after))) = (before, after) else {
        return false;
    };
    if !before.keys().eq(after.keys()) {
        return false;
    }
    for ((was, old), (is, new)) in before.into_values().zip(after.into_values()) {
        once(
            graph,
            from,
            (&was, &is),
            "a call of the service",
            |graph, node| {
                let call = graph.add_incoming();
                operations::compare_incoming(graph, call, old, new);
                graph.connect(node, call, Direction::BOTH);
            },
        );
    }
    true
}

/// The calls of a list; `None` when a path has more than its calls.
fn calls<'a>(trees: &mut Trees<'a>, list: &Tree<'a>) -> Option<BTreeMap<Key<'a>, Tree<'a>>> {
    let is_webhooks = list.place.pointer.last() == Some("webhooks");
    let mut found = BTreeMap::new();
    for (name, _) in list.entries().filter(|(name, _)| !name.starts_with("x-")) {
        let named = trees.follow(list.get(name)?);
        if is_webhooks {
            of_path(&named, (name, ""), &mut found)?;
            continue;
        }
        for (address, _) in named.entries().filter(|(key, _)| !key.starts_with("x-")) {
            let path = trees.follow(named.get(address)?);
            of_path(&path, (name, address), &mut found)?;
        }
    }
    Some(found)
}

fn of_path<'a>(
    path: &Tree<'a>,
    (name, address): (&'a str, &'a str),
    found: &mut BTreeMap<Key<'a>, Tree<'a>>,
) -> Option<()> {
    for (key, _) in path.entries() {
        match PATH.handling(key) {
            // A call reads the parameters of its path.
            _ if key == "parameters" => {}
            Handling::Words => {}
            Handling::Checked("operation-removed") if key != "$ref" => {
                found.insert((name, address, key), path.get(key)?);
            }
            _ => return None,
        }
    }
    Some(())
}

/// Each call with what was read of it; `None` when one was not read.
fn read<'a>(
    known: &HashMap<&'a Place, &'a Operation>,
    calls: BTreeMap<Key<'a>, Tree<'a>>,
) -> Option<BTreeMap<Key<'a>, (Tree<'a>, &'a Operation)>> {
    let calls = calls.into_iter();
    calls
        .map(|(key, tree)| {
            let operation = known.get(&tree.place).copied()?;
            Some((key, (tree, operation)))
        })
        .collect()
}

//! Finds the operations of the new description that correspond to those of the old one.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_model::names::split_operation_id;
use openapi_descriptions::{
    bundle::Bundle,
    document::{Operation, Schema},
};

use super::{exchange, graph::Graph, resolved_schema::ResolvedSchema, similar};

/// How the operations of a pair were matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairedBy {
    /// By method and path.
    Route,
    /// By method and path, with different letter case in the path.
    RouteInOtherCase,
    /// By operation id, or by similar path, name and bodies.
    Moved,
}

/// The pairs, and the operations without a partner.
#[derive(Debug, Default)]
pub(super) struct Pairs<'a> {
    pub both: Vec<(&'a Operation, &'a Operation, PairedBy)>,
    pub removed: Vec<&'a Operation>,
    pub added: Vec<&'a Operation>,
}

/// Pairs the operations: by method and path, then ignoring case, then by id, then by similarity.
pub(super) fn pair_operations<'a>(graph: &Graph<'a>) -> Pairs<'a> {
    let (old, new) = (graph.old.entry(), graph.new.entry());
    let mut result = Pairs {
        removed: old.operations.iter().collect(),
        added: new.operations.iter().collect(),
        ..Pairs::default()
    };
    let shape = |operation: &Operation| path_shape(&operation.path) + &operation.overload;
    let route = |operation: &Operation| (operation.method.clone(), shape(operation));
    result.pair_by_key(PairedBy::Route, route);
    result.pair_by_key(PairedBy::RouteInOtherCase, |operation| {
        (operation.method.clone(), shape(operation).to_lowercase())
    });
    result.pair_by_key(PairedBy::Moved, |operation| {
        (operation.id.clone().unwrap_or_default(), String::new())
    });
    let traits = |bundle: &Bundle<'a>, list: &[&'a Operation]| -> Vec<OperationTraits<'a>> {
        list.iter()
            .map(|operation| OperationTraits::read(bundle, operation))
            .collect()
    };
    let before = traits(graph.old, &result.removed);
    let after = traits(graph.new, &result.added);
    let words = |list: &[OperationTraits<'a>]| -> Vec<BTreeSet<String>> {
        list.iter().map(OperationTraits::words).collect()
    };
    let similar_pairs = similar::pair_similar(&words(&before), &words(&after), |a, b| {
        match (before.get(a), after.get(b)) {
            (Some(old), Some(new)) => old.similarity(new),
            _ => 0.0,
        }
    });
    for (a, b) in &similar_pairs {
        if let (Some(old), Some(new)) = (result.removed.get(*a), result.added.get(*b)) {
            result.both.push((old, new, PairedBy::Moved));
        }
    }
    result.removed = without(&result.removed, |at| similar_pairs.iter().any(|(a, _)| *a == at));
    result.added = without(&result.added, |at| similar_pairs.iter().any(|(_, b)| *b == at));
    pair_by_shape(graph, &mut result);
    result
}

/// Pairs operations of the same method with another path that send and receive the same properties, and no others do. Their paths
/// begin with the same segment.
fn pair_by_shape<'a>(graph: &Graph<'a>, pairs: &mut Pairs<'a>) {
    let names = |bundle: &Bundle<'a>, schemas: Vec<&'a Schema>| -> BTreeSet<&'a str> {
        let resolved = schemas
            .into_iter()
            .map(|schema| ResolvedSchema::resolve(bundle, schema));
        resolved
            .flat_map(|schema| schema.properties(bundle).properties)
            .map(|(name, _)| name)
            .collect()
    };
    let shape = |bundle: &Bundle<'a>, operation: &'a Operation| {
        let (sent, received) = exchange::exchanged_schemas(bundle, operation);
        let (sent, received) = (names(bundle, sent), names(bundle, received));
        let first = operation.path.split('/').nth(1).unwrap_or_default().to_owned();
        (!sent.is_empty() || !received.is_empty()).then_some((
            operation.method.as_str(),
            first,
            sent,
            received,
        ))
    };
    let index = |bundle: &Bundle<'a>, list: &[&'a Operation]| {
        let mut index: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, operation) in list.iter().enumerate() {
            if let Some(shape) = shape(bundle, operation) {
                index.entry(shape).or_default().push(at);
            }
        }
        index
    };
    let (before, after) = (index(graph.old, &pairs.removed), index(graph.new, &pairs.added));
    let mut taken = Vec::new();
    for (shape, old) in &before {
        if let ([a], Some([b])) = (old.as_slice(), after.get(shape).map(Vec::as_slice))
            && let (Some(old), Some(new)) = (pairs.removed.get(*a), pairs.added.get(*b))
        {
            pairs.both.push((old, new, PairedBy::Moved));
            taken.push((*a, *b));
        }
    }
    pairs.removed = without(&pairs.removed, |at| taken.iter().any(|(a, _)| *a == at));
    pairs.added = without(&pairs.added, |at| taken.iter().any(|(_, b)| *b == at));
}

impl<'a> Pairs<'a> {
    /// Pairs operations with the same key. Empty keys and keys that are not unique pair nothing.
    fn pair_by_key<K: Ord + Default>(&mut self, paired_by: PairedBy, key: impl Fn(&Operation) -> K) {
        let index = |list: &[&'a Operation]| {
            let mut index = BTreeMap::new();
            for operation in list {
                index
                    .entry(key(operation))
                    .and_modify(|slot| *slot = None)
                    .or_insert(Some(*operation));
            }
            index
        };
        let (old, new) = (index(&self.removed), index(&self.added));
        let mut taken: BTreeSet<*const Operation> = BTreeSet::new();
        for operation in &self.removed {
            let wanted = key(operation);
            if wanted == K::default() {
                continue;
            }
            if let (Some(Some(before)), Some(Some(after))) = (old.get(&wanted), new.get(&wanted)) {
                self.both.push((before, after, paired_by));
                taken.insert(std::ptr::from_ref(*before));
                taken.insert(std::ptr::from_ref(*after));
            }
        }
        self.removed
            .retain(|operation| !taken.contains(&std::ptr::from_ref(*operation)));
        self.added
            .retain(|operation| !taken.contains(&std::ptr::from_ref(*operation)));
    }
}

fn without<'a>(list: &[&'a Operation], taken: impl Fn(usize) -> bool) -> Vec<&'a Operation> {
    list.iter()
        .enumerate()
        .filter(|(at, _)| !taken(*at))
        .map(|(_, operation)| *operation)
        .collect()
}

/// A path without the names of its parameters, which are not on the wire.
pub(super) fn path_shape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => {
                inside = true;
                out.push('{');
            }
            '}' => {
                inside = false;
                out.push('}');
            }
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

/// The traits by which an operation is recognized when its path and its id changed.
struct OperationTraits<'a> {
    method: &'a str,
    name: BTreeSet<String>,
    segments: BTreeSet<(usize, String)>,
    /// The names of the properties in the schemas that it sends and receives.
    properties: BTreeSet<&'a str>,
}

impl<'a> OperationTraits<'a> {
    fn read(bundle: &Bundle<'a>, operation: &'a Operation) -> Self {
        let id = operation.id.as_deref().unwrap_or_default();
        let segments = path_shape(&operation.path);
        let (sent, received) = exchange::exchanged_schemas(bundle, operation);
        Self {
            method: &operation.method,
            name: similar::words_of_name(split_operation_id(id).1),
            segments: segments.split('/').map(str::to_owned).enumerate().collect(),
            properties: sent
                .into_iter()
                .chain(received)
                .flat_map(|schema| {
                    ResolvedSchema::resolve(bundle, schema)
                        .properties(bundle)
                        .properties
                })
                .map(|(name, _)| name)
                .collect(),
        }
    }

    fn words(&self) -> BTreeSet<String> {
        let segments = self
            .segments
            .iter()
            .map(|(at, segment)| format!("{at}/{segment}"));
        self.name.iter().cloned().chain(segments).collect()
    }

    /// The mean similarity of name, path and properties; 0 when the methods differ.
    fn similarity(&self, other: &Self) -> f64 {
        if self.method != other.method {
            return 0.0;
        }
        let name = similar::set_similarity(&self.name, &other.name);
        let path = similar::set_similarity(&self.segments, &other.segments);
        let bodies = similar::set_similarity(&self.properties, &other.properties);
        (name + path + bodies) / 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::path_shape;

    #[test]
    fn the_name_of_a_path_parameter_is_not_on_the_wire() {
        assert_eq!(path_shape("/a/{x}/b/{y}"), path_shape("/a/{threadId}/b/{id}"));
        assert_ne!(path_shape("/a/{x}/b"), path_shape("/a/{x}/c"));
    }
}

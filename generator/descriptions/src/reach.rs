//! The places that an operation reaches: its part of the file, and everything that its references lead to.

use std::collections::{BTreeMap, HashMap};

use crate::{
    diagnostic::Place,
    document::{Operation, Reference},
    pointer::Pointer,
    reference::{references, split},
    source::{FileId, Node, Sources},
};

/// The places that operations lead to, and how they lead to each other.
///
/// It is a graph that is made once for all operations. The places of each operation are not stored: in a description whose types
/// refer to each other, nearly every operation reaches nearly everything.
#[derive(Debug, Default)]
pub struct Reach {
    /// The number of each place.
    numbers: HashMap<Place, usize>,
    /// The places that one leads to, and that lead to it.
    to: Vec<Vec<usize>>,
    from: Vec<Vec<usize>>,
    /// Where each operation begins: its own place, and the parts beside it for all operations of its path.
    begins: Vec<Vec<usize>>,
    /// The operations that begin at a place.
    begun: HashMap<usize, Vec<usize>>,
}

/// The places of some operations.
#[derive(Debug)]
pub struct Reached<'a> {
    reach: &'a Reach,
    seen: Vec<bool>,
}

impl Reached<'_> {
    /// Whether a place is one of these, or is in one.
    pub fn has(&self, place: &Place) -> bool {
        let holds = |number: usize| self.seen.get(number).copied().unwrap_or_default();
        self.reach.around(place).any(holds)
    }
}

impl Reach {
    /// What these operations lead to.
    pub fn new<'o>(sources: &Sources, operations: impl IntoIterator<Item = &'o Operation>) -> Self {
        let variants = variants(sources);
        let mut reach = Self::default();
        let mut pending = Vec::new();
        for (at, operation) in operations.into_iter().enumerate() {
            let beside = operation.place.parent().map(|path| path.join("parameters"));
            let begins = [Some(operation.place.clone()), beside].into_iter().flatten();
            let begins: Vec<usize> = begins.map(|place| reach.number(place, &mut pending)).collect();
            for number in &begins {
                reach.begun.entry(*number).or_default().push(at);
            }
            reach.begins.push(begins);
        }
        while let Some((here, place)) = pending.pop() {
            let below = at(sources, &place).map(|node| references(node, &place));
            let below = below.unwrap_or_default();
            // Calls of the service do not belong to an operation.
            let calls = reach.begun.contains_key(&here).then(|| place.join("callbacks"));
            let below = below.iter().filter(|reference| {
                calls
                    .as_ref()
                    .is_none_or(|calls| !is_within(&reference.place, calls))
            });
            let targets = variants.get(&place).into_iter().flatten().cloned();
            for target in targets.chain(below.filter_map(target_of)) {
                let there = reach.number(target, &mut pending);
                if let Some(to) = reach.to.get_mut(here) {
                    to.push(there);
                }
                if let Some(from) = reach.from.get_mut(there) {
                    from.push(here);
                }
            }
        }
        reach
    }

    /// The number of a place, which is still to be looked into when it is new.
    fn number(&mut self, place: Place, pending: &mut Vec<(usize, Place)>) -> usize {
        if let Some(number) = self.numbers.get(&place) {
            return *number;
        }
        let number = self.to.len();
        self.numbers.insert(place.clone(), number);
        self.to.push(Vec::new());
        self.from.push(Vec::new());
        pending.push((number, place));
        number
    }

    /// The places that the operations lead to whose numbers `holds` accepts, in the order in which they were given.
    pub fn reached_from(&self, holds: impl Fn(usize) -> bool) -> Reached<'_> {
        let begins = self.begins.iter().enumerate();
        let begins = begins.filter(|(at, _)| holds(*at));
        let seen = follow(&self.to, begins.flat_map(|(_, begins)| begins.iter().copied()));
        Reached { reach: self, seen }
    }

    /// The numbers of the operations that lead to a place, or to one that it is in.
    pub fn leading_to(&self, place: &Place) -> Vec<usize> {
        let seen = follow(&self.from, self.around(place));
        let begins = (0..seen.len()).filter(|number| seen.get(*number) == Some(&true));
        let mut operations: Vec<usize> = begins
            .filter_map(|number| self.begun.get(&number))
            .flatten()
            .copied()
            .collect();
        operations.sort_unstable();
        operations.dedup();
        operations
    }

    /// The known places that a place is or is in, up to the operation that it is in: a call of the service may stand in another.
    fn around(&self, place: &Place) -> impl Iterator<Item = usize> {
        let places = std::iter::successors(Some(place.clone()), Place::parent);
        let mut is_done = false;
        let known = places.filter_map(|place| self.numbers.get(&place).copied());
        known.take_while(move |number| !std::mem::replace(&mut is_done, self.begun.contains_key(number)))
    }
}

fn is_within(place: &Place, outer: &Place) -> bool {
    std::iter::successors(Some(place.clone()), Place::parent).any(|place| place == *outer)
}

/// Which places are found by following the edges of a graph.
fn follow(edges: &[Vec<usize>], begin: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut pending: Vec<usize> = begin.collect();
    while let Some(here) = pending.pop() {
        if let Some(seen) = seen.get_mut(here)
            && !std::mem::replace(seen, true)
        {
            pending.extend(edges.get(here).into_iter().flatten().copied());
        }
    }
    seen
}

/// Bases with a discriminator, and the schemas that inherit from them: a value of the base can be any of these.
fn variants(sources: &Sources) -> BTreeMap<Place, Vec<Place>> {
    let mut variants: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for (file, source) in sources.iter() {
        let root = Place::new(file.clone(), Pointer::root());
        for folder in [&["definitions"][..], &["components", "schemas"]] {
            let place = folder.iter().fold(root.clone(), |place, key| place.join(key));
            let Some(Node::Mapping(schemas)) = source.node.at(&place.pointer) else {
                continue;
            };
            for (name, schema) in &schemas.entries {
                let Some(Node::Sequence(parts)) = schema.get("allOf") else {
                    continue;
                };
                for part in parts {
                    let Some(Node::String(target)) = part.get("$ref") else {
                        continue;
                    };
                    let here = place.join(name);
                    if let Some(base) = split_at(&here, target)
                        && at(sources, &base).is_some_and(|base| base.get("discriminator").is_some())
                    {
                        variants.entry(base).or_default().push(here);
                    }
                }
            }
        }
    }
    variants
}

fn split_at(place: &Place, target: &str) -> Option<Place> {
    target_of(&Reference {
        place: place.clone(),
        target: target.to_owned(),
    })
}

fn target_of(reference: &Reference) -> Option<Place> {
    split(reference)
        .ok()
        .map(|(file, pointer)| Place::new(file, pointer))
}

fn at<'a>(sources: &'a Sources, place: &Place) -> Option<&'a Node> {
    let file: &FileId = &place.file;
    sources.get(file)?.node.at(&place.pointer)
}

#[cfg(test)]
mod tests {
    use super::Reach;
    use crate::{
        bundle::{self, Bundle},
        diagnostic::Place,
        document::Operation,
        pointer::Pointer,
        source::{FileId, Source, Sources},
    };

    #[test]
    fn an_operation_leads_to_what_it_refers_to_and_to_the_variants_of_that() {
        let text = "{swagger: '2.0', info: {title: T, version: '1'}, paths: {/a: {get: {responses: {'200': {description: ok,
            schema: {$ref: '#/definitions/Base'}}}}, post: {responses: {'200': {description: ok}}}}},
            definitions: {Base: {type: object, discriminator: kind, properties: {kind: {type: string}}},
            Sub: {allOf: [{$ref: '#/definitions/Base'}], properties: {x: {type: string}}}, Other: {type: object}}}";
        let file = FileId::new("a.yaml");
        let mut sources = Sources::new("spec");
        sources.insert(file.clone(), Source::parse("a.yaml", text).unwrap());
        let documents = bundle::documents(&sources, [&file]);
        let bundle = Bundle::new(&file, &documents).unwrap();
        let reach = Reach::new(&sources, &bundle.entry().operations);
        let ids: Vec<_> = bundle
            .entry()
            .operations
            .iter()
            .map(Operation::method_and_path)
            .collect();
        assert_eq!(ids, ["GET /a", "POST /a"]);
        let (get, post) = (reach.reached_from(|at| at == 0), reach.reached_from(|at| at == 1));
        let place = |text: &str| Place::new(file.clone(), Pointer::parse(text).unwrap());
        assert!(get.has(&place("/definitions/Sub/properties/x")));
        assert!(get.has(&place("/paths/~1a/get/responses")));
        assert!(!get.has(&place("/definitions/Other")));
        assert!(!get.has(&place("/paths/~1a/post")));
        assert!(!post.has(&place("/definitions/Base")));
        assert_eq!(reach.leading_to(&place("/definitions/Sub/properties/x")), [0]);
        assert_eq!(reach.leading_to(&place("/paths/~1a/parameters/0")), [0, 1]);
        assert!(reach.leading_to(&place("/definitions/Other")).is_empty());
    }
}

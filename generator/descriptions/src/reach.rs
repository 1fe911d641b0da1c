//! What an operation leads to: its own part of the file, and all that its references lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::Place,
    document::{Operation, Reference},
    pointer::Pointer,
    reference::{references, split},
    source::{FileId, Node, Sources},
};

/// The places that operations lead to, by the trees of their files.
#[derive(Debug)]
pub struct Reach<'a> {
    sources: &'a Sources,
    /// Bases with a discriminator, and the schemas that inherit from them: who gets the base can get any of these.
    variants: BTreeMap<Place, Vec<Place>>,
    /// The places that the references below a place lead to, once that was asked for.
    targets: BTreeMap<Place, Vec<Place>>,
}

/// The places of one operation.
#[derive(Clone, Debug, Default)]
pub struct Reached(BTreeSet<Place>);

impl Reached {
    /// Whether a place is one of these, or is in one.
    pub fn has(&self, place: &Place) -> bool {
        let mut place = Some(place.clone());
        while let Some(here) = place {
            if self.0.contains(&here) {
                return true;
            }
            place = here.parent();
        }
        false
    }
}

impl<'a> Reach<'a> {
    /// Nothing yet.
    pub fn new(sources: &'a Sources) -> Self {
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
        Self {
            sources,
            variants,
            targets: BTreeMap::new(),
        }
    }

    /// What an operation leads to, what stands beside it for all operations of its path included.
    pub fn operation(&mut self, operation: &Operation) -> Reached {
        let mut pending = vec![operation.place.clone()];
        pending.extend(operation.place.parent().map(|path| path.join("parameters")));
        let mut found = BTreeSet::new();
        while let Some(place) = pending.pop() {
            if !found.insert(place.clone()) {
                continue;
            }
            pending.extend(self.variants.get(&place).into_iter().flatten().cloned());
            if !self.targets.contains_key(&place) {
                let below = at(self.sources, &place).map(|node| references(node, &place));
                let below = below.unwrap_or_default();
                let targets = below.iter().filter_map(target_of).collect();
                self.targets.insert(place.clone(), targets);
            }
            pending.extend(self.targets.get(&place).into_iter().flatten().cloned());
        }
        Reached(found)
    }
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
        let mut reach = Reach::new(&sources);
        let [get, post] = bundle.entry().operations.as_slice() else {
            panic!()
        };
        let (get, post) = (reach.operation(get), reach.operation(post));
        let place = |text: &str| Place::new(file.clone(), Pointer::parse(text).unwrap());
        assert!(get.has(&place("/definitions/Sub/properties/x")));
        assert!(get.has(&place("/paths/~1a/get/responses")));
        assert!(!get.has(&place("/definitions/Other")));
        assert!(!get.has(&place("/paths/~1a/post")));
        assert!(!post.has(&place("/definitions/Base")));
    }
}

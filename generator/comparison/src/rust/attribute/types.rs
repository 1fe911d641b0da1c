//! Why types are gone or new: a type goes with the last thing that used it, and comes with the first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::checks::{Check, Effect, Subject};
use crate::rust::{
    compare::{Change, Kind},
    surface::{Origin, Surface, type_path},
};
use openapi_client_model::{
    api::{Operation, Type, TypeDef, TypeKind},
    names::Ident,
};
use openapi_descriptions::{components::components, diagnostic::Place};

use super::{Causes, Context, When, about};

/// A use of a type: the places that a cut of it may stand at, and what uses it.
struct Use<'a> {
    places: Vec<&'a Place>,
    by: User<'a>,
}

enum User<'a> {
    Type(&'a Ident),
    Operation(&'a Operation),
}

impl<'a> Context<'a, '_> {
    /// The causes of a change of a type as a whole.
    pub(super) fn definition(
        &self,
        change: &Change,
        old: Option<Origin<'a>>,
        new: Option<Origin<'a>>,
    ) -> Causes {
        let definition = |origin| match origin {
            Some(Origin::Type(definition)) => Some(definition),
            _ => None,
        };
        let known = match change.kind {
            Kind::Gone => self.gone.get(&change.old_path),
            Kind::New => self.come.get(&change.new_path),
            Kind::Changed => None,
        };
        match known {
            Some(causes) if !causes.is_empty() => causes.clone(),
            _ => self.shape(definition(old), definition(new)),
        }
    }

    /// Finds out why each type that is gone or new is so.
    pub(super) fn find_uses(&mut self, changes: &[Change]) {
        let paths = |kind: Kind, path: fn(&Change) -> &String| -> BTreeSet<&String> {
            let found = changes.iter().filter(|change| change.kind == kind);
            found.map(path).collect()
        };
        let gone = paths(Kind::Gone, |change| &change.old_path);
        let come = paths(Kind::New, |change| &change.new_path);
        self.gone = self.cuts(When::Before, &gone);
        self.come = self.cuts(When::After, &come);
    }

    /// For each of some types on one side the findings that are nearest to it on the ways that led to it.
    fn cuts(&self, when: When, types: &BTreeSet<&String>) -> BTreeMap<String, Causes> {
        let surface = self.surface(when);
        let wanted: Vec<&TypeDef> = surface
            .api
            .types
            .values()
            .filter(|definition| types.contains(&type_path(definition)))
            .collect();
        let index: HashMap<&Ident, usize> = wanted
            .iter()
            .enumerate()
            .map(|(at, definition)| (&definition.name, at))
            .collect();
        let mut causes = vec![Causes::new(); wanted.len()];
        let mut edges = vec![Vec::new(); wanted.len()];
        for (name, uses) in &uses(surface) {
            let Some(at) = index.get(name) else { continue };
            for used in uses {
                let found = self.cut(when, used);
                if let (true, User::Type(by)) = (found.is_empty(), &used.by)
                    && let Some(by) = index.get(by)
                    && let Some(edges) = edges.get_mut(*by)
                {
                    // What used it is gone itself, for the same reasons.
                    edges.push(*at);
                }
                if let Some(causes) = causes.get_mut(*at) {
                    causes.extend(found);
                }
            }
        }
        hand_down(&mut causes, &edges);
        wanted
            .into_iter()
            .zip(causes)
            .map(|(definition, causes)| (type_path(definition), causes))
            .collect()
    }

    /// The findings that a use ended or began with.
    fn cut(&self, when: When, used: &Use<'a>) -> Causes {
        let ends = |check: &Check| {
            let other = !matches!(check.subject, Subject::Value | Subject::Operation);
            about::value_type(check) || (check.effect == when.effect() && other)
        };
        let places = || used.places.iter().copied();
        let mut found = self.at(when, places(), ends);
        if found.is_empty() {
            found = self.at(when, places(), about::other_answer);
        }
        if let (true, User::Operation(operation)) = (found.is_empty(), &used.by) {
            found = self.at(when, operation.docs.place.as_ref(), |check| {
                about::operation(check) && matches!(check.effect, Effect::Added | Effect::Removed)
            });
        }
        found
    }

    /// Why a type is sent that was not, or is sent no more.
    pub(super) fn sent(&self, old: &'a TypeDef, new: &'a TypeDef) -> Causes {
        if old.usage.input == new.usage.input {
            return Causes::new();
        }
        let (when, definition) = if old.usage.input {
            (When::Before, old)
        } else {
            (When::After, new)
        };
        let uses = uses(self.surface(when));
        let mut causes = Causes::new();
        let mut seen = BTreeSet::new();
        let mut pending = vec![&definition.name];
        while let Some(name) = pending.pop() {
            if !seen.insert(name) {
                continue;
            }
            for used in uses.get(name).into_iter().flatten() {
                let found = self.cut(when, used);
                if let (true, User::Type(by)) = (found.is_empty(), &used.by) {
                    pending.push(by);
                }
                causes.extend(found);
            }
        }
        causes
    }

    /// Why a type leads back to itself that did not, or does so no more: what was added to it or to what it leads to.
    pub(super) fn circle(&self, old: &'a TypeDef, new: &'a TypeDef) -> Causes {
        let mut causes = Causes::new();
        for (when, definition) in [(When::Before, old), (When::After, new)] {
            let surface = self.surface(when);
            let mut seen = BTreeSet::new();
            let mut pending = vec![&definition.name];
            while let Some(name) = pending.pop() {
                if !seen.insert(name) {
                    continue;
                }
                let found = surface.api.types.get(name).map(|definition| &definition.kind);
                let Some(TypeKind::Object(properties)) = found else {
                    continue;
                };
                for property in properties.iter().filter(|property| property.recursive) {
                    pending.extend(property.ty.declared());
                    causes.extend(self.at(when, property.docs.place.as_ref(), |check| {
                        about::property_came_or_went(check) || about::value_type(check)
                    }));
                }
            }
        }
        causes
    }
}

/// Adds the causes of each node to all that it leads to.
fn hand_down(causes: &mut [Causes], edges: &[Vec<usize>]) {
    let component = components(edges);
    let count = component.iter().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, component) in component.iter().enumerate() {
        if let Some(members) = members.get_mut(*component) {
            members.push(node);
        }
    }
    for members in members.iter().rev() {
        let all: Causes = members
            .iter()
            .filter_map(|node| causes.get(*node))
            .flatten()
            .copied()
            .collect();
        if all.is_empty() {
            continue;
        }
        let led = members.iter().filter_map(|node| edges.get(*node)).flatten();
        for node in members.iter().chain(led) {
            if let Some(slot) = causes.get_mut(*node) {
                slot.extend(&all);
            }
        }
    }
}

/// The uses of every type of a side.
fn uses<'a>(surface: &Surface<'a>) -> BTreeMap<&'a Ident, Vec<Use<'a>>> {
    let mut uses: BTreeMap<&Ident, Vec<Use<'a>>> = BTreeMap::new();
    for definition in surface.api.types.values() {
        let by = || User::Type(&definition.name);
        match &definition.kind {
            TypeKind::Object(properties) => {
                for property in properties {
                    if let (Some(name), Some(place)) = (property.ty.declared(), &property.docs.place) {
                        uses.entry(name).or_default().push(Use {
                            places: surface.depends(place),
                            by: by(),
                        });
                    }
                }
            }
            TypeKind::Union { variants, .. } => {
                for variant in variants {
                    uses.entry(&variant.ty).or_default().push(Use {
                        places: variant.docs.place.iter().collect(),
                        by: by(),
                    });
                }
            }
            TypeKind::Enum { .. } => {}
        }
    }
    let operations = surface.api.clients.iter().flat_map(|client| &client.operations);
    for operation in operations {
        let by = || User::Operation(operation);
        for parameter in &operation.parameters {
            if let Some(name) = parameter.ty.declared() {
                uses.entry(name).or_default().push(Use {
                    places: surface.parameter(parameter),
                    by: by(),
                });
            }
        }
        let (mut sent, received) = surface.bodies(operation);
        if let Some(body) = &operation.body
            && let Some(name) = body.ty.declared()
        {
            sent.extend(body.docs.place.as_ref());
            uses.entry(name).or_default().push(Use {
                places: sent,
                by: by(),
            });
        }
        if let Some(name) = operation.answer.ty().and_then(Type::declared) {
            uses.entry(name).or_default().push(Use {
                places: received,
                by: by(),
            });
        }
    }
    uses
}

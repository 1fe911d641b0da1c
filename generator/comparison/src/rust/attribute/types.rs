//! Finds the causes of removed and added types: a type is removed with its last use, and added with its first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::checks::{self, Aspect, Check, Effect};
use crate::rust::{
    compare::{ChangeKind, ItemChange},
    surface::{Origin, Surface, type_path},
};
use openapi_client_model::{
    api::{Operation, Type, TypeDef, TypeKind},
    names::Ident,
};
use openapi_descriptions::{components::components, diagnostic::Place};

use super::{Causes, Context, WhichSide, about};

/// A use of a type: the places where a finding can end or begin the use, and the user.
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
        change: &ItemChange,
        old: Option<Origin<'a>>,
        new: Option<Origin<'a>>,
    ) -> Causes {
        let definition = |origin| match origin {
            Some(Origin::Type(definition)) => Some(definition),
            _ => None,
        };
        let known = match change.kind {
            ChangeKind::Removed => self.removed_types.get(&change.old_path),
            ChangeKind::Added => self.added_types.get(&change.new_path),
            ChangeKind::Changed => None,
        };
        match known {
            Some(causes) if !causes.is_empty() => causes.clone(),
            _ => self.shape(definition(old), definition(new)),
        }
    }

    /// Finds the causes of every removed and every added type.
    pub(super) fn find_uses(&mut self, changes: &[ItemChange]) {
        let paths = |kind: ChangeKind, path: fn(&ItemChange) -> &String| -> BTreeSet<&String> {
            let found = changes.iter().filter(|change| change.kind == kind);
            found.map(path).collect()
        };
        let removed = paths(ChangeKind::Removed, |change| &change.old_path);
        let added = paths(ChangeKind::Added, |change| &change.new_path);
        self.removed_types = self.type_causes(WhichSide::Old, &removed);
        self.added_types = self.type_causes(WhichSide::New, &added);
    }

    /// For each of some types on one side, the nearest findings on the paths that lead to the type.
    fn type_causes(&self, side: WhichSide, types: &BTreeSet<&String>) -> BTreeMap<String, Causes> {
        let surface = self.surface(side);
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
        for (name, uses) in &type_uses(surface) {
            let Some(at) = index.get(name) else { continue };
            for used in uses {
                let found = self.use_causes(side, used);
                if let (true, User::Type(by)) = (found.is_empty(), &used.by)
                    && let Some(by) = index.get(by)
                    && let Some(edges) = edges.get_mut(*by)
                {
                    // The user was removed itself, so the used type has the same causes.
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

    /// The findings that end or begin a use.
    fn use_causes(&self, side: WhichSide, used: &Use<'a>) -> Causes {
        let ends = |check: &Check| {
            let other = !matches!(check.aspect, Aspect::Value | Aspect::Operation);
            about::value_type(check) || (check.effect == side.effect() && other)
        };
        let places = || used.places.iter().copied();
        let mut found = self.findings_at(side, places(), ends);
        if found.is_empty() {
            found = self.findings_at(side, places(), about::response_replaced);
        }
        if let (true, User::Type(by)) = (found.is_empty(), &used.by) {
            // The user is one of several types in place of an object, or the other way round.
            let by = self.surface(side).api.types.get(*by);
            let place = by.and_then(|by| by.docs.place.as_ref());
            found = self.findings_at(side, place, |check| *check == checks::ALTERNATIVES_REPLACED);
        }
        if let (true, User::Operation(operation)) = (found.is_empty(), &used.by) {
            found = self.findings_at(side, operation.docs.place.as_ref(), |check| {
                about::operation(check) && matches!(check.effect, Effect::Added | Effect::Removed)
            });
        }
        found
    }

    /// The causes when a type starts or stops being sent.
    pub(super) fn sent(&self, old: &'a TypeDef, new: &'a TypeDef) -> Causes {
        if old.usage.input == new.usage.input {
            return Causes::new();
        }
        let (side, definition) = if old.usage.input {
            (WhichSide::Old, old)
        } else {
            (WhichSide::New, new)
        };
        let uses = type_uses(self.surface(side));
        let mut causes = Causes::new();
        let mut seen = BTreeSet::new();
        let mut pending = vec![&definition.name];
        while let Some(name) = pending.pop() {
            if !seen.insert(name) {
                continue;
            }
            for used in uses.get(name).into_iter().flatten() {
                let found = self.use_causes(side, used);
                if let (true, User::Type(by)) = (found.is_empty(), &used.by) {
                    pending.push(by);
                }
                causes.extend(found);
            }
        }
        causes
    }

    /// The causes when a type starts or stops being recursive: changes of the recursive properties.
    pub(super) fn recursion_causes(&self, old: &'a TypeDef, new: &'a TypeDef) -> Causes {
        let mut causes = Causes::new();
        for (side, definition) in [(WhichSide::Old, old), (WhichSide::New, new)] {
            let surface = self.surface(side);
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
                    causes.extend(self.findings_at(side, property.docs.place.as_ref(), |check| {
                        about::property_added_or_removed(check) || about::value_type(check)
                    }));
                }
            }
        }
        causes
    }
}

/// Adds the causes of each node to all nodes that it points to.
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
        let targets = members.iter().filter_map(|node| edges.get(*node)).flatten();
        for node in members.iter().chain(targets) {
            if let Some(slot) = causes.get_mut(*node) {
                slot.extend(&all);
            }
        }
    }
}

/// The uses of every type of a side.
fn type_uses<'a>(surface: &Surface<'a>) -> BTreeMap<&'a Ident, Vec<Use<'a>>> {
    let mut uses: BTreeMap<&Ident, Vec<Use<'a>>> = BTreeMap::new();
    for definition in surface.api.types.values() {
        let by = || User::Type(&definition.name);
        match &definition.kind {
            TypeKind::Object(properties) => {
                for property in properties {
                    if let (Some(name), Some(place)) = (property.ty.declared(), &property.docs.place) {
                        uses.entry(name).or_default().push(Use {
                            places: surface.dependencies(place),
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
            TypeKind::Choice(alternatives) => {
                for alternative in alternatives {
                    if let (Some(name), Some(place)) = (alternative.ty.declared(), &alternative.docs.place) {
                        uses.entry(name).or_default().push(Use {
                            places: surface.dependencies(place),
                            by: by(),
                        });
                    }
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
                    places: surface.parameter_dependencies(parameter),
                    by: by(),
                });
            }
        }
        let (mut sent, received) = surface.body_dependencies(operation);
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

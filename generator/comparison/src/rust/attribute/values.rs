//! Causes of changes of fields, setters, constructors, conversions, sets and unions.

use std::collections::BTreeMap;

use crate::checks::{Aspect, Check};
use crate::rust::surface::{Surface, property_paths};
use openapi_client_model::api::{Property, TypeDef, TypeKind};
use openapi_descriptions::diagnostic::Place;

use super::{Causes, Context, WhichSide, about};

/// A property and the type that has it.
type OwnedProperty<'a> = (&'a TypeDef, &'a Property);

impl<'a> Context<'a, '_> {
    /// The causes of a change of a field or its setters.
    pub(super) fn property(&self, old: Option<OwnedProperty<'a>>, new: Option<OwnedProperty<'a>>) -> Causes {
        let places = |surface: &Surface<'a>, owned: Option<OwnedProperty<'a>>| -> Vec<&'a Place> {
            let place = owned.and_then(|(_, property)| property.docs.place.as_ref());
            place.map(|place| surface.dependencies(place)).unwrap_or_default()
        };
        let (before, after) = (places(&self.old, old), places(&self.new, new));
        let at_either = |wanted: fn(&Check) -> bool| -> Causes {
            let mut found = self.findings_at(WhichSide::Old, before.iter().copied(), wanted);
            found.extend(self.findings_at(WhichSide::New, after.iter().copied(), wanted));
            found
        };
        let property = |side: WhichSide, place: Option<&'a Place>| {
            let wanted = |check: &Check| check.aspect == Aspect::Property && check.effect == side.effect();
            self.findings_at(side, place, wanted)
        };
        let removed = || property(WhichSide::Old, before.first().copied());
        let added = || property(WhichSide::New, after.first().copied());
        let (Some((was_in, was)), Some((is_in, is))) = (old, new) else {
            let mut causes = removed();
            causes.extend(added());
            if causes.is_empty() {
                let owner = |owned: Option<OwnedProperty<'a>>| owned.map(|(definition, _)| definition);
                causes = self.shape(owner(old), owner(new));
            }
            return causes;
        };
        let mut causes = Causes::new();
        if was.wire != is.wire {
            causes.extend(removed());
            causes.extend(added());
        }
        if was_in.usage.merge_patch != is_in.usage.merge_patch {
            causes.extend(self.patched(was_in, is_in));
        }
        let presence = |property: &Property| (property.required, property.nullable, property.read_only);
        if presence(was) != presence(is) {
            causes.extend(at_either(about::presence));
        }
        if !self.same_type(&was.ty, &is.ty) {
            causes.extend(at_either(about::value_type));
        }
        if causes.is_empty() && was_in.usage.input != is_in.usage.input {
            causes.extend(self.sent(was_in, is_in));
        }
        if causes.is_empty() {
            causes.extend(at_either(about::openness));
        }
        if causes.is_empty() {
            causes.extend(at_either(about::value_type));
        }
        if causes.is_empty() && was.recursive != is.recursive {
            causes.extend(self.recursion_causes(was_in, is_in));
        }
        causes
    }

    /// The causes of a change of the arguments of `new`, and so of conversions and of `Default`, which depend on them.
    pub(super) fn constructor(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> Causes {
        let list = |definition: Option<&'a TypeDef>| -> BTreeMap<String, OwnedProperty<'a>> {
            let Some(definition) = definition else {
                return BTreeMap::new();
            };
            let TypeKind::Object(properties) = &definition.kind else {
                return BTreeMap::new();
            };
            let path = |property| property_paths(definition, property).into_iter().next();
            properties
                .iter()
                .filter_map(|property| Some((path(property)?, (definition, property))))
                .collect()
        };
        let (before, after) = (list(old), list(new));
        let taken_by_new = |owned: Option<&OwnedProperty<'a>>| {
            owned.is_some_and(|(definition, property)| definition.takes_in_new(property))
        };
        let mut causes = Causes::new();
        let mut same = Vec::new();
        for (path, was) in &before {
            let is = after.get(&self.renames.new_path(path));
            let unchanged = taken_by_new(Some(was))
                && taken_by_new(is)
                && is.is_some_and(|is| self.same_type(&was.1.ty, &is.1.ty));
            if unchanged {
                same.push((*was, is.copied()));
            } else if taken_by_new(Some(was)) || taken_by_new(is) {
                causes.extend(self.property(Some(*was), is.copied()));
            }
        }
        for (path, is) in &after {
            if !before.contains_key(&self.renames.old_path(path)) && taken_by_new(Some(is)) {
                causes.extend(self.property(None, Some(*is)));
            }
        }
        if causes.is_empty() {
            causes = same
                .into_iter()
                .flat_map(|(was, is)| self.property(Some(was), is))
                .collect();
        }
        if let (true, Some(was), Some(is)) = (causes.is_empty(), old, new) {
            if was.usage.merge_patch == is.usage.merge_patch {
                causes = self.sent(was, is);
            } else {
                causes = self.patched(was, is);
            }
        }
        causes
    }

    /// The findings about the kind of a type: a set of values, a union, an object, or a type without a name.
    pub(super) fn shape(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> Causes {
        self.defined(old, new, |check| {
            about::value_type(check) || about::openness(check)
        })
    }

    /// The findings about the values that a type converts from and to.
    pub(super) fn openness(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> Causes {
        self.defined(old, new, about::openness)
    }

    /// The findings of some checks at the definition of a type.
    fn defined(
        &self,
        old: Option<&'a TypeDef>,
        new: Option<&'a TypeDef>,
        wanted: impl Fn(&Check) -> bool + Copy,
    ) -> Causes {
        let places = |surface: &Surface<'a>, definition: Option<&'a TypeDef>| -> Vec<&'a Place> {
            definition
                .map(|definition| surface.defined_by(definition))
                .unwrap_or_default()
        };
        let mut found = self.findings_at(WhichSide::Old, places(&self.old, old), wanted);
        found.extend(self.findings_at(WhichSide::New, places(&self.new, new), wanted));
        found
    }

    /// The causes when a value of a set or a variant of a union was removed or added.
    pub(super) fn value(&self, side: WhichSide, definition: &'a TypeDef, place: &Place) -> Causes {
        let wanted = |check: &Check| about::value(check) && check.effect == side.effect();
        let causes = self.findings_at(side, [place], wanted);
        if !causes.is_empty() {
            return causes;
        }
        match side {
            WhichSide::Old => self.shape(Some(definition), None),
            WhichSide::New => self.shape(None, Some(definition)),
        }
    }

    /// The causes when a body becomes or stops being a merge patch.
    pub(super) fn patched(&self, old: &TypeDef, new: &TypeDef) -> Causes {
        let mut causes = Causes::new();
        for (was, is, direct) in &self.pairs {
            let is_body = |operation: &openapi_client_model::api::Operation, definition: &TypeDef| {
                let body = operation.body.as_ref();
                body.is_some_and(|body| body.ty.declared() == Some(&definition.name))
            };
            if is_body(was, old) || is_body(is, new) {
                causes.extend(self.filter_causes(direct, about::media_type));
            }
        }
        causes
    }
}

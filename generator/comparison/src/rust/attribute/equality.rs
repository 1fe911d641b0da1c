//! Causes when a type gets or loses `Eq`, which it has if all its parts do.

use std::collections::BTreeSet;

use crate::checks::Check;
use crate::rust::compare::ChangeKind;
use openapi_client_model::{
    api::{TypeDef, TypeKind},
    names::Ident,
};
use openapi_descriptions::diagnostic::Place;

use super::{Causes, Context, WhichSide, about};

/// A part of a type: its place, and the declared type that it is or holds.
type Part<'a> = (Option<&'a Place>, Option<&'a Ident>);

impl<'a> Context<'a, '_> {
    /// The findings at the parts that keep a type from having `Eq`, at any depth, on the side where it does not have it.
    pub(super) fn equality(
        &self,
        kind: ChangeKind,
        old: Option<&'a TypeDef>,
        new: Option<&'a TypeDef>,
    ) -> Causes {
        let (side, definition) = match kind {
            ChangeKind::Removed => (WhichSide::New, new),
            ChangeKind::Added | ChangeKind::Changed => (WhichSide::Old, old),
        };
        let surface = self.surface(side);
        let wanted = |check: &Check| {
            about::property_added_or_removed(check) || about::type_or_presence(check) || about::value(check)
        };
        let mut causes = Causes::new();
        let mut seen = BTreeSet::new();
        let mut pending: Vec<&TypeDef> = definition.into_iter().collect();
        while let Some(definition) = pending.pop() {
            if !seen.insert(&definition.name) {
                continue;
            }
            for (place, name) in self.parts_without_eq(side, definition) {
                let places = place.into_iter().flat_map(|place| surface.dependencies(place));
                causes.extend(self.findings_at(side, places.chain(place), wanted));
                pending.extend(name.and_then(|name| surface.api.types.get(name)));
            }
        }
        causes
    }

    fn parts_without_eq(&self, side: WhichSide, definition: &'a TypeDef) -> Vec<Part<'a>> {
        let equality = &self.surface(side).equality;
        match &definition.kind {
            TypeKind::Object(properties) => properties
                .iter()
                .filter(|property| !equality.has_type(&property.ty))
                .map(|property| (property.docs.place.as_ref(), property.ty.declared()))
                .collect(),
            TypeKind::Choice(alternatives) => alternatives
                .iter()
                .filter(|alternative| !equality.has_type(&alternative.ty))
                .map(|alternative| (alternative.docs.place.as_ref(), alternative.ty.declared()))
                .collect(),
            TypeKind::Union { variants, .. } => variants
                .iter()
                .filter(|variant| !equality.has(&variant.ty))
                .map(|variant| (variant.docs.place.as_ref(), Some(&variant.ty)))
                .collect(),
            TypeKind::Enum { .. } => Vec::new(),
        }
    }
}

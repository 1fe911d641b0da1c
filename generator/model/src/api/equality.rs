//! Which types have `Eq`: those whose parts all have it. Floating-point numbers do not, because NaN is not equal to itself.
//!
//! `Hash` is on enums only. Maps do not have it, so an object would lose it with the first map that a new version adds.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Content, Outcome, Scalar, Type, TypeKind};
use crate::names::Ident;

/// Which types of an API have `Eq`.
#[derive(Clone, Debug)]
pub struct Equality<'a> {
    without: BTreeSet<&'a Ident>,
}

impl<'a> Equality<'a> {
    /// Decides for all declared types. For a recursive type, its other parts decide.
    pub fn new(api: &'a Api) -> Self {
        let mut owners: BTreeMap<&Ident, Vec<&Ident>> = BTreeMap::new();
        let mut pending = Vec::new();
        for definition in api.types.values() {
            for part in definition.kind.parts() {
                owners.entry(part).or_default().push(&definition.name);
            }
            if has_fraction(&definition.kind) {
                pending.push(&definition.name);
            }
        }
        let mut without = BTreeSet::new();
        while let Some(name) = pending.pop() {
            if without.insert(name) {
                pending.extend(owners.get(name).into_iter().flatten());
            }
        }
        Self { without }
    }

    /// Tells whether a declared type has it.
    pub fn has(&self, name: &Ident) -> bool {
        !self.without.contains(name)
    }

    /// Tells whether a type has it, as a property has that type.
    pub fn has_type(&self, ty: &Type) -> bool {
        match ty.innermost() {
            Type::Named(name) => self.has(name),
            ty => !is_fraction(ty),
        }
    }

    /// Tells whether the enum of the bodies of several statuses has it.
    pub fn has_outcomes(&self, outcomes: &[Outcome]) -> bool {
        let mut contents = outcomes.iter().filter_map(|outcome| outcome.content.as_ref());
        contents.all(|content| match content {
            Content::Json(ty) | Content::Xml(ty) => self.has_type(ty),
            // Here, these are read whole, as text or bytes.
            Content::Text | Content::Bytes | Content::Events(_) | Content::Lines(_) => true,
        })
    }
}

/// Tells whether a part that is not a declared type is a number with a fraction.
fn has_fraction(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Object(properties) => properties.iter().any(|property| is_fraction(&property.ty)),
        TypeKind::Choice(alternatives) => alternatives
            .iter()
            .any(|alternative| is_fraction(&alternative.ty)),
        TypeKind::Union { .. } | TypeKind::Enum { .. } => false,
    }
}

/// Handwritten types must have `Eq`; JSON has it, because NaN is not JSON.
fn is_fraction(ty: &Type) -> bool {
    matches!(ty.innermost(), Type::Scalar(Scalar::Float32 | Scalar::Float64))
}

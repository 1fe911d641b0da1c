//! Objects that are used both as a merge patch and otherwise: each becomes two types, because in a patch every property can also
//! be kept or removed.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_model::{
    api::{Api, Body, Type, TypeKind},
    names::{Case, Ident},
};

use super::subject::Subject;
use crate::catalog::Service;

const MERGE_PATCH: &str = "application/merge-patch+json";

/// Whether a body of these media types is a merge patch.
pub(super) fn is_merge_patch(media_types: &[String]) -> bool {
    let first = media_types.first();
    first.is_some_and(|media_type| media_type == MERGE_PATCH)
}

/// The type of a merge patch that is a map: `null` removes an entry.
pub(super) fn removing(ty: Type) -> Type {
    match ty {
        Type::Map(inner) if !matches!(*inner, Type::Nullable(_) | Type::Any) => {
            Type::Map(Box::new(Type::Nullable(inner)))
        }
        ty => ty,
    }
}

/// What is known of the names of types.
pub(super) struct Names<'a> {
    pub(super) service: &'a Service,
    /// What the catalog calls each type.
    pub(super) subjects: &'a mut BTreeMap<Ident, Subject>,
    pub(super) used: &'a mut BTreeSet<(&'static str, String)>,
}

/// Gives the patches of these objects a type of their own.
pub(super) fn split(
    api: &mut Api,
    twice: &BTreeSet<Ident>,
    is_patch: impl Fn(&Body) -> bool,
    names: &mut Names<'_>,
) {
    let mut renamed: BTreeMap<&Ident, Ident> = BTreeMap::new();
    for name in twice {
        let Some(mut definition) = api.types.get(name).cloned() else {
            continue;
        };
        let patch = names.of_copy(api, name, ["Patch", "Merge Patch", "Patch Body"]);
        definition.name = patch.clone();
        // A patch that is sent by itself is not a variant.
        let whole = twice.iter().all(|other| !is_part(api, other, name));
        if let Some(tag) = &mut definition.tag {
            tag.own |= whole;
        }
        api.types.insert(patch.clone(), definition);
        renamed.insert(name, patch);
    }
    for patch in renamed.values() {
        if let Some(definition) = api.types.get_mut(patch) {
            rename_parts(&mut definition.kind, &renamed);
        }
    }
    let operations = api.clients.iter_mut().flat_map(|client| &mut client.operations);
    for body in operations.filter_map(|operation| operation.body.as_mut()) {
        let patch = body.ty.declared().and_then(|name| renamed.get(name));
        if let (Some(patch), true) = (patch, is_patch(body)) {
            body.ty = Type::Named(patch.clone());
        }
    }
}

/// Whether a union or choice is one of this type, among others.
fn is_part(api: &Api, whole: &Ident, part: &Ident) -> bool {
    let Some(definition) = api.types.get(whole) else {
        return false;
    };
    !matches!(definition.kind, TypeKind::Object(_)) && definition.kind.parts().contains(&part)
}

/// Lets a union or choice of patches be one of patches.
fn rename_parts(kind: &mut TypeKind, renamed: &BTreeMap<&Ident, Ident>) {
    match kind {
        TypeKind::Union { variants, .. } => {
            for variant in variants {
                if let Some(patch) = renamed.get(&variant.ty) {
                    variant.ty = patch.clone();
                }
            }
        }
        TypeKind::Choice(alternatives) => {
            for alternative in alternatives {
                if let Type::Named(name) = &mut alternative.ty
                    && let Some(patch) = renamed.get(name)
                {
                    *name = patch.clone();
                }
            }
        }
        TypeKind::Object(_) | TypeKind::Enum { .. } => {}
    }
}

impl Names<'_> {
    /// The name of the second type of an object: from the catalog, or the name of the object with the first of these words that
    /// gives a free name.
    pub(super) fn of_copy(&mut self, api: &Api, object: &Ident, words: [&str; 3]) -> Ident {
        let hint = object.with_suffix(words[0]);
        let subject = Subject::inline(&hint);
        let entry = self.service.inline(hint.bare());
        if entry.is_some() {
            self.used.insert(("inline", hint.bare().to_owned()));
        }
        let given = entry.and_then(|entry| Ident::parse(entry.name.as_deref()?, Case::Type));
        let free = words
            .map(|word| object.with_suffix(word))
            .into_iter()
            .find(|name| !api.types.contains_key(name));
        let name = given.or(free).unwrap_or(hint);
        self.subjects.insert(name.clone(), subject);
        name
    }
}

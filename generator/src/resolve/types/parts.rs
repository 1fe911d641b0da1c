//! `allOf` that does not combine objects: a description beside a reference, or limits on a value.

use std::collections::HashSet;

use openapi_descriptions::{bundle::SchemaKey, document::Schema, inheritance};

use super::{DEPTH, Types, choice};

/// The only part of a schema that says what it is, when the schema itself says nothing more. `allOf` with one reference is
/// how OpenAPI 3.0 puts a description beside it.
pub(super) fn only_part(schema: &Schema) -> Option<&Schema> {
    let alone = schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.discriminator.is_none()
        && schema.enumeration.is_none()
        && choice::alternatives(schema).next().is_none();
    let mut parts = schema
        .all_of
        .iter()
        .filter(|part| !choice::only_restricts(part) || !part.required.is_empty());
    parts.next().filter(|_| alone && parts.next().is_none())
}

impl<'a> Types<'a> {
    /// Whether a value can be `null`: by itself, by what it refers to, or by the only part that it is made of.
    pub(in crate::resolve) fn is_nullable(&mut self, schema: &Schema) -> bool {
        let mut schema = schema;
        for _ in 0..DEPTH {
            if schema.nullable {
                return true;
            }
            if let Some(reference) = &schema.reference {
                let Ok((key, target)) = self.bundle.schema(reference) else {
                    return false;
                };
                if target.nullable && self.is_never_null(key) {
                    return false;
                }
                schema = target;
            } else if let Some(part) = only_part(schema) {
                schema = part;
            } else {
                return false;
            }
        }
        false
    }

    /// Whether the catalog says that a schema is never `null`.
    fn is_never_null(&mut self, (file, name): SchemaKey<'a>) -> bool {
        let found = self.service.schema(file.as_str(), name);
        let Some((used, _)) = found.filter(|(_, entry)| entry.never_null) else {
            return false;
        };
        self.used.insert(("schemas", used));
        true
    }

    /// The schema that says what a value is: behind references, `allOf` with one part, and `oneOf` with one alternative. The first
    /// is as written, and the second is its target. A reference without a target has none.
    pub(in crate::resolve) fn value_at(&self, schema: &'a Schema) -> Option<(&'a Schema, &'a Schema)> {
        let mut schema = schema;
        for _ in 0..DEPTH {
            let target = match &schema.reference {
                Some(reference) => inheritance::follow(self.bundle, reference).ok()?.1,
                None => schema,
            };
            let mut alternatives = choice::alternatives(target);
            let only = alternatives.next().filter(|_| alternatives.next().is_none());
            let only = only.filter(|_| target.enumeration.is_none() && !choice::has_own_part(target));
            match only_part(target).or(only) {
                Some(part) => schema = part,
                None => return Some((schema, target)),
            }
        }
        None
    }

    /// The part of a schema that is not an object but a value, a list or an enum.
    pub(super) fn value_part(&self, schema: &'a Schema) -> Option<&'a Schema> {
        if says_what_it_is(schema) {
            return None;
        }
        // A schema that many parts lead to is looked at once.
        let mut seen = HashSet::new();
        let mut parts = schema.all_of.iter();
        parts.find(|part| self.is_value(part, &mut seen))
    }

    /// Whether a part is a value, or is made of parts of which one is.
    fn is_value(&self, part: &'a Schema, seen: &mut HashSet<*const Schema>) -> bool {
        let mut pending = vec![part];
        while let Some(part) = pending.pop() {
            let target = match &part.reference {
                // A broken reference is reported where it is followed.
                Some(reference) => match inheritance::follow(self.bundle, reference) {
                    Ok((_, target)) => target,
                    Err(_) => continue,
                },
                None => part,
            };
            if !seen.insert(std::ptr::from_ref(target)) {
                continue;
            }
            let kind = target.kind.as_deref();
            if target.enumeration.is_some() || kind.is_some_and(|kind| kind != "object") {
                return true;
            }
            if !says_what_it_is(target) {
                pending.extend(&target.all_of);
            }
        }
        false
    }
}

/// Whether a schema defines its type itself, so that its parts do not decide it.
fn says_what_it_is(schema: &Schema) -> bool {
    !schema.properties.is_empty() || schema.discriminator.is_some() || schema.enumeration.is_some()
}

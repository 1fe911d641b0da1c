//! From schemas to types: which schemas become items of the crate, and the types of properties.

mod all;
mod choice;
mod claim;
mod define;
mod docs;
mod inherited;
mod parts;
pub(super) mod plain;
mod rename;
mod values;
mod xml;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::catalog::Service;
use openapi_client_model::{
    api::{Type, TypeDef},
    names::{Case, Ident},
};
use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::{Enumeration, Reference, Schema},
};

use openapi_descriptions::inheritance;

pub(super) use claim::is_same_set;
pub(super) use docs::described;

use super::{
    spelling::spelled,
    subject::{Known, Subject},
};

/// The types that the operations lead to, found as they are asked for.
#[expect(
    clippy::struct_field_names,
    reason = "what is found is the types; the rest is how"
)]
pub(super) struct Types<'a> {
    pub bundle: &'a Bundle<'a>,
    pub service: &'a Service,
    /// What older versions have.
    pub known: &'a Known,
    /// What this version has.
    pub noted: Known,
    pub diagnostics: Diagnostics,
    pub used: BTreeSet<(&'static str, String)>,
    names: HashMap<SchemaKey<'a>, Ident>,
    schemas: HashMap<Ident, &'a str>,
    owners: BTreeMap<Ident, Owner<'a>>,
    pending: VecDeque<(Ident, Pending<'a>)>,
    /// The types that the catalog says are the same as another type, in case there is no other.
    equal: BTreeMap<Ident, (Owner<'a>, Pending<'a>)>,
    /// How many files have a schema of each name.
    named: HashMap<&'a str, usize>,
    /// The names that schemas have in the description.
    reserved: HashSet<Ident>,
    types: BTreeMap<Ident, TypeDef>,
    unnamed: usize,
    /// Whether the catalog names types that are written in place by their places.
    named_by_place: bool,
    /// The names that are proposed for these, so that no two of them get the same.
    proposed: HashMap<String, Subject>,
    /// The variants of unions that are also used by themselves.
    alone: HashSet<SchemaKey<'a>>,
    /// The schemas that are alternatives beside a discriminator, each with those that it is one of.
    unions: HashMap<SchemaKey<'a>, Vec<&'a Schema>>,
    /// The names of the structs of bases that are also variants of themselves.
    itself: HashMap<SchemaKey<'a>, Ident>,
    /// The named lists and maps that are being read, each in the one before.
    within: Vec<SchemaKey<'a>>,
    /// How many lists and maps, with a name or without, the one that is being read is in.
    depth: usize,
}

/// A reference to a schema that is not there leaves any JSON in its place; one that leaves the descriptions is an error.
pub(crate) fn broken(found: Diagnostic) -> Diagnostic {
    if found.is_avoidable() {
        found.kept("the client uses any JSON in its place")
    } else {
        found
    }
}

/// How deep lists and maps may be nested; deeper types would overflow the stack of the compiler.
const DEPTH: usize = 16;

/// The owner of the name of a type.
#[derive(Clone)]
struct Owner<'a> {
    place: Place,
    subject: Subject,
    enumeration: Option<&'a Enumeration>,
}

/// What the operations lead to.
pub(super) struct Found {
    pub types: BTreeMap<Ident, TypeDef>,
    /// What the catalog calls each type.
    pub subjects: BTreeMap<Ident, Subject>,
    /// What this version has.
    pub noted: Known,
    pub used: BTreeSet<(&'static str, String)>,
    pub diagnostics: Diagnostics,
}

#[derive(Clone, Copy)]
enum Pending<'a> {
    Named(SchemaKey<'a>, &'a Schema),
    Inline(&'a Schema),
    /// The struct of a base of variants.
    Itself(SchemaKey<'a>, &'a Schema),
}

impl<'a> Types<'a> {
    pub(super) fn new(bundle: &'a Bundle<'a>, service: &'a Service, known: &'a Known) -> Self {
        let mut named = HashMap::new();
        let mut reserved = HashSet::new();
        for ((_, name), schema) in bundle.schemas() {
            *named.entry(name).or_default() += 1;
            reserved.extend(Ident::parse(
                schema.client_name.as_deref().unwrap_or(name),
                Case::Type,
            ));
        }
        let given = service.schemas.values().filter_map(|entry| entry.name.as_deref());
        reserved.extend(given.filter_map(|name| Ident::parse(name, Case::Type)));
        Self {
            bundle,
            service,
            known,
            noted: Known::default(),
            equal: BTreeMap::new(),
            named,
            reserved,
            diagnostics: Diagnostics::default(),
            used: BTreeSet::new(),
            names: HashMap::new(),
            schemas: HashMap::new(),
            owners: BTreeMap::new(),
            pending: VecDeque::new(),
            types: BTreeMap::new(),
            unnamed: 0,
            named_by_place: service.inline.keys().any(|key| key.contains('#')),
            proposed: HashMap::new(),
            alone: HashSet::new(),
            unions: inherited::unions(bundle),
            itself: HashMap::new(),
            within: Vec::new(),
            depth: 0,
        }
    }

    /// Defines every type that was asked for, and those that these lead to.
    pub(super) fn finish(mut self) -> Found {
        loop {
            while let Some((name, pending)) = self.pending.pop_front() {
                let definition = self.define(&name, pending);
                self.types.insert(name, definition);
            }
            let Some((name, (owner, pending))) = self.equal.pop_first() else {
                break;
            };
            if !self.owners.contains_key(&name) {
                self.owners.insert(name.clone(), owner);
                self.pending.push_back((name, pending));
            }
        }
        self.mark_own_tags();
        let owners = self.owners.into_iter();
        Found {
            types: self.types,
            subjects: owners.map(|(name, owner)| (name, owner.subject)).collect(),
            noted: self.noted,
            used: self.used,
            diagnostics: self.diagnostics,
        }
    }

    /// The type of a schema; `hint` names it when it is written in place and must become an item.
    pub(super) fn type_of(&mut self, schema: &'a Schema, hint: &Ident) -> Type {
        if let Some(reference) = &schema.reference {
            return self.named(reference);
        }
        if let Some(only) = parts::only_part(schema).or_else(|| self.value_part(schema)) {
            return self.type_of(only, hint);
        }
        self.plain(schema, hint).unwrap_or_else(|| {
            let name = schema.set().and_then(|mark| mark.name.as_deref());
            let name = name
                .and_then(|name| Ident::parse(name, Case::Type))
                .unwrap_or_else(|| hint.clone());
            self.claim_inline(hint, name, schema)
        })
    }

    /// The type of the items of a list or the values of a map.
    fn inner(&mut self, schema: &'a Schema, hint: &Ident) -> Type {
        if self.depth == DEPTH {
            self.diagnostics.push(
                Diagnostic::at(
                    &schema.place,
                    format!("more than {DEPTH} lists and maps are nested"),
                    "put an object in between, with a list or map as a property",
                )
                .avoidable(),
            );
            return Type::Any;
        }
        self.depth += 1;
        let ty = self.type_of(schema, hint);
        self.depth -= 1;
        if self.is_nullable(schema) && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type that a reference refers to.
    pub(super) fn named(&mut self, reference: &Reference) -> Type {
        let Some((key, schema)) = self.follow(reference) else {
            return Type::Any;
        };
        if let Some(path) = self.overlay(key) {
            return Type::Overlay(path);
        }
        let alias = self.value_part(schema);
        if alias.is_none() && plain::is_item(schema) {
            self.use_alone(key, &reference.place);
            return Type::Named(self.claim_named(key, schema));
        }
        if self.within.contains(&key) {
            let itself = Diagnostic::at(
                &reference.place,
                format!("`{}` is a list or map of itself", key.1),
                "put an object in between, with the list or map as a property",
            );
            self.diagnostics.push(itself.kept("any JSON stands in it"));
            return Type::Any;
        }
        self.within.push(key);
        let hint = self.hint_within(key, schema);
        let ty = match alias {
            Some(part) => self.type_of(part, &hint),
            None => self.plain(schema, &hint).unwrap_or(Type::Any),
        };
        self.within.pop();
        ty
    }

    /// The type of a schema that the catalog names, in the file of the operations.
    pub(super) fn named_in_entry(&mut self, name: &str, place: &Place) -> Option<Type> {
        let entry = self.bundle.entry();
        let found = entry.schemas.iter().find(|(other, _)| other == name);
        let Some((name, schema)) = found else {
            self.diagnostics.push(Diagnostic::at(
                place,
                format!(
                    "the catalog names `{name}` as the result of this operation, but there is no such schema"
                ),
                "name a schema of this file as `result`, or remove it from the catalog",
            ));
            return None;
        };
        Some(Type::Named(self.claim_named((&entry.place.file, name), schema)))
    }

    /// The schema at the end of a chain of references.
    pub(super) fn follow(&mut self, reference: &Reference) -> Option<(SchemaKey<'a>, &'a Schema)> {
        match inheritance::follow(self.bundle, reference) {
            Ok(found) => Some(found),
            Err(diagnostic) => {
                self.diagnostics.push(broken(diagnostic));
                None
            }
        }
    }

    /// The other names of a type in the docs.
    fn aliases(&mut self, (file, name): SchemaKey<'a>) -> Vec<String> {
        let entry = self.service.schema(file.as_str(), name);
        entry.map(|(_, entry)| entry.aliases.clone()).unwrap_or_default()
    }

    fn overlay(&mut self, (file, name): SchemaKey<'a>) -> Option<String> {
        let (key, entry) = self.service.schema(file.as_str(), name)?;
        self.used.insert(("schemas", key));
        entry.overlay.clone()
    }
}

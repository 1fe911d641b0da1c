//! From schemas to types: which ones become items of the crate, and what a property's type is.

mod define;
mod plain;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::{catalog::Service, imports::is_taken};
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

use super::subject::{Known, Subject, spelled};

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
    /// What the catalog says to be the same as another type, for when there is no other.
    equal: BTreeMap<Ident, (Owner<'a>, Pending<'a>)>,
    /// How many files have a schema of each name.
    named: HashMap<&'a str, usize>,
    /// The names that schemas have in the description.
    reserved: HashSet<Ident>,
    types: BTreeMap<Ident, TypeDef>,
    unnamed: usize,
    /// The named lists and maps that are being read, each in the one before.
    within: Vec<SchemaKey<'a>>,
    /// How many lists and maps, with a name or without, the one that is being read is in.
    depth: usize,
}

/// How many lists and maps may stand in each other: more would be a type that no compiler's stack is for.
const DEPTH: usize = 16;

/// What has the name of a type.
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
            within: Vec::new(),
            depth: 0,
        }
    }

    /// Defines every type that was asked for, and those that these lead to.
    pub(super) fn finish(mut self) -> Found {
        loop {
            while let Some((name, pending)) = self.pending.pop_front() {
                let definition = match pending {
                    Pending::Named(key, schema) => self.define(&name, Some(key), schema),
                    Pending::Inline(schema) => self.define(&name, None, schema),
                };
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
    pub(super) fn of(&mut self, schema: &'a Schema, hint: &Ident) -> Type {
        if let Some(reference) = &schema.reference {
            return self.named(reference);
        }
        if let [only] = schema.all_of.as_slice()
            && schema.properties.is_empty()
            && schema.required.is_empty()
            && schema.discriminator.is_none()
        {
            // `allOf` with one reference is how OpenAPI 3.0 puts a description beside it.
            return self.of(only, hint);
        }
        self.plain(schema, hint).unwrap_or_else(|| {
            let name = schema.enumeration.as_ref().and_then(|mark| mark.name.as_deref());
            let name = name
                .and_then(|name| Ident::parse(name, Case::Type))
                .unwrap_or_else(|| hint.clone());
            self.claim_inline(hint, name, schema)
        })
    }

    /// Whether the type of a schema is a set of texts.
    pub(super) fn is_enum(&mut self, schema: &'a Schema) -> bool {
        if let Some(reference) = &schema.reference {
            let found = self.follow(reference);
            return found.is_some_and(|(_, target)| target.enumeration.is_some());
        }
        match schema.all_of.as_slice() {
            [only] if schema.properties.is_empty() => self.is_enum(only),
            _ => schema.enumeration.is_some(),
        }
    }

    /// The type of what is in a list or map.
    fn inner(&mut self, schema: &'a Schema, hint: &Ident) -> Type {
        if self.depth == DEPTH {
            self.diagnostics.push(
                Diagnostic::at(
                    &schema.place,
                    format!("more than {DEPTH} lists and maps stand in each other"),
                    "put an object in between, with a list or map as a property",
                )
                .avoidable(),
            );
            return Type::Any;
        }
        self.depth += 1;
        let ty = self.of(schema, hint);
        self.depth -= 1;
        ty
    }

    /// The type that a reference refers to.
    fn named(&mut self, reference: &Reference) -> Type {
        let Some((key, schema)) = self.follow(reference) else {
            return Type::Any;
        };
        if let Some(path) = self.overlay(key) {
            return Type::Overlay(path);
        }
        if let Some(name) = self.names.get(&key) {
            return Type::Named(name.clone());
        }
        if plain::is_item(schema) {
            if let Some(base) = self.bundle.descendants().discriminated_base(key) {
                self.diagnostics.push(
                    Diagnostic::at(
                        &reference.place,
                        format!(
                            "`{}` is a variant of `{base}` and is used by itself, which is not supported",
                            key.1
                        ),
                        format!("refer to `{base}`"),
                    )
                    .avoidable(),
                );
            }
            return Type::Named(self.claim_named(key, schema));
        }
        if self.within.contains(&key) {
            self.diagnostics.push(Diagnostic::at(
                &reference.place,
                format!("`{}` is a list or map of itself", key.1),
                "put an object in between, with the list or map as a property",
            ));
            return Type::Any;
        }
        self.within.push(key);
        let hint = self.hint_within(key, schema);
        let ty = self.plain(schema, &hint).unwrap_or(Type::Any);
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
                    "the catalog says that this operation answers with `{name}`, and there is no such schema"
                ),
                "name a schema of this file as `result`, or take it out of the catalog",
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
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn overlay(&mut self, (file, name): SchemaKey<'a>) -> Option<String> {
        let (key, entry) = self.service.schema(file.as_str(), name)?;
        self.used.insert(("schemas", key));
        entry.overlay.clone()
    }

    /// The item for a named schema; it is defined later.
    pub(super) fn claim_named(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let (given, wanted) = self.wanted_name(key, schema);
        let entry = self.bundle.entry().place.file.as_str();
        let alone = self.named.get(key.1).is_none_or(|count| *count == 1);
        let subject = Subject::schema(entry, key.0.as_str(), key.1, alone);
        let equal = self
            .service
            .schema(key.0.as_str(), key.1)
            .is_some_and(|(_, entry)| entry.equal);
        let name = self.ident_or(given, wanted, Case::Type, &schema.place, || {
            (subject.clone(), spelled(wanted))
        });
        self.noted.note(&subject);
        let owner = Owner {
            place: schema.place.clone(),
            subject,
            enumeration: schema.enumeration.as_ref(),
        };
        self.names.insert(key, name.clone());
        let pending = Pending::Named(key, schema);
        if equal {
            self.equal.entry(name.clone()).or_insert((owner, pending));
            return name;
        }
        self.own(&name, owner);
        self.schemas.entry(name.clone()).or_insert(key.1);
        self.pending.push_back((name.clone(), pending));
        name
    }

    /// The name for a named schema that the catalog gives, and the one that the description has.
    fn wanted_name(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> (Option<&'a str>, &'a str) {
        let found = self.service.schema(key.0.as_str(), key.1);
        let given = found.and_then(|(used, entry)| {
            self.used.insert(("schemas", used));
            entry.name.as_deref()
        });
        (given, schema.client_name.as_deref().unwrap_or(key.1))
    }

    /// What the names of items begin with that are written in place in a named schema. They come from there and not from
    /// who refers to it or inherits from it: it is one item for all of them, and in a circle it would have no last name.
    pub(super) fn hint_of(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        let (given, wanted) = self.wanted_name(key, schema);
        Ident::parse(given.unwrap_or(wanted), Case::Type).unwrap_or_else(|| Ident::placeholder(Case::Type, 0))
    }

    /// The name of an item that is written in place in a named list or map.
    fn hint_within(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        let what = if schema.items.is_some() { "Item" } else { "Value" };
        let name = self.hint_of(key, schema);
        Ident::parse(&format!("{} {what}", name.bare()), Case::Type).unwrap_or(name)
    }

    /// The item for a schema written in place, which is called `hint` from there. The same enum may stand in several places
    /// and is one item all the same.
    fn claim_inline(&mut self, hint: &Ident, name: Ident, schema: &'a Schema) -> Type {
        let entry = self.service.inline(hint.bare());
        if entry.is_some() {
            self.used.insert(("inline", hint.bare().to_owned()));
        }
        let given = entry.and_then(|entry| entry.name.as_deref());
        let name = given
            .and_then(|given| Ident::parse(given, Case::Type))
            .unwrap_or(name);
        let subject = Subject::inline(hint);
        self.noted.note(&subject);
        let owner = Owner {
            place: schema.place.clone(),
            subject,
            enumeration: schema.enumeration.as_ref(),
        };
        if entry.is_some_and(|entry| entry.equal) {
            self.equal
                .entry(name.clone())
                .or_insert((owner, Pending::Inline(schema)));
            return Type::Named(name);
        }
        let again = self.owners.get(&name).is_some_and(|known| {
            let inline = !self.schemas.contains_key(&name);
            known.place == schema.place
                || (inline && known.enumeration.is_some() && known.enumeration == owner.enumeration)
        });
        if !again {
            self.own(&name, owner);
            self.pending.push_back((name.clone(), Pending::Inline(schema)));
        }
        Type::Named(name)
    }

    /// Gives a name to what comes to own it, or reports that something else has it.
    fn own(&mut self, name: &Ident, owner: Owner<'a>) {
        let Some(first) = self.owners.get(name) else {
            self.owners.insert(name.clone(), owner);
            return;
        };
        let loser = first.subject.loser(&owner.subject, self.service, self.known);
        let fix = if is_same(first.enumeration, owner.enumeration) {
            Some(loser.equal("Both are enums of the same values."))
        } else {
            let taken =
                |other: &Ident| other == name || self.reserved.contains(other) || is_taken(other.bare());
            let other = loser.pick(Case::Type, &loser.others(name), taken);
            loser.named(
                self.service,
                &other,
                "Another schema becomes a type of the same name.",
            )
        };
        self.diagnostics.push(
            Diagnostic::at(
                &owner.place,
                format!(
                    "two schemas become the type `{name}`; the other one is #{} of {}",
                    first.place.pointer, first.place.file
                ),
                "rename one of them under `schemas` in the catalog",
            )
            .with_fix(fix),
        );
    }

    /// An identifier, or a finding and something that stands for it. The finding has an entry of the catalog for this subject
    /// and with these words as a name.
    pub(super) fn ident(
        &mut self,
        name: &str,
        case: Case,
        place: &Place,
        fix: impl FnOnce() -> (Subject, String),
    ) -> Ident {
        match Ident::new(name, case, place) {
            Ok(ident) => ident,
            Err(diagnostic) => {
                let (subject, words) = fix();
                let words = subject.pick(case, &[words], |_| false);
                let reason = "What the description has is not a name of ASCII letters and digits.";
                self.diagnostics
                    .push(diagnostic.with_fix(subject.named(self.service, &words, reason)));
                self.placeholder(case)
            }
        }
    }

    /// The identifier that the catalog gives, or else one made of a name.
    pub(super) fn ident_or(
        &mut self,
        given: Option<&str>,
        name: &str,
        case: Case,
        place: &Place,
        fix: impl FnOnce() -> (Subject, String),
    ) -> Ident {
        match given {
            // A name in the catalog that cannot be one is reported there.
            Some(given) => Ident::parse(given, case).unwrap_or_else(|| self.placeholder(case)),
            None => self.ident(name, case, place, fix),
        }
    }

    fn placeholder(&mut self, case: Case) -> Ident {
        self.unnamed += 1;
        Ident::placeholder(case, self.unnamed)
    }
}

/// Whether two enums are one type: the same values, and as open.
fn is_same(one: Option<&Enumeration>, other: Option<&Enumeration>) -> bool {
    let values = |enumeration: &Enumeration| -> BTreeSet<String> {
        enumeration
            .values
            .iter()
            .map(|value| value.value.clone())
            .collect()
    };
    one.zip(other)
        .is_some_and(|(one, other)| one.open == other.open && values(one) == values(other))
}

//! Assigns names to items: the name of the description, the name of the catalog, and a proposal if two items have the same name.

use std::collections::BTreeSet;

use crate::imports::is_taken;
use openapi_client_model::{
    api::Type,
    names::{Case, Ident},
};
use openapi_descriptions::{
    bundle::SchemaKey,
    diagnostic::{Diagnostic, Place},
    document::{Enumeration, Schema},
};

use super::{Owner, Pending, Subject, Types, spelled};

impl<'a> Types<'a> {
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
            enumeration: schema.set(),
        };
        self.names.insert(key, name.clone());
        let pending = Pending::Named(key, schema);
        if equal {
            self.equal.entry(name.clone()).or_insert((owner, pending));
            return name;
        }
        if self.claim_name(&name, owner) {
            self.schemas.insert(name.clone(), key.1);
            self.pending.push_back((name.clone(), pending));
        }
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

    /// The prefix of items that are written in place in a named schema. It does not depend on references to the schema or on schemas
    /// that inherit from it: the item is the same for all of them, and in a circle there would be no last name.
    pub(super) fn hint_of(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        let (given, wanted) = self.wanted_name(key, schema);
        Ident::parse(given.unwrap_or(wanted), Case::Type).unwrap_or_else(|| Ident::placeholder(Case::Type, 0))
    }

    /// The name of an item that is written in place in a named list or map.
    pub(super) fn hint_within(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        let what = if schema.items.is_some() { "Item" } else { "Value" };
        let name = self.hint_of(key, schema);
        Ident::parse(&format!("{} {what}", name.bare()), Case::Type).unwrap_or(name)
    }

    /// The item for a schema that is written in place, with the default name `hint`. An enum that is written in several places is one
    /// item.
    pub(super) fn claim_inline(&mut self, hint: &Ident, name: Ident, schema: &'a Schema) -> Type {
        let entry = self.service.inline(hint.bare());
        let by_place = self.given_at(&schema.place);
        let subject = match &by_place {
            Some(_) => self.subject_at(&schema.place),
            None => Subject::inline(hint),
        };
        let name = by_place.or_else(|| self.given_inline(hint)).unwrap_or(name);
        self.noted.note(&subject);
        let owner = Owner {
            place: schema.place.clone(),
            subject,
            enumeration: schema.set(),
        };
        if entry.is_some_and(|entry| entry.equal) {
            self.equal
                .entry(name.clone())
                .or_insert((owner, Pending::Inline(schema)));
            return Type::Named(name);
        }
        let again = self
            .owners
            .get(&name)
            .is_some_and(|known| known.place == schema.place);
        if !again && self.claim_name(&name, owner) {
            self.pending.push_back((name.clone(), Pending::Inline(schema)));
        }
        Type::Named(name)
    }

    /// The name that the catalog gives to the item with the default name `hint`.
    pub(super) fn given_inline(&mut self, hint: &Ident) -> Option<Ident> {
        let entry = self.service.inline(hint.bare())?;
        self.used.insert(("inline", hint.bare().to_owned()));
        Ident::parse(entry.name.as_deref()?, Case::Type)
    }

    /// The name that the catalog gives to the item at this place.
    fn given_at(&mut self, place: &Place) -> Option<Ident> {
        if !self.named_by_place {
            return None;
        }
        let key = self.subject_at(place).key().to_owned();
        let entry = self.service.inline_at(&key)?;
        let name = Ident::parse(entry.name.as_deref()?, Case::Type);
        self.used.insert(("inline", key));
        name
    }

    /// The subject for the item at this place.
    fn subject_at(&self, place: &Place) -> Subject {
        Subject::inline_at(self.bundle.entry().place.file.as_str(), place)
    }

    /// Gives a name to its owner, or reports that something else has it. Enums with the same name and values are one type, which does
    /// not depend on the order. Returns whether it must be defined.
    pub(super) fn claim_name(&mut self, name: &Ident, owner: Owner<'a>) -> bool {
        let Some(first) = self.owners.get(name) else {
            self.owners.insert(name.clone(), owner);
            return true;
        };
        let by_place = (first.subject == owner.subject)
            // Their default names are the same, so their places distinguish them.
            .then(|| self.subject_at((&first.place).max(&owner.place)));
        let loser = match &by_place {
            Some(subject) => subject,
            None => first.subject.loser(&owner.subject, self.service, self.known),
        };
        if is_same_set(first.enumeration, owner.enumeration) {
            let wins = *loser == first.subject && first.subject != owner.subject;
            if wins {
                self.owners.insert(name.clone(), owner);
                self.schemas.remove(name);
            }
            return wins;
        }
        let proposed = |other: &Ident| {
            self.proposed
                .get(other.bare())
                .is_some_and(|subject| subject != loser)
        };
        // Of those that go by their place, one may have it since an earlier round.
        let given = |other: &Ident| {
            let mut names = self
                .service
                .inline
                .values()
                .filter_map(|entry| entry.name.as_deref());
            by_place.is_some() && names.any(|name| name == other.bare())
        };
        let taken = |other: &Ident| {
            let known = self.reserved.contains(other) || is_taken(other.bare());
            other == name || known || proposed(other) || given(other)
        };
        let other = loser.pick(Case::Type, &loser.others(name), taken);
        let fix = loser.named(
            self.service,
            &other,
            "Another schema becomes a type of the same name.",
        );
        self.diagnostics.push(
            Diagnostic::at(
                &owner.place,
                format!(
                    "two schemas become the type `{name}`; the other one is #{} of {}",
                    first.place.pointer, first.place.file
                ),
                "rename one of them under `schemas` or `inline` in the catalog",
            )
            .with_fix(fix),
        );
        if let Some(subject) = by_place {
            self.proposed.insert(other, subject);
        }
        true
    }

    /// An identifier, or a diagnostic and something that stands for it. The finding has an entry of the catalog for this subject
    /// and with these words as a name.
    fn ident(
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
                // The signs of ASCII have names that everyone knows.
                if let Some(ident) =
                    Ident::parse(&words, case).filter(|_| !name.is_empty() && name.is_ascii())
                {
                    return ident;
                }
                let words = subject.pick(case, &[words], |_| false);
                let reason = "The name in the description is not made of ASCII letters and digits.";
                self.diagnostics
                    .push(diagnostic.with_fix(subject.named(self.service, &words, reason)));
                self.placeholder(case)
            }
        }
    }

    /// The identifier that the catalog gives, or else one made of a name.
    pub(in crate::resolve) fn ident_or(
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

/// Whether two enums are one type: the same values of the same names, and as open.
pub(in crate::resolve) fn is_same_set(one: Option<&Enumeration>, other: Option<&Enumeration>) -> bool {
    fn values(enumeration: &Enumeration) -> BTreeSet<(&str, Option<&str>)> {
        let values = enumeration.values.iter();
        values
            .map(|value| {
                let name = value.name.as_deref().filter(|name| *name != value.value);
                (value.value.as_str(), name)
            })
            .collect()
    }
    one.zip(other).is_some_and(|(one, other)| {
        (one.open, one.form) == (other.open, other.form) && values(one) == values(other)
    })
}

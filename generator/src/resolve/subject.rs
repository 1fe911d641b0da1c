//! Things of a description that the catalog can name. If two have the same name, decides which one gets another name.
//!
//! A proposal depends on the thing and its surroundings, never on the order of a file or on a counter: the same description gets
//! the same names, and things of an older version keep their names.

use std::collections::BTreeSet;

use openapi_client_model::names::{Case, Ident};
use openapi_descriptions::{
    diagnostic::Place,
    document::Location,
    fix::{CatalogEdit, EditValue},
};

use crate::catalog::{Service, find::word};

/// The part of the catalog and the key there that a thing is named by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// The priority for another name: of two things, the one with the higher number is renamed.
    rank: u8,
    part: &'static str,
    key: String,
    /// Its identity in every version, independent of its name in the catalog.
    identity: String,
}

/// The things of the versions that are older than the one that is read.
#[derive(Clone, Debug, Default)]
pub struct Known(BTreeSet<(&'static str, String)>);

impl Known {
    /// Adds the things of another version.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn note(&mut self, subject: &Subject) {
        self.0.insert((subject.part, subject.identity.clone()));
    }

    fn has(&self, subject: &Subject) -> bool {
        self.0.contains(&(subject.part, subject.identity.clone()))
    }
}

impl Subject {
    fn new(rank: u8, part: &'static str, key: String) -> Self {
        let identity = key.clone();
        Self {
            rank,
            part,
            key,
            identity,
        }
    }

    /// An operation, by its catalog key.
    pub(super) fn operation(key: &str) -> Self {
        Self::new(0, "operations", key.to_owned())
    }

    /// A named schema of a description that begins with the file `entry`. Where several files have one of its `name`, it goes
    /// by its file too.
    pub(super) fn schema(entry: &str, file: &str, name: &str, alone: bool) -> Self {
        let key = if alone {
            name.to_owned()
        } else {
            format!("{file}#{name}")
        };
        let folder = entry.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
        let beside = file
            .strip_prefix(entry.get(..folder).unwrap_or_default())
            .unwrap_or(file);
        let own = entry == file;
        let identity = format!("{}#{name}", if own { "" } else { beside });
        Self {
            identity,
            ..Self::new(u8::from(!own), "schemas", key)
        }
    }

    /// A type that is written in place, by the name that it has from there.
    pub(super) fn inline(hint: &Ident) -> Self {
        Self::new(2, "inline", hint.bare().to_owned())
    }

    /// The same by its place, in a description that begins with the file `entry`, because several may have the same name.
    pub(super) fn inline_at(entry: &str, place: &Place) -> Self {
        let file = place.file.as_str();
        let file = if file == entry { "" } else { file };
        Self::new(2, "inline", format!("{file}#{}", place.pointer))
    }

    /// A property of a schema.
    pub(super) fn property(schema: &str, wire: &str) -> Self {
        Self::new(0, "properties", format!("{schema}.{wire}"))
    }

    /// A value of an enum or a discriminator.
    pub(super) fn value(schema: &str, wire: &str) -> Self {
        Self::new(0, "values", format!("{schema}.{wire}"))
    }

    /// A parameter; `placed` distinguishes it from parameters with the same name at other places.
    pub(super) fn parameter(location: Location, wire: &str, placed: bool) -> Self {
        let rank = match location {
            Location::Path => 0,
            Location::Query => 1,
            Location::Header => 2,
            Location::Cookie => 3,
            Location::Body | Location::Form => 4,
        };
        let key = if placed {
            format!("{} {wire}", word(location))
        } else {
            wire.to_owned()
        };
        Self::new(rank, "parameters", key)
    }

    /// What the catalog calls it.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The word for where a parameter goes.
    pub(super) fn word(&self) -> &'static str {
        match self.rank {
            0 => "path",
            1 => "query",
            2 => "header",
            3 => "cookie",
            _ => "form",
        }
    }

    /// The entry that gives this another name; `None` if the catalog already has one, which is kept.
    pub(super) fn named(&self, service: &Service, name: &str, reason: &str) -> Option<CatalogEdit> {
        let field = if self.part == "operations" {
            "method"
        } else {
            "name"
        };
        (!self.has_name(service)).then(|| {
            let value = EditValue::Text(name.to_owned());
            CatalogEdit::new(&[self.part, &self.key, field], value, reason)
        })
    }

    fn has_name(&self, service: &Service) -> bool {
        let key = &self.key;
        match self.part {
            "operations" => service
                .operations
                .get(key)
                .is_some_and(|entry| entry.method.is_some()),
            "schemas" => service.schemas.get(key).is_some_and(|entry| entry.name.is_some()),
            "inline" => service.inline.get(key).is_some_and(|entry| entry.name.is_some()),
            "properties" => service
                .properties
                .get(key)
                .is_some_and(|entry| entry.name.is_some()),
            "parameters" => service
                .parameters
                .get(key)
                .is_some_and(|entry| entry.name.is_some()),
            _ => service.values.contains_key(key),
        }
    }

    /// Returns the one of two that gets another name: not the one that the catalog names, not the one of an older version, not the one
    /// that others refer to by its name; otherwise the one whose key is later.
    pub(super) fn loser<'a>(&'a self, other: &'a Self, service: &Service, known: &Known) -> &'a Self {
        let order = |subject: &Self| (!subject.has_name(service), !known.has(subject));
        if (order(self), self) > (order(other), other) {
            self
        } else {
            other
        }
    }

    /// A text that distinguishes it from every other thing: eight digits and letters made of its key.
    pub(super) fn mark(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in self.part.bytes().chain(self.key.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("x{:07x}", hash >> 36)
    }

    /// The names that a type may have instead, when something else has `name`.
    pub(super) fn others(&self, name: &Ident) -> Vec<String> {
        let model = format!("{} Model", name.bare());
        match (self.part, self.key.split_once('#')) {
            ("inline", Some((_, pointer))) => vec![format!("{} {}", name.bare(), part_word(pointer))],
            ("inline", None) => vec![self.key.clone(), format!("{} Value", self.key)],
            (_, Some((file, _))) => {
                let stem = file.rsplit('/').next().unwrap_or(file);
                let stem = stem.split('.').next().unwrap_or(stem);
                vec![format!("{stem} {}", name.bare()), model]
            }
            _ => vec![model],
        }
    }

    /// The first of these names that is free, or else the first one with a mark appended.
    pub(super) fn pick(&self, case: Case, names: &[String], taken: impl Fn(&Ident) -> bool) -> String {
        let first = names.first().cloned().unwrap_or_default();
        let marked = format!("{first} {}", self.mark());
        let names = names.iter().chain([&marked]);
        let mut idents = names.filter_map(|name| Ident::parse(name, case));
        let free = idents.find(|ident| !taken(ident));
        free.map_or_else(|| self.mark(), |ident| ident.bare().to_owned())
    }
}

/// A word for the part of an operation that a pointer leads into.
fn part_word(pointer: &str) -> &'static str {
    let has = |part: &str| pointer.split('/').any(|token| token == part);
    if has("parameters") {
        "Parameter"
    } else if has("responses") {
        "Response"
    } else if has("requestBody") || has("requestBodies") {
        "Body"
    } else {
        "Value"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gets_another_name_does_not_depend_on_the_order() {
        let (plain, known) = (Service::default(), Known::default());
        let here = Subject::schema("1/a.yaml", "1/a.yaml", "X", true);
        let there = Subject::schema("1/a.yaml", "1/b.yaml", "A", true);
        for (a, b) in [(&here, &there), (&there, &here)] {
            assert_eq!(a.loser(b, &plain, &known), &there);
            let mut known = Known::default();
            known.note(&Subject::schema("0/a.yaml", "0/b.yaml", "A", false));
            assert_eq!(
                a.loser(b, &plain, &known),
                &here,
                "an older version has the other one"
            );
        }
    }
}

//! A schema with everything followed that is only a detour: references, aliases, and `allOf` around one reference.

use crate::{
    bundle::Bundle,
    diagnostic::Place,
    document::{Additional, Schema},
    resolve::inheritance,
    source::Node,
};

/// A schema where it is used, and the one that it comes to.
#[derive(Clone, Debug)]
pub(super) struct Flat<'a> {
    /// The schemas on the way: the place of use first, the definition last.
    chain: Vec<&'a Schema>,
    /// The definition.
    pub schema: &'a Schema,
    /// Its file and name, when it has one.
    pub key: Option<crate::bundle::SchemaKey<'a>>,
}

impl<'a> Flat<'a> {
    /// Follows a schema. What cannot be followed is taken as it stands; the generator reports it.
    pub(super) fn of(bundle: &Bundle<'a>, site: &'a Schema) -> Self {
        let mut chain = vec![site];
        let mut schema = site;
        let mut key = None;
        for _ in 0..64 {
            if let Some(reference) = &schema.reference {
                let Ok((found, target)) = inheritance::follow(bundle, reference) else {
                    break;
                };
                (key, schema) = (Some(found), target);
                chain.push(target);
                break;
            }
            let [only] = schema.all_of.as_slice() else { break };
            if key.is_some() || !schema.properties.is_empty() {
                break;
            }
            schema = only;
            chain.push(only);
        }
        Self { chain, schema, key }
    }

    /// Where it is used.
    pub(super) fn site(&self) -> &'a Place {
        &self.chain.first().copied().unwrap_or(self.schema).place
    }

    /// Where it is defined.
    pub(super) fn place(&self) -> &'a Place {
        &self.schema.place
    }

    /// Its name, or `None` when it is written in place.
    pub(super) fn name(&self) -> Option<&'a str> {
        self.key.map(|(_, name)| name)
    }

    pub(super) fn nullable(&self) -> bool {
        self.chain.iter().any(|schema| schema.nullable)
    }

    pub(super) fn read_only(&self) -> bool {
        self.chain.iter().any(|schema| schema.read_only)
    }

    pub(super) fn default(&self) -> Option<&'a Node> {
        self.chain.iter().find_map(|schema| schema.default.as_ref())
    }

    /// The limits, those nearest to the place of use first.
    pub(super) fn constraints(&self) -> Vec<(&'a str, &'a Node)> {
        let mut found: Vec<(&str, &Node)> = Vec::new();
        for (name, value) in self.chain.iter().flat_map(|schema| &schema.constraints.0) {
            if !found.iter().any(|(other, _)| other == name) {
                found.push((name, value));
            }
        }
        found
    }

    pub(super) fn description(&self) -> Option<&'a str> {
        self.chain.iter().find_map(|schema| schema.description.as_deref())
    }

    /// The JSON type, said or to be guessed from what else is said.
    pub(super) fn kind(&self) -> &'a str {
        let schema = self.schema;
        let object = !schema.properties.is_empty()
            || !schema.all_of.is_empty()
            || schema.discriminator.is_some()
            || !matches!(schema.additional, Additional::Unsaid);
        match schema.kind.as_deref() {
            Some(kind) => kind,
            None if object => "object",
            None if schema.enumeration.is_some() => "string",
            None if schema.items.is_some() => "array",
            None => "any",
        }
    }

    /// The type in a few words, for a message.
    pub(super) fn words(&self) -> String {
        match (self.name(), self.schema.format.as_deref()) {
            (Some(name), _) => format!("`{name}`"),
            (None, Some(format)) => format!("{} ({format})", self.kind()),
            (None, None) => self.kind().to_owned(),
        }
    }

    /// The properties, inherited ones included.
    pub(super) fn properties(&self, bundle: &Bundle<'a>) -> inheritance::Collected<'a> {
        inheritance::properties(bundle, self.schema).unwrap_or_default()
    }
}

//! A schema with everything followed that is only a detour: references, aliases, and `allOf` around one reference.

use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    diagnostic::Place,
    document::{Additional, Schema},
    inheritance,
    source::Node,
};

use super::{limits::Limits, local_finding::Label};

/// A schema where it is used, and the one that it comes to.
#[derive(Clone, Debug)]
pub(super) struct ResolvedSchema<'a> {
    /// The schemas on the way: the place of use first, the definition last.
    chain: Vec<&'a Schema>,
    /// The definition.
    pub schema: &'a Schema,
    /// Its file and name, when it has one.
    pub key: Option<SchemaKey<'a>>,
}

impl<'a> ResolvedSchema<'a> {
    /// Follows a schema. What cannot be followed is taken as it stands; the generator reports it.
    pub(super) fn resolve(bundle: &Bundle<'a>, site: &'a Schema) -> Self {
        let mut chain = vec![site];
        let mut schema = site;
        let mut key = None;
        // A wrapper stands inside of another one, so their number is bounded by the depth of the file.
        loop {
            if let Some(reference) = &schema.reference {
                if let Ok((found, target)) = inheritance::follow(bundle, reference) {
                    (key, schema) = (Some(found), target);
                    chain.push(target);
                }
                break;
            }
            match schema.all_of.as_slice() {
                [only] if is_wrapper(schema) => schema = only,
                _ => break,
            }
            chain.push(schema);
        }
        Self { chain, schema, key }
    }

    /// A schema that is known by its name, with nothing on the way to it.
    pub(super) fn from_definition(key: SchemaKey<'a>, schema: &'a Schema) -> Self {
        Self {
            chain: vec![schema],
            schema,
            key: Some(key),
        }
    }

    /// Where it is used.
    pub(super) fn use_place(&self) -> &'a Place {
        &self.chain.first().copied().unwrap_or(self.schema).place
    }

    /// Where it is defined.
    pub(super) fn definition_place(&self) -> &'a Place {
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
    pub(super) fn limits(&self) -> Limits<'a> {
        Limits::read(self.chain.iter().copied())
    }

    /// What is said where it is used, which is not what the definition says of itself.
    pub(super) fn description(&self) -> Option<&'a str> {
        let site = self.chain.split_last().map_or(&[][..], |(definition, site)| {
            if self.key.is_some() {
                site
            } else {
                std::slice::from_ref(definition)
            }
        });
        site.iter().find_map(|schema| schema.description.as_deref())
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
    pub(super) fn type_phrase(&self) -> String {
        match (self.name(), self.schema.format.as_deref()) {
            (Some(name), _) => format!("`{name}`"),
            (None, Some(format)) => format!("{} ({format})", self.kind()),
            (None, None) => match self.kind() {
                "any" => "any JSON".to_owned(),
                kind => kind.to_owned(),
            },
        }
    }

    /// Whether it becomes a type of its own: an object with properties, or a set of values.
    pub(super) fn is_type(&self) -> bool {
        self.schema.enumeration.is_some()
            || !self.schema.properties.is_empty()
            || !self.schema.all_of.is_empty()
            || self.schema.discriminator.is_some()
    }

    /// The JSON type and, when it is not what is spoken of, the name.
    pub(super) fn kind_phrase(&self, spoken_of: &Label) -> String {
        match self.name() {
            Some(name) if spoken_of.phrase == format!("`{name}`") => self.kind().to_owned(),
            _ => self.type_phrase(),
        }
    }

    /// The properties, inherited ones included.
    pub(super) fn properties(&self, bundle: &Bundle<'a>) -> inheritance::Collected<'a> {
        inheritance::properties(bundle, self.schema).unwrap_or_default()
    }
}

/// Whether a schema is nothing but an `allOf` around another one, which is how a description is put beside a reference.
fn is_wrapper(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.discriminator.is_none()
        && schema.enumeration.is_none()
        && matches!(schema.additional, Additional::Unsaid)
}

//! A schema with references, aliases and wrappers (`allOf` around a single schema) resolved.

use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    diagnostic::Place,
    document::{Additional, Enumeration, Mutability, Schema, ValueForm, Xml},
    inheritance,
    source::Node,
};

use super::{limits::Limits, local_finding::Label};

/// A schema from its place of use to its definition.
#[derive(Clone, Debug)]
pub(super) struct ResolvedSchema<'a> {
    /// The schemas that were followed: the place of use first, the definition last.
    chain: Vec<&'a Schema>,
    /// The definition.
    pub schema: &'a Schema,
    /// The file and name of the definition; `None` when it is written in place.
    pub key: Option<SchemaKey<'a>>,
}

impl<'a> ResolvedSchema<'a> {
    /// Resolves a schema. A reference that cannot be followed ends the chain; the generator reports it.
    pub(super) fn resolve(bundle: &Bundle<'a>, site: &'a Schema) -> Self {
        let mut chain = vec![site];
        let mut schema = site;
        let mut key = None;
        // A wrapper contains the schema that it wraps, so the number of steps is bounded by the depth of the file.
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

    /// A named definition without a place of use.
    pub(super) fn from_definition(key: SchemaKey<'a>, schema: &'a Schema) -> Self {
        Self {
            chain: vec![schema],
            schema,
            key: Some(key),
        }
    }

    /// The place where the schema is used.
    pub(super) fn use_place(&self) -> &'a Place {
        &self.chain.first().copied().unwrap_or(self.schema).place
    }

    /// The place where the schema is defined.
    pub(super) fn definition_place(&self) -> &'a Place {
        &self.schema.place
    }

    /// The name of the definition; `None` when it is written in place.
    pub(super) fn name(&self) -> Option<&'a str> {
        self.key.map(|(_, name)| name)
    }

    pub(super) fn nullable(&self) -> bool {
        self.chain.iter().any(|schema| schema.nullable)
    }

    pub(super) fn read_only(&self) -> bool {
        self.chain.iter().any(|schema| schema.read_only)
    }

    pub(super) fn write_only(&self) -> bool {
        self.chain.iter().any(|schema| schema.write_only)
    }

    /// When the value can be set, where that is said nearest to the place of use.
    pub(super) fn mutability(&self) -> Option<Mutability> {
        self.chain.iter().find_map(|schema| schema.mutability)
    }

    /// The schemas around the definition; none when it is written at the place of use.
    pub(super) fn sites(&self) -> &[&'a Schema] {
        self.chain.split_last().map_or(&[], |(_, sites)| sites)
    }

    pub(super) fn default(&self) -> Option<&'a Node> {
        self.chain.iter().find_map(|schema| schema.default.as_ref())
    }

    /// How it is written in XML, by what is nearest to the place of use.
    pub(super) fn xml(&self) -> Option<&'a Xml> {
        self.chain.iter().find_map(|schema| schema.xml.as_deref())
    }

    /// The limits. Those nearest to the place of use come first.
    pub(super) fn limits(&self) -> Limits<'a> {
        Limits::read(self.chain.iter().copied())
    }

    /// The description at the place of use, rather than the one of the definition.
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

    /// The JSON type, stated or inferred from other keywords.
    pub(super) fn kind(&self) -> &'a str {
        let schema = self.schema;
        let object = !schema.properties.is_empty()
            || !schema.all_of.is_empty()
            || schema.discriminator.is_some()
            || !matches!(schema.additional, Additional::Unsaid);
        match (schema.kind.as_deref(), &schema.enumeration) {
            (Some(kind), _) => kind,
            (None, _) if object => "object",
            (None, Some(enumeration)) => kind_of_values(enumeration),
            (None, None) if schema.items.is_some() => "array",
            (None, None) => "any",
        }
    }

    /// Whether a value has one of several types.
    pub(super) fn is_union(&self) -> bool {
        !self.schema.one_of.is_empty()
    }

    /// Whether the types of a value are those of its alternatives.
    pub(super) fn is_only_union(&self) -> bool {
        self.is_union() && self.schema.kind.is_none()
    }

    /// Whether any text is allowed.
    pub(super) fn is_any_text(&self) -> bool {
        let formats = self.chain.iter().filter_map(|schema| schema.format.as_deref());
        let has_format = formats
            .into_iter()
            .any(|format| !matches!(format, "" | "string" | "password"));
        self.kind() == "string"
            && self.schema.enumeration.is_none()
            && !has_format
            && self.limits() == Limits::default()
    }

    /// Whether an object says nothing of its properties.
    pub(super) fn says_nothing(&self) -> bool {
        let schema = self.schema;
        !self.is_type()
            && schema.one_of.is_empty()
            && schema.required.is_empty()
            && matches!(schema.additional, Additional::Unsaid | Additional::Any)
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

    /// Whether a type is generated for the schema: an object with properties, or a set of values.
    pub(super) fn is_type(&self) -> bool {
        self.schema.enumeration.is_some()
            || !self.schema.properties.is_empty()
            || !self.schema.all_of.is_empty()
            || self.schema.discriminator.is_some()
    }

    /// The type in a few words. When `label` already names the type, only the JSON type is given.
    pub(super) fn kind_phrase(&self, label: &Label) -> String {
        match self.name() {
            Some(name) if label.phrase == format!("`{name}`") => self.kind().to_owned(),
            _ => self.type_phrase(),
        }
    }

    /// The properties, including inherited ones.
    pub(super) fn properties(&self, bundle: &Bundle<'a>) -> inheritance::Collected<'a> {
        inheritance::properties(bundle, self.schema).unwrap_or_default()
    }
}

/// The JSON type of the values of an enum.
fn kind_of_values(enumeration: &Enumeration) -> &'static str {
    match enumeration.form {
        ValueForm::Text => "string",
        ValueForm::Integer => "integer",
        ValueForm::Number => "number",
        ValueForm::Boolean => "boolean",
        ValueForm::Mixed => "any",
    }
}

/// Whether a schema only wraps another one in `allOf`. Descriptions do this to put keywords beside a reference.
fn is_wrapper(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.discriminator.is_none()
        && schema.enumeration.is_none()
        && matches!(schema.additional, Additional::Unsaid)
}

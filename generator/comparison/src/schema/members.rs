//! The types that a value may have: the alternatives of `oneOf` and `anyOf`, and the variants of a discriminated object.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    diagnostic::Place,
    document::Schema,
    inheritance,
};

use crate::resolved_schema::ResolvedSchema;

/// One of the types that a value may have.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    pub resolved: ResolvedSchema<'a>,
    /// The type in a few words, for a message.
    pub phrase: String,
    /// What is known of its values: names of properties, values of a set, or the JSON type.
    pub shape: BTreeSet<String>,
}

impl<'a> Member<'a> {
    /// A type with the properties that it has in common with the others.
    pub(super) fn new(bundle: &Bundle<'a>, resolved: ResolvedSchema<'a>, common: &[&str]) -> Self {
        let mut shape = shape(bundle, &resolved);
        shape.extend(common.iter().map(|name| (*name).to_owned()));
        if shape.is_empty() {
            shape.insert(resolved.type_phrase());
        }
        Self {
            phrase: resolved.type_phrase(),
            resolved,
            shape,
        }
    }

    /// The place where it is one of several, or where it is defined.
    pub(super) fn place(&self) -> &'a Place {
        self.resolved.use_place()
    }

    /// Whether it only limits values, whose type is said elsewhere.
    pub(super) fn is_only_a_limit(&self) -> bool {
        let schema = self.resolved.schema;
        self.resolved.name().is_none() && self.resolved.kind() == "any" && schema.one_of.is_empty()
    }
}

/// The alternatives of a schema in order. What the schema itself says holds for each.
pub(super) fn alternatives<'a>(bundle: &Bundle<'a>, schema: &'a Schema) -> Vec<Member<'a>> {
    let common: Vec<&str> = schema.properties.iter().map(|(name, _)| name.as_str()).collect();
    let alternatives = schema.one_of.iter();
    alternatives
        .map(|inner| Member::new(bundle, ResolvedSchema::resolve(bundle, inner), &common))
        .collect()
}

/// What is known of the values of a schema, in words.
fn shape<'a>(bundle: &Bundle<'a>, resolved: &ResolvedSchema<'a>) -> BTreeSet<String> {
    let schema = resolved.schema;
    if let Some(enumeration) = &schema.enumeration {
        let values = enumeration.values.iter();
        return values.map(|value| format!("={}", value.value)).collect();
    }
    let properties = resolved.properties(bundle).properties;
    if !properties.is_empty() {
        return properties.iter().map(|(name, _)| (*name).to_owned()).collect();
    }
    match (resolved.kind(), &schema.items) {
        ("array", Some(items)) => {
            let items = ResolvedSchema::resolve(bundle, items);
            let properties = items.properties(bundle).properties;
            let mut shape: BTreeSet<String> =
                properties.iter().map(|(name, _)| format!("[]{name}")).collect();
            if shape.is_empty() {
                shape.insert(format!("[]{}", items.kind()));
            }
            shape
        }
        ("any", _) => BTreeSet::new(),
        (kind, _) => BTreeSet::from([format!("{kind} {}", schema.format.as_deref().unwrap_or_default())]),
    }
}

/// The types by the value of their discriminator: those that inherit from the schema, and its alternatives. The second part
/// of the result has the alternatives that no value is known of.
pub(super) fn by_value<'a>(
    bundle: &Bundle<'a>,
    resolved: &ResolvedSchema<'a>,
) -> (BTreeMap<String, ResolvedSchema<'a>>, Vec<&'a Schema>) {
    let mut found: BTreeMap<String, ResolvedSchema<'a>> = variants(bundle, resolved).into_iter().collect();
    let schema = resolved.schema;
    let Some(discriminator) = &schema.discriminator else {
        return (found, schema.one_of.iter().collect());
    };
    let mut values: HashMap<SchemaKey<'a>, Vec<&str>> = HashMap::new();
    for (value, reference) in &discriminator.mapping {
        if let Ok((key, _)) = inheritance::follow(bundle, reference) {
            values.entry(key).or_default().push(value);
        }
    }
    let mut others = Vec::new();
    for inner in &schema.one_of {
        let alternative = ResolvedSchema::resolve(bundle, inner);
        let Some(key) = alternative.key else {
            others.push(inner);
            continue;
        };
        let own = alternative.schema.discriminator_value.as_deref().unwrap_or(key.1);
        let values = values.get(&key).cloned().unwrap_or_else(|| vec![own]);
        for value in values {
            found
                .entry(value.to_owned())
                .or_insert_with(|| alternative.clone());
        }
    }
    (found, others)
}

/// The types that inherit from a discriminated object, with their values.
fn variants<'a>(bundle: &Bundle<'a>, resolved: &ResolvedSchema<'a>) -> Vec<(String, ResolvedSchema<'a>)> {
    let variants = resolved.key.map(|key| bundle.descendants().variants(key));
    let variants = variants.unwrap_or_default().into_iter();
    variants
        .filter_map(|variant| {
            let value = variant.value(resolved.schema, bundle).ok()?;
            Some((
                value,
                ResolvedSchema::from_definition(variant.key, variant.schema),
            ))
        })
        .collect()
}

/// The types that every value of a schema has one of; none when a value may also be only what the schema itself says.
pub(super) fn all<'a>(bundle: &Bundle<'a>, resolved: &ResolvedSchema<'a>) -> Vec<ResolvedSchema<'a>> {
    let schema = resolved.schema;
    let stands_for_itself = || {
        let mapping = schema.discriminator.iter().flat_map(|found| &found.mapping);
        let mut targets = mapping.filter_map(|(_, reference)| inheritance::follow(bundle, reference).ok());
        schema.discriminator_value.is_some() || targets.any(|(key, _)| Some(key) == resolved.key)
    };
    if !schema.one_of.is_empty() {
        let alternatives = schema.one_of.iter();
        return alternatives
            .map(|inner| ResolvedSchema::resolve(bundle, inner))
            .collect();
    }
    if schema.discriminator.is_none() || stands_for_itself() {
        return Vec::new();
    }
    let variants = variants(bundle, resolved).into_iter();
    variants.map(|(_, variant)| variant).collect()
}

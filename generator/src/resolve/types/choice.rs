//! `oneOf` and `anyOf`: the alternatives, and the type that they become.

use std::collections::HashSet;

use openapi_client_model::{
    api::{Alternative, Docs, Scalar, Type, TypeKind, UnionVariant},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    bundle::SchemaKey,
    document::{Additional, Enumeration, Schema, ValueForm},
};

use super::{Types, docs::docs};

/// Whether a schema only restricts values (`not`), or only says which properties are required.
pub(super) fn only_restricts(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.kind.is_none()
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.items.is_none()
        && schema.enumeration.is_none()
        && !matches!(schema.additional, Additional::Schema(_))
}

/// The alternatives that describe a value.
pub(super) fn alternatives(schema: &Schema) -> impl Iterator<Item = &Schema> {
    let says_nothing = |schema: &Schema| schema.required.is_empty() && schema.constraints.0.is_empty();
    let found = schema.one_of.iter();
    found.filter(move |alternative| !only_restricts(alternative) || says_nothing(alternative))
}

/// Whether a schema is more than its alternatives.
pub(super) fn has_own_part(schema: &Schema) -> bool {
    !schema.properties.is_empty() || !schema.all_of.is_empty()
}

/// Whether the alternatives of a schema become an item.
pub(super) fn is_item(schema: &Schema) -> bool {
    let found: Vec<&Schema> = alternatives(schema).collect();
    found.len() > 1 && common_scalar(&found).is_none()
}

/// Whether an object is also one of several, with properties that are not its own.
pub(super) fn is_beside(part: &Schema) -> bool {
    part.discriminator.is_none() && alternatives(part).next().is_some()
}

/// The common scalar of alternatives that differ only in their format or limits.
pub(super) fn common_scalar(found: &[&Schema]) -> Option<Scalar> {
    let kind = found.first()?.kind.as_deref()?;
    let same = found.iter().all(|schema| {
        schema.kind.as_deref() == Some(kind) && schema.reference.is_none() && schema.enumeration.is_none()
    });
    match kind {
        "string" if same => Some(Scalar::String),
        "integer" if same => Some(Scalar::Int64),
        "number" if same => Some(Scalar::Float64),
        "boolean" if same => Some(Scalar::Boolean),
        _ => None,
    }
}

impl<'a> Types<'a> {
    /// The type of a schema with several alternatives: an enum of texts, variants with a discriminator, or types that are
    /// distinguished by their form.
    pub(super) fn choice(
        &mut self,
        key: Option<SchemaKey<'a>>,
        name: &Ident,
        schema: &'a Schema,
    ) -> TypeKind {
        let found: Vec<&Schema> = alternatives(schema).collect();
        if let Some(enumeration) = self.all_texts(&found) {
            return self.enumeration(key.map_or(name.bare(), |(_, name)| name), schema, &enumeration);
        }
        if let Some(kind) = self.tagged(key, name, schema, &found) {
            return kind;
        }
        TypeKind::Choice(self.by_form(key, name, &found))
    }

    /// Whether a schema becomes an enum of texts or whole numbers.
    pub(in crate::resolve) fn is_set(&mut self, schema: &'a Schema) -> bool {
        let found: Vec<&Schema> = alternatives(schema).collect();
        schema.set().is_some()
            || (found.len() > 1 && !has_own_part(schema) && self.all_texts(&found).is_some())
    }

    /// The values of alternatives that are all texts; with any text among them the enum is an open one.
    fn all_texts(&mut self, found: &[&'a Schema]) -> Option<Enumeration> {
        let mut all = Enumeration {
            name: None,
            open: false,
            form: ValueForm::Text,
            values: Vec::new(),
        };
        let mut seen = HashSet::new();
        for schema in found {
            let target = match &schema.reference {
                Some(reference) => self.follow(reference)?.1,
                None => schema,
            };
            match &target.enumeration {
                Some(enumeration) if enumeration.form == ValueForm::Text => {
                    all.open |= enumeration.open;
                    let described = target
                        .description
                        .clone()
                        .filter(|_| enumeration.values.len() == 1);
                    for value in &enumeration.values {
                        let mut value = value.clone();
                        value.description = value.description.or_else(|| described.clone());
                        if seen.insert(value.value.clone()) {
                            all.values.push(value);
                        }
                    }
                }
                None if target.kind.as_deref() == Some("string") => all.open = true,
                _ => return None,
            }
        }
        (!all.values.is_empty()).then_some(all)
    }

    /// Variants that are separate objects, distinguished by the `discriminator` beside them.
    fn tagged(
        &mut self,
        key: Option<SchemaKey<'a>>,
        name: &Ident,
        schema: &'a Schema,
        found: &[&'a Schema],
    ) -> Option<TypeKind> {
        let discriminator = schema.discriminator.as_ref()?;
        let mut targets = Vec::new();
        for alternative in found {
            let (target, object) = self.follow(alternative.reference.as_ref()?)?;
            let is_object = !object.properties.is_empty() || !object.all_of.is_empty();
            if !is_object || object.enumeration.is_some() || is_item(object) {
                return None;
            }
            self.use_alone(target, &alternative.place);
            targets.push((target, object));
        }
        let owner = key.map_or(name.bare(), |(_, name)| name);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut given = Given::default();
        for (target, object) in targets {
            let mut wires = self
                .values_of(&discriminator.property, schema, target, object)
                .into_iter();
            let wire = wires.next().unwrap_or_else(|| target.1.to_owned());
            let name = self.value_name(owner, &wire, &wire, &object.place);
            self.check_variant(owner, &wire, &name, &object.place);
            if let Some(other) = given.give(&name, &wire) {
                self.same_variant(owner, &name, (other, &wire), object);
            }
            variants.push(UnionVariant {
                wire,
                aliases: wires.collect(),
                name,
                ty: self.claim_named(target, object),
                own_tag: true,
                docs: docs(object),
            });
        }
        variants.sort_by(|a, b| a.name.cmp(&b.name));
        Some(TypeKind::Union {
            discriminator: discriminator.property.clone(),
            variants,
        })
    }

    /// Types that are distinguished only by their form. A repeated type is kept once, and any JSON means all other values.
    fn by_form(
        &mut self,
        key: Option<SchemaKey<'a>>,
        name: &Ident,
        found: &[&'a Schema],
    ) -> Vec<Alternative> {
        let owner = key.map_or(name.bare(), |(_, name)| name).to_owned();
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut given = Given::default();
        for (at, schema) in found.iter().enumerate() {
            let words = self.words(schema, at);
            let hint =
                Ident::parse(&format!("{} {words}", name.bare()), Case::Type).unwrap_or_else(|| name.clone());
            let ty = simple(self.type_of(schema, &hint), schema);
            let itself = matches!(&ty, Type::Named(other) if other == name);
            if ty == Type::Any || itself || alternatives.iter().any(|known| known.ty == ty) {
                continue;
            }
            let words = match &ty {
                Type::Named(named) if schema.reference.is_some() => named.bare().to_owned(),
                _ => words,
            };
            let mut variant = self.value_name(&owner, &words, &words, &schema.place);
            self.check_variant(&owner, &words, &variant, &schema.place);
            if given.give(&variant, &words).is_some() {
                // Only its place distinguishes it from the other.
                variant = variant.with_suffix(&(at + 1).to_string());
                given.give(&variant, &words);
            }
            let target = schema
                .reference
                .as_ref()
                .and_then(|reference| self.follow(reference));
            let described = schema
                .description
                .clone()
                .or_else(|| target?.1.description.clone());
            alternatives.push(Alternative {
                name: variant,
                ty,
                recursive: false,
                docs: Docs {
                    description: described,
                    ..docs(schema)
                },
            });
        }
        alternatives
    }

    /// The name of an alternative: from its reference, its title, its only value, its only property, or its type.
    fn words(&mut self, schema: &'a Schema, at: usize) -> String {
        if let Some(reference) = &schema.reference {
            return self
                .follow(reference)
                .map_or_else(|| format!("Alternative {at}"), |((_, name), _)| name.to_owned());
        }
        if let Some(title) = schema
            .title
            .as_deref()
            .filter(|title| Ident::parse(title, Case::Type).is_some())
        {
            return title.to_owned();
        }
        if let Some(mark) = schema.enumeration.as_ref().and_then(|mark| mark.name.clone()) {
            return mark;
        }
        let constant = schema.properties.iter().find_map(|(_, property)| {
            match property.enumeration.as_ref()?.values.as_slice() {
                [only] => Some(only.value.clone()),
                _ => None,
            }
        });
        if let Some(constant) = constant.filter(|text| Ident::parse(text, Case::Type).is_some()) {
            return constant;
        }
        match schema.kind.as_deref() {
            Some("string") if schema.enumeration.is_some() => "Known".to_owned(),
            Some("string") => "Text".to_owned(),
            Some("integer") => "Integer".to_owned(),
            Some("number") => "Number".to_owned(),
            Some("boolean") => "Boolean".to_owned(),
            Some("array") => match &schema.items {
                Some(items) => format!("{} List", self.words(items, at)),
                None => "List".to_owned(),
            },
            _ if schema.properties.is_empty() && schema.all_of.is_empty() => "Map".to_owned(),
            _ if schema.all_of.is_empty() && schema.properties.len() == 1 => {
                let only = schema.properties.iter().map(|(name, _)| name.clone());
                let mut only = only.filter(|name| Ident::parse(name, Case::Type).is_some());
                only.next().unwrap_or_else(|| "Object".to_owned())
            }
            _ => "Object".to_owned(),
        }
    }
}

/// A value in a choice keeps its form on the wire, because serde attributes for formats are not possible there.
fn simple(ty: Type, schema: &Schema) -> Type {
    match ty {
        Type::Scalar(scalar) if !scalar.is_plain() => Type::Scalar(match schema.kind.as_deref() {
            Some("integer") => Scalar::Int64,
            Some("number") => Scalar::Float64,
            _ => Scalar::String,
        }),
        Type::List(inner) => {
            let items = schema.items.as_deref().unwrap_or(schema);
            Type::List(Box::new(simple(*inner, items)))
        }
        Type::Map(inner) => match &schema.additional {
            Additional::Schema(values) => Type::Map(Box::new(simple(*inner, values))),
            _ => Type::Map(inner),
        },
        Type::Nullable(inner) => Type::Nullable(Box::new(simple(*inner, schema))),
        ty => ty,
    }
}

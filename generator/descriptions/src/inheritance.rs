//! `allOf`, discriminators and chains of references: what a schema inherits from others.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::{
    diagnostic::Diagnostic,
    document::{Additional, Reference, Schema},
    lookup::{Lookup, SchemaKey},
};

/// A schema with the name that it has.
type Named<'a> = (SchemaKey<'a>, &'a Schema);

/// The schema at the end of a chain of references.
///
/// # Errors
///
/// A reference that leads to nothing, or round in a circle.
pub fn follow<'a>(lookup: &Lookup<'a>, reference: &Reference) -> Result<Named<'a>, Diagnostic> {
    let mut seen = HashSet::new();
    let (mut key, mut schema) = lookup.schema(reference)?;
    if let Some(end) = lookup.end(key) {
        return Ok(end);
    }
    while let Some(next) = &schema.reference {
        if !seen.insert(key) {
            return Err(Diagnostic::at(
                &schema.place,
                format!("`{}` refers only to itself", key.1),
                "give one schema of the circle a type",
            )
            .avoidable());
        }
        (key, schema) = lookup.schema(next)?;
    }
    Ok((key, schema))
}

/// The properties of a schema and of all it inherits from, each name once.
#[derive(Debug, Default)]
pub struct Collected<'a> {
    /// The properties by name, in the order in which the names first come.
    pub properties: Vec<(&'a str, &'a Schema)>,
    /// The names of those that are always there.
    pub required: HashSet<&'a str>,
    /// The schema and all that it inherits from.
    pub parts: Vec<&'a Schema>,
    /// The named schemas that the inherited properties are written in.
    pub origins: HashMap<&'a str, Named<'a>>,
    index: HashMap<&'a str, usize>,
}

/// Collects the properties of a schema: what it is made of first, in the order of `allOf`, overridden by its own.
///
/// A part that is not there is left out, and reported by [`dangling`](crate::walk::dangling).
///
/// # Errors
///
/// A reference in its `allOf` that cannot be followed.
pub fn properties<'a>(lookup: &Lookup<'a>, schema: &'a Schema) -> Result<Collected<'a>, Diagnostic> {
    let mut collected = Collected::default();
    let mut seen = HashSet::new();
    // A schema is visited twice: first to push its parts, and then, when they are done, for its own properties.
    let mut pending = vec![(schema, None, false)];
    while let Some((schema, origin, parts_are_done)) = pending.pop() {
        if parts_are_done {
            collected.add(schema, origin);
        } else if seen.insert(std::ptr::from_ref(schema)) {
            pending.push((schema, origin, true));
            for part in schema.all_of.iter().rev() {
                let (origin, part) = match &part.reference {
                    Some(reference) => match follow(lookup, reference) {
                        Ok(named) => (Some(named), named.1),
                        Err(broken) if broken.is_avoidable() => continue,
                        Err(broken) => return Err(broken),
                    },
                    None => (origin, part),
                };
                pending.push((part, origin, false));
            }
        }
    }
    Ok(collected)
}

impl<'a> Collected<'a> {
    fn add(&mut self, schema: &'a Schema, origin: Option<Named<'a>>) {
        self.parts.push(schema);
        self.required.extend(schema.required.iter().map(String::as_str));
        for (name, property) in &schema.properties {
            // A schema that only adds to an inherited property does not have its type.
            if says_no_type(property) && self.get(name).is_some() {
                continue;
            }
            match origin {
                Some(named) => self.origins.insert(name, named),
                None => self.origins.remove(name.as_str()),
            };
            let at = *self.index.entry(name).or_insert(self.properties.len());
            match self.properties.get_mut(at) {
                Some(other) => other.1 = property,
                None => self.properties.push((name, property)),
            }
        }
    }

    /// The property of that name.
    pub fn get(&self, name: &str) -> Option<&'a Schema> {
        self.properties
            .get(*self.index.get(name)?)
            .map(|(_, schema)| *schema)
    }
}

fn says_no_type(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.kind.is_none()
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.items.is_none()
        && schema.enumeration.is_none()
        && matches!(schema.additional, Additional::Unsaid)
}

/// A schema that inherits from a discriminated one.
#[derive(Clone, Copy, Debug)]
pub struct Descendant<'a> {
    /// Its name and file.
    pub key: SchemaKey<'a>,
    /// The schema.
    pub schema: &'a Schema,
}

impl<'a> Descendant<'a> {
    /// Whether the base's mapping has its value.
    pub fn is_mapped(&self, base: &Schema, lookup: &Lookup<'a>) -> bool {
        let mapping = base
            .discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        let mut mapped = mapping.filter_map(|(_, reference)| follow(lookup, reference).ok());
        mapped.any(|(key, _)| key == self.key)
    }

    /// The discriminator's value: from the extension, or the base's mapping, or else the schema's name.
    ///
    /// # Errors
    ///
    /// A mark and a mapping that do not agree.
    pub fn value(&self, base: &Schema, lookup: &Lookup<'a>) -> Result<String, Diagnostic> {
        let mapping = base
            .discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        let mut mapped = None;
        for (value, reference) in mapping {
            // A broken reference is reported where the mapping is checked.
            if follow(lookup, reference).is_ok_and(|(key, _)| key == self.key) {
                mapped = Some(value);
            }
        }
        match (&self.schema.discriminator_value, mapped) {
            (Some(mark), Some(mapped)) if mark != mapped => Err(Diagnostic::at(
                &self.schema.place,
                format!("the variant says its value is `{mark}`, and the base says `{mapped}`"),
                "make `x-ms-discriminator-value` and `discriminator.mapping` say the same",
            )),
            (Some(value), _) | (None, Some(value)) => Ok(value.clone()),
            (None, None) => Ok(self.key.1.to_owned()),
        }
    }
}

/// The inheritance between schemas.
#[derive(Debug, Default)]
pub struct Descendants<'a> {
    children: HashMap<SchemaKey<'a>, Vec<Descendant<'a>>>,
    parents: HashMap<SchemaKey<'a>, Vec<SchemaKey<'a>>>,
    schemas: HashMap<SchemaKey<'a>, &'a Schema>,
}

impl<'a> Descendants<'a> {
    /// Reads it from every schema of a description.
    pub fn read(lookup: &Lookup<'a>) -> Self {
        let mut children: HashMap<_, Vec<Descendant<'a>>> = HashMap::new();
        let mut parents: HashMap<_, Vec<_>> = HashMap::new();
        let schemas: HashMap<_, _> = lookup.schemas().collect();
        for (key, schema) in lookup.schemas() {
            for reference in schema.all_of.iter().filter_map(|part| part.reference.as_ref()) {
                // A broken reference is reported where the schema is used.
                if let Ok((base, _)) = follow(lookup, reference) {
                    children.entry(base).or_default().push(Descendant { key, schema });
                    parents.entry(key).or_default().push(base);
                }
            }
        }
        Self {
            children,
            parents,
            schemas,
        }
    }

    /// Every schema below a discriminated base, in the order of files and names as written. What is below one with variants
    /// that another property tells apart is not among them: that schema stands for its variants.
    pub fn variants(&self, base: SchemaKey<'a>) -> Vec<Descendant<'a>> {
        let mut found: Vec<Descendant<'a>> = Vec::new();
        let mut seen = HashSet::from([base]);
        let mut pending = vec![base];
        let property = self.own_discriminator(base);
        while let Some(key) = pending.pop() {
            for child in self.children.get(&key).into_iter().flatten() {
                if seen.insert(child.key) {
                    found.push(*child);
                    if self
                        .own_discriminator(child.key)
                        .is_none_or(|own| Some(own) == property)
                    {
                        pending.push(child.key);
                    }
                }
            }
        }
        found
    }

    /// Whether anything inherits from this schema.
    pub fn has_children(&self, key: SchemaKey<'a>) -> bool {
        self.children.contains_key(&key)
    }

    /// The property of the schema's own discriminator.
    pub fn own_discriminator(&self, key: SchemaKey<'a>) -> Option<&'a str> {
        let discriminator = self.schemas.get(&key)?.discriminator.as_ref()?;
        Some(&discriminator.property)
    }

    /// The discriminator that distinguishes this schema from its siblings.
    pub fn discriminator_of(&self, key: SchemaKey<'a>) -> Option<&'a str> {
        let base = self.discriminated_bases(key).into_iter().next()?;
        self.own_discriminator(base.key)
    }

    /// The discriminated schemas that this one is a variant of, the nearest first.
    pub fn discriminated_bases(&self, key: SchemaKey<'a>) -> Vec<Descendant<'a>> {
        let found = self.ancestors(key).into_iter();
        found
            .filter_map(|key| {
                Some(Descendant {
                    key,
                    schema: *self.schemas.get(&key)?,
                })
            })
            .filter(|base| base.schema.discriminator.is_some())
            .collect()
    }

    fn ancestors(&self, key: SchemaKey<'a>) -> Vec<SchemaKey<'a>> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([key]);
        let mut pending = VecDeque::from([key]);
        while let Some(key) = pending.pop_front() {
            for parent in self.parents.get(&key).into_iter().flatten() {
                if seen.insert(*parent) {
                    found.push(*parent);
                    pending.push_back(*parent);
                }
            }
        }
        found
    }
}

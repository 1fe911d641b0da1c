//! Variants of unions: the property that distinguishes them, and variants that are also used by themselves.

use std::collections::{BTreeMap, HashMap};

use openapi_client_model::{
    api::{Tag, TypeKind},
    names::Ident,
};
use openapi_descriptions::{
    bundle::{Bundle, SchemaKey},
    diagnostic::{Diagnostic, Place},
    document::Schema,
    inheritance::{self, Descendant},
    walk,
};

use super::{Owner, Pending, Subject, Types};

impl<'a> Types<'a> {
    /// Whether all alternatives that a base names are among those that inherit from it, or are the base.
    pub(super) fn all_inherit(&self, base: &Schema, variants: &[Descendant<'a>]) -> bool {
        let references = base
            .one_of
            .iter()
            .filter_map(|alternative| alternative.reference.as_ref());
        let mut targets = references.filter_map(|reference| inheritance::follow(self.bundle, reference).ok());
        targets.all(|(key, schema)| {
            schema.place == base.place || variants.iter().any(|variant| variant.key == key)
        })
    }

    /// The property that distinguishes an object from the other variants of its union, if it is a variant.
    pub(super) fn tag(&mut self, key: SchemaKey<'a>, schema: &'a Schema, itself: bool) -> Option<Tag> {
        let descendants = self.bundle.descendants();
        let this = Descendant { key, schema };
        let mut bases = descendants.discriminated_bases(key);
        if itself {
            bases.insert(0, this);
        }
        let Some(nearest) = bases.first() else {
            return self.chosen_tag(key, schema);
        };
        let property = descendants.own_discriminator(nearest.key)?;
        let value = bases
            .iter()
            .filter(|base| descendants.own_discriminator(base.key) == Some(property))
            // Where it is a variant, a value that is not clear is reported.
            .find_map(|base| {
                this.value(base.schema, self.bundle)
                    .ok()
                    .filter(|value| value != key.1)
            })
            .unwrap_or_else(|| key.1.to_owned());
        let mut outer: Vec<String> = Vec::new();
        for base in &bases {
            let other = descendants
                .own_discriminator(base.key)
                .filter(|other| *other != property);
            if let Some(other) = other.filter(|other| outer.iter().all(|known| known != other)) {
                outer.push(other.to_owned());
            }
        }
        Some(Tag {
            property: property.to_owned(),
            value,
            own: false,
            outer,
        })
    }

    /// The type of a variant. If it has variants too, it is its own struct, or their union if another property distinguishes them.
    pub(super) fn variant_type(&mut self, base: &Schema, variant: Descendant<'a>, itself: bool) -> Ident {
        let property = |schema: &Schema| {
            let discriminator = schema.discriminator.as_ref();
            discriminator.map(|discriminator| discriminator.property.clone())
        };
        let is_base = self.bundle.descendants().has_children(variant.key)
            && property(variant.schema).is_some_and(|own| Some(own) == property(base));
        if is_base || itself {
            self.claim_itself(variant.key, variant.schema)
        } else {
            self.claim_named(variant.key, variant.schema)
        }
    }

    /// The values of a discriminator beside alternatives that stand for one of them: those of the mapping, or else the one
    /// that the alternative says itself, or its name.
    pub(super) fn values_of(
        &self,
        property: &str,
        union: &Schema,
        key: SchemaKey<'a>,
        schema: &Schema,
    ) -> Vec<String> {
        let mapping = union.discriminator.iter().flat_map(|found| &found.mapping);
        let leads =
            |reference| inheritance::follow(self.bundle, reference).is_ok_and(|(found, _)| found == key);
        let mapped: Vec<String> = mapping
            .filter(|(_, reference)| leads(reference))
            .map(|(value, _)| value.clone())
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let own = schema.properties.iter().find(|(name, _)| name == property);
        let constant = own.and_then(|(_, own)| match own.enumeration.as_ref()?.values.as_slice() {
            [only] => Some(only.value.clone()),
            _ => None,
        });
        let said = schema.discriminator_value.clone().or(constant);
        vec![said.unwrap_or_else(|| key.1.to_owned())]
    }

    /// The discriminator that gives this schema a value, if the schema is an alternative beside a discriminator.
    fn chosen_tag(&self, key: SchemaKey<'a>, schema: &Schema) -> Option<Tag> {
        let unions = self.unions.get(&key)?;
        let mut found: Option<(String, String)> = None;
        for union in unions {
            let property = &union.discriminator.as_ref()?.property;
            let values = self.values_of(property, union, key, schema);
            let [value] = values.as_slice() else { return None };
            let same = (property.clone(), value.clone());
            if *found.get_or_insert_with(|| same.clone()) != same {
                return None;
            }
        }
        let (property, value) = found?;
        Some(Tag {
            property,
            value,
            own: true,
            outer: Vec::new(),
        })
    }

    /// Whether a base is also one of its variants: its mapping says so, it has its own value, or it is a variant of another base by
    /// the same property.
    pub(super) fn is_its_own_variant(&self, base: Descendant<'a>) -> bool {
        let descendants = self.bundle.descendants();
        let bases = descendants.discriminated_bases(base.key);
        let own = descendants.own_discriminator(base.key);
        // The mark of a variant is the value of the property that its own base has.
        let marked = bases.is_empty() && base.schema.discriminator_value.is_some();
        let same = |other: &Descendant<'a>| descendants.own_discriminator(other.key) == own;
        marked || base.is_mapped(base.schema, self.bundle) || bases.iter().any(same)
    }

    /// The struct of a base that is also a variant; the name of the schema is that of the union.
    fn claim_itself(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        if let Some(name) = self.itself.get(&key) {
            return name.clone();
        }
        let hint = self.hint_of(key, schema).with_suffix("Base");
        let subject = Subject::inline(&hint);
        let name = self.given_inline(&hint).unwrap_or(hint);
        self.noted.note(&subject);
        let owner = Owner {
            place: schema.place.join("discriminator"),
            subject,
            enumeration: None,
        };
        self.claim_name(&name, owner);
        self.itself.insert(key, name.clone());
        self.pending
            .push_back((name.clone(), Pending::Itself(key, schema)));
        name
    }

    /// Notes that a schema is used by itself; a variant of a union must then write its discriminator.
    pub(super) fn use_alone(&mut self, key: SchemaKey<'a>, place: &Place) {
        let descendants = self.bundle.descendants();
        let bases = descendants.discriminated_bases(key);
        if bases.is_empty() || !self.alone.insert(key) {
            return;
        }
        let own = descendants
            .own_discriminator(key)
            .filter(|_| descendants.has_children(key));
        let mut properties: Vec<&str> = own.into_iter().collect();
        for base in bases {
            properties.extend(descendants.own_discriminator(base.key));
        }
        properties.sort_unstable();
        properties.dedup();
        if let [one, other, ..] = properties.as_slice() {
            self.diagnostics.push(
                Diagnostic::at(
                    place,
                    format!(
                        "`{}` is used by itself and has two discriminators, `{one}` and `{other}`, which is not supported",
                        key.1
                    ),
                    "refer to its base, or add support for this to the generator",
                )
                .avoidable(),
            );
        }
    }

    /// Lets every variant that is used by itself write its discriminator.
    pub(super) fn mark_own_tags(&mut self) {
        let alone: Vec<Ident> = self
            .alone
            .iter()
            .filter_map(|key| self.names.get(key).cloned())
            .collect();
        let mut own = BTreeMap::new();
        for name in alone {
            if let Some(tag) = self
                .types
                .get_mut(&name)
                .and_then(|definition| definition.tag.as_mut())
            {
                tag.own = true;
                own.insert(name, tag.clone());
            }
        }
        for definition in self.types.values_mut() {
            let TypeKind::Union {
                discriminator,
                variants,
            } = &mut definition.kind
            else {
                continue;
            };
            for variant in variants {
                variant.own_tag |= own
                    .get(&variant.ty)
                    .is_some_and(|tag| tag.property == *discriminator);
            }
        }
    }
}

/// The schemas that are alternatives beside a discriminator, each with those that it is one of.
pub(super) fn unions<'a>(bundle: &Bundle<'a>) -> HashMap<SchemaKey<'a>, Vec<&'a Schema>> {
    let mut unions: HashMap<SchemaKey<'a>, Vec<&'a Schema>> = HashMap::new();
    let discriminated = walk::schemas(bundle).into_iter();
    for union in discriminated.filter(|schema| schema.discriminator.is_some()) {
        for reference in union
            .one_of
            .iter()
            .filter_map(|alternative| alternative.reference.as_ref())
        {
            // A broken reference is reported where it is followed.
            if let Ok((key, _)) = inheritance::follow(bundle, reference) {
                unions.entry(key).or_default().push(union);
            }
        }
    }
    unions
}

//! Variants of unions: the property that tells each from the others, and those that are also used by themselves.

use std::collections::BTreeMap;

use openapi_client_model::{
    api::{Tag, TypeKind},
    names::Ident,
};
use openapi_descriptions::{
    bundle::SchemaKey,
    diagnostic::{Diagnostic, Place},
    document::Schema,
    inheritance::Descendant,
};

use super::{Owner, Pending, Subject, Types};

impl<'a> Types<'a> {
    /// The property that tells an object from the other variants of its union, if it is one.
    pub(super) fn tag(&mut self, key: SchemaKey<'a>, schema: &'a Schema, itself: bool) -> Option<Tag> {
        let descendants = self.bundle.descendants();
        let this = Descendant { key, schema };
        let mut bases = descendants.discriminated_bases(key);
        if itself {
            bases.insert(0, this);
        }
        let nearest = bases.first()?;
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

    /// The type of a variant: what it is by itself when it has variants too, or their union when another property tells them
    /// apart.
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

    /// Whether a base can also stand for itself: its mapping says so, it has a value of its own, or it is a variant of a base by
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

    /// Notes that a schema is used by itself; a variant of a union must then write the property that tells it from the
    /// others.
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
                        "`{}` is used by itself, and both `{one}` and `{other}` tell it from other variants, which is not supported",
                        key.1
                    ),
                    "refer to its base, or teach the generator",
                )
                .avoidable(),
            );
        }
    }

    /// Lets every variant that is used by itself write the property that tells it from the others.
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
                variant.own_tag = own
                    .get(&variant.ty)
                    .is_some_and(|tag| tag.property == *discriminator);
            }
        }
    }
}

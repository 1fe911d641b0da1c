//! Defines items: enums, unions and objects.

use openapi_client_model::{
    api::{Docs, Property, Role, Tag, Type, TypeDef, TypeKind, Usage},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    bundle::SchemaKey,
    diagnostic::Diagnostic,
    document::{Additional, Constraints, Schema},
};

use super::{Pending, Subject, Types, all, choice, docs::docs, spelled, xml};
use openapi_descriptions::inheritance::{self, Collected};

impl<'a> Types<'a> {
    pub(super) fn define(&mut self, name: &Ident, pending: Pending<'a>) -> TypeDef {
        let (key, schema, itself) = match pending {
            Pending::Named(key, schema) => (Some(key), schema, false),
            Pending::Itself(key, schema) => (Some(key), schema, true),
            Pending::Inline(schema) => (None, schema, false),
        };
        let variants = match key {
            Some(key) if !itself => self.bundle.descendants().variants(key),
            _ => Vec::new(),
        };
        if variants.is_empty() && !itself {
            self.check_mapping(schema, &variants);
        }
        let variants = if self.all_inherit(schema, &variants) {
            variants
        } else {
            Vec::new()
        };
        let mut tag = None;
        let kind = match (schema.set(), &schema.discriminator) {
            (Some(enumeration), _) => {
                self.enumeration(key.map_or(name.bare(), |(_, name)| name), schema, enumeration)
            }
            (None, Some(discriminator)) if !variants.is_empty() => TypeKind::Union {
                discriminator: discriminator.property.clone(),
                variants: self.variants(key, name, schema, variants),
            },
            _ if xml::is_list(schema) => TypeKind::Object(self.items_of_document(name, schema)),
            _ if !itself && !choice::has_own_part(schema) && choice::is_item(schema) => {
                self.choice(key, name, schema)
            }
            _ => {
                tag = key.and_then(|key| self.tag(key, schema, itself));
                TypeKind::Object(self.properties(name, key, schema, tag.as_ref()))
            }
        };
        TypeDef {
            name: name.clone(),
            kind,
            usage: Usage::default(),
            tag,
            xml: Self::root_xml(key, schema),
            docs: docs(schema),
            aliases: key.map(|key| self.aliases(key)).unwrap_or_default(),
        }
    }

    /// Reports parts of an object that cannot be expressed.
    fn check_part(&mut self, part: &Schema) {
        if choice::is_beside(part) {
            self.diagnostics.push(
                Diagnostic::at(
                    &part.place,
                    "the object also has alternatives; their properties are kept as JSON",
                    "they are in a map beside the fields; to get fields, describe each alternative as an object with all properties",
                )
                .warning(),
            );
        }
        let kind = part.kind.as_deref().filter(|kind| *kind != "object");
        if let Some(kind) = kind.or(part.set().map(|_| "enum")) {
            self.diagnostics.push(
                Diagnostic::at(
                    &part.place,
                    format!("this is a part of an object, but has the type `{kind}`"),
                    "`allOf` can only combine objects; this part is left out",
                )
                .warning(),
            );
        }
    }

    fn properties(
        &mut self,
        owner: &Ident,
        key: Option<SchemaKey<'a>>,
        schema: &'a Schema,
        tag: Option<&Tag>,
    ) -> Vec<Property> {
        let collected = match inheritance::properties(self.bundle, schema) {
            Ok(collected) => collected,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                return Vec::new();
            }
        };
        for part in &collected.parts {
            self.check_part(part);
        }
        let is_tag = |wire: &str| {
            tag.is_some_and(|tag| tag.property == wire || tag.outer.iter().any(|outer| outer == wire))
        };
        let mut properties: Vec<Property> = Vec::with_capacity(collected.properties.len());
        let mut given = Given::default();
        for (wire, written) in &collected.properties {
            if is_tag(wire) {
                continue;
            }
            let property = self.property(owner, key, &collected, wire, written);
            if let Some(other) = given.give(&property.name, wire) {
                let fix = self.rename_property(
                    key.map_or(owner.bare(), |(_, schema)| schema),
                    &property.name,
                    [other, wire],
                );
                self.diagnostics.push(
                    Diagnostic::at(
                        &written.place,
                        format!(
                            "the properties `{other}` and `{wire}` become the same field `{}`",
                            property.name
                        ),
                        "rename one of them with `x-ms-client-name`, or under `properties` in the catalog",
                    )
                    .with_fix(fix),
                );
            }
            properties.push(property);
        }
        properties.extend(self.rest(owner, &collected, &properties));
        properties
    }

    /// The map of the additional properties of an object, if the description declares them.
    fn rest(&mut self, owner: &Ident, collected: &Collected<'a>, members: &[Property]) -> Option<Property> {
        let described = |part: &&&Schema| matches!(part.additional, Additional::Schema(_) | Additional::Any);
        let parts = || collected.parts.iter().rev();
        let part = parts()
            .find(|part| choice::is_beside(part))
            .or_else(|| parts().find(described))?;
        let (value, values) = match &part.additional {
            Additional::Schema(values) if !choice::is_beside(part) => {
                (self.map_value(values, owner), Some(values.as_ref()))
            }
            _ => (Type::Any, None),
        };
        let name = [
            "additional properties",
            "additional properties map",
            "more additional properties",
        ]
        .into_iter()
        .filter_map(|words| Ident::parse(words, Case::Value))
        .find(|name| members.iter().all(|member| member.name != *name))?;
        let docs = Docs {
            description: values.and_then(|values| values.description.clone()),
            place: Some(part.place.join("additionalProperties")),
            summary: None,
        };
        Some(Property {
            wire: String::new(),
            name,
            role: Role::Rest,
            ty: Type::Map(Box::new(value)),
            xml: None,
            required: false,
            nullable: false,
            read_only: false,
            mutability: None,
            write_only: false,
            secret: values.is_some_and(|values| self.is_secret(values)),
            recursive: false,
            constant: None,
            constraints: Constraints::default(),
            default: None,
            docs,
        })
    }

    /// The field that a property becomes, with its catalog entry.
    fn field(
        &mut self,
        schema: &str,
        wire: &str,
        written: &Schema,
    ) -> (Ident, Option<&'a crate::catalog::Property>) {
        let service = self.service;
        let entry = service.property(schema, wire);
        if let Some((used, _)) = &entry {
            self.used.insert(("properties", used.clone()));
        }
        let entry = entry.map(|(_, entry)| entry);
        let given = entry.and_then(|entry| entry.name.as_deref());
        let wanted = written.client_name.as_deref().unwrap_or(wire);
        let subject = Subject::property(schema, wire);
        self.noted.note(&subject);
        let name = self.ident_or(given, wanted, Case::Value, &written.place, || {
            (subject, spelled(wire))
        });
        (name, entry)
    }

    /// Whether a value is marked as a secret: here, in what it is made of, or where the reference leads.
    pub(in crate::resolve) fn is_secret(&self, schema: &Schema) -> bool {
        let values = match &schema.additional {
            Additional::Schema(values) => Some(values.as_ref()),
            _ => None,
        };
        let mut parts = schema.all_of.iter().chain(schema.items.as_deref()).chain(values);
        let target = schema
            .reference
            .as_ref()
            .and_then(|reference| self.bundle.schema(reference).ok())
            .map(|(key, target)| self.bundle.end(key).map_or(target, |(_, end)| end));
        schema.secret || parts.any(|part| self.is_secret(part)) || target.is_some_and(|target| target.secret)
    }

    /// The field that the property `wire` of a type becomes.
    pub(in crate::resolve) fn property_name(&mut self, owner: &Ident, wire: &str, written: &Schema) -> Ident {
        let schema = self.schemas.get(owner).copied().unwrap_or(owner.bare());
        self.field(schema, wire, written).0
    }

    /// The default name of an item that is written in place for the property `wire`, in the type or in a type that it inherits from.
    pub(in crate::resolve) fn property_hint(
        &mut self,
        owner: &Ident,
        collected: &Collected<'a>,
        wire: &str,
        name: &Ident,
    ) -> Ident {
        match collected.origins.get(wire) {
            Some((key, schema)) => self.hint_of(*key, schema).join(name, Case::Type),
            None => owner.join(name, Case::Type),
        }
    }

    fn property(
        &mut self,
        owner: &Ident,
        key: Option<SchemaKey<'a>>,
        collected: &Collected<'a>,
        wire: &str,
        written: &'a Schema,
    ) -> Property {
        let (name, entry) = self.field(key.map_or(owner.bare(), |(_, schema)| schema), wire, written);
        let required = collected.required.contains(wire);
        let hint = self.property_hint(owner, collected, wire, &name);
        let ty = match entry {
            Some(entry) if entry.json => all::json_within(written),
            _ => self.type_of(written, &hint),
        };
        Property {
            wire: wire.to_owned(),
            role: Role::Member,
            constant: self.only_value(written, &ty),
            ty,
            xml: self.property_xml(wire, written),
            name,
            required: entry.and_then(|entry| entry.required).unwrap_or(required),
            nullable: self.is_nullable(written),
            read_only: written.read_only,
            mutability: written.mutability,
            write_only: written.write_only,
            secret: entry.is_some_and(|entry| entry.secret) || self.is_secret(written),
            recursive: false,
            constraints: written.constraints.clone(),
            default: written.default.clone(),
            docs: docs(written),
        }
    }
}

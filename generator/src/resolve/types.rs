//! From schemas to types: which ones become items of the crate, and what a property's type is.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::{
    api::{Docs, Property, Type, TypeDef, TypeKind, UnionVariant, Usage, Variant},
    bundle::{Bundle, SchemaKey},
    catalog::Service,
    diagnostic::{Diagnostic, Diagnostics, Place},
    document::{Additional, Enumeration, Reference, Schema},
    names::{Case, Ident},
};

use super::inheritance;

/// The types that the operations lead to, found as they are asked for.
#[expect(
    clippy::struct_field_names,
    reason = "what is found is the types; the rest is how"
)]
pub(super) struct Types<'a> {
    pub bundle: &'a Bundle<'a>,
    pub service: &'a Service,
    pub diagnostics: Diagnostics,
    pub used: BTreeSet<(&'static str, String)>,
    names: HashMap<SchemaKey<'a>, Ident>,
    owners: BTreeMap<Ident, Place>,
    pending: VecDeque<(Ident, Pending<'a>)>,
    types: BTreeMap<Ident, TypeDef>,
    enums: BTreeMap<Ident, &'a Enumeration>,
    unnamed: usize,
}

enum Pending<'a> {
    Named(SchemaKey<'a>, &'a Schema),
    Inline(&'a Schema),
}

impl<'a> Types<'a> {
    pub(super) fn new(bundle: &'a Bundle<'a>, service: &'a Service) -> Self {
        Self {
            bundle,
            service,
            diagnostics: Diagnostics::default(),
            used: BTreeSet::new(),
            names: HashMap::new(),
            owners: BTreeMap::new(),
            pending: VecDeque::new(),
            types: BTreeMap::new(),
            enums: BTreeMap::new(),
            unnamed: 0,
        }
    }

    /// Defines every type that was asked for, and those that these lead to.
    pub(super) fn finish(
        mut self,
    ) -> (
        BTreeMap<Ident, TypeDef>,
        BTreeSet<(&'static str, String)>,
        Diagnostics,
    ) {
        while let Some((name, pending)) = self.pending.pop_front() {
            let definition = match pending {
                Pending::Named(key, schema) => self.define(&name, Some(key), schema),
                Pending::Inline(schema) => self.define(&name, None, schema),
            };
            self.types.insert(name, definition);
        }
        (self.types, self.used, self.diagnostics)
    }

    /// The type of a schema; `hint` names it when it is written in place and must become an item.
    pub(super) fn of(&mut self, schema: &'a Schema, hint: &Ident) -> Type {
        if let Some(reference) = &schema.reference {
            return self.named(reference, hint);
        }
        if let [only] = schema.all_of.as_slice()
            && schema.properties.is_empty()
            && schema.required.is_empty()
            && schema.discriminator.is_none()
        {
            // `allOf` with one reference is how OpenAPI 3.0 puts a description beside it.
            return self.of(only, hint);
        }
        self.plain(schema, hint).unwrap_or_else(|| {
            let name = schema.enumeration.as_ref().and_then(|mark| mark.name.as_deref());
            let name = name
                .and_then(|name| Ident::parse(name, Case::Type))
                .unwrap_or_else(|| hint.clone());
            self.claim_inline(name, schema)
        })
    }

    /// The type of a schema that needs no item of its own, and `None` for one that does.
    fn plain(&mut self, schema: &'a Schema, hint: &Ident) -> Option<Type> {
        if schema.enumeration.is_some() {
            return None;
        }
        if !schema.one_of.is_empty() {
            self.diagnostics.push(alternatives(schema));
            return Some(Type::Any);
        }
        let format = schema.format.as_deref();
        let ty = match schema.kind.as_deref() {
            Some("string") => self.string(schema, format),
            Some("boolean") => Type::Boolean,
            Some("integer") => match format {
                Some("int32" | "int16" | "int8" | "uint8" | "uint16") => Type::Int32,
                _ => Type::Int64,
            },
            Some("number") => match format {
                Some("float") => Type::Float32,
                Some("decimal") => self.unsupported_format(schema, "decimal"),
                _ => Type::Float64,
            },
            Some("array") => {
                let Some(items) = &schema.items else {
                    self.diagnostics.push(Diagnostic::at(
                        &schema.place,
                        "the list does not say what is in it",
                        "add `items`",
                    ));
                    return Some(Type::Any);
                };
                self.check_inner(items, "the items of a list");
                Type::List(Box::new(self.of(items, hint)))
            }
            Some("object") | None => return self.plain_object(schema, hint),
            Some(other) => {
                self.diagnostics.push(Diagnostic::at(
                    &schema.place.join("type"),
                    format!("the type `{other}` is not supported"),
                    "use string, boolean, integer, number, array or object",
                ));
                Type::Any
            }
        };
        Some(ty)
    }

    fn plain_object(&mut self, schema: &'a Schema, hint: &Ident) -> Option<Type> {
        let object =
            !schema.properties.is_empty() || !schema.all_of.is_empty() || schema.discriminator.is_some();
        match (&schema.additional, object) {
            (Additional::Schema(values), false) => {
                self.check_inner(values, "the values of a map");
                Some(Type::Map(Box::new(self.of(values, hint))))
            }
            (Additional::Any, false) => Some(Type::Map(Box::new(Type::Any))),
            (Additional::Unsaid | Additional::None, false) if schema.kind.is_none() => Some(Type::Any),
            (_, true) | (Additional::Unsaid | Additional::None, false) => None,
        }
    }

    fn check_inner(&mut self, inner: &Schema, what: &str) {
        if inner.nullable {
            self.diagnostics.push(Diagnostic::at(
                &inner.place,
                format!("{what} may be `null`, which is not supported"),
                "take `nullable` out when the service never sends `null` here, or teach the generator",
            ));
        }
    }

    fn string(&mut self, schema: &Schema, format: Option<&str>) -> Type {
        match format {
            Some("date-time") => Type::DateTime,
            Some(
                format @ ("date" | "time" | "date-time-rfc1123" | "unixtime" | "duration" | "byte" | "binary"
                | "base64url"),
            ) => self.unsupported_format(schema, format),
            _ => Type::String,
        }
    }

    fn unsupported_format(&mut self, schema: &Schema, format: &str) -> Type {
        self.diagnostics.push(Diagnostic::at(
            &schema.place.join("format"),
            format!("the format `{format}` is not supported"),
            "take the format out to have it as text or number, or teach the generator",
        ));
        Type::Any
    }

    /// The type that a reference refers to.
    fn named(&mut self, reference: &Reference, hint: &Ident) -> Type {
        let Some((key, schema)) = self.follow(reference) else {
            return Type::Any;
        };
        if let Some(path) = self.overlay(key) {
            return Type::Overlay(path);
        }
        if let Some(name) = self.names.get(&key) {
            return Type::Named(name.clone());
        }
        if is_item(schema) {
            if let Some(base) = self.bundle.descendants().discriminated_base(key) {
                self.diagnostics.push(Diagnostic::at(
                    &reference.place,
                    format!(
                        "`{}` is a variant of `{base}` and is used by itself, which is not supported",
                        key.1
                    ),
                    format!("refer to `{base}`"),
                ));
            }
            return Type::Named(self.claim_named(key, schema));
        }
        self.plain(schema, hint).unwrap_or(Type::Any)
    }

    /// The type of a schema that the catalog names, in the file of the operations.
    pub(super) fn named_in_entry(&mut self, name: &str, place: &Place) -> Option<Type> {
        let entry = self.bundle.entry();
        let found = entry.schemas.iter().find(|(other, _)| other == name);
        let Some((name, schema)) = found else {
            self.diagnostics.push(Diagnostic::at(
                place,
                format!(
                    "the catalog says that this operation answers with `{name}`, and there is no such schema"
                ),
                "name a schema of this file as `result`, or take it out of the catalog",
            ));
            return None;
        };
        Some(Type::Named(self.claim_named((&entry.place.file, name), schema)))
    }

    /// The schema at the end of a chain of references.
    pub(super) fn follow(&mut self, reference: &Reference) -> Option<(SchemaKey<'a>, &'a Schema)> {
        match inheritance::follow(self.bundle, reference) {
            Ok(found) => Some(found),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn overlay(&mut self, (_, name): SchemaKey<'a>) -> Option<String> {
        let entry = self.service.schemas.get(name)?;
        self.used.insert(("schemas", name.to_owned()));
        entry.overlay.clone()
    }

    /// The item for a named schema; it is defined later.
    pub(super) fn claim_named(&mut self, key: SchemaKey<'a>, schema: &'a Schema) -> Ident {
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let entry = self.service.schemas.get(key.1);
        if entry.is_some() {
            self.used.insert(("schemas", key.1.to_owned()));
        }
        let given = entry.and_then(|entry| entry.name.as_deref());
        let wanted = schema.client_name.as_deref().unwrap_or(key.1);
        let name = self.ident_or(given, wanted, Case::Type, &schema.place);
        self.own(&name, &schema.place);
        self.names.insert(key, name.clone());
        self.pending
            .push_back((name.clone(), Pending::Named(key, schema)));
        name
    }

    /// The item for a schema written in place. The same enum may stand in several places and is one item all the same.
    fn claim_inline(&mut self, name: Ident, schema: &'a Schema) -> Type {
        let again = self
            .enums
            .get(&name)
            .is_some_and(|known| Some(*known) == schema.enumeration.as_ref());
        if !again && self.owners.get(&name) != Some(&schema.place) {
            self.own(&name, &schema.place);
            self.enums.extend(
                schema
                    .enumeration
                    .as_ref()
                    .map(|enumeration| (name.clone(), enumeration)),
            );
            self.pending.push_back((name.clone(), Pending::Inline(schema)));
        }
        Type::Named(name)
    }

    fn own(&mut self, name: &Ident, place: &Place) {
        if let Some(first) = self.owners.get(name) {
            self.diagnostics.push(Diagnostic::at(
                place,
                format!(
                    "two schemas become the type `{name}`; the other one is #{} of {}",
                    first.pointer, first.file
                ),
                "rename one of them under `schemas` in the catalog",
            ));
        } else {
            self.owners.insert(name.clone(), place.clone());
        }
    }

    /// An identifier, or a finding and something that stands for it.
    pub(super) fn ident(&mut self, name: &str, case: Case, place: &Place) -> Ident {
        match Ident::new(name, case, place) {
            Ok(ident) => ident,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                self.placeholder(case)
            }
        }
    }

    /// The identifier that the catalog gives, or else one made of a name.
    pub(super) fn ident_or(&mut self, given: Option<&str>, name: &str, case: Case, place: &Place) -> Ident {
        match given {
            // A name in the catalog that cannot be one is reported there.
            Some(given) => Ident::parse(given, case).unwrap_or_else(|| self.placeholder(case)),
            None => self.ident(name, case, place),
        }
    }

    fn placeholder(&mut self, case: Case) -> Ident {
        self.unnamed += 1;
        Ident::placeholder(case, self.unnamed)
    }

    fn define(&mut self, name: &Ident, key: Option<SchemaKey<'a>>, schema: &'a Schema) -> TypeDef {
        let variants = key
            .map(|key| self.bundle.descendants().variants(key))
            .unwrap_or_default();
        let kind = match (&schema.enumeration, &schema.discriminator) {
            (Some(enumeration), _) => self.enumeration(schema, enumeration),
            (None, Some(discriminator)) if !variants.is_empty() => TypeKind::Union {
                discriminator: discriminator.property.clone(),
                variants: self.variants(schema, variants),
            },
            _ => TypeKind::Object(self.properties(name, key, schema)),
        };
        TypeDef {
            name: name.clone(),
            kind,
            usage: Usage::default(),
            docs: docs(schema),
        }
    }

    fn enumeration(&mut self, schema: &Schema, enumeration: &Enumeration) -> TypeKind {
        let mut values: Vec<Variant> = Vec::new();
        for (index, value) in enumeration.values.iter().enumerate() {
            let name = self.ident(
                value.name.as_deref().unwrap_or(&value.value),
                Case::Type,
                &schema.place.join("enum"),
            );
            if enumeration.open {
                self.check_variant(&value.value, &name, &schema.place.join("enum"));
            }
            let clash = |other: &&Variant| other.name == name && other.wire != value.value;
            if let Some(other) = values.iter().find(clash) {
                self.diagnostics.push(Diagnostic::at(
                    &schema.place.join("enum"),
                    format!(
                        "the values `{}` and `{}` become one variant `{name}`",
                        other.wire, value.value
                    ),
                    "give one of them another `name` in `x-ms-enum.values`",
                ));
            }
            let docs = Docs {
                summary: value.description.clone(),
                description: None,
                place: Some(schema.place.join("enum").join(index.to_string())),
            };
            values.push(Variant {
                wire: value.value.clone(),
                name,
                docs,
            });
        }
        TypeKind::Enum {
            open: enumeration.open,
            values,
        }
    }

    /// Reports a variant with the name that stands for everything that is not known.
    fn check_variant(&mut self, wire: &str, name: &Ident, place: &Place) {
        if name.bare() == "UnknownValue" {
            self.diagnostics.push(Diagnostic::at(
                place,
                format!("the value `{wire}` becomes the variant `UnknownValue`, which stands for values that are not known"),
                "give it another name: with `name` in `x-ms-enum.values`, or another value of the discriminator",
            ));
        }
    }

    /// Reports entries of a discriminator's mapping that lead to nothing, or to what is no variant.
    fn check_mapping(&mut self, base: &Schema, found: &[inheritance::Descendant<'a>]) {
        let mapping = base
            .discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        for (value, reference) in mapping {
            let Some((key, schema)) = self.follow(reference) else {
                continue;
            };
            if schema.place != base.place && found.iter().all(|descendant| descendant.key != key) {
                self.diagnostics.push(Diagnostic::at(
                    &reference.place,
                    format!(
                        "`{value}` leads to `{}`, which is no variant: it does not inherit from the base",
                        key.1
                    ),
                    "add an `allOf` with a reference to the base there, or take it out here",
                ));
            }
        }
    }

    fn variants(&mut self, schema: &Schema, found: Vec<inheritance::Descendant<'a>>) -> Vec<UnionVariant> {
        let mut variants: Vec<UnionVariant> = Vec::new();
        self.check_mapping(schema, &found);
        for descendant in found {
            let wire = match descendant.value(schema, self.bundle) {
                Ok(wire) => wire,
                Err(diagnostic) => {
                    self.diagnostics.push(diagnostic);
                    continue;
                }
            };
            let name = self.ident(&wire, Case::Type, &descendant.schema.place);
            self.check_variant(&wire, &name, &descendant.schema.place);
            if let Some(other) = variants.iter().find(|other| other.name == name) {
                self.diagnostics.push(Diagnostic::at(
                    &descendant.schema.place,
                    if other.wire == wire {
                        format!("two variants have the value `{wire}`")
                    } else {
                        format!(
                            "the values `{}` and `{wire}` become one variant `{name}`",
                            other.wire
                        )
                    },
                    "give one of them another `x-ms-discriminator-value`",
                ));
            }
            if let Some(discriminator) = &descendant.schema.discriminator {
                self.diagnostics.push(Diagnostic::at(
                    &descendant.schema.place.join("discriminator"),
                    format!(
                        "a variant that has variants by `{}` is not supported",
                        discriminator.property
                    ),
                    "let all variants have the discriminator of the base they share, or teach the generator",
                ));
            }
            let ty = self.claim_named(descendant.key, descendant.schema);
            variants.push(UnionVariant {
                wire,
                name,
                ty,
                docs: docs(descendant.schema),
            });
        }
        // By name and not as written, so that the order of a file does not matter.
        variants.sort_by(|a, b| a.name.cmp(&b.name));
        variants
    }

    /// Reports what an object is made of and cannot show.
    fn check_part(&mut self, part: &Schema) {
        if !part.one_of.is_empty() {
            self.diagnostics.push(alternatives(part));
        }
        if let Additional::Schema(_) = part.additional {
            self.diagnostics.push(Diagnostic::at(
                &part.place.join("additionalProperties"),
                "declared and additional properties in one object are not supported",
                "keep one of them; unknown properties are ignored when they are read",
            ));
        }
        let kind = part.kind.as_deref().filter(|kind| *kind != "object");
        if let Some(kind) = kind.or(part.enumeration.as_ref().map(|_| "enum")) {
            self.diagnostics.push(Diagnostic::at(
                &part.place,
                format!("an object is made of this, which is no object but of type `{kind}`"),
                "only objects can be put together with `allOf`",
            ));
        }
    }

    fn properties(&mut self, owner: &Ident, key: Option<SchemaKey<'a>>, schema: &'a Schema) -> Vec<Property> {
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
        let discriminator = key.and_then(|key| self.bundle.descendants().discriminator_of(key));
        let mut properties: Vec<Property> = Vec::new();
        for (wire, written) in &collected.properties {
            if Some(*wire) == discriminator {
                continue;
            }
            let property = self.property(owner, key, wire, written, collected.required.contains(wire));
            if let Some(other) = properties.iter().find(|other| other.name == property.name) {
                self.diagnostics.push(Diagnostic::at(
                    &written.place,
                    format!(
                        "the properties `{}` and `{wire}` become one field `{}`",
                        other.wire, property.name
                    ),
                    "rename one of them with `x-ms-client-name`, or under `properties` in the catalog",
                ));
            }
            properties.push(property);
        }
        properties
    }

    /// The field that a property becomes, and whether the catalog says something of its presence.
    fn field(&mut self, schema: &str, wire: &str, written: &Schema) -> (Ident, Option<bool>) {
        let service = self.service;
        let entry = service.property(schema, wire);
        if let Some((used, _)) = &entry {
            self.used.insert(("properties", used.clone()));
        }
        let entry = entry.map(|(_, entry)| entry);
        let given = entry.and_then(|entry| entry.name.as_deref());
        let wanted = written.client_name.as_deref().unwrap_or(wire);
        (
            self.ident_or(given, wanted, Case::Value, &written.place),
            entry.and_then(|entry| entry.required),
        )
    }

    /// The field that the property `wire` of a type becomes.
    pub(super) fn property_name(&mut self, owner: &Ident, wire: &str, written: &Schema) -> Ident {
        let schema = self
            .names
            .iter()
            .find(|(_, name)| *name == owner)
            .map_or(owner.bare(), |((_, schema), _)| schema);
        self.field(schema, wire, written).0
    }

    fn property(
        &mut self,
        owner: &Ident,
        key: Option<SchemaKey<'a>>,
        wire: &str,
        written: &'a Schema,
        required: bool,
    ) -> Property {
        let (name, said) = self.field(key.map_or(owner.bare(), |(_, schema)| schema), wire, written);
        let hint = owner.join(&name, Case::Type);
        Property {
            wire: wire.to_owned(),
            ty: self.of(written, &hint),
            name,
            required: said.unwrap_or(required),
            nullable: written.nullable,
            read_only: written.read_only,
            recursive: false,
            constraints: written.constraints.clone(),
            default: written.default.clone(),
            docs: docs(written),
        }
    }
}

fn alternatives(schema: &Schema) -> Diagnostic {
    Diagnostic::at(
        &schema.place,
        "`oneOf` and `anyOf` are not supported",
        "describe the base with a `discriminator`, and the variants with `allOf`",
    )
}

/// Whether a named schema becomes an item, or is only another name for a list, map or text.
fn is_item(schema: &Schema) -> bool {
    schema.enumeration.is_some()
        || !schema.properties.is_empty()
        || !schema.all_of.is_empty()
        || schema.discriminator.is_some()
        || (schema.kind.as_deref() == Some("object")
            && matches!(schema.additional, Additional::Unsaid | Additional::None))
}

pub(super) fn docs(schema: &Schema) -> Docs {
    Docs {
        summary: None,
        description: schema.description.clone(),
        place: Some(schema.place.clone()),
    }
}

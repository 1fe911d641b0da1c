//! Values: those of an enum, and those of a discriminator with the variants that they stand for.

use openapi_client_model::{
    api::{Constant, Docs, Scalar, Type, TypeKind, UnionVariant, Variant},
    names::{Case, Given, Ident},
};
use openapi_descriptions::{
    bundle::SchemaKey,
    diagnostic::{Diagnostic, Place},
    document::{Enumeration, Schema, ValueForm},
    fix::CatalogEdit,
    inheritance,
};

use super::{Subject, Types, docs::docs, spelled};

impl<'a> Types<'a> {
    pub(super) fn enumeration(
        &mut self,
        owner: &str,
        schema: &Schema,
        enumeration: &Enumeration,
    ) -> TypeKind {
        let mut values: Vec<Variant> = Vec::new();
        let mut given = Given::default();
        let place = schema.place.join("enum");
        for (index, value) in enumeration.values.iter().enumerate() {
            let wanted = value.name.as_deref().unwrap_or(&value.value);
            let name = self.value_name(owner, &value.value, wanted, &place);
            self.check_variant(owner, &value.value, &name, &place);
            if let Some(other) = given
                .give(&name, &value.value)
                .filter(|other| *other != value.value)
            {
                let alike = enumeration.values.iter().filter(|one| {
                    let wanted = one.name.as_deref().unwrap_or(&one.value);
                    Ident::parse(wanted, Case::Type).as_ref() == Some(&name)
                });
                let crowded = alike.count() > 2;
                let fix = self.rename_value((owner, &name), (other, &value.value), crowded);
                self.diagnostics.push(
                    Diagnostic::at(
                        &place,
                        format!(
                            "the values `{other}` and `{}` become the same variant `{name}`",
                            value.value
                        ),
                        "give one of them another `name` in `x-ms-enum.values`, or under `values` in the catalog",
                    )
                    .with_fix(fix),
                );
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
            integer: enumeration.form == ValueForm::Integer,
            values,
        }
    }

    /// The only value of a property whose values are not an enum in Rust.
    pub(super) fn only_value(&mut self, written: &'a Schema, ty: &Type) -> Option<Constant> {
        let schema = match &written.reference {
            Some(reference) => self.follow(reference)?.1,
            None => written,
        };
        let values = schema.enumeration.as_ref().filter(|values| !values.open)?;
        let [only] = values.values.as_slice() else {
            return None;
        };
        match ty {
            Type::Scalar(Scalar::Boolean) => only.value.parse().ok().map(Constant::Boolean),
            Type::Scalar(Scalar::Float64) => {
                let number: f64 = only.value.parse().ok()?;
                number.is_finite().then_some(Constant::Number(number))
            }
            _ => None,
        }
    }

    /// The name of a value, of an enum or a discriminator.
    pub(super) fn value_name(&mut self, owner: &str, wire: &str, wanted: &str, place: &Place) -> Ident {
        let entry = self.service.value(owner, wire);
        let given = entry.map(|(used, entry)| {
            self.used.insert(("values", used));
            entry.name.as_str()
        });
        let subject = Subject::value(owner, wire);
        self.noted.note(&subject);
        self.ident_or(given, wanted, Case::Type, place, || (subject, spelled(wire)))
    }

    /// The entry that gives one of two values with the same name another name. There may be more than two, and each needs its own
    /// name.
    fn rename_value(
        &self,
        (owner, name): (&str, &Ident),
        (one, other): (&str, &str),
        crowded: bool,
    ) -> Option<CatalogEdit> {
        let [one, other] = [one, other].map(|wire| (Subject::value(owner, wire), wire));
        let lost = one.0.loser(&other.0, self.service, self.known) == &one.0;
        let (subject, wire) = if lost { &one } else { &other };
        let mut names = vec![spelled(wire)];
        if !crowded {
            names.push(format!("{} Value", name.bare()));
        }
        let new = subject.pick(Case::Type, &names, |other| other == name);
        subject.named(
            self.service,
            &new,
            "Another value becomes a variant of the same name.",
        )
    }

    /// Reports a variant with the name of the variant for unknown values.
    pub(super) fn check_variant(&mut self, owner: &str, wire: &str, name: &Ident, place: &Place) {
        if name.bare() == "UnknownValue" {
            let reason = "`UnknownValue` stands for values that are not known.";
            let fix = Subject::value(owner, wire).named(self.service, "UnknownValueItself", reason);
            self.diagnostics.push(Diagnostic::at(
                place,
                format!("the value `{wire}` becomes the variant `UnknownValue`, which stands for values that are not known"),
                "give it another name: with `name` in `x-ms-enum.values` or under `values` in the catalog",
            ).with_fix(fix));
        }
    }

    /// Reports entries of a discriminator's mapping that lead to nothing, or to something that is not a variant.
    pub(super) fn check_mapping(&mut self, base: &Schema, found: &[inheritance::Descendant<'a>]) {
        let mapping = base
            .discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        for (value, reference) in mapping {
            let Some((key, schema)) = self.follow(reference) else {
                continue;
            };
            let mut named = base
                .one_of
                .iter()
                .filter_map(|alternative| alternative.reference.as_ref());
            let is_alternative = named.any(|other| self.follow(other).is_some_and(|(other, _)| other == key));
            let inherits = found.iter().any(|descendant| descendant.key == key);
            if schema.place != base.place && !inherits && !is_alternative {
                self.diagnostics.push(Diagnostic::at(
                    &reference.place,
                    format!(
                        "`{value}` leads to `{}`, which is not a variant: it does not inherit from the base",
                        key.1
                    ),
                    "add an `allOf` with a reference to the base there, or remove it here",
                ));
            }
        }
    }

    /// Reports two variants with the same name.
    pub(super) fn same_variant(
        &mut self,
        owner: &str,
        name: &Ident,
        (other, wire): (&str, &str),
        schema: &Schema,
    ) {
        let fix = (other != wire)
            .then(|| self.rename_value((owner, name), (other, wire), false))
            .flatten();
        self.diagnostics.push(
            Diagnostic::at(
                &schema.place,
                if other == wire {
                    format!("two variants have the value `{wire}`")
                } else {
                    format!("the values `{other}` and `{wire}` become the same variant `{name}`")
                },
                "give one of them another `x-ms-discriminator-value`",
            )
            .with_fix(fix),
        );
    }

    /// The variants of a union that a base and its descendants are.
    pub(super) fn variants(
        &mut self,
        key: Option<SchemaKey<'a>>,
        name: &Ident,
        schema: &'a Schema,
        found: Vec<inheritance::Descendant<'a>>,
    ) -> Vec<UnionVariant> {
        let owner = key.map_or(name.bare(), |(_, name)| name);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut given = Given::default();
        self.check_mapping(schema, &found);
        let base = key.map(|key| inheritance::Descendant { key, schema });
        let itself = base.filter(|base| self.is_its_own_variant(*base));
        for descendant in itself.into_iter().chain(found) {
            let wire = match descendant.value(schema, self.bundle) {
                Ok(wire) => wire,
                Err(diagnostic) => {
                    self.diagnostics.push(diagnostic);
                    continue;
                }
            };
            let name = self.value_name(owner, &wire, &wire, &descendant.schema.place);
            self.check_variant(owner, &wire, &name, &descendant.schema.place);
            if let Some(other) = given.give(&name, &wire) {
                self.same_variant(owner, &name, (other, &wire), descendant.schema);
            }
            variants.push(UnionVariant {
                wire,
                aliases: Vec::new(),
                name,
                ty: self.variant_type(schema, descendant, Some(descendant.key) == key),
                own_tag: false,
                docs: docs(descendant.schema),
            });
        }
        // Sorted by name, so that the order of a file does not matter.
        variants.sort_by(|a, b| a.name.cmp(&b.name));
        variants
    }
}

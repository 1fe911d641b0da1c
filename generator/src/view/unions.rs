//! Unions.

use openapi_client_model::{
    api::{Api, Equality, TypeKind, UnionVariant},
    names::Ident,
};

use super::{Doc, Literal, TypeRef};

/// One union.
#[derive(Clone, Debug)]
pub struct UnionView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Whether it has `Eq`.
    pub(crate) eq: bool,
    /// The property that distinguishes the variants.
    pub(crate) tag: Literal,
    pub(crate) variants: Vec<UnionVariantView>,
}

/// One variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariantView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) label: Literal,
    /// Its value of the discriminator.
    pub(crate) wire: Literal,
    /// All values that are read as it.
    pub(crate) wires: Vec<Literal>,
    /// The type it holds.
    pub(crate) ty: TypeRef,
    /// Whether that type writes the discriminator.
    pub(crate) own_tag: bool,
    /// Whether it is also a union with another discriminator, which must not keep this discriminator in unknown variants.
    pub(crate) nested: bool,
}

pub(super) fn unions(api: &Api, equality: &Equality<'_>) -> Vec<UnionView> {
    api.types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Union {
                discriminator,
                variants,
            } => Some(UnionView {
                doc: Doc::new()
                    .text_or(definition.docs.description.as_deref(), "One of several objects.")
                    .aliases(&definition.aliases, &definition.name),
                name: definition.name.clone(),
                eq: equality.has(&definition.name),
                tag: Literal::string(discriminator),
                variants: in_order(variants)
                    .map(|variant| UnionVariantView {
                        doc: Doc::new().text_or(
                            variant.docs.description.as_deref(),
                            "A variant that the description names.",
                        ),
                        name: variant.name.clone(),
                        label: Literal::string(variant.name.bare()),
                        wire: Literal::string(&variant.wire),
                        wires: [&variant.wire]
                            .into_iter()
                            .chain(&variant.aliases)
                            .map(|wire| Literal::string(wire))
                            .collect(),
                        ty: TypeRef::from(&variant.ty),
                        own_tag: variant.own_tag,
                        nested: is_union(api, &variant.ty),
                    })
                    .collect(),
            }),
            _ => None,
        })
        .collect()
}

fn is_union(api: &Api, name: &Ident) -> bool {
    let found = api.types.get(name);
    found.is_some_and(|definition| matches!(definition.kind, TypeKind::Union { .. }))
}

/// Those that write the property themselves last, as serde wants them.
fn in_order(variants: &[UnionVariant]) -> impl Iterator<Item = &UnionVariant> {
    let (own, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.own_tag);
    others.into_iter().chain(own)
}

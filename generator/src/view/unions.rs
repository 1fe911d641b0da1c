//! Unions.

use openapi_client_model::{
    api::{Api, TypeKind},
    names::Ident,
};

use super::{Doc, Literal, TypeRef};

/// One union.
#[derive(Clone, Debug)]
pub struct UnionView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The property that tells the variants apart.
    pub(crate) tag: Literal,
    pub(crate) variants: Vec<UnionVariantView>,
}

/// One variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariantView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) label: Literal,
    /// The value of the property that tells the variants apart.
    pub(crate) wire: Literal,
    /// The type it holds.
    pub(crate) ty: TypeRef,
}

pub(super) fn unions(api: &Api) -> Vec<UnionView> {
    api.types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Union {
                discriminator,
                variants,
            } => Some(UnionView {
                doc: Doc::new().text_or(definition.docs.description.as_deref(), "One of several objects."),
                name: definition.name.clone(),
                tag: Literal::string(discriminator),
                variants: variants
                    .iter()
                    .map(|variant| UnionVariantView {
                        doc: Doc::new().text_or(
                            variant.docs.description.as_deref(),
                            "A variant that the description names.",
                        ),
                        name: variant.name.clone(),
                        label: Literal::string(variant.name.bare()),
                        wire: Literal::string(&variant.wire),
                        ty: TypeRef::from(&variant.ty),
                    })
                    .collect(),
            }),
            _ => None,
        })
        .collect()
}

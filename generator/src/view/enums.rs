//! Enums: sets of texts, open or closed.

use openapi_client_model::{
    api::{Api, TypeKind},
    names::Ident,
};

use super::{Doc, Literal};

/// One enum.
#[derive(Clone, Debug)]
pub struct EnumView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// Its name as text, for error messages.
    pub(crate) text: Literal,
    /// Whether values may be added without a new version.
    pub(crate) open: bool,
    /// Whether it keeps unknown values: it is open, or it is read and one value must not make a response unreadable.
    pub(crate) keeps: bool,
    /// Whether the values are whole numbers.
    pub(crate) integer: bool,
    pub(crate) variants: Vec<VariantView>,
}

/// One value.
#[derive(Clone, Debug)]
pub struct VariantView {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// The value on the wire.
    pub(crate) wire: Literal,
}

pub(super) fn enums(api: &Api) -> Vec<EnumView> {
    api.types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Enum {
                open,
                integer,
                values,
            } => Some(EnumView {
                doc: Doc::new()
                    .text_or(definition.docs.description.as_deref(), "A set of known values.")
                    .aliases(&definition.aliases, &definition.name),
                name: definition.name.clone(),
                text: Literal::string(definition.name.bare()),
                open: *open,
                keeps: *open || definition.usage.output,
                integer: *integer,
                variants: values
                    .iter()
                    .map(|value| {
                        let number = integer.then(|| value.wire.parse().ok()).flatten();
                        let wire = number.map_or_else(|| Literal::string(&value.wire), Literal::integer);
                        VariantView {
                            doc: Doc::new().text_or(
                                value.docs.summary.as_deref(),
                                "A value that the description names.",
                            ),
                            name: value.name.clone(),
                            wire,
                        }
                    })
                    .collect(),
            }),
            _ => None,
        })
        .collect()
}

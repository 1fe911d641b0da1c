//! The `{:?}` of a struct with a secret, or with a field that the derive macro cannot show.

use openapi_client_model::names::Ident;

use super::Literal;

/// What `{:?}` may show of a struct.
#[derive(Clone, Debug)]
pub struct GuardView {
    pub(crate) owner: Ident,
    pub(crate) label: Literal,
    /// Whether it borrows.
    pub(crate) borrows: bool,
    /// The fields that are not secrets.
    pub(crate) shown: Vec<ShownView>,
}

/// A field that `{:?}` may show.
#[derive(Clone, Debug)]
pub struct ShownView {
    pub(crate) field: Ident,
    pub(crate) label: Literal,
}

impl GuardView {
    /// The guard of a struct, if it needs one: each field is its name and whether it is a secret.
    pub(super) fn new<'a>(
        owner: &Ident,
        borrows: bool,
        fields: impl Iterator<Item = (&'a Ident, bool)> + Clone,
    ) -> Option<Self> {
        if !fields.clone().any(|(name, secret)| secret || breaks_derive(name)) {
            return None;
        }
        let shown = fields
            .filter(|(_, secret)| !secret)
            .map(|(name, _)| ShownView {
                field: name.clone(),
                label: Literal::string(name.bare()),
            })
            .collect();
        Some(Self {
            owner: owner.clone(),
            label: Literal::string(owner.bare()),
            borrows,
            shown,
        })
    }
}

/// `SafeDebug`, with the feature `debug`, takes a field of this name for its formatter (`typespec_macros` 1.0).
fn breaks_derive(field: &Ident) -> bool {
    field.bare() == "f"
}

//! Identifiers that the generator chooses itself.

use openapi_client_model::names::{Case, Ident};

/// An identifier that we choose ourselves.
pub(super) fn chosen_ident(name: &str, case: Case) -> Ident {
    Ident::parse(name, case).unwrap_or_else(|| Ident::placeholder(case, 0))
}

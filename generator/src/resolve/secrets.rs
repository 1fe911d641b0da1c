//! The secret that a call carries for a security scheme: its place, and its names in Rust and in messages.

use openapi_client_model::{
    names::{Case, Ident},
    security::{KeyPlace, Secret},
};
use openapi_descriptions::document::SecurityScheme;

/// The secret of a supported scheme, or else the scheme as text.
pub(super) fn secret(name: &str, scheme: &SecurityScheme) -> Result<Secret, String> {
    match scheme {
        SecurityScheme::ApiKey { location, name: wire } => {
            let place = match location.as_str() {
                "header" => KeyPlace::Header,
                "query" => KeyPlace::Query,
                "cookie" => KeyPlace::Cookie,
                other => return Err(format!("`{name}` (a key in `{other}`)")),
            };
            let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            let possible = !wire.is_empty() && (place == KeyPlace::Query || wire.bytes().all(token));
            let ident = Ident::parse(&key_name(wire), Case::Value).filter(|_| possible);
            let Some(ident) = ident else {
                return Err(format!(
                    "`{name}` (a key in the {} `{wire}`, which is not a valid name there)",
                    place.as_str()
                ));
            };
            Ok(Secret::ApiKey {
                place,
                wire: wire.clone(),
                name: ident,
            })
        }
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIdConnect => Ok(Secret::Bearer),
        SecurityScheme::Http { scheme } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Ok(Secret::Bearer),
            "basic" => Ok(Secret::Basic),
            other => Err(format!("`{name}` (the HTTP scheme `{other}`)")),
        },
        SecurityScheme::Other { kind } => Err(format!("`{name}` (the type `{kind}`)")),
    }
}

/// Whether a scheme takes tokens that are issued for scopes.
pub(super) fn takes_token(scheme: &SecurityScheme) -> bool {
    matches!(
        scheme,
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIdConnect
    )
}

/// The name of the constructor that takes a key: that of its place, and always a key.
fn key_name(wire: &str) -> String {
    if wire.to_ascii_lowercase().ends_with("key") {
        wire.to_owned()
    } else {
        format!("{wire} key")
    }
}

/// The name that a secret has in that of a constructor.
pub(super) fn name(secret: &Secret) -> Ident {
    let fixed = match secret {
        Secret::ApiKey { name, .. } => return name.clone(),
        Secret::Basic => "basic",
        Secret::Bearer => "bearer",
    };
    Ident::parse(fixed, Case::Value).unwrap_or_else(|| Ident::placeholder(Case::Value, 0))
}

/// The header that a secret is in.
pub(super) fn header(secret: &Secret) -> Option<String> {
    match secret {
        Secret::ApiKey {
            place: KeyPlace::Header,
            wire,
            ..
        } => Some(wire.to_ascii_lowercase()),
        Secret::ApiKey { .. } => None,
        Secret::Basic | Secret::Bearer => Some("authorization".to_owned()),
    }
}

/// A secret as the docs and messages name it.
pub(crate) fn in_words(secret: &Secret) -> String {
    match secret {
        Secret::ApiKey { place, wire, .. } => match place {
            KeyPlace::Header => format!("a key in the header `{wire}`"),
            KeyPlace::Query => format!("a key in the query as `{wire}`"),
            KeyPlace::Cookie => format!("a key in the cookie `{wire}`"),
        },
        Secret::Basic => "a user's name and password".to_owned(),
        Secret::Bearer => "a bearer token".to_owned(),
    }
}

//! The credential of clients: a type with a constructor for each way of the description.

use openapi_client_model::{
    api::Api,
    names::{Case, Ident},
    security::{KeyPlace, Secret, Way},
};

use super::{Doc, Literal, docs};
use crate::resolve::secrets::in_words;

/// The type that calls are authorised by.
#[derive(Clone, Debug)]
pub struct CredentialView {
    /// Its docs.
    pub(crate) doc: Doc,
    /// Its name.
    pub(crate) name: Ident,
    /// Constructors.
    pub(crate) ways: Vec<WayView>,
    /// Whether a name and a password are enough.
    pub(crate) basic: bool,
    /// Whether a bearer token is enough.
    pub(crate) bearer: bool,
    /// The scopes that tokens are issued for, where the description has them.
    pub(crate) scopes: Vec<Literal>,
    /// Whether callers may choose to be anonymous.
    pub(crate) optional: bool,
}

/// A constructor.
#[derive(Clone, Debug)]
pub struct WayView {
    /// Its docs.
    pub(crate) doc: Doc,
    /// Its name.
    pub(crate) name: Ident,
    /// The secrets that a call carries.
    pub(crate) parts: Vec<SecretView>,
    /// Whether that is more than one thing.
    pub(crate) several: bool,
}

/// One thing that a call carries.
#[derive(Clone, Debug)]
pub enum SecretView {
    /// A key.
    ApiKey {
        /// The constructor of `ApiKeyCredential`.
        place: Ident,
        /// The name there.
        wire: Literal,
        /// The argument with the key.
        argument: Ident,
    },
    /// A user's name and password.
    Basic,
    /// A bearer token.
    Bearer,
}

pub(super) fn credential(api: &Api) -> Option<CredentialView> {
    let name = api.security.type_name()?;
    let security = &api.security;
    let alone = |secret: &Secret| security.ways.iter().any(|way| way.parts == [secret.clone()]);
    let (basic, bearer) = (alone(&Secret::Basic), alone(&Secret::Bearer));
    let scopes: Vec<String> = security.scopes.iter().map(|scope| docs::code(scope)).collect();
    let mut list: Vec<String> = Vec::new();
    for way in &security.ways {
        list.push(match way.parts.as_slice() {
            [Secret::Bearer] if scopes.is_empty() => "a bearer token: `from` a `BearerCredential`.".to_owned(),
            [Secret::Bearer] => format!(
                "a bearer token: `from` a `BearerCredential`, or from any credential of the Azure SDK, which is asked for the \
                 scopes of the description: {}. If its provider needs other scopes, create the `BearerCredential` with those.",
                scopes.join(", ")
            ),
            parts => format!("[`{}`](Self::{}): {}.", way.name.bare(), way.name.bare(), words(parts)),
        });
    }
    if security.optional {
        list.push("[`anonymous`](Self::anonymous): nothing.".to_owned());
    }
    let intro = if list.len() == 1 {
        "The credential of calls:"
    } else {
        "The credential of calls, one of these:"
    };
    let mut doc = Doc::new().paragraph(intro).items(list);
    if !security.unsupported.is_empty() {
        let others: Vec<String> = security
            .unsupported
            .iter()
            .map(|words| docs::escape(words))
            .collect();
        doc = doc.paragraph(&format!(
            "The description also has ways that are not supported: {}.",
            others.join("; ")
        ));
    }
    let ways = security
        .ways
        .iter()
        .filter(|way| way.parts != [Secret::Bearer])
        .map(way);
    Some(CredentialView {
        doc,
        name,
        ways: ways.collect(),
        basic,
        bearer,
        scopes: security
            .scopes
            .iter()
            .map(|scope| Literal::string(scope))
            .collect(),
        optional: security.optional,
    })
}

fn words(parts: &[Secret]) -> String {
    let words: Vec<String> = parts.iter().map(|part| docs::escape(&in_words(part))).collect();
    words.join(" and ")
}

fn way(way: &Way) -> WayView {
    let errors = if way.parts.iter().all(|part| *part == Secret::Basic) {
        "# Errors\n\nFails when the user's name contains a `:`, or one of the two contains a control character."
    } else {
        "# Errors\n\nFails when a part is empty or has characters that cannot be sent at its place. The error does not show the value."
    };
    WayView {
        doc: Doc::new()
            .paragraph(&format!("Takes {}.", words(&way.parts)))
            .paragraph(errors),
        name: way.name.clone(),
        parts: way
            .parts
            .iter()
            .enumerate()
            .map(|(at, part)| secret(part, way.parts.get(..at).unwrap_or_default()))
            .collect(),
        several: way.parts.len() > 1,
    }
}

/// A part, whose argument has a different name from those before it.
fn secret(secret: &Secret, before: &[Secret]) -> SecretView {
    let argument = |place: KeyPlace, name: &Ident| {
        let taken = before
            .iter()
            .any(|other| matches!(other, Secret::ApiKey { name: other, .. } if other == name));
        let longer = format!("{}_in_{}", name.bare(), place.as_str());
        Ident::parse(&longer, Case::Value)
            .filter(|_| taken)
            .unwrap_or_else(|| name.clone())
    };
    match secret {
        Secret::ApiKey { place, wire, name } => SecretView::ApiKey {
            place: Ident::parse(place.as_str(), Case::Value)
                .unwrap_or_else(|| Ident::placeholder(Case::Value, 0)),
            wire: Literal::string(wire),
            argument: argument(*place, name),
        },
        Secret::Basic => SecretView::Basic,
        Secret::Bearer => SecretView::Bearer,
    }
}

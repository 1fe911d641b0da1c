//! Security: the credential of a client.

use std::collections::BTreeSet;

use crate::names::Ident;

/// What calls are authorised by. Without a way, nothing is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// The ways that are supported, in the order of their names.
    pub ways: Vec<Way>,
    /// Whether calls may also be made without any.
    pub optional: bool,
    /// The scopes of a token, all that any call asks for.
    pub scopes: BTreeSet<String>,
    /// The ways of the description that are not supported, as text.
    pub unsupported: BTreeSet<String>,
}

impl Security {
    /// Whether clients must be made with something, if only with the word that they are anonymous where other ways are not
    /// supported.
    pub fn is_asked(&self) -> bool {
        !self.ways.is_empty() || (self.optional && !self.unsupported.is_empty())
    }

    /// The name of the type that calls are authorised by, where something is asked for.
    pub fn type_name(&self) -> Option<Ident> {
        Ident::verbatim("ServiceCredential").filter(|_| self.is_asked())
    }
}

/// One way: the secrets that a call carries together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// The name of the constructor.
    pub name: Ident,
    /// What a call carries.
    pub parts: Vec<Secret>,
}

/// One thing that a call carries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// A key.
    ApiKey {
        /// Where it stands.
        place: KeyPlace,
        /// The name there.
        wire: String,
        /// The name in Rust.
        name: Ident,
    },
    /// A user's name and password.
    Basic,
    /// A bearer token.
    Bearer,
}

/// The place of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

impl KeyPlace {
    /// The word for it, which is also the word of the descriptions.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
            Self::Cookie => "cookie",
        }
    }
}

/// What one call carries, if that differs from other calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authorised {
    /// As all calls.
    #[default]
    AsAll,
    /// Nothing: the description says that this call needs none.
    Not,
    /// One of these, as words for the docs.
    By(Vec<String>),
}

//! The resolved API: clients, operations and types, with all references followed and all names decided.

mod answer;
mod equality;
mod operation;
mod paging;
mod types;
mod without_docs;
mod xml;

use std::collections::BTreeMap;

use crate::{names::Ident, security::Security, server::Server};

pub use self::{answer::*, equality::*, operation::*, paging::*, types::*, xml::*};
pub use crate::docs::Docs;
pub use openapi_descriptions::document::{FinalState, Location, Style, Writing};

/// One version of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The service's name for people.
    pub title: String,
    /// The API version that calls carry.
    pub version: String,
    /// Where the service is.
    pub server: Server,
    /// The credential of clients, unless the catalog names one.
    pub security: Security,
    /// The clients in the order of their names.
    pub clients: Vec<Client>,
    /// The types by name.
    pub types: BTreeMap<Ident, TypeDef>,
    /// What the description says of itself.
    pub docs: Docs,
}

/// A client: a group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The name of the struct.
    pub name: Ident,
    /// How one is made.
    pub made: Made,
    /// Path parameters that the client holds.
    pub held: Vec<Parameter>,
    /// The operations in the order of their method names.
    pub operations: Vec<Operation>,
    /// What it is for.
    pub docs: Docs,
    /// Other names under which the docs find the method that leads to it.
    pub aliases: Vec<String>,
}

/// How a client is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// From an endpoint and a credential of this Rust type.
    New {
        /// The credential's type, a path in the crate that is generated into.
        credential: Option<String>,
    },
    /// By a method of another client.
    From {
        /// The other client.
        parent: Ident,
        /// The method.
        method: Ident,
    },
}

impl Api {
    /// How many operations there are.
    pub fn operation_count(&self) -> usize {
        self.clients.iter().map(|client| client.operations.len()).sum()
    }
}

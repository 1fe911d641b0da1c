//! From an operation of a description to the code that carries it out.

mod chat;
mod lists;
mod messages;
mod participants;
mod threads;

use serde_json::Value;

use crate::answer::Answer;
use crate::auth::{Access, Caller};
use crate::description::{Location, Operation, PathParameters};
use crate::errors::Failure;
use crate::incoming::Incoming;
use crate::options::Options;
use crate::paging::Links;
use crate::state::World;
use crate::wire::Wire;

pub(crate) use chat::route as chat;

/// A request that has passed every check, with all that is needed to carry it out.
pub(crate) struct Call<'c> {
    pub(crate) world: &'c mut World,
    pub(crate) caller: Caller,
    pub(crate) operation: &'c Operation,
    pub(crate) path: PathParameters,
    pub(crate) incoming: &'c Incoming,
    pub(crate) body: Value,
    pub(crate) wire: &'c dyn Wire,
    pub(crate) links: Links,
    pub(crate) options: &'c Options,
}

/// What carries out an operation, and what it asks of the caller's token.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) access: Access,
    pub(crate) handler: fn(&mut Call<'_>) -> Result<Answer, Failure>,
}

impl Call<'_> {
    /// Returns a parameter of the path; the route's template has it.
    fn path(&self, name: &str) -> String {
        self.path.get(name).cloned().unwrap_or_default()
    }

    /// Returns a query parameter, if the API version knows it; `syncState` is in no description, and yet in every link.
    fn query(&self, name: &str) -> Option<&str> {
        let known = name == "syncState" || self.operation.takes(Location::Query, name);
        self.incoming.query(name).filter(|_| known)
    }

    /// Returns a header, if the API version knows it.
    fn header(&self, name: &str) -> Option<&str> {
        let known = self.operation.takes(Location::Header, name);
        self.incoming.header(name).filter(|_| known)
    }

    fn thread_id(&self) -> String {
        self.path("chatThreadId")
    }

    fn message_id(&self) -> String {
        self.path("chatMessageId")
    }
}

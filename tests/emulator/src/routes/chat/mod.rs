//! The operations of chat, by the ids that they have in the descriptions.

mod lists;
mod messages;
mod participants;
mod threads;

use serde_json::Value;

use crate::answer::Answer;
use crate::auth::{Access, Caller};
use crate::description::{Location, Operation, PathParameters};
use crate::errors::Failure;
use crate::events::{Happening, MessageChange, Subscribers};
use crate::incoming::Incoming;
use crate::options::Options;
use crate::paging::Links;
use crate::state::{Thread, World};
use crate::wire::Wire;

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
    pub(crate) subscribers: &'c Subscribers,
}

/// The handler of an operation, and the access that the caller's token needs.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) access: Access,
    pub(crate) handler: fn(&mut Call<'_>) -> Result<Answer, Failure>,
}

/// Returns the handler of an operation; `None` when there is none.
///
/// The ids have no group in 2020-09-21-preview2 and two in later versions, and some operations were renamed.
pub(crate) fn route(operation: &str) -> Option<Route> {
    type Handler = fn(&mut Call<'_>) -> Result<Answer, Failure>;
    let name = operation.split_once('_').map_or(operation, |(_, name)| name);
    let (access, handler): (Access, Handler) = match name {
        "CreateChatThread" => (Access::Threads, threads::create),
        "ListChatThreads" => (Access::Talk, threads::list),
        "DeleteChatThread" => (Access::Threads, threads::delete),
        "GetChatThread" | "GetChatThreadProperties" => (Access::Talk, threads::get),
        "UpdateChatThread" | "UpdateChatThreadProperties" => (Access::Threads, threads::update),
        "SendChatMessage" => (Access::Talk, messages::send),
        "ListChatMessages" => (Access::Talk, messages::list),
        "GetChatMessage" => (Access::Talk, messages::get),
        "UpdateChatMessage" => (Access::Talk, messages::update),
        "DeleteChatMessage" => (Access::Talk, messages::delete),
        "ListChatParticipants" | "ListChatThreadMembers" => (Access::Talk, participants::list),
        "AddChatParticipants" | "AddChatThreadMembers" => (Access::People, participants::add),
        "RemoveChatParticipant" | "RemoveChatThreadMember" => (Access::People, participants::remove),
        "ListChatReadReceipts" => (Access::Talk, messages::list_receipts),
        "SendChatReadReceipt" => (Access::Talk, messages::send_receipt),
        "SendTypingNotification" => (Access::Talk, messages::typing),
        _ => return None,
    };
    Some(Route { access, handler })
}

impl Call<'_> {
    /// Returns a parameter of the path; the route's template has it.
    fn path(&self, name: &str) -> String {
        self.path.get(name).cloned().unwrap_or_default()
    }

    /// Returns a query parameter, if the API version knows it; `syncState` is in no description, and yet in every link.
    fn query(&self, name: &str) -> Option<&str> {
        let known = name == "syncState" || self.operation.has_parameter(Location::Query, name);
        self.incoming.query(name).filter(|_| known)
    }

    /// Returns a header, if the API version knows it.
    fn header(&self, name: &str) -> Option<&str> {
        let known = self.operation.has_parameter(Location::Header, name);
        self.incoming.header(name).filter(|_| known)
    }

    /// Tells those who get the events what the caller did in a thread.
    fn tell(&self, thread: &Thread, happening: &Happening<'_>) {
        let by = &self.caller.identifier;
        self.subscribers.tell(thread, by, happening, self.world.now());
    }

    /// Tells them of a message that the caller sent or changed.
    fn tell_of_message(&self, id: &str, change: MessageChange) -> Result<(), Failure> {
        let room = self.world.room(&self.thread_id())?;
        let message = room.message(&self.caller.identifier, id)?;
        self.tell(&room.thread, &Happening::Message(change, message));
        Ok(())
    }

    fn thread_id(&self) -> String {
        self.path("chatThreadId")
    }

    fn message_id(&self) -> String {
        self.path("chatMessageId")
    }
}

//! The state of the service: users, threads, messages. It is the same for all API versions and independent of the wire.

mod access;
mod account;
mod limits;
mod message;
mod metadata;
mod participant;
mod receipt;
mod thread;
mod world;

pub(crate) use account::Assignment;
pub use message::{Content, Message, MessageKind, Priority};
pub(crate) use message::{MessagePatch, NewMessage};
pub use metadata::Metadata;
pub(crate) use metadata::{Change, MetadataPatch};
pub use participant::Participant;
pub(crate) use participant::{JoinOutcome, NewParticipant, RefusedParticipant};
pub use receipt::Receipt;
pub(crate) use thread::{CreatedThread, NewThread, Room, ThreadPatch};
pub use thread::{Retention, Thread};
pub(crate) use world::World;

/// The reason why the state refuses a change or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The thread does not exist, or is deleted.
    NoThread,
    /// The message does not exist, or the caller may not read it.
    NoMessage,
    /// The one named is not in the thread.
    NoParticipant,
    /// The caller is not in the thread.
    NotParticipant,
    /// The caller did not send the message.
    NotSender,
    /// The request is not valid, for this reason.
    Invalid(String),
}

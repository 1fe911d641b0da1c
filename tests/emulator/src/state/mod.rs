//! What the service knows: users, threads, messages. It has one state for all API versions, and no idea of the wire.

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

/// Why the state refuses what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no such thread, or no more.
    NoThread,
    /// There is no such message, or the caller may not see it.
    NoMessage,
    /// The one named is not in the thread.
    NoParticipant,
    /// The caller is not in the thread.
    NotParticipant,
    /// The caller did not send the message.
    NotSender,
    /// What is asked makes no sense, for the reason given.
    Invalid(String),
}

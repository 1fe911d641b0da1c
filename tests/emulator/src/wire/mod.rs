//! The forms of the state in the API versions: requests are converted to it, and answers are written from it.
//!
//! Versions come in families that share a vocabulary; a family is a module that implements [`Wire`]: that of
//! 2020-09-21-preview2, which calls people members, and that of all later versions, which call them participants.

mod json;
mod members;
mod participants;

use serde_json::Value;

use crate::answer::Answer;
use crate::description::{PathParameters, Version};
use crate::errors::Failure;
use crate::identifier::Identifier;
use crate::state::{
    CreatedThread, JoinOutcome, Message, MessagePatch, NewMessage, NewParticipant, NewThread, Participant,
    Receipt, Room, Thread, ThreadPatch,
};

/// How one API version of chat reads and writes.
///
/// What it reads has been checked against the description; a failure here is about what a description cannot say.
pub(crate) trait Wire {
    /// Reads the body of create thread.
    fn read_new_thread(&self, body: &Value) -> Result<NewThread, Failure>;
    /// Reads the body of update thread.
    fn read_thread_patch(&self, body: &Value) -> Result<ThreadPatch, Failure>;
    /// Reads the body of send message.
    fn read_new_message(&self, body: &Value) -> Result<NewMessage, Failure>;
    /// Reads the body of update message.
    fn read_message_patch(&self, body: &Value) -> Result<MessagePatch, Failure>;
    /// Reads the body of add participants.
    fn read_new_participants(&self, body: &Value) -> Result<Vec<NewParticipant>, Failure>;
    /// Reads the identifier of remove participant, which is in the path or in the body.
    fn read_removed(&self, path: &PathParameters, body: &Value) -> Result<Identifier, Failure>;

    /// Answers create thread.
    fn thread_created(&self, created: &CreatedThread) -> Answer;
    /// Answers add participants.
    fn participants_added(&self, outcome: &JoinOutcome) -> Answer;
    /// Answers a change, without a body.
    fn changed(&self) -> Answer;
    /// Answers send read receipt.
    fn receipt_sent(&self) -> Answer;
    /// Writes the properties of a thread.
    fn thread(&self, thread: &Thread) -> Value;
    /// Writes a thread as a list holds it.
    fn thread_item(&self, room: &Room) -> Value;
    /// Writes a message of a thread.
    fn message(&self, thread: &Thread, message: &Message) -> Value;
    /// Writes a participant.
    fn participant(&self, participant: &Participant) -> Value;
    /// Writes a read receipt.
    fn receipt(&self, receipt: &Receipt) -> Value;
}

/// Writes an identifier as events have it.
pub(crate) fn identifier_of_events(identifier: &Identifier) -> Value {
    participants::identifier_of_events(identifier)
}

/// Returns the wire of an API version of chat.
pub(crate) fn wire_for_version(version: Version) -> Box<dyn Wire> {
    if version.since("2020-11-01") {
        Box::new(participants::Participants::new(version))
    } else {
        Box::new(members::Members)
    }
}

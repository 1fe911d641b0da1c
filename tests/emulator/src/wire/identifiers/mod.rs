//! 2021-01-27-preview4 and later: participants, named by identifier objects; later versions only add to it.

mod identifier;
mod read;
mod write;

use serde_json::Value;

use super::Wire;
use crate::answer::Answer;
use crate::description::{PathParameters, Version};
use crate::errors::Failure;
use crate::identifier::Identifier;
use crate::state::{
    Created, Invalid, Message, MessagePatch, NewMessage, NewParticipant, NewThread, Participant, Receipt,
    Room, Thread, ThreadPatch,
};

/// The family, at one of its versions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identifiers {
    version: Version,
}

impl Identifiers {
    pub(super) fn new(version: Version) -> Self {
        Self { version }
    }
}

impl Wire for Identifiers {
    fn read_new_thread(&self, body: &Value) -> Result<NewThread, Failure> {
        read::new_thread(body)
    }

    fn read_thread_patch(&self, body: &Value) -> Result<ThreadPatch, Failure> {
        read::thread_patch(body)
    }

    fn read_new_message(&self, body: &Value) -> Result<NewMessage, Failure> {
        read::new_message(body)
    }

    fn read_message_patch(&self, body: &Value) -> Result<MessagePatch, Failure> {
        read::message_patch(body)
    }

    fn read_new_participants(&self, body: &Value) -> Result<Vec<NewParticipant>, Failure> {
        read::participants(body)
    }

    fn read_removed(&self, _: &PathParameters, body: &Value) -> Result<Identifier, Failure> {
        identifier::read(body)
    }

    fn thread_created(&self, created: &Created) -> Answer {
        self.write_created(created)
    }

    fn participants_added(&self, invalid: &[Invalid]) -> Answer {
        write::added(invalid)
    }

    fn changed(&self) -> Answer {
        Answer::empty(204)
    }

    fn receipt_sent(&self) -> Answer {
        Answer::empty(200)
    }

    fn thread(&self, thread: &Thread) -> Value {
        self.write_thread(thread)
    }

    fn thread_item(&self, room: &Room) -> Value {
        write::thread_item(room)
    }

    fn message(&self, message: &Message) -> Value {
        self.write_message(message)
    }

    fn participant(&self, participant: &Participant) -> Value {
        self.write_participant(participant)
    }

    fn receipt(&self, receipt: &Receipt) -> Value {
        self.write_receipt(receipt)
    }
}

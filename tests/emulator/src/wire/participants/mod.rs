//! 2020-11-01-preview3 and later: participants, messages with a structured content, merge patches.
//!
//! The first of them name people by raw ids, 2021-01-27-preview4 and later by identifier objects; later versions only
//! add to that.

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
    CreatedThread, JoinOutcome, Message, MessagePatch, NewMessage, NewParticipant, NewThread, Participant,
    Receipt, Room, Thread, ThreadPatch,
};

pub(super) use identifier::check_raw_id;

/// Writes an identifier as events have it, which no version of chat decides.
pub(super) fn identifier_of_events(identifier: &Identifier) -> Value {
    identifier::write_identifier(Version("2024-03-07"), identifier)
}

/// The family, at one of its versions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Participants {
    version: Version,
    names: Names,
}

/// The names of the properties that identify people.
#[derive(Clone, Copy, Debug)]
struct Names {
    participant: &'static str,
    sender: &'static str,
    initiator: &'static str,
    creator: &'static str,
}

const RAW_IDS: Names = Names {
    participant: "id",
    sender: "senderId",
    initiator: "initiator",
    creator: "createdBy",
};

const IDENTIFIERS: Names = Names {
    participant: "communicationIdentifier",
    sender: "senderCommunicationIdentifier",
    initiator: "initiatorCommunicationIdentifier",
    creator: "createdByCommunicationIdentifier",
};

impl Participants {
    pub(super) fn new(version: Version) -> Self {
        let names = if identifier::is_object(version) {
            IDENTIFIERS
        } else {
            RAW_IDS
        };
        Self { version, names }
    }

    /// Tells whether messages carry metadata.
    fn has_message_metadata(self) -> bool {
        self.version.since("2021-09-07")
    }

    /// Tells whether threads and participants carry metadata, and threads a retention policy.
    fn has_thread_metadata(self) -> bool {
        self.version.since("2025-03-15")
    }
}

impl Wire for Participants {
    fn read_new_thread(&self, body: &Value) -> Result<NewThread, Failure> {
        read::new_thread(*self, body)
    }

    fn read_thread_patch(&self, body: &Value) -> Result<ThreadPatch, Failure> {
        read::thread_patch(*self, body)
    }

    fn read_new_message(&self, body: &Value) -> Result<NewMessage, Failure> {
        read::new_message(*self, body)
    }

    fn read_message_patch(&self, body: &Value) -> Result<MessagePatch, Failure> {
        Ok(read::message_patch(*self, body))
    }

    fn read_new_participants(&self, body: &Value) -> Result<Vec<NewParticipant>, Failure> {
        read::participants(*self, body)
    }

    fn read_removed(&self, path: &PathParameters, body: &Value) -> Result<Identifier, Failure> {
        match path.get("chatParticipantId") {
            Some(raw_id) => check_raw_id(raw_id),
            None => identifier::read_identifier(body),
        }
    }

    fn thread_created(&self, created: &CreatedThread) -> Answer {
        self.write_created(created)
    }

    fn participants_added(&self, outcome: &JoinOutcome) -> Answer {
        self.write_added(&outcome.invalid)
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

    fn message(&self, _: &Thread, message: &Message) -> Value {
        self.write_message(message)
    }

    fn participant(&self, participant: &Participant) -> Value {
        self.write_participant(participant)
    }

    fn receipt(&self, receipt: &Receipt) -> Value {
        self.write_receipt(receipt)
    }
}

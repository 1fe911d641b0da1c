//! 2020-09-21-preview2: members, named by raw ids; urgent messages; XML from the service itself; one status for each
//! person of a request.

mod activity;
mod read;
mod write;

use serde_json::Value;

use super::Wire;
use crate::answer::Answer;
use crate::description::PathParameters;
use crate::errors::Failure;
use crate::identifier::Identifier;
use crate::state::{
    CreatedThread, JoinOutcome, Message, MessagePatch, NewMessage, NewParticipant, NewThread, Participant,
    Receipt, Room, Thread, ThreadPatch,
};
use crate::wire::participants::check_raw_id;

/// The family, which has one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members;

impl Wire for Members {
    fn read_new_thread(&self, body: &Value) -> Result<NewThread, Failure> {
        read::new_thread(body)
    }

    fn read_thread_patch(&self, body: &Value) -> Result<ThreadPatch, Failure> {
        Ok(read::thread_patch(body))
    }

    fn read_new_message(&self, body: &Value) -> Result<NewMessage, Failure> {
        read::new_message(body)
    }

    fn read_message_patch(&self, body: &Value) -> Result<MessagePatch, Failure> {
        read::message_patch(body)
    }

    fn read_new_participants(&self, body: &Value) -> Result<Vec<NewParticipant>, Failure> {
        read::members(body)
    }

    fn read_removed(&self, path: &PathParameters, _: &Value) -> Result<Identifier, Failure> {
        check_raw_id(path.get("chatMemberId").map_or("", String::as_str))
    }

    fn thread_created(&self, created: &CreatedThread) -> Answer {
        write::created(created)
    }

    fn participants_added(&self, outcome: &JoinOutcome) -> Answer {
        write::added(outcome)
    }

    fn changed(&self) -> Answer {
        Answer::empty(200)
    }

    fn receipt_sent(&self) -> Answer {
        Answer::empty(201)
    }

    fn thread(&self, thread: &Thread) -> Value {
        write::thread(thread)
    }

    fn thread_item(&self, room: &Room) -> Value {
        write::thread_item(room)
    }

    fn message(&self, thread: &Thread, message: &Message) -> Value {
        write::message(&thread.id, message)
    }

    fn participant(&self, participant: &Participant) -> Value {
        write::member(participant)
    }

    fn receipt(&self, receipt: &Receipt) -> Value {
        write::receipt(receipt)
    }
}

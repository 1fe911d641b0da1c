//! Messages: send, list, read, edit, delete; and what tells of them: read receipts and typing.

use serde_json::{Value, json};

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;
use crate::state::Refusal;

pub(super) fn send(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let new = call.wire.read_new_message(&call.body)?;
    let thread = call.thread_id();
    let (room, stamp) = call.world.room_mut(&thread)?;
    let id = room.send(&call.caller.identifier, new, stamp)?;
    let location = call
        .links
        .location(&["chat", "threads", &thread, "messages", &id]);
    Ok(Answer::json(201, json!({ "id": id })).with_header("location", location))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let thread = call.thread_id();
    let ask = lists::ask(call)?;
    let items = call
        .world
        .room(&thread)?
        .messages(&call.caller.identifier)?
        .rev()
        .filter(|message| ask.start().is_none_or(|start| message.created_on >= start))
        .map(|message| (message.sequence, message));
    Ok(lists::backwards(call, &ask, items, |message| {
        call.wire.message(message)
    }))
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let message = call
        .world
        .room(&call.thread_id())?
        .message(&call.caller.identifier, &call.message_id())?;
    Ok(Answer::json(200, call.wire.message(message)))
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let patch = call.wire.read_message_patch(&call.body)?;
    let id = call.message_id();
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    room.edit(&call.caller.identifier, &id, patch, stamp)?;
    Ok(call.wire.changed())
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = call.message_id();
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    room.delete_message(&call.caller.identifier, &id, stamp)?;
    Ok(Answer::empty(204))
}

pub(super) fn send_receipt(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = call
        .body
        .get("chatMessageId")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let (room, stamp) = call.world.room_mut(&call.thread_id()).map_err(without_message)?;
    room.read(&call.caller.identifier, &id, stamp.now)
        .map_err(without_message)?;
    Ok(call.wire.receipt_sent())
}

pub(super) fn list_receipts(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let thread = call.thread_id();
    let receipts = call.world.room(&thread)?.receipts(&call.caller.identifier)?;
    lists::skipping(call, receipts, |receipt| call.wire.receipt(receipt))
}

/// Typing leaves no trace in the state; it is there for the others, whom the emulator does not notify.
pub(super) fn typing(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.world
        .room(&call.thread_id())?
        .require_participant(&call.caller.identifier)?;
    Ok(Answer::empty(200))
}

/// The service sends no message when it does not find what was read.
fn without_message(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::NoThread | Refusal::NoMessage => Failure::from(refusal).without_message(),
        _ => refusal.into(),
    }
}

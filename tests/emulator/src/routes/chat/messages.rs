//! Messages: send, list, read, edit, delete; and read receipts and typing notifications.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{Call, lists};
use crate::answer::Answer;
use crate::errors::Failure;
use crate::events::MessageChange;
use crate::paging::Bound;
use crate::state::Refusal;

pub(super) fn send(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let new = call.wire.read_new_message(&call.body)?;
    let thread = call.thread_id();
    let (room, stamp) = call.world.room_mut(&thread)?;
    let id = room.send(&call.caller.identifier, new, stamp)?;
    call.tell_of_message(&id, MessageChange::Received)?;
    let location = call
        .links
        .location(&["chat", "threads", &thread, "messages", &id]);
    Ok(Answer::json(201, json!({ "id": id })).with_header("location", location))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let request = lists::list_request(call)?;
    let room = call.world.room(&call.thread_id())?;
    let items = room
        .messages(&call.caller.identifier)?
        .filter(|(_, message)| request.start().is_none_or(|start| message.created_on >= start));
    // The service writes 1970 when the caller gave no time.
    let bound = Bound::Start(request.start().unwrap_or(OffsetDateTime::UNIX_EPOCH));
    Ok(lists::page_backwards(call, &request, bound, items, |message| {
        call.wire.message(&room.thread, message)
    }))
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = checked_message_id(call.message_id())?;
    let room = call.world.room(&call.thread_id())?;
    let message = room.message(&call.caller.identifier, &id)?;
    Ok(Answer::json(200, call.wire.message(&room.thread, message)))
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let patch = call.wire.read_message_patch(&call.body)?;
    let id = checked_message_id(call.message_id())?;
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    room.edit(&call.caller.identifier, &id, patch, stamp)?;
    call.tell_of_message(&id, MessageChange::Edited)?;
    Ok(call.wire.changed())
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let id = checked_message_id(call.message_id())?;
    let (room, stamp) = call.world.room_mut(&call.thread_id())?;
    if room.delete_message(&call.caller.identifier, &id, stamp)? {
        call.tell_of_message(&id, MessageChange::Deleted)?;
    }
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
    lists::page_with_skip(call, receipts, |receipt| call.wire.receipt(receipt))
}

/// Typing does not change the state: it is a notification to the others, which the emulator does not send.
pub(super) fn typing(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.world
        .room(&call.thread_id())?
        .require_participant(&call.caller.identifier)?;
    Ok(Answer::empty(200))
}

/// Returns a message id that could exist: such ids are numbers.
fn checked_message_id(id: String) -> Result<String, Failure> {
    if id.bytes().all(|byte| byte.is_ascii_digit()) && id.parse::<u64>().is_ok() {
        return Ok(id);
    }
    Err(Failure::bad_request(format!(
        "Value for MessageId ({id}) is not valid."
    )))
}

/// The service sends no error message when it does not find the thread or the message.
fn without_message(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::NoThread | Refusal::NoMessage => Failure::from(refusal).without_message(),
        _ => refusal.into(),
    }
}

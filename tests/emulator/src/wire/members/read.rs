//! Request bodies, read into the state's terms.

use serde_json::Value;

use crate::errors::Failure;
use crate::state::{
    Change, MessageKind, MessagePatch, Metadata, NewMessage, NewParticipant, NewThread, Priority, ThreadPatch,
};
use crate::wire::json::{moment, text};
use crate::wire::participants::checked;

pub(super) fn new_thread(body: &Value) -> Result<NewThread, Failure> {
    Ok(NewThread {
        topic: text(body, "topic").unwrap_or_default(),
        participants: members(body)?,
        metadata: Metadata::new(),
        retention: None,
    })
}

pub(super) fn thread_patch(body: &Value) -> ThreadPatch {
    ThreadPatch {
        topic: text(body, "topic"),
        metadata: Change::Keep,
        retention: Change::Keep,
    }
}

pub(super) fn new_message(body: &Value) -> Result<NewMessage, Failure> {
    Ok(NewMessage {
        kind: MessageKind::Text,
        content: text(body, "content").unwrap_or_default(),
        sender_display_name: text(body, "senderDisplayName"),
        metadata: Metadata::new(),
        priority: priority(body)?.unwrap_or_default(),
    })
}

pub(super) fn message_patch(body: &Value) -> Result<MessagePatch, Failure> {
    Ok(MessagePatch {
        content: text(body, "content"),
        metadata: Change::Keep,
        priority: priority(body)?,
    })
}

pub(super) fn members(body: &Value) -> Result<Vec<NewParticipant>, Failure> {
    let list = body.get("members").and_then(Value::as_array);
    list.into_iter().flatten().map(member).collect()
}

fn member(value: &Value) -> Result<NewParticipant, Failure> {
    let id = text(value, "id").unwrap_or_default();
    Ok(NewParticipant {
        display_name: text(value, "displayName"),
        share_history_time: moment(value, "shareHistoryTime"),
        ..NewParticipant::new(checked(&id)?)
    })
}

fn priority(body: &Value) -> Result<Option<Priority>, Failure> {
    match text(body, "priority").as_deref() {
        None => Ok(None),
        Some("Normal") => Ok(Some(Priority::Normal)),
        Some("High") => Ok(Some(Priority::High)),
        Some(other) => Err(Failure::bad_request(format!("There is no priority `{other}`."))),
    }
}

//! Request bodies, read into the state's terms.

use serde_json::Value;

use crate::errors::Failure;
use crate::state::{
    Change, MessageKind, MessagePatch, Metadata, NewMessage, NewParticipant, NewThread, Priority, ThreadPatch,
};
use crate::wire::json::{date_time_property, text_property};
use crate::wire::participants::check_raw_id;

pub(super) fn new_thread(body: &Value) -> Result<NewThread, Failure> {
    Ok(NewThread {
        topic: text_property(body, "topic").unwrap_or_default(),
        participants: members(body)?,
        metadata: Metadata::new(),
        retention: None,
    })
}

pub(super) fn thread_patch(body: &Value) -> ThreadPatch {
    ThreadPatch {
        topic: text_property(body, "topic"),
        metadata: Change::Keep,
        retention: Change::Keep,
    }
}

pub(super) fn new_message(body: &Value) -> Result<NewMessage, Failure> {
    Ok(NewMessage {
        kind: MessageKind::Text,
        content: text_property(body, "content").unwrap_or_default(),
        sender_display_name: text_property(body, "senderDisplayName"),
        metadata: Metadata::new(),
        priority: priority(body)?.unwrap_or_default(),
    })
}

pub(super) fn message_patch(body: &Value) -> Result<MessagePatch, Failure> {
    Ok(MessagePatch {
        content: text_property(body, "content"),
        metadata: Change::Keep,
        priority: priority(body)?,
    })
}

pub(super) fn members(body: &Value) -> Result<Vec<NewParticipant>, Failure> {
    let list = body.get("members").and_then(Value::as_array);
    list.into_iter().flatten().map(member).collect()
}

fn member(value: &Value) -> Result<NewParticipant, Failure> {
    let id = text_property(value, "id").unwrap_or_default();
    Ok(NewParticipant {
        display_name: text_property(value, "displayName"),
        share_history_time: date_time_property(value, "shareHistoryTime"),
        ..NewParticipant::new(check_raw_id(&id)?)
    })
}

fn priority(body: &Value) -> Result<Option<Priority>, Failure> {
    match text_property(body, "priority").as_deref() {
        None => Ok(None),
        Some("Normal") => Ok(Some(Priority::Normal)),
        Some("High") => Ok(Some(Priority::High)),
        Some(other) => Err(Failure::bad_request(format!("There is no priority `{other}`."))),
    }
}

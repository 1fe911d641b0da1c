//! Request bodies, read into the state's terms.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Participants, identifier};
use crate::errors::Failure;
use crate::state::{
    Change, MessageKind, MessagePatch, Metadata, MetadataPatch, NewMessage, NewParticipant, NewThread,
    Priority, Retention, ThreadPatch,
};
use crate::wire::json::{date_time_property, text_property};

pub(super) fn new_thread(wire: Participants, body: &Value) -> Result<NewThread, Failure> {
    let extras = wire.has_thread_metadata();
    Ok(NewThread {
        topic: text_property(body, "topic").unwrap_or_default(),
        participants: participants(wire, body)?,
        metadata: metadata(extras, body),
        retention: match retention(extras, body)? {
            Change::Set(retention) => Some(retention),
            Change::Keep | Change::Remove => None,
        },
    })
}

pub(super) fn thread_patch(wire: Participants, body: &Value) -> Result<ThreadPatch, Failure> {
    let extras = wire.has_thread_metadata();
    Ok(ThreadPatch {
        topic: text_property(body, "topic"),
        metadata: metadata_patch(extras, body),
        retention: retention(extras, body)?,
    })
}

pub(super) fn new_message(wire: Participants, body: &Value) -> Result<NewMessage, Failure> {
    let kind = match body.get("type").and_then(Value::as_str) {
        None | Some("text") => MessageKind::Text,
        Some("html") => MessageKind::Html,
        Some(other) => {
            return Err(Failure::bad_request(format!(
                "A message of type `{other}` cannot be sent."
            )));
        }
    };
    Ok(NewMessage {
        kind,
        content: text_property(body, "content").unwrap_or_default(),
        sender_display_name: text_property(body, "senderDisplayName"),
        metadata: metadata(wire.has_message_metadata(), body),
        priority: Priority::Normal,
    })
}

pub(super) fn message_patch(wire: Participants, body: &Value) -> MessagePatch {
    MessagePatch {
        content: text_property(body, "content"),
        metadata: metadata_patch(wire.has_message_metadata(), body),
        priority: None,
    }
}

pub(super) fn participants(wire: Participants, body: &Value) -> Result<Vec<NewParticipant>, Failure> {
    let list = body.get("participants").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|value| participant(wire, value))
        .collect()
}

fn participant(wire: Participants, value: &Value) -> Result<NewParticipant, Failure> {
    Ok(NewParticipant {
        identifier: identifier::read_identifier(value.get(wire.names.participant).unwrap_or(&Value::Null))?,
        display_name: text_property(value, "displayName"),
        share_history_time: date_time_property(value, "shareHistoryTime"),
        metadata: metadata(wire.has_thread_metadata(), value),
    })
}

/// Reads a retention policy; a version that does not know it ignores it.
fn retention(known: bool, body: &Value) -> Result<Change<Retention>, Failure> {
    let Some(policy) = body.get("retentionPolicy").filter(|_| known) else {
        return Ok(Change::Keep);
    };
    if policy.is_null() {
        return Ok(Change::Remove);
    }
    match policy.get("kind").and_then(Value::as_str).unwrap_or_default() {
        "none" => Ok(Change::Set(Retention::Unlimited)),
        "threadCreationDate" => {
            let days = policy
                .get("deleteThreadAfterDays")
                .and_then(Value::as_i64)
                .unwrap_or_default();
            Ok(Change::Set(Retention::Days(days)))
        }
        other => Err(Failure::bad_request(format!(
            "There is no retention policy of kind `{other}`."
        ))),
    }
}

fn metadata(known: bool, body: &Value) -> Metadata {
    match metadata_patch(known, body) {
        Change::Set(pairs) => pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect(),
        Change::Keep | Change::Remove => Metadata::new(),
    }
}

/// Reads metadata; a version that does not know it passes it over.
fn metadata_patch(known: bool, body: &Value) -> MetadataPatch {
    match body.get("metadata").filter(|_| known) {
        None => Change::Keep,
        Some(Value::Object(pairs)) => {
            let pair = |(key, value): (&String, &Value)| (key.clone(), value.as_str().map(str::to_owned));
            Change::Set(pairs.iter().map(pair).collect::<BTreeMap<_, _>>())
        }
        Some(_) => Change::Remove,
    }
}

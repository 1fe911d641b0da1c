//! Request bodies, read into the state's terms.

use std::collections::BTreeMap;

use serde_json::Value;

use super::identifier;
use crate::dates;
use crate::errors::Failure;
use crate::state::{
    Change, MessageKind, MessagePatch, Metadata, MetadataPatch, NewMessage, NewParticipant, NewThread,
    Retention, ThreadPatch,
};

pub(super) fn new_thread(body: &Value) -> Result<NewThread, Failure> {
    Ok(NewThread {
        topic: text(body, "topic").unwrap_or_default(),
        participants: participants(body)?,
        metadata: metadata(body),
        retention: match retention(body)? {
            Change::Set(retention) => Some(retention),
            Change::Keep | Change::Remove => None,
        },
    })
}

pub(super) fn thread_patch(body: &Value) -> Result<ThreadPatch, Failure> {
    Ok(ThreadPatch {
        topic: patched_text(body, "topic")?,
        metadata: metadata_patch(body),
        retention: retention(body)?,
    })
}

pub(super) fn new_message(body: &Value) -> Result<NewMessage, Failure> {
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
        content: text(body, "content").unwrap_or_default(),
        sender_display_name: text(body, "senderDisplayName"),
        metadata: metadata(body),
    })
}

pub(super) fn message_patch(body: &Value) -> Result<MessagePatch, Failure> {
    Ok(MessagePatch {
        content: patched_text(body, "content")?,
        metadata: metadata_patch(body),
    })
}

pub(super) fn participants(body: &Value) -> Result<Vec<NewParticipant>, Failure> {
    let list = body.get("participants").and_then(Value::as_array);
    list.into_iter().flatten().map(participant).collect()
}

fn participant(value: &Value) -> Result<NewParticipant, Failure> {
    Ok(NewParticipant {
        identifier: identifier::read(value.get("communicationIdentifier").unwrap_or(&Value::Null))?,
        display_name: text(value, "displayName"),
        share_history_time: text(value, "shareHistoryTime").as_deref().and_then(dates::read),
        metadata: metadata(value),
    })
}

fn retention(body: &Value) -> Result<Change<Retention>, Failure> {
    let Some(policy) = body.get("retentionPolicy") else {
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

fn metadata(body: &Value) -> Metadata {
    match metadata_patch(body) {
        Change::Set(pairs) => pairs
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect(),
        Change::Keep | Change::Remove => Metadata::new(),
    }
}

fn metadata_patch(body: &Value) -> MetadataPatch {
    match body.get("metadata") {
        None => Change::Keep,
        Some(Value::Object(pairs)) => {
            let pair = |(key, value): (&String, &Value)| (key.clone(), value.as_str().map(str::to_owned));
            Change::Set(pairs.iter().map(pair).collect::<BTreeMap<_, _>>())
        }
        Some(_) => Change::Remove,
    }
}

fn text(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Reads a text that a patch may set but not remove, because there is no thread or message without it.
fn patched_text(body: &Value, name: &str) -> Result<Option<String>, Failure> {
    match body.get(name) {
        Some(Value::Null) => Err(Failure::bad_request(format!("The {name} cannot be removed."))),
        _ => Ok(text(body, name)),
    }
}

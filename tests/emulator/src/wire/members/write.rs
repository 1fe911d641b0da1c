//! Responses, written from the state. Properties that are not set are left out, never null.

use serde_json::{Value, json};

use super::activity;
use crate::answer::Answer;
use crate::date_time;
use crate::identifier::Identifier;
use crate::state::{
    CreatedThread, JoinOutcome, Message, MessageKind, Participant, Priority, Receipt, Room, Thread,
};
use crate::wire::json::{Object, optional_date_time};

/// Answers create thread: the status of the thread, and that of each member.
pub(super) fn created(created: &CreatedThread) -> Answer {
    let mut statuses = vec![json!({ "id": created.thread.id, "statusCode": 201, "type": "Thread" })];
    statuses.extend(people(&created.outcome));
    Answer::json(207, json!({ "multipleStatus": statuses }))
}

/// Answers add members: the status of each.
pub(super) fn added(outcome: &JoinOutcome) -> Answer {
    let statuses: Vec<_> = people(outcome).collect();
    Answer::json(207, json!({ "multipleStatus": statuses }))
}

fn people(outcome: &JoinOutcome) -> impl Iterator<Item = Value> {
    outcome.requested.iter().map(move |who| {
        let failed = outcome.invalid.iter().find(|one| one.identifier == *who);
        let mut status = Object::default();
        status.set("id", who.raw_id());
        status.set("statusCode", failed.map_or(201, |one| one.status));
        status.set("message", failed.map(|one| one.message));
        status.set("type", "ThreadMember");
        status.into()
    })
}

pub(super) fn thread(thread: &Thread) -> Value {
    let members: Vec<_> = thread.participants.iter().map(member).collect();
    json!({
        "id": thread.id,
        "topic": thread.topic,
        "createdOn": date_time::format_seconds(thread.created_on),
        "createdBy": thread.created_by.raw_id(),
        "members": members,
    })
}

pub(super) fn thread_item(room: &Room) -> Value {
    let mut item = Object::default();
    item.set("id", room.thread.id.as_str());
    item.set("topic", room.thread.topic.as_str());
    item.set("isDeleted", room.thread.deleted_on.is_some());
    item.set(
        "lastMessageReceivedOn",
        optional_date_time(room.last_message_on()),
    );
    item.into()
}

/// Writes a message of a thread; those of the service itself come from the thread.
pub(super) fn message(thread_id: &str, message: &Message) -> Value {
    let mut object = Object::default();
    object.set("id", message.id.as_str());
    object.set("type", kind(message.kind));
    object.set("version", message.version.as_str());
    object.set("content", activity::content(message));
    object.set("createdOn", date_time::format_seconds(message.created_on));
    object.set("deletedOn", optional_date_time(message.deleted_on));
    object.set("editedOn", optional_date_time(message.edited_on));
    object.set("priority", priority(message.priority));
    object.set(
        "senderId",
        message.sender.as_ref().map_or(thread_id, Identifier::raw_id),
    );
    if message.sender.is_some() {
        // The service sends an empty name rather than none.
        object.set(
            "senderDisplayName",
            message.sender_display_name.as_deref().unwrap_or_default(),
        );
    }
    object.into()
}

pub(super) fn member(participant: &Participant) -> Value {
    let mut object = Object::default();
    object.set("id", participant.identifier.raw_id());
    object.set("displayName", participant.display_name.as_deref());
    object.set(
        "shareHistoryTime",
        date_time::format_seconds(participant.share_history_time),
    );
    object.into()
}

pub(super) fn receipt(receipt: &Receipt) -> Value {
    json!({
        "senderId": receipt.reader.raw_id(),
        "chatMessageId": receipt.message_id,
        "readOn": date_time::format_seconds(receipt.read_on),
    })
}

fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => "Text",
        MessageKind::Html => "RichText/HTML",
        MessageKind::TopicUpdated => "ThreadActivity/TopicUpdate",
        MessageKind::ParticipantAdded => "ThreadActivity/AddMember",
        MessageKind::ParticipantRemoved => "ThreadActivity/DeleteMember",
    }
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Normal => "Normal",
        Priority::High => "High",
    }
}

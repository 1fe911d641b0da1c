//! Responses, written from the state. Properties that are not set are left out, never null.

use serde_json::{Value, json};

use super::{Participants, identifier};
use crate::answer::Answer;
use crate::date_time;
use crate::identifier::Identifier;
use crate::state::{
    Content, CreatedThread, Message, MessageKind, Metadata, Participant, Receipt, RefusedParticipant,
    Retention, Room, Thread,
};
use crate::wire::json::{Object, optional_date_time};

pub(super) fn thread_item(room: &Room) -> Value {
    let mut item = Object::default();
    item.set("id", room.thread.id.as_str());
    item.set("topic", room.thread.topic.as_str());
    item.set("deletedOn", optional_date_time(room.thread.deleted_on));
    item.set(
        "lastMessageReceivedOn",
        optional_date_time(room.last_message_on()),
    );
    item.into()
}

impl Participants {
    pub(super) fn write_created(&self, created: &CreatedThread) -> Answer {
        let mut body = Object::default();
        body.set("chatThread", self.write_thread(&created.thread));
        self.set_invalid(&mut body, &created.outcome.invalid);
        Answer::json(201, body.into())
    }

    pub(super) fn write_added(&self, invalid: &[RefusedParticipant]) -> Answer {
        let mut body = Object::default();
        self.set_invalid(&mut body, invalid);
        Answer::json(201, body.into())
    }

    /// Sets who could not join, which the previews wrap in `errors`.
    fn set_invalid(&self, body: &mut Object, invalid: &[RefusedParticipant]) {
        let Some(people) = invalid_participants(invalid) else {
            return;
        };
        if self.version.since("2021-03-07") {
            body.set("invalidParticipants", people);
        } else {
            body.set("errors", json!({ "invalidParticipants": people }));
        }
    }

    pub(super) fn write_thread(&self, thread: &Thread) -> Value {
        let mut object = Object::default();
        object.set("id", thread.id.as_str());
        object.set("topic", thread.topic.as_str());
        object.set("createdOn", date_time::format_seconds(thread.created_on));
        object.set(self.names.creator, self.identifier(&thread.created_by));
        object.set("deletedOn", optional_date_time(thread.deleted_on));
        if self.has_thread_metadata() {
            object.set("metadata", metadata(&thread.metadata));
            object.set("retentionPolicy", retention(thread.retention));
        }
        object.into()
    }

    pub(super) fn write_message(&self, message: &Message) -> Value {
        let mut object = Object::default();
        object.set("id", message.id.as_str());
        object.set("type", kind(message.kind));
        object.set("sequenceId", message.sequence.to_string());
        object.set("version", message.version.as_str());
        object.set(
            "content",
            match &message.content {
                Some(content) => self.content(content),
                // The service empties the text of a deleted message and leaves the object.
                None => json!({ "message": "" }),
            },
        );
        object.set("createdOn", date_time::format_seconds(message.created_on));
        object.set("deletedOn", optional_date_time(message.deleted_on));
        object.set("editedOn", optional_date_time(message.edited_on));
        if let Some(sender) = &message.sender {
            // The service sends an empty name rather than none.
            object.set(
                "senderDisplayName",
                message.sender_display_name.as_deref().unwrap_or_default(),
            );
            object.set(self.names.sender, self.identifier(sender));
        }
        if self.has_message_metadata() {
            object.set("metadata", metadata(&message.metadata));
        }
        object.into()
    }

    pub(super) fn write_participant(&self, participant: &Participant) -> Value {
        let mut object = Object::default();
        object.set(self.names.participant, self.identifier(&participant.identifier));
        object.set("displayName", participant.display_name.as_deref());
        object.set(
            "shareHistoryTime",
            date_time::format_seconds(participant.share_history_time),
        );
        if self.has_thread_metadata() {
            object.set("metadata", metadata(&participant.metadata));
        }
        object.into()
    }

    pub(super) fn write_receipt(&self, receipt: &Receipt) -> Value {
        let mut object = Object::default();
        object.set(self.names.sender, self.identifier(&receipt.reader));
        object.set("chatMessageId", receipt.message_id.as_str());
        object.set("readOn", date_time::format_seconds(receipt.read_on));
        object.into()
    }

    fn content(&self, content: &Content) -> Value {
        let mut object = Object::default();
        object.set("message", content.message.as_deref());
        object.set("topic", content.topic.as_deref());
        if !content.participants.is_empty() {
            let people: Vec<_> = content
                .participants
                .iter()
                .map(|one| self.write_participant(one))
                .collect();
            object.set("participants", people);
        }
        object.set(
            self.names.initiator,
            content
                .initiator
                .as_ref()
                .map(|initiator| self.identifier(initiator)),
        );
        object.into()
    }

    fn identifier(&self, identifier: &Identifier) -> Value {
        identifier::write_identifier(self.version, identifier)
    }
}

fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Text => "text",
        MessageKind::Html => "html",
        MessageKind::TopicUpdated => "topicUpdated",
        MessageKind::ParticipantAdded => "participantAdded",
        MessageKind::ParticipantRemoved => "participantRemoved",
    }
}

fn metadata(pairs: &Metadata) -> Option<Value> {
    (!pairs.is_empty()).then(|| json!(pairs))
}

fn retention(policy: Option<Retention>) -> Option<Value> {
    policy.map(|policy| match policy {
        Retention::Unlimited => json!({ "kind": "none" }),
        Retention::Days(days) => json!({ "kind": "threadCreationDate", "deleteThreadAfterDays": days }),
    })
}

/// Writes who could not join: the code is a status as text, the target a raw id.
fn invalid_participants(invalid: &[RefusedParticipant]) -> Option<Vec<Value>> {
    let one = |one: &RefusedParticipant| {
        json!({
            "code": one.status.to_string(),
            "message": one.message,
            "target": one.identifier.raw_id(),
        })
    };
    (!invalid.is_empty()).then(|| invalid.iter().map(one).collect())
}

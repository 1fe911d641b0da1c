//! Changes as events: one for the thread, and one for each user in it except the one who made the change.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::date_time::format_event;
use crate::identifier::Identifier;
use crate::state::{Message, MessageKind, Participant, Thread};
use crate::wire::identifier_of_events as identifier;

/// Something that happened in a thread.
pub(crate) enum Happening<'a> {
    Message(MessageChange, &'a Message),
    Created,
    Updated,
    ThreadDeleted,
    Added(&'a [Participant]),
    Removed(&'a Participant),
}

/// What somebody did with a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum MessageChange {
    Received,
    Edited,
    Deleted,
}

/// An event without its envelope.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) id: String,
    /// The type, without `Microsoft.Communication.`.
    pub(super) name: &'static str,
    pub(super) subject: String,
    pub(super) time: OffsetDateTime,
    pub(super) data: Value,
}

/// The events that one change of a thread, by one person, leads to.
pub(super) fn events(
    thread: &Thread,
    by: &Identifier,
    happening: &Happening<'_>,
    now: OffsetDateTime,
) -> Vec<Event> {
    let transaction = Uuid::new_v4().simple().to_string();
    let mut events = Vec::new();
    for (names, role, data) in changes(thread, by, happening, now) {
        let (for_thread, for_user) = names;
        let base = object(json!({"transactionId": transaction, "threadId": thread.id}));
        let make = |name, subject: String, more: Value| Event {
            id: Uuid::new_v4().to_string(),
            name,
            subject,
            time: now,
            data: Value::Object(
                base.clone()
                    .into_iter()
                    .chain(object(data.clone()))
                    .chain(object(more))
                    .collect(),
            ),
        };
        let version = match happening {
            // Only the event of the thread says which version has the new participant.
            Happening::Added(_) | Happening::Removed(_) => json!({"version": milliseconds(now)}),
            _ => json!({}),
        };
        events.push(make(for_thread, format!("thread/{}", thread.id), version));
        for person in thread
            .participants
            .iter()
            .filter(|person| person.identifier != *by)
        {
            let to = &person.identifier;
            let mut more =
                json!({"recipientCommunicationIdentifier": identifier(to), "recipientId": to.raw_id()});
            if matches!(happening, Happening::Added(_) | Happening::Removed(_))
                && let Some(more) = more.as_object_mut()
            {
                more.extend(object(about(thread, now)));
            }
            let subject = format!(
                "thread/{}/{role}/{}/recipient/{}",
                thread.id,
                by.raw_id(),
                to.raw_id()
            );
            events.push(make(for_user, subject, more));
        }
    }
    events
}

type Names = (&'static str, &'static str);

/// The types of the events of each change, what its author is called in the subject, and what the events hold.
fn changes(
    thread: &Thread,
    by: &Identifier,
    happening: &Happening<'_>,
    now: OffsetDateTime,
) -> Vec<(Names, &'static str, Value)> {
    let who = identifier(by);
    match happening {
        Happening::Message(MessageChange::Received, message) => vec![(
            ("ChatMessageReceivedInThread", "ChatMessageReceived"),
            "sender",
            with(message_data(message), json!({"messageBody": message.text(), "metadata": message.metadata})),
        )],
        Happening::Message(MessageChange::Edited, message) => vec![(
            ("ChatMessageEditedInThread", "ChatMessageEdited"),
            "sender",
            with(
                message_data(message),
                json!({"messageBody": message.text(), "metadata": message.metadata, "editTime": format_event(now)}),
            ),
        )],
        Happening::Message(MessageChange::Deleted, message) => vec![(
            ("ChatMessageDeletedInThread", "ChatMessageDeleted"),
            "sender",
            with(message_data(message), json!({"deleteTime": format_event(now)})),
        )],
        Happening::Created => {
            let people: Vec<_> = thread.participants.iter().map(participant).collect();
            vec![(
                ("ChatThreadCreated", "ChatThreadCreatedWithUser"),
                "createdBy",
                with(
                    about(thread, now),
                    json!({
                        "createdByCommunicationIdentifier": who, "createdBy": by.raw_id(),
                        "properties": {"topic": thread.topic}, "metadata": thread.metadata, "participants": people
                    }),
                ),
            )]
        }
        Happening::Updated => vec![(
            ("ChatThreadPropertiesUpdated", "ChatThreadPropertiesUpdatedPerUser"),
            "editedBy",
            with(
                about(thread, now),
                json!({
                    "editedByCommunicationIdentifier": who, "editTime": format_event(now),
                    "properties": {"topic": thread.topic}, "metadata": thread.metadata
                }),
            ),
        )],
        Happening::ThreadDeleted => vec![(
            ("ChatThreadDeleted", "ChatThreadWithUserDeleted"),
            "deletedBy",
            with(
                about(thread, now),
                json!({
                    "deletedByCommunicationIdentifier": who, "deletedBy": by.raw_id(), "deleteTime": format_event(now)
                }),
            ),
        )],
        Happening::Added(people) => people
            .iter()
            .map(|one| {
                let data = json!({
                    "addedByCommunicationIdentifier": who, "time": format_event(now), "participantAdded": participant(one)
                });
                (("ChatThreadParticipantAdded", "ChatParticipantAddedToThreadWithUser"), "addedBy", data)
            })
            .collect(),
        Happening::Removed(one) => vec![(
            ("ChatThreadParticipantRemoved", "ChatParticipantRemovedFromThreadWithUser"),
            "removedBy",
            json!({
                "removedByCommunicationIdentifier": who, "time": format_event(now), "participantRemoved": participant(one)
            }),
        )],
    }
}

fn message_data(message: &Message) -> Value {
    let kind = match message.kind {
        MessageKind::Html => "RichText/Html",
        _ => "Text",
    };
    let sender = message.sender.as_ref();
    let mut data = json!({
        "messageId": message.id,
        "senderCommunicationIdentifier": sender.map(identifier),
        "senderId": sender.map(Identifier::raw_id),
        "composeTime": format_event(message.created_on),
        "type": kind,
        "version": message.version.parse::<i64>().unwrap_or_default()
    });
    if let (Some(name), Some(data)) = (&message.sender_display_name, data.as_object_mut()) {
        data.insert("senderDisplayName".to_owned(), json!(name));
    }
    data
}

/// What the events of a thread have in common.
fn about(thread: &Thread, now: OffsetDateTime) -> Value {
    json!({"createTime": format_event(thread.created_on), "version": milliseconds(now)})
}

fn participant(one: &Participant) -> Value {
    let mut person = json!({
        "participantCommunicationIdentifier": identifier(&one.identifier), "metadata": one.metadata
    });
    if let (Some(name), Some(person)) = (&one.display_name, person.as_object_mut()) {
        person.insert("displayName".to_owned(), json!(name));
    }
    person
}

fn milliseconds(now: OffsetDateTime) -> i64 {
    crate::date_time::unix_milliseconds(now)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn with(one: Value, other: Value) -> Value {
    Value::Object(object(one).into_iter().chain(object(other)).collect())
}

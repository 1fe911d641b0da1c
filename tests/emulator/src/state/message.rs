//! Messages: sent by people, or written by the service when a thread changes.

use time::OffsetDateTime;

use super::metadata::{self, MetadataPatch};
use super::{Metadata, Participant, Refusal, Room, limits};
use crate::identifier::Identifier;

/// A message of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// Milliseconds since 1970, as text; unique and increasing in an emulator.
    pub id: String,
    /// Its number in the thread, from 1; with an edit or its deletion it becomes the thread's next.
    pub sequence: u64,
    /// The number that it was sent with, which stays: its place among the messages.
    pub(super) place: u64,
    /// Changes with the message, and increases.
    pub version: String,
    /// What sort of message it is.
    pub kind: MessageKind,
    /// What it says; absent once deleted.
    pub content: Option<Content>,
    /// Who sent it; absent when the service itself wrote it.
    pub sender: Option<Identifier>,
    /// The name that its sender gave with it.
    pub sender_display_name: Option<String>,
    /// When it was sent.
    pub created_on: OffsetDateTime,
    /// When it was last edited; absent once deleted.
    pub edited_on: Option<OffsetDateTime>,
    /// When it was deleted.
    pub deleted_on: Option<OffsetDateTime>,
    /// What its sender attached to it.
    pub metadata: Metadata,
    /// How urgent it is, which only 2020-09-21-preview2 can say.
    pub priority: Priority,
}

/// How urgent a message is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Priority {
    /// As usual.
    #[default]
    Normal,
    /// Urgent.
    High,
}

/// A sort of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageKind {
    /// Plain text by a person.
    Text,
    /// HTML by a person.
    Html,
    /// The service says that the topic changed.
    TopicUpdated,
    /// The service says that people joined.
    ParticipantAdded,
    /// The service says that people left.
    ParticipantRemoved,
}

/// What a message says; which parts there are depends on its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Content {
    /// What a person wrote.
    pub message: Option<String>,
    /// The new topic.
    pub topic: Option<String>,
    /// Who joined or left.
    pub participants: Vec<Participant>,
    /// Who changed the thread.
    pub initiator: Option<Identifier>,
}

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewMessage {
    pub(crate) kind: MessageKind,
    pub(crate) content: String,
    pub(crate) sender_display_name: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) priority: Priority,
}

/// The changes of a message to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MessagePatch {
    pub(crate) content: Option<String>,
    pub(crate) metadata: MetadataPatch,
    pub(crate) priority: Option<Priority>,
}

/// The time of a change, and its number in ids and versions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    pub(crate) now: OffsetDateTime,
    pub(crate) number: i64,
}

impl Stamp {
    /// Returns the stamp of another change in the same moment.
    pub(super) fn next(self) -> Self {
        Self {
            number: self.number.saturating_add(1),
            ..self
        }
    }
}

impl Message {
    /// Returns what a person wrote.
    pub fn text(&self) -> Option<&str> {
        self.content.as_ref()?.message.as_deref()
    }

    /// Tells whether a person sent it, not the service.
    pub(crate) fn is_from_a_person(&self) -> bool {
        matches!(self.kind, MessageKind::Text | MessageKind::Html)
    }
}

impl Room {
    /// Adds a message by the caller and returns its id.
    pub(crate) fn send(
        &mut self,
        caller: &Identifier,
        new: NewMessage,
        stamp: Stamp,
    ) -> Result<String, Refusal> {
        self.require_participant(caller)?;
        require_within_limit(&new.content)?;
        metadata::require_small(&new.metadata, limits::CONTENT)?;
        let content = Content {
            message: Some(new.content),
            ..Content::default()
        };
        let message = Message {
            sender: Some(caller.clone()),
            sender_display_name: new.sender_display_name,
            metadata: new.metadata,
            priority: new.priority,
            ..self.next(new.kind, content, stamp)
        };
        let id = message.id.clone();
        self.push(message, stamp);
        Ok(id)
    }

    /// Adds a message by the service itself.
    pub(super) fn announce(&mut self, kind: MessageKind, content: Content, stamp: Stamp) {
        let message = self.next(kind, content, stamp);
        self.push(message, stamp);
    }

    /// Adds a message, which is the newest version as well.
    fn push(&mut self, message: Message, stamp: Stamp) {
        self.last_sequence = message.sequence;
        self.versions.insert(stamp.number, self.messages.len());
        self.messages.push(message);
    }

    /// Changes a message of the caller's own.
    pub(crate) fn edit(
        &mut self,
        caller: &Identifier,
        id: &str,
        patch: MessagePatch,
        stamp: Stamp,
    ) -> Result<(), Refusal> {
        let index = self.own_message(caller, id)?;
        let Some(message) = self
            .messages
            .get_mut(index)
            .filter(|one| one.deleted_on.is_none())
        else {
            return Err(Refusal::NoMessage);
        };
        let metadata = metadata::patched(&message.metadata, &patch.metadata);
        metadata::require_small(&metadata, limits::CONTENT)?;
        if let Some(content) = &patch.content {
            require_within_limit(content)?;
        }
        message.metadata = metadata;
        message.priority = patch.priority.unwrap_or(message.priority);
        if let Some(text) = patch.content {
            message.content = Some(Content {
                message: Some(text),
                ..Content::default()
            });
        }
        message.edited_on = Some(stamp.now);
        self.give_new_version(index, stamp);
        Ok(())
    }

    /// Deletes a message of the caller's own: it stays in its place, without content. Deleting it twice is a success too; returns
    /// whether it was there.
    pub(crate) fn delete_message(
        &mut self,
        caller: &Identifier,
        id: &str,
        stamp: Stamp,
    ) -> Result<bool, Refusal> {
        let index = self.own_message(caller, id)?;
        Ok(self.delete_at(index, stamp))
    }

    /// Deletes a message, if it is not deleted yet; returns whether it was not.
    fn delete_at(&mut self, index: usize, stamp: Stamp) -> bool {
        let Some(message) = self
            .messages
            .get_mut(index)
            .filter(|one| one.deleted_on.is_none())
        else {
            return false;
        };
        message.content = None;
        message.metadata = Metadata::new();
        message.edited_on = None;
        message.deleted_on = Some(stamp.now);
        self.give_new_version(index, stamp);
        true
    }

    /// Gives a message that has changed a new version and the thread's next sequence.
    fn give_new_version(&mut self, index: usize, stamp: Stamp) {
        let sequence = self.next_sequence();
        let Some(message) = self.messages.get_mut(index) else {
            return;
        };
        if let Ok(before) = message.version.parse() {
            self.versions.remove(&before);
        }
        self.versions.insert(stamp.number, index);
        self.last_sequence = sequence;
        message.sequence = sequence;
        message.version = stamp.number.to_string();
    }

    /// Removes a user from the thread, unannounced, and deletes their messages; returns the next stamp.
    pub(super) fn erase(&mut self, user: &Identifier, mut stamp: Stamp) -> Stamp {
        self.thread.participants.retain(|one| one.identifier != *user);
        self.thread.receipts.retain(|receipt| receipt.reader != *user);
        for index in 0..self.messages.len() {
            let theirs = self
                .messages
                .get(index)
                .is_some_and(|message| message.sender.as_ref() == Some(user));
            if theirs && self.delete_at(index, stamp) {
                stamp = stamp.next();
            }
        }
        stamp
    }

    /// Returns the sequence number of the next new message or change of one.
    pub(super) fn next_sequence(&self) -> u64 {
        self.last_sequence + 1
    }

    /// Makes the next message, without a sender.
    fn next(&self, kind: MessageKind, content: Content, stamp: Stamp) -> Message {
        let sequence = self.next_sequence();
        let id = stamp.number.to_string();
        Message {
            version: id.clone(),
            id,
            sequence,
            place: sequence,
            kind,
            content: Some(content),
            sender: None,
            sender_display_name: None,
            created_on: stamp.now,
            edited_on: None,
            deleted_on: None,
            metadata: Metadata::new(),
            priority: Priority::Normal,
        }
    }
}

fn require_within_limit(content: &str) -> Result<(), Refusal> {
    if content.len() <= limits::CONTENT {
        return Ok(());
    }
    let limit = limits::CONTENT;
    Err(Refusal::Invalid(format!(
        "The message is {} bytes long; {limit} are allowed.",
        content.len()
    )))
}

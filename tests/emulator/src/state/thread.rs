//! Threads: their participants, topics and retention policies.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use super::message::Stamp;
use super::metadata::{self, Change, MetadataPatch};
use super::{
    Content, JoinOutcome, Message, MessageKind, Metadata, NewParticipant, Participant, Receipt, Refusal,
    limits,
};
use crate::identifier::Identifier;

/// A thread without its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Thread {
    /// `19:<random>@thread.v2`.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// When it was made.
    pub created_on: OffsetDateTime,
    /// Who made it.
    pub created_by: Identifier,
    /// When it was deleted.
    pub deleted_on: Option<OffsetDateTime>,
    /// What was attached to it.
    pub metadata: Metadata,
    /// How long it lasts.
    pub retention: Option<Retention>,
    /// Who is in it, in the order of joining.
    pub participants: Vec<Participant>,
    /// How far people have read, in the order of their first receipt.
    pub receipts: Vec<Receipt>,
}

/// How long a thread lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retention {
    /// Until somebody deletes it.
    Unlimited,
    /// Until this many days after it was made.
    Days(i64),
}

/// A thread and its messages.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) thread: Thread,
    /// Oldest first, whatever was edited since.
    pub(super) messages: Vec<Message>,
    /// Where each version stands among the messages, by its number.
    pub(super) versions: BTreeMap<i64, usize>,
    /// The sequence of the last message, edit or deletion.
    pub(super) last_sequence: u64,
    /// The number of the thread in the emulator, in the order of creation.
    pub(crate) number: u64,
}

/// A thread to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewThread {
    pub(crate) topic: String,
    pub(crate) participants: Vec<NewParticipant>,
    pub(crate) metadata: Metadata,
    pub(crate) retention: Option<Retention>,
}

/// The changes of a thread to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThreadPatch {
    pub(crate) topic: Option<String>,
    pub(crate) metadata: MetadataPatch,
    pub(crate) retention: Change<Retention>,
}

/// A thread that was created, and the result of adding its participants.
#[derive(Clone, Debug)]
pub(crate) struct CreatedThread {
    pub(crate) thread: Thread,
    /// Whether it was created by the same request before.
    pub(crate) repeated: bool,
    pub(crate) outcome: JoinOutcome,
}

impl NewThread {
    /// Refuses a thread that is not valid.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        require_batch(&self.participants)?;
        metadata::require_small(&self.metadata, limits::METADATA)?;
        self.retention.map_or(Ok(()), Retention::check)
    }
}

impl Room {
    /// Returns the time of the last message by a person; `None` when there is none.
    pub(crate) fn last_message_on(&self) -> Option<OffsetDateTime> {
        self.messages
            .iter()
            .rev()
            .find(|message| message.is_from_a_person())
            .map(|message| message.created_on)
    }

    /// Returns the time of the last message, or that of the creation.
    pub(crate) fn last_active_on(&self) -> OffsetDateTime {
        self.messages
            .last()
            .map_or(self.thread.created_on, |message| message.created_on)
    }

    /// Changes the thread's properties; a new topic is announced.
    pub(crate) fn update(
        &mut self,
        caller: &Identifier,
        patch: ThreadPatch,
        stamp: Stamp,
    ) -> Result<(), Refusal> {
        self.require_participant(caller)?;
        let metadata = metadata::patched(&self.thread.metadata, &patch.metadata);
        metadata::require_small(&metadata, limits::METADATA)?;
        if let Change::Set(retention) = patch.retention {
            retention.check()?;
        }
        self.thread.metadata = metadata;
        match patch.retention {
            Change::Keep => {}
            Change::Remove => self.thread.retention = None,
            Change::Set(retention) => self.thread.retention = Some(retention),
        }
        if let Some(topic) = patch.topic {
            self.thread.topic.clone_from(&topic);
            let content = Content {
                topic: Some(topic),
                initiator: Some(caller.clone()),
                ..Content::default()
            };
            self.announce(MessageKind::TopicUpdated, content, stamp);
        }
        Ok(())
    }

    /// Adds the people that are not in the thread yet, and announces them.
    pub(super) fn join(
        &mut self,
        initiator: &Identifier,
        people: Vec<NewParticipant>,
        stamp: Stamp,
    ) -> Result<(), Refusal> {
        let mut joined: Vec<Participant> = Vec::new();
        for person in people {
            let known = |one: &Participant| one.identifier == person.identifier;
            if !self.thread.participants.iter().any(known) && !joined.iter().any(known) {
                joined.push(person.join(stamp.now, self.next_sequence()));
            }
        }
        if self.thread.participants.len() + joined.len() > limits::PARTICIPANTS {
            return Err(Refusal::Invalid(format!(
                "A thread holds {} participants at most.",
                limits::PARTICIPANTS
            )));
        }
        if !joined.is_empty() {
            self.thread.participants.extend_from_slice(&joined);
            let content = Content {
                participants: joined,
                initiator: Some(initiator.clone()),
                ..Content::default()
            };
            self.announce(MessageKind::ParticipantAdded, content, stamp);
        }
        Ok(())
    }

    /// Removes a participant from the thread, announces it, and returns who that was.
    pub(crate) fn remove(
        &mut self,
        caller: &Identifier,
        who: &Identifier,
        stamp: Stamp,
    ) -> Result<Participant, Refusal> {
        self.require_participant(caller)?;
        let position = self
            .thread
            .participants
            .iter()
            .position(|one| one.identifier == *who);
        let removed = self
            .thread
            .participants
            .remove(position.ok_or(Refusal::NoParticipant)?);
        self.thread.receipts.retain(|receipt| receipt.reader != *who);
        let content = Content {
            participants: vec![removed.clone()],
            initiator: Some(caller.clone()),
            ..Content::default()
        };
        self.announce(MessageKind::ParticipantRemoved, content, stamp);
        Ok(removed)
    }

    /// Deletes the thread if its retention policy says so by now.
    pub(super) fn expire(&mut self, now: OffsetDateTime) {
        if let (Some(Retention::Days(days)), None) = (self.thread.retention, self.thread.deleted_on) {
            let end = self.thread.created_on.saturating_add(Duration::days(days));
            if now >= end {
                self.thread.deleted_on = Some(end);
            }
        }
    }
}

impl Retention {
    fn check(self) -> Result<(), Refusal> {
        match self {
            Self::Days(days) if !limits::RETENTION_DAYS.contains(&days) => {
                let (least, most) = limits::RETENTION_DAYS.into_inner();
                Err(Refusal::Invalid(format!(
                    "A thread can be deleted after {least} to {most} days, not {days}."
                )))
            }
            _ => Ok(()),
        }
    }
}

/// Refuses a list of people that is too long, or whose metadata is too large.
pub(super) fn require_batch(people: &[NewParticipant]) -> Result<(), Refusal> {
    if people.len() > limits::BATCH {
        return Err(Refusal::Invalid(format!(
            "A request can name {} participants at most.",
            limits::BATCH
        )));
    }
    people
        .iter()
        .try_for_each(|person| metadata::require_small(&person.metadata, limits::METADATA))
}

//! People in threads.

use time::OffsetDateTime;

use super::{Message, Metadata};
use crate::identifier::Identifier;

/// Somebody in a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participant {
    /// Who it is.
    pub identifier: Identifier,
    /// The name under which others see them.
    pub display_name: Option<String>,
    /// From when on they may read what was written before they joined: 1970, and so all of it, when nobody said.
    pub share_history_time: OffsetDateTime,
    /// What was attached to them.
    pub metadata: Metadata,
    /// When they joined.
    pub joined_on: OffsetDateTime,
    /// The place of the message that says so, which no clock and no edit can shift.
    pub(super) joined_at: u64,
}

/// Somebody who shall join a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewParticipant {
    pub(crate) identifier: Identifier,
    pub(crate) display_name: Option<String>,
    pub(crate) share_history_time: Option<OffsetDateTime>,
    pub(crate) metadata: Metadata,
}

/// Somebody who could not join, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedParticipant {
    pub(crate) identifier: Identifier,
    /// The status that the person would have got alone.
    pub(crate) status: u16,
    pub(crate) message: &'static str,
}

/// What became of the people whom a request named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JoinOutcome {
    /// All of them, in the order of the request.
    pub(crate) requested: Vec<Identifier>,
    /// Those who could not join.
    pub(crate) invalid: Vec<RefusedParticipant>,
}

impl NewParticipant {
    pub(crate) fn new(identifier: Identifier) -> Self {
        Self {
            identifier,
            display_name: None,
            share_history_time: None,
            metadata: Metadata::new(),
        }
    }

    pub(super) fn join(self, now: OffsetDateTime, at: u64) -> Participant {
        Participant {
            identifier: self.identifier,
            display_name: self.display_name,
            share_history_time: self.share_history_time.unwrap_or(OffsetDateTime::UNIX_EPOCH),
            metadata: self.metadata,
            joined_on: now,
            joined_at: at,
        }
    }
}

impl Participant {
    /// Tells whether this person may read a message: one since they joined, or of the history shared with them.
    pub(super) fn reads(&self, message: &Message) -> bool {
        message.created_on >= self.share_history_time || message.place >= self.joined_at
    }
}

//! People in threads.

use time::OffsetDateTime;

use super::{Message, Metadata};
use crate::identifier::Identifier;

/// A participant of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participant {
    /// The identifier of the participant.
    pub identifier: Identifier,
    /// The name under which others see them.
    pub display_name: Option<String>,
    /// The time from which they may read messages from before they joined: 1970, which means all of them, by default.
    pub share_history_time: OffsetDateTime,
    /// The metadata of the participant.
    pub metadata: Metadata,
    /// When they joined.
    pub joined_on: OffsetDateTime,
    /// The place of the message that announced it, which clocks and edits do not change.
    pub(super) joined_at: u64,
}

/// A participant to be added to a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewParticipant {
    pub(crate) identifier: Identifier,
    pub(crate) display_name: Option<String>,
    pub(crate) share_history_time: Option<OffsetDateTime>,
    pub(crate) metadata: Metadata,
}

/// An identifier that could not be added, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedParticipant {
    pub(crate) identifier: Identifier,
    /// The status that a request for this person alone would have.
    pub(crate) status: u16,
    pub(crate) message: &'static str,
}

/// The result of adding the people of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JoinOutcome {
    /// All of them, in the order of the request.
    pub(crate) requested: Vec<Identifier>,
    /// Those that could not be added.
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

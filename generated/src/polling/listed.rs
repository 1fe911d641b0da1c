//! A message of a listing, and the facts that identify it and its state.

use super::watermark::Counters;
use azure_core::time::OffsetDateTime;

/// A message, and what polling needs to know of it.
#[derive(Clone, Debug)]
pub(super) struct ListedMessage<M> {
    pub(super) facts: MessageFacts,
    pub(super) message: M,
    /// The `Date` of the response that contains it.
    pub(super) answered_on: Option<OffsetDateTime>,
}

/// What polling needs to know of a message, whatever the API version.
#[derive(Clone, Debug)]
pub(super) struct MessageFacts {
    pub(super) id: Box<str>,
    pub(super) version: Box<str>,
    pub(super) position: Position,
    pub(super) counters: Counters,
    pub(super) created_on: OffsetDateTime,
    /// When it was created, edited or deleted, whichever is latest.
    pub(super) changed_on: OffsetDateTime,
}

/// The place of a message in its thread: by its sequence id, and where there is none, by when it was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    sequence: Option<u64>,
    created_on: OffsetDateTime,
    /// All known ids are numbers that increase.
    id: Option<u64>,
}

impl MessageFacts {
    pub(super) fn new(
        id: &str,
        version: &str,
        sequence_id: Option<&str>,
        created_on: OffsetDateTime,
        changes: [Option<OffsetDateTime>; 2],
    ) -> Self {
        let counters = Counters {
            sequence: sequence_id.and_then(|sequence| sequence.parse().ok()),
            version: version.parse().ok(),
            id: id.parse().ok(),
        };
        Self {
            id: id.into(),
            version: version.into(),
            position: Position {
                sequence: counters.sequence,
                created_on,
                id: counters.id,
            },
            counters,
            created_on,
            changed_on: changes
                .into_iter()
                .flatten()
                .fold(created_on, OffsetDateTime::max),
        }
    }
}

//! Limits that the service documents.

/// Participants in a thread.
pub(super) const PARTICIPANTS: usize = 250;

/// Participants in one request.
pub(super) const BATCH: usize = 200;

/// Bytes of a message's content, and of all metadata of a message.
pub(super) const CONTENT: usize = 28 * 1024;

/// Bytes of all keys and values in the metadata of a thread or a participant.
pub(super) const METADATA: usize = 1024;

/// Days after which a retention policy may delete a thread.
pub(super) const RETENTION_DAYS: std::ops::RangeInclusive<i64> = 30..=90;

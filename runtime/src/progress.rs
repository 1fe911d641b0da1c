//! The progress of the current try of a call, which the time limits are checked against, and notes for the message of its
//! error.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering},
};

/// The stage of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing has been sent, or the response is complete.
    Between,
    /// The request has been sent, and the response has not begun.
    Waiting,
    /// The body of the response is being read.
    Reading,
}

impl Stage {
    /// Reads the stage from what [`Progress::read`] returned.
    pub(crate) fn from_state(state: u32) -> Self {
        match state & 3 {
            1 => Self::Waiting,
            2 => Self::Reading,
            _ => Self::Between,
        }
    }
}

/// A fact that the message of the call's error mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// The request was not sent again because of the retry quota.
    QuotaUsedUp = 1,
    /// The request was not sent again because the call's total time would have been over.
    NoTimeLeft = 2,
    /// The body of the error was cut.
    BodyCut = 4,
    /// The request was not sent again because its body cannot begin again.
    BodyUsedUp = 8,
}

/// The state of a try, written and read by the same task.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The stage in the last two bits; above it a count, which shows that a stage was entered again.
    state: AtomicU32,
    bytes: AtomicU64,
    notes: AtomicU8,
    /// How much of a body that is a stream has been read for sending, in all tries.
    sent: OnceLock<Arc<AtomicU64>>,
}

/// A clone belongs to another call, and starts from the beginning.
impl Clone for Progress {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Progress {
    pub(crate) fn enter(&self, stage: Stage) {
        let count = self.state.load(Ordering::Relaxed) & !3;
        self.state
            .store(count.wrapping_add(4) | stage as u32, Ordering::Relaxed);
    }

    /// Tells whether anything was ever sent.
    pub(crate) fn has_begun(&self) -> bool {
        self.state.load(Ordering::Relaxed) != 0
    }

    /// Adds to the bytes of the body that have been received.
    pub(crate) fn received(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts what is read of a body for sending.
    pub(crate) fn sending(&self) -> Arc<AtomicU64> {
        Arc::clone(self.sent.get_or_init(Arc::default))
    }

    /// Returns how much of the body has been read for sending, in all tries; zero for one that is in memory.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.get().map_or(0, |sent| sent.load(Ordering::Relaxed))
    }

    /// Returns the state, and the bytes received in all tries.
    pub(crate) fn read(&self) -> (u32, u64) {
        (
            self.state.load(Ordering::Relaxed),
            self.bytes.load(Ordering::Relaxed),
        )
    }

    pub(crate) fn note(&self, note: Note) {
        self.notes.fetch_or(note as u8, Ordering::Relaxed);
    }

    /// Removes a note that no longer holds after a new try.
    pub(crate) fn forget(&self, note: Note) {
        self.notes.fetch_and(!(note as u8), Ordering::Relaxed);
    }

    pub(crate) fn has(&self, note: Note) -> bool {
        self.notes.load(Ordering::Relaxed) & note as u8 != 0
    }
}

/// Returns the reason why a request was not sent again, when it would have been otherwise.
pub(crate) fn why_not_again(progress: &Progress) -> Option<&'static str> {
    if progress.has(Note::QuotaUsedUp) {
        return Some("not sent again: too many calls of this client fail, and its retry quota is used up");
    }
    if progress.has(Note::NoTimeLeft) {
        return Some("not sent again: the next try would come after the total time of the call");
    }
    if progress.has(Note::BodyUsedUp) {
        return Some("not sent again: its body is a stream that cannot be sent twice");
    }
    None
}

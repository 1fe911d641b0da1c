//! How far the present try of a call is, told by those who make it to those who watch over its time, and what the caller is
//! to hear of it.

use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};

/// How far a try is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing is on its way.
    Between,
    /// The request is on its way, and the answer has not begun.
    Waiting,
    /// The body of the answer is on its way.
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

/// What else the error of a call has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// It was not sent again because of the retry quota.
    QuotaUsedUp = 1,
    /// It was not sent again because that would have come after its total time.
    NoTimeLeft = 2,
    /// The body of the error was cut.
    BodyCut = 4,
}

/// The state of a try: written by one task, and read by the same.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The stage in the last two bits; above it a count, so that entering a stage anew can be told from staying in it.
    state: AtomicU32,
    bytes: AtomicU64,
    notes: AtomicU8,
}

/// A copy belongs to another call.
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

    /// Notes that so many bytes more of the body are there.
    pub(crate) fn received(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Returns the state, and how many bytes came in all tries.
    pub(crate) fn read(&self) -> (u32, u64) {
        (
            self.state.load(Ordering::Relaxed),
            self.bytes.load(Ordering::Relaxed),
        )
    }

    pub(crate) fn note(&self, note: Note) {
        self.notes.fetch_or(note as u8, Ordering::Relaxed);
    }

    /// Takes a note back, where a new try makes it wrong.
    pub(crate) fn forget(&self, note: Note) {
        self.notes.fetch_and(!(note as u8), Ordering::Relaxed);
    }

    pub(crate) fn has(&self, note: Note) -> bool {
        self.notes.load(Ordering::Relaxed) & note as u8 != 0
    }
}

/// Says why a call was not sent again, where it would have been.
pub(crate) fn why_not_again(progress: &Progress) -> Option<&'static str> {
    if progress.has(Note::QuotaUsedUp) {
        return Some("not sent again: too many calls of this client fail, and its retry quota is used up");
    }
    if progress.has(Note::NoTimeLeft) {
        return Some("not sent again: the next try would come after the total time of the call");
    }
    None
}

//! How far the changes of a thread have come, by more than one witness: no single one can be trusted to be right.
//!
//! The time of a message is believed once a clock has reached it too: the one behind the `Date` of the service's answers,
//! or that of this machine. Beside it stands what the service counts up with each change.

use super::{OVERLAP, listed::MessageFacts, time_before};
use azure_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};

/// The clocks that confirm the times of messages, as they stood when a listing began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clocks {
    /// What this machine says.
    pub(super) local: OffsetDateTime,
    /// What the first answer says, if it has a `Date`.
    pub(super) service: Option<OffsetDateTime>,
}

impl Clocks {
    /// Tells whether a clock has reached a time.
    pub(super) fn confirm(&self, time: OffsetDateTime) -> bool {
        time <= self.latest()
    }

    /// Returns the time by the clock that is ahead.
    pub(super) fn latest(&self) -> OffsetDateTime {
        self.service.map_or(self.local, |service| service.max(self.local))
    }
}

/// Numbers that the service counts up: for the whole thread, with each message, and the first two with each change of
/// one. A message need not have each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sequence: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
}

impl Marks {
    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the greater of each.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            sequence: self.sequence.max(other.sequence),
            version: self.version.max(other.version),
            id: self.id.max(other.id),
        }
    }

    /// Tells whether one of them is beyond what has been seen; one of which nothing has been seen says nothing.
    pub(super) fn are_beyond(&self, seen: &Self) -> bool {
        let is_beyond = |mark: Option<u64>, seen: Option<u64>| seen.is_some() && mark > seen;
        is_beyond(self.sequence, seen.sequence)
            || is_beyond(self.version, seen.version)
            || is_beyond(self.id, seen.id)
    }
}

/// How far the changes of a thread have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Watermark {
    /// The latest time of a change that is confirmed.
    pub(super) time: Option<OffsetDateTime>,
    /// The greatest marks.
    pub(super) marks: Marks,
}

impl Watermark {
    /// Tells whether a change is behind all that may still come to light, by its time and by its marks.
    pub(super) fn covers(&self, facts: &MessageFacts) -> bool {
        self.covers_change(facts.changed_on, &facts.marks)
    }

    pub(super) fn covers_change(&self, on: OffsetDateTime, marks: &Marks) -> bool {
        self.horizon().is_some_and(|horizon| on < horizon) && !marks.are_beyond(&self.marks)
    }

    /// Returns the time before which nothing comes to light any more, if the marks say so too.
    pub(super) fn horizon(&self) -> Option<OffsetDateTime> {
        self.time.map(|time| time_before(time, OVERLAP))
    }

    /// Takes a change in.
    pub(super) fn extend(&mut self, facts: &MessageFacts, clocks: &Clocks) {
        if clocks.confirm(facts.changed_on) {
            self.time = self.time.max(Some(facts.changed_on));
        }
        self.marks = self.marks.max(facts.marks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_speaks_only_where_another_was_seen() {
        let marks = |sequence, version| Marks {
            sequence,
            version,
            id: None,
        };
        for (mark, seen, is_beyond) in [
            (marks(Some(2), None), marks(Some(1), None), true),
            (marks(Some(1), None), marks(Some(1), None), false),
            (marks(Some(0), Some(9)), marks(Some(1), Some(8)), true),
            (marks(Some(2), None), marks(None, Some(1)), false),
            (marks(None, None), marks(Some(1), Some(1)), false),
            (marks(Some(u64::MAX), None), marks(Some(u64::MAX), None), false),
        ] {
            assert_eq!(mark.are_beyond(&seen), is_beyond, "{mark:?} {seen:?}");
        }
    }
}

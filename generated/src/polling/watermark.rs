//! The point up to which the changes of a thread are known. It relies on more than one source, because each can be wrong.
//!
//! The time of a message counts once a clock has reached it too: that of the service, by the `Date` of its responses, or that
//! of this machine. In addition there are the numbers that the service increases with each change.

use super::{OVERLAP, listed::MessageFacts, time_before};
use azure_core::time::OffsetDateTime;
use serde::{Deserialize, Serialize};

/// The clocks that confirm the times of messages, as they were when a listing began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clocks {
    /// The time of this machine.
    pub(super) local: OffsetDateTime,
    /// The time of the first response, if it has a `Date`.
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

/// The numbers that the service increases: all of them with each message of the thread, and the first two also with each
/// change of a message. A message need not have all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counters {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sequence: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
}

impl Counters {
    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the maximum of each number.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            sequence: self.sequence.max(other.sequence),
            version: self.version.max(other.version),
            id: self.id.max(other.id),
        }
    }

    /// Tells whether one of the numbers is greater than the one that has been seen; a number of which none has been seen does
    /// not count.
    pub(super) fn are_beyond(&self, seen: &Self) -> bool {
        let is_beyond = |mark: Option<u64>, seen: Option<u64>| seen.is_some() && mark > seen;
        is_beyond(self.sequence, seen.sequence)
            || is_beyond(self.version, seen.version)
            || is_beyond(self.id, seen.id)
    }
}

/// The point up to which the changes of a thread are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Watermark {
    /// The latest confirmed time of a change.
    pub(super) time: Option<OffsetDateTime>,
    /// The greatest numbers.
    pub(super) counters: Counters,
}

impl Watermark {
    /// Tells whether a change is before all changes that may still become visible, by its time and by its counters.
    pub(super) fn covers(&self, facts: &MessageFacts) -> bool {
        self.covers_change(facts.changed_on, &facts.counters)
    }

    pub(super) fn covers_change(&self, on: OffsetDateTime, counters: &Counters) -> bool {
        self.horizon().is_some_and(|horizon| on < horizon) && !counters.are_beyond(&self.counters)
    }

    /// Returns the time before which no change becomes visible any more, unless its counters are greater.
    pub(super) fn horizon(&self) -> Option<OffsetDateTime> {
        self.time.map(|time| time_before(time, OVERLAP))
    }

    /// Includes a change.
    pub(super) fn extend(&mut self, facts: &MessageFacts, clocks: &Clocks) {
        if clocks.confirm(facts.changed_on) {
            self.time = self.time.max(Some(facts.changed_on));
        }
        self.counters = self.counters.max(facts.counters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_counts_only_where_another_was_seen() {
        let counters = |sequence, version| Counters {
            sequence,
            version,
            id: None,
        };
        for (mark, seen, is_beyond) in [
            (counters(Some(2), None), counters(Some(1), None), true),
            (counters(Some(1), None), counters(Some(1), None), false),
            (counters(Some(0), Some(9)), counters(Some(1), Some(8)), true),
            (counters(Some(2), None), counters(None, Some(1)), false),
            (counters(None, None), counters(Some(1), Some(1)), false),
            (
                counters(Some(u64::MAX), None),
                counters(Some(u64::MAX), None),
                false,
            ),
        ] {
            assert_eq!(mark.are_beyond(&seen), is_beyond, "{mark:?} {seen:?}");
        }
    }
}

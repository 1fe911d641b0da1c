//! The position of a stream of messages.

use super::{
    OVERLAP,
    listed::MessageFacts,
    watermark::{Clocks, Counters, Watermark},
};
use azure_core::{
    Error,
    error::ErrorKind,
    time::{OffsetDateTime, rfc3339},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// The first and the last second that can be written as text.
const FIRST_SECOND: i64 = -62_167_219_200;
const LAST_SECOND: i64 = 253_402_300_799;

/// A position in the changes of a thread, from which a stream of messages continues.
///
/// It is [the beginning](Self::beginning), [now](Self::now), [a time](Self::since), or the position of
/// [another stream](crate::MessageStream::point). It can be stored as text or with `serde`, and is the same for all API
/// versions:
///
/// ```
/// use acs_chat::MessagePoint;
///
/// let an_hour_ago = azure_core::time::OffsetDateTime::now_utc() - azure_core::time::Duration::HOUR;
/// let points = [MessagePoint::beginning(), MessagePoint::since(an_hour_ago)];
/// assert_ne!(points[0], points[1]);
///
/// let text = MessagePoint::now().to_string();
/// let point: MessagePoint = text.parse()?;
/// assert_eq!(point, MessagePoint::now());
/// # Ok::<(), azure_core::Error>(())
/// ```
///
/// It contains the ids and versions of the messages that changed last, about 100 bytes for each: those of the last two
/// minutes and of the [`edit_interval`](crate::MessagePollingOptions::edit_interval), and those whose time no clock has
/// reached. A point that was stored by an earlier version of this crate may take such a time for the present. The first poll
/// corrects it; messages that were returned in the minute before it was stored may then be returned again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePoint {
    /// Whether the messages of the first listing count as seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    now: bool,
    /// Changes before this time are left out.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc3339::option")]
    since: Option<OffsetDateTime>,
    /// Changes before this time, less the overlap, have been seen.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc3339::option")]
    settled: Option<OffsetDateTime>,
    /// Whether a clock has confirmed `settled`. Earlier versions of this crate did not check that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    confirmed: bool,
    /// The counters of the service at the time of `settled`.
    #[serde(default, skip_serializing_if = "Counters::is_empty")]
    counted: Counters,
    /// The messages that have been seen with changes after that, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    recent: BTreeMap<Box<str>, SeenMessage>,
}

/// The state in which a message has been seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SeenMessage {
    version: Box<str>,
    /// The latest time that it had, in any of its states.
    #[serde(with = "rfc3339")]
    on: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
}

impl MessagePoint {
    /// Returns the beginning: the first message of the thread that the user can see.
    pub fn beginning() -> Self {
        Self::default()
    }

    /// Returns the position of the first poll: messages that are in the thread by then are left out, but later changes of
    /// them are not.
    pub fn now() -> Self {
        Self {
            now: true,
            ..Self::default()
        }
    }

    /// Returns the position of a time, by the clock of the service: messages that were created, edited or deleted since, to
    /// the second.
    pub fn since(time: OffsetDateTime) -> Self {
        // The service cuts off fractions, and text has years from 0 to 9999.
        let seconds = time.unix_timestamp().clamp(FIRST_SECOND, LAST_SECOND);
        Self {
            since: OffsetDateTime::from_unix_timestamp(seconds).ok(),
            ..Self::default()
        }
    }

    /// Tells whether the messages of the first listing count as seen.
    pub(super) fn is_now(&self) -> bool {
        self.now
    }

    /// Tells whether a message has not been seen in its current state.
    ///
    /// A message that is not remembered has been seen if its time and its counters both say so.
    pub(super) fn is_new(&self, facts: &MessageFacts) -> bool {
        let on = facts.changed_on;
        if self.since.is_some_and(|since| on < since) || self.is_covered(on, &facts.counters) {
            return false;
        }
        self.recent
            .get(&facts.id)
            .is_none_or(|seen| seen.is_before(facts))
    }

    fn is_covered(&self, on: OffsetDateTime, counters: &Counters) -> bool {
        self.seen().covers_change(on, counters)
    }

    /// Remembers that a message has been seen.
    pub(super) fn note(&mut self, facts: &MessageFacts) {
        let before = self.recent.get(&facts.id).map(|seen| seen.on);
        let seen = SeenMessage {
            version: facts.version.clone(),
            on: before.map_or(facts.changed_on, |before| before.max(facts.changed_on)),
            sequence: facts.counters.sequence,
        };
        self.recent.insert(facts.id.clone(), seen);
    }

    /// Remembers that everything up to `watermark` has been seen, and forgets the messages that are covered by that.
    pub(super) fn advance(&mut self, watermark: &Watermark, clocks: &Clocks) {
        self.now = false;
        self.confirmed = true;
        self.settled = self.settled.max(watermark.time);
        self.counted = self.counted.max(watermark.counters);
        if let Some(since) = self.since.take_if(|since| clocks.confirm(*since)) {
            // From here on new changes need not have a later time, as everywhere.
            self.settled = self.settled.max(since.checked_add(OVERLAP));
        }
        let mut recent = std::mem::take(&mut self.recent);
        recent.retain(|id, seen| !self.is_covered(seen.on, &seen.counters(id)));
        self.recent = recent;
    }

    /// Tells whether the point comes from an earlier version of this crate and took a time in the future for the present, so
    /// that all changes until then would count as seen.
    ///
    /// If so, its position is that of the counters of the remembered messages, and changes beyond them are new.
    pub(super) fn needs_correction(&mut self, clocks: &Clocks) -> bool {
        let is_wrong = !self.confirmed && self.settled.is_some_and(|settled| !clocks.confirm(settled));
        if is_wrong && self.counted.is_empty() {
            let counters = self.recent.iter().map(|(id, seen)| seen.counters(id));
            self.counted = counters.fold(Counters::default(), Counters::max);
        }
        is_wrong
    }

    /// Forgets the time up to which everything has been seen; all messages of a full listing must be noted then.
    pub(super) fn correct(&mut self) {
        self.settled = None;
    }

    /// Returns the time before which everything has been seen, unless its counters are greater.
    pub(super) fn horizon(&self) -> Option<OffsetDateTime> {
        self.seen().horizon()
    }

    fn seen(&self) -> Watermark {
        Watermark {
            time: self.settled,
            counters: self.counted,
        }
    }

    /// Returns the latest time that is known, if any.
    pub(super) fn latest(&self) -> Option<OffsetDateTime> {
        self.settled.max(self.since)
    }

    #[cfg(test)]
    pub(super) fn remembered(&self) -> usize {
        self.recent.len()
    }
}

impl SeenMessage {
    /// Tells whether the message has changed since; a response may come from a server that lags behind.
    ///
    /// Versions decide if they are numbers: a time may be wrong, and a deleted message loses the time of its edits.
    fn is_before(&self, facts: &MessageFacts) -> bool {
        if facts.version == self.version {
            return facts.changed_on > self.on;
        }
        match (self.version.parse::<u64>(), facts.version.parse::<u64>()) {
            (Ok(seen), Ok(version)) => version > seen,
            _ => facts.changed_on >= self.on,
        }
    }

    fn counters(&self, id: &str) -> Counters {
        Counters {
            sequence: self.sequence,
            version: self.version.parse().ok(),
            id: id.parse().ok(),
        }
    }
}

/// Writes the point as text, for [`FromStr`] to read.
impl fmt::Display for MessagePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl FromStr for MessagePoint {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text).map_err(|why| {
            Error::with_error(ErrorKind::DataConversion, why, "the text is not a message point")
        })
    }
}

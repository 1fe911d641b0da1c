//! How far a stream of messages has come.

use super::{
    OVERLAP,
    listed::MessageFacts,
    watermark::{Clocks, Marks, Watermark},
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

/// A point in the life of a thread, from which a stream of messages goes on.
///
/// It is [where everything begins](Self::beginning), [now](Self::now), [some time](Self::since), or how far
/// [another stream](crate::MessageStream::point) has come. It can be kept as text, or with `serde`, and is the same for
/// all API versions:
///
/// ```
/// use acs_chat::MessagePoint;
///
/// let text = MessagePoint::now().to_string();
/// let point: MessagePoint = text.parse()?;
/// assert_eq!(point, MessagePoint::now());
/// # Ok::<(), azure_core::Error>(())
/// ```
///
/// It holds the ids and versions of the messages that changed last, about 100 bytes for each: those of the last two
/// minutes and of the [`edit_interval`](crate::MessagePollingOptions::edit_interval), and those that have a time which no
/// clock has reached. A point that an earlier version of this crate saved, and that takes such a time for the present, heals
/// with the first poll; what was handed out in the minute before it was saved may then come again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePoint {
    /// Whether the first listing only tells what there already is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    now: bool,
    /// What happened before this is not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc3339::option")]
    since: Option<OffsetDateTime>,
    /// What happened before this, less the overlap, has been seen.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "rfc3339::option")]
    settled: Option<OffsetDateTime>,
    /// Whether a clock has confirmed `settled`. Earlier versions of this crate asked none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    confirmed: bool,
    /// What the service had counted up to when `settled` was so.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    counted: Marks,
    /// What has been seen of what happened after that, by the id of the message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    recent: BTreeMap<Box<str>, SeenMessage>,
}

/// The state in which a message has been seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SeenMessage {
    version: Box<str>,
    /// The latest time that it had, in whatever state.
    #[serde(with = "rfc3339")]
    on: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
}

impl MessagePoint {
    /// From the first message of the thread that the user can see.
    pub fn beginning() -> Self {
        Self::default()
    }

    /// From the first poll on: what is in the thread by then is passed over, and what becomes of it is not.
    pub fn now() -> Self {
        Self {
            now: true,
            ..Self::default()
        }
    }

    /// From some time on, by the clock of the service: messages that were created, edited or deleted since.
    pub fn since(time: OffsetDateTime) -> Self {
        // The service cuts off fractions, and text has years from 0 to 9999.
        let seconds = time.unix_timestamp().clamp(FIRST_SECOND, LAST_SECOND);
        Self {
            since: OffsetDateTime::from_unix_timestamp(seconds).ok(),
            ..Self::default()
        }
    }

    /// Tells whether the first listing only tells what there already is.
    pub(super) fn is_now(&self) -> bool {
        self.now
    }

    /// Tells whether a message, in the state that it is in, has not been seen.
    ///
    /// What is remembered decides; what is not has been seen if its time and its marks both say so.
    pub(super) fn is_new(&self, facts: &MessageFacts) -> bool {
        let on = facts.changed_on;
        if self.since.is_some_and(|since| on < since) || self.is_covered(on, &facts.marks) {
            return false;
        }
        self.recent
            .get(&facts.id)
            .is_none_or(|seen| seen.is_before(facts))
    }

    fn is_covered(&self, on: OffsetDateTime, marks: &Marks) -> bool {
        self.seen().covers_change(on, marks)
    }

    /// Remembers that a message has been seen.
    pub(super) fn note(&mut self, facts: &MessageFacts) {
        let before = self.recent.get(&facts.id).map(|seen| seen.on);
        let seen = SeenMessage {
            version: facts.version.clone(),
            on: before.map_or(facts.changed_on, |before| before.max(facts.changed_on)),
            sequence: facts.marks.sequence,
        };
        self.recent.insert(facts.id.clone(), seen);
    }

    /// Remembers that everything up to what is `reached` has been seen, as far as it has come to light, and forgets the
    /// rest: what its time and its marks both say has been seen.
    pub(super) fn advance(&mut self, reached: &Watermark, clocks: &Clocks) {
        self.now = false;
        self.confirmed = true;
        self.settled = self.settled.max(reached.time);
        self.counted = self.counted.max(reached.marks);
        if let Some(since) = self.since.take_if(|since| clocks.confirm(*since)) {
            // From here on it is the same as everywhere: what is new need not have a later time.
            self.settled = self.settled.max(since.checked_add(OVERLAP));
        }
        let mut recent = std::mem::take(&mut self.recent);
        recent.retain(|id, seen| !self.is_covered(seen.on, &seen.marks(id)));
        self.recent = recent;
    }

    /// Tells whether the point is one of an earlier version that took a time from the future for the present, so that all
    /// that happens until then would count as seen.
    ///
    /// If so, what was remembered tells how far it had come, by the marks; what is beyond them is new.
    pub(super) fn must_heal(&mut self, clocks: &Clocks) -> bool {
        let must = !self.confirmed && self.settled.is_some_and(|settled| !clocks.confirm(settled));
        if must && self.counted.is_empty() {
            let marks = self.recent.iter().map(|(id, seen)| seen.marks(id));
            self.counted = marks.fold(Marks::default(), Marks::max);
        }
        must
    }

    /// Forgets up to when everything has been seen; what a full listing shows must be noted then.
    pub(super) fn heal(&mut self) {
        self.settled = None;
    }

    /// The time before which everything has been seen, if the marks say so too.
    pub(super) fn horizon(&self) -> Option<OffsetDateTime> {
        self.seen().horizon()
    }

    fn seen(&self) -> Watermark {
        Watermark {
            time: self.settled,
            marks: self.counted,
        }
    }

    /// The latest time that is known, if any.
    pub(super) fn latest(&self) -> Option<OffsetDateTime> {
        self.settled.max(self.since)
    }

    #[cfg(test)]
    pub(super) fn remembered(&self) -> usize {
        self.recent.len()
    }
}

impl SeenMessage {
    /// Tells whether the message has changed since. An answer may come from a server that lags behind.
    ///
    /// Versions decide if they are numbers: a time may be a lie, and a message that is deleted loses the time of its edits.
    fn is_before(&self, facts: &MessageFacts) -> bool {
        if facts.version == self.version {
            return facts.changed_on > self.on;
        }
        match (self.version.parse::<u64>(), facts.version.parse::<u64>()) {
            (Ok(seen), Ok(version)) => version > seen,
            _ => facts.changed_on >= self.on,
        }
    }

    fn marks(&self, id: &str) -> Marks {
        Marks {
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
            Error::with_error(
                ErrorKind::DataConversion,
                why,
                "the text is not that of a message point",
            )
        })
    }
}

//! How far a stream of messages has come.

use super::{OVERLAP, before, listed::Facts};
use azure_core::{
    Error,
    error::ErrorKind,
    time::{OffsetDateTime, rfc3339},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

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
/// minutes and of the [`edit_interval`](crate::MessagePollingOptions::edit_interval).
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
    /// What has been seen of what happened after that, by the id of the message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    recent: BTreeMap<Box<str>, Seen>,
}

/// The state in which a message has been seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    version: Box<str>,
    #[serde(with = "rfc3339")]
    on: OffsetDateTime,
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
        Self {
            // The service cuts off fractions.
            since: Some(time.replace_nanosecond(0).unwrap_or(time)),
            ..Self::default()
        }
    }

    /// Tells whether the first listing only tells what there already is.
    pub(super) fn is_now(&self) -> bool {
        self.now
    }

    /// Tells whether a message, in the state that it is in, has not been seen.
    pub(super) fn is_new(&self, facts: &Facts) -> bool {
        let on = facts.changed_on;
        if self.since.is_some_and(|since| on < since) || self.horizon().is_some_and(|horizon| on < horizon) {
            return false;
        }
        self.recent
            .get(&facts.id)
            .is_none_or(|seen| seen.is_before(facts))
    }

    /// Remembers that a message has been seen.
    pub(super) fn note(&mut self, facts: &Facts) {
        let seen = Seen {
            version: facts.version.clone(),
            on: facts.changed_on,
        };
        self.recent.insert(facts.id.clone(), seen);
    }

    /// Remembers that everything before `time` has been seen, as far as it has come to light, and forgets the rest.
    pub(super) fn settle(&mut self, time: Option<OffsetDateTime>) {
        self.now = false;
        self.settled = self.settled.max(time);
        if let Some(horizon) = self.horizon() {
            self.recent.retain(|_, seen| seen.on >= horizon);
        }
    }

    /// The time before which everything has been seen, without a doubt.
    pub(super) fn horizon(&self) -> Option<OffsetDateTime> {
        self.settled.map(|settled| before(settled, OVERLAP))
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

impl Seen {
    /// Tells whether the message has changed since. An answer may come from a server that lags behind.
    fn is_before(&self, facts: &Facts) -> bool {
        if facts.changed_on != self.on || facts.version == self.version {
            return facts.changed_on > self.on;
        }
        match (self.version.parse::<u64>(), facts.version.parse::<u64>()) {
            (Ok(seen), Ok(version)) => version > seen,
            _ => true,
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

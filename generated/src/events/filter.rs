//! Finds events that were delivered before, and events that arrived too late.

use super::{ChatEvent, recent::Recent};
use std::{
    fmt,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How an event arrived, compared with those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arrival {
    /// It is new.
    New,
    /// The same event was delivered before.
    Repeated,
    /// It is new, but an event of a newer version of the same message came before it.
    Outdated,
}

/// Finds events that were delivered before.
///
/// Event Grid delivers each event at least once and in no order. The filter remembers the ids of the last events, and the newest
/// versions of the last messages, by hashes of a fixed size. So its memory is limited: about 100 bytes for each of
/// [`DEFAULT_CAPACITY`](Self::DEFAULT_CAPACITY) events. When that many other events have arrived, an old event counts as new again.
/// Choose a capacity for the events of a day, because Event Grid repeats a delivery for that long.
///
/// ```
/// use acs_chat::events::{Arrival, ChatEvent, EventFilter, models::AcsChatMessageReceivedInThreadEventData};
///
/// let filter = EventFilter::new();
/// let event = ChatEvent::new("1", AcsChatMessageReceivedInThreadEventData::new());
/// assert_eq!(filter.check(&event), Arrival::New);
/// assert_eq!(filter.check(&event), Arrival::Repeated);
/// filter.forget(&event); // for instance because handling it failed, and it will be delivered again
/// assert_eq!(filter.check(&event), Arrival::New);
/// ```
///
/// It can be shared between tasks. It is empty after a restart of the process; to recognise events across restarts, keep their ids
/// in a database.
pub struct EventFilter {
    state: Mutex<State>,
    hashers: [RandomState; 2],
}

#[derive(Debug)]
struct State {
    seen: Recent<()>,
    versions: Recent<i64>,
}

impl EventFilter {
    /// How many events are remembered, unless a number is given.
    pub const DEFAULT_CAPACITY: usize = 65_536;

    /// Creates a filter that remembers [`DEFAULT_CAPACITY`](Self::DEFAULT_CAPACITY) events.
    pub fn new() -> Self {
        Self::with_capacity(Self::DEFAULT_CAPACITY)
    }

    /// Creates a filter that remembers as many events, and the versions of as many messages.
    ///
    /// ```
    /// use acs_chat::events::EventFilter;
    ///
    /// let filter = EventFilter::with_capacity(1_000);
    /// # let _ = filter;
    /// ```
    pub fn with_capacity(events: usize) -> Self {
        Self {
            state: Mutex::new(State {
                seen: Recent::new(events),
                versions: Recent::new(events),
            }),
            hashers: [RandomState::new(), RandomState::new()],
        }
    }

    /// Tells how an event arrived, and remembers it.
    pub fn check(&self, event: &ChatEvent) -> Arrival {
        let id = self.hash_of_id(event);
        let message = event.message_id().zip(event.message_version());
        let message = message.map(|(id, version)| (self.hash(&(event.thread_id(), id)), version));
        let mut state = self.state();
        if state.seen.get(id).is_some() {
            return Arrival::Repeated;
        }
        state.seen.insert(id, ());
        let Some((message, version)) = message else {
            return Arrival::New;
        };
        if state
            .versions
            .get(message)
            .is_some_and(|newest| version < *newest)
        {
            return Arrival::Outdated;
        }
        state.versions.insert(message, version);
        Arrival::New
    }

    /// Forgets that an event was delivered, so that it counts as new when it is delivered again.
    pub fn forget(&self, event: &ChatEvent) {
        let id = self.hash_of_id(event);
        self.state().seen.remove(id);
    }

    /// An id is unique among those of one source, whose case does not matter.
    fn hash_of_id(&self, event: &ChatEvent) -> u128 {
        let source = event.source.as_deref().map(str::to_ascii_lowercase);
        self.hash(&(source, &event.id))
    }

    fn hash(&self, value: &impl Hash) -> u128 {
        let [one, two] = self
            .hashers
            .each_ref()
            .map(|hasher| u128::from(hasher.hash_one(value)));
        (one << 64) | two
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for EventFilter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for EventFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventFilter").finish_non_exhaustive()
    }
}

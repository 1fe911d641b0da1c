//! The receiver of events, their form, and faults of the delivery.

use std::time::Duration;

/// The form of the envelope of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventSchema {
    /// The schema of Event Grid itself: an array of events.
    #[default]
    EventGrid,
    /// `CloudEvents` 1.0: one object, or an array with batches.
    CloudEvents,
}

/// A webhook that gets the events, as Event Grid delivers them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EventSubscription {
    /// The address of the webhook, `http://…`, with the secret of its query.
    pub url: String,
    /// The form of the envelope.
    pub schema: EventSchema,
    /// The types that are delivered, without `Microsoft.Communication.`; all when it is empty.
    pub types: Vec<String>,
    /// The most events of one request; 1 by default.
    pub batch: usize,
    /// Whether each request is made twice.
    pub doubled: bool,
    /// Whether events are delivered in another order: the last of the waiting ones first.
    pub reordered: bool,
    /// How much later than it happened an event is delivered.
    pub late: Duration,
    /// How long to wait before each further try of a request that failed; after the last one the events are given up.
    pub retry_delays: Vec<Duration>,
    /// How long a webhook may take to answer.
    pub timeout: Duration,
}

impl EventSubscription {
    /// Delivers all events to an address, in the schema of Event Grid, in order, and with the tries of Event Grid: after 10 and 30
    /// seconds, 1, 5, 10 and 30 minutes, 1, 3, 6 and 12 hours.
    pub fn to(url: impl Into<String>) -> Self {
        let seconds = [10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200];
        Self {
            url: url.into(),
            schema: EventSchema::default(),
            types: Vec::new(),
            batch: 1,
            doubled: false,
            reordered: false,
            late: Duration::ZERO,
            retry_delays: seconds.map(Duration::from_secs).to_vec(),
            timeout: Duration::from_secs(30),
        }
    }

    /// Sets the form of the envelope.
    #[must_use]
    pub fn with_schema(mut self, schema: EventSchema) -> Self {
        self.schema = schema;
        self
    }

    /// Delivers this type of events, such as `ChatMessageReceivedInThread`, and others only when they are named as well.
    #[must_use]
    pub fn with_type(mut self, name: impl Into<String>) -> Self {
        self.types.push(name.into());
        self
    }

    /// Sends up to this number of waiting events in one request; at least 1.
    #[must_use]
    pub fn with_batch(mut self, events: usize) -> Self {
        self.batch = events.max(1);
        self
    }

    /// Makes each request twice.
    #[must_use]
    pub fn doubled(mut self) -> Self {
        self.doubled = true;
        self
    }

    /// Delivers the last of the events that wait first.
    #[must_use]
    pub fn reordered(mut self) -> Self {
        self.reordered = true;
        self
    }

    /// Delivers events so much later than they happen.
    #[must_use]
    pub fn late(mut self, by: Duration) -> Self {
        self.late = by;
        self
    }

    /// Sets how long to wait before each further try.
    #[must_use]
    pub fn with_retry_delays(mut self, delays: impl IntoIterator<Item = Duration>) -> Self {
        self.retry_delays = delays.into_iter().collect();
        self
    }

    /// Sets how long a webhook may take to answer.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

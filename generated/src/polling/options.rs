//! The options of following a thread.

use super::MessagePoint;
use azure_core::{http::Context, time::Duration};
use client_runtime::{Clock, TimeSpan, clock::shared_clock_from_context};
use std::sync::Arc;

/// The options of `poll_messages`, a method of the `ChatThreadClient` of each chat version.
///
/// ```
/// use acs_chat::{MessagePoint, MessagePollingOptions};
/// use std::time::Duration;
///
/// let options = MessagePollingOptions::from_point(MessagePoint::now())
///     .with_interval(Duration::from_secs(2))
///     .with_edit_interval(Duration::from_secs(30)) // edits and deletions are noticed within 30 seconds,
///     .with_edits_within(Duration::from_secs(3_600)) // of messages of the last hour,
///     .with_patience(Duration::from_secs(60)) // and a disturbance of a minute is only logged
///     .with_max_page_size(50)
///     .with_max_held(1_000);
/// # let options = options.with_clock(std::sync::Arc::new(client_runtime::SystemClock));
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
pub struct MessagePollingOptions {
    /// Where to begin; by default with the first message of the thread.
    pub from: MessagePoint,

    /// How long to wait between two polls; 5 seconds by default. With zero or less there is no wait; with
    /// `Duration::MAX` there is no second poll.
    pub interval: Duration,

    /// How often to list the older messages too, which is how their edits and deletions are noticed; every minute by
    /// default. Each time all messages are listed, page by page, unless `edits_within` limits them. With zero or less every
    /// poll lists them; with `Duration::MAX` only the first, and the stream then remembers all messages that it has
    /// returned.
    pub edit_interval: Duration,

    /// How old a message may be for its edit or deletion to be noticed, counted back from the newest message; there is no
    /// limit by default. Less than two minutes counts as two minutes.
    pub edits_within: Option<Duration>,

    /// The largest number of messages that a page may hold; by default the service decides.
    pub max_page_size: Option<i32>,

    /// How many new messages to hold at a time, at least 1; 10,000 by default. The service lists the newest
    /// first and the stream returns the oldest first, so those of one poll have to be held. When there are more, the thread
    /// is listed again for the rest.
    pub max_held: usize,

    /// How long temporary failures, such as a lost connection or an overloaded service, are only logged and not returned; 10
    /// minutes by default. With zero or less all are returned; with `Duration::MAX` none.
    pub patience: Duration,

    /// The context of the calls.
    pub context: Context<'static>,

    /// The clock to use; by default the one in `context`, or the system's.
    pub clock: Option<Arc<dyn Clock>>,
}

impl Default for MessagePollingOptions {
    fn default() -> Self {
        Self {
            from: MessagePoint::beginning(),
            interval: Duration::seconds(5),
            edit_interval: Duration::minutes(1),
            edits_within: None,
            max_page_size: None,
            max_held: 10_000,
            patience: Duration::minutes(10),
            context: Context::new(),
            clock: None,
        }
    }
}

impl MessagePollingOptions {
    /// Begins at a point: [now](MessagePoint::now), or where [another stream](crate::MessageStream::point) got to.
    pub fn from_point(point: MessagePoint) -> Self {
        Self {
            from: point,
            ..Self::default()
        }
    }

    /// Sets `interval`.
    #[must_use]
    pub fn with_interval(mut self, span: impl TimeSpan) -> Self {
        self.interval = span.to_duration();
        self
    }

    /// Sets `edit_interval`.
    #[must_use]
    pub fn with_edit_interval(mut self, span: impl TimeSpan) -> Self {
        self.edit_interval = span.to_duration();
        self
    }

    /// Sets `edits_within`.
    #[must_use]
    pub fn with_edits_within(mut self, span: impl TimeSpan) -> Self {
        self.edits_within = Some(span.to_duration());
        self
    }

    /// Sets `patience`.
    #[must_use]
    pub fn with_patience(mut self, span: impl TimeSpan) -> Self {
        self.patience = span.to_duration();
        self
    }

    /// Sets `max_page_size`.
    #[must_use]
    pub fn with_max_page_size(mut self, items: i32) -> Self {
        self.max_page_size = Some(items);
        self
    }

    /// Sets `max_held`.
    #[must_use]
    pub fn with_max_held(mut self, messages: usize) -> Self {
        self.max_held = messages;
        self
    }

    /// Sets `clock`.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Returns the clock to use, and puts it into the context, where the retries of the calls find it.
    pub(super) fn install_clock(&mut self) -> Arc<dyn Clock> {
        if let Some(clock) = &self.clock {
            self.context.insert(Arc::clone(clock));
        }
        shared_clock_from_context(&self.context)
    }
}

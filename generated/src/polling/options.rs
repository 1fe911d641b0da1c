//! How a thread is followed.

use super::MessagePoint;
use azure_core::{http::Context, time::Duration};
use client_runtime::{Clock, clock::shared_clock_from_context};
use std::sync::Arc;

/// How `poll_messages` goes about it; each chat version's `ChatThreadClient` has that method.
#[derive(Clone, Debug)]
pub struct MessagePollingOptions {
    /// Where to begin; by default with the first message of the thread.
    pub from: MessagePoint,

    /// How long to wait between two polls; 5 seconds by default. Zero and less is no wait, and `Duration::MAX` is for ever.
    pub interval: Duration,

    /// How often to look at the older messages too, which is how their edits and deletions are noticed; every minute by
    /// default. Each time all messages are listed, page by page, unless `edits_within` limits it. With zero or less every
    /// poll does; with `Duration::MAX` only the first, and the stream then remembers all that it has handed out.
    pub edit_interval: Duration,

    /// How old a message may be for its edit or deletion to be noticed, counted back from the newest message; however
    /// old, by default. Less than two minutes is two minutes.
    pub edits_within: Option<Duration>,

    /// The largest number of messages that a page may hold; by default as the service likes.
    pub max_page_size: Option<i32>,

    /// How many new messages to hold at a time, at least 1; 10,000 by default. They come newest first and leave
    /// oldest first, so a poll's have to be held. When there are more, the thread is listed again for the rest.
    pub max_held: usize,

    /// How long failures that may pass, such as a lost connection or an overloaded service, are borne in silence; 10
    /// minutes by default. With zero or less none is; with `Duration::MAX` they are for ever.
    pub patience: Duration,

    /// The context of the calls.
    pub context: Context<'static>,

    /// The clock to go by; by default the one in `context`, or the system's.
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

    /// Returns the clock to go by, and puts it where the retries of the calls find it.
    pub(super) fn install_clock(&mut self) -> Arc<dyn Clock> {
        if let Some(clock) = &self.clock {
            self.context.insert(Arc::clone(clock));
        }
        shared_clock_from_context(&self.context)
    }
}

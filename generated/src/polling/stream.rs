//! The stream of messages: lists them, returns those that are new, and waits.

use super::{
    MessagePoint, MessagePollingOptions,
    batch::Batch,
    listed::{ListedMessage, MessageFacts},
    schedule::{ListingPlan, Schedule},
    watermark::{Clocks, Counters, Watermark},
};
use azure_core::{Error, Result, http::Context, time::OffsetDateTime};
use futures::{
    FutureExt, Stream, StreamExt,
    future::BoxFuture,
    stream::{BoxStream, FusedStream},
};
use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Poll, ready},
};

/// The parameters of a listing.
pub(super) struct ListRequest {
    pub(super) start_time: Option<OffsetDateTime>,
    pub(super) max_page_size: Option<i32>,
    pub(super) context: Context<'static>,
}

/// Lists the messages of a thread.
pub(super) type ListMessages<M> =
    Box<dyn Fn(ListRequest) -> Result<BoxStream<'static, Result<ListedMessage<M>>>> + Send + Sync>;

/// A stream of the new, edited and deleted messages of a thread, made by `poll_messages`.
///
/// Each message is returned when it is new and again when it has been edited or deleted, in its latest form. The messages of
/// one poll are ordered by sequence id (in `2020-09-21-preview2`, which has none, by the time of creation).
///
/// The stream does not end. It sends requests only while it is polled, and stops when it is dropped. Temporary failures are
/// only logged for as long as [`patience`](MessagePollingOptions::patience) says; all others, and all before the first
/// success, are returned. After an error, the next poll of the stream tries again.
///
/// For threads of any length it holds the new messages of one poll, at most [`max_held`](MessagePollingOptions::max_held), and
/// the ids and versions of the messages that changed in the last minutes or whose time no clock has reached.
///
/// # Which changes are noticed
///
/// A listing has each message in its latest form. It can leave out messages that were *created* before a time, but not those
/// that have not *changed* since: a listing of the messages since the last poll would miss that an older one was edited or
/// deleted. So there are two kinds of listings: every [`interval`](MessagePollingOptions::interval) of the newest messages,
/// and every [`edit_interval`](MessagePollingOptions::edit_interval) of all messages, or of those that were created
/// [`edits_within`](MessagePollingOptions::edits_within) a time, if that is set.
///
/// A message is new by two facts: the time of its last change, which is the latest of its creation, edit and deletion; and
/// the numbers that the service increases with each change, which are the sequence id, the version and the id. Times are
/// whole seconds, and a change may become visible after a later one. So the stream remembers the versions of the messages
/// that changed since two minutes before the last full listing, and recognises them.
///
/// The stream does not rely on one fact alone. A time counts once a clock has reached it too, that of the service, by the
/// `Date` of its responses, or that of this machine; until then the message is remembered. A message that is older than all
/// that are remembered counts as seen only if its numbers say so too. So a message whose time is hours ahead or behind, or
/// in the year 9999 or 1970, is returned once like any other, and hides none. One whose time is behind is found when all
/// messages are listed, and so not if `edits_within` leaves it out.
///
/// Of several edits between two listings only the last one is seen. A change that becomes visible more than two minutes
/// after a later one, and with lower numbers, is missed.
pub struct MessageStream<M> {
    list: ListMessages<M>,
    options: MessagePollingOptions,
    schedule: Schedule,
    point: MessagePoint,
    /// The messages that have been listed and not been returned yet.
    pending: VecDeque<ListedMessage<M>>,
    /// The advance of the point when all of them have been returned.
    pending_advance: Option<PointAdvance>,
    /// The watermark of all changes that have been listed.
    latest: Watermark,
    state: State<M>,
}

enum State<M> {
    Idle,
    Waiting(BoxFuture<'static, ()>),
    Listing(Listing<M>),
}

/// A listing in progress.
struct Listing<M> {
    messages: BoxStream<'static, Result<ListedMessage<M>>>,
    plan: ListingPlan,
    batch: Batch<M>,
    /// The watermark when it began; later changes may be on a page that has already been read.
    began: Watermark,
    clocks: Clocks,
    is_first: bool,
    /// Messages that are not returned, but remembered as seen.
    passed: Option<Vec<MessageFacts>>,
}

/// The advance of the point by a full listing, once all of its messages have been returned.
struct PointAdvance {
    watermark: Watermark,
    clocks: Clocks,
    passed: Option<Vec<MessageFacts>>,
}

impl<M> MessageStream<M> {
    pub(super) fn new(mut options: MessagePollingOptions, list: ListMessages<M>) -> Self {
        let clock = options.install_clock();
        Self {
            list,
            schedule: Schedule::new(&options, clock),
            point: std::mem::take(&mut options.from),
            options,
            pending: VecDeque::new(),
            pending_advance: None,
            latest: Watermark::default(),
            state: State::Idle,
        }
    }

    /// Returns the position of the stream: another stream that begins there continues after the last message that this one
    /// has returned.
    ///
    /// ```
    /// # fn example<M>(messages: acs_chat::MessageStream<M>) {
    /// let bookmark = messages.point().to_string(); // store it, and begin there after a restart
    /// # let _ = bookmark;
    /// # }
    /// ```
    pub fn point(&self) -> MessagePoint {
        self.point.clone()
    }

    /// Waits until a listing is due.
    fn wait(&mut self) -> Result<()> {
        let Some(pause) = self.schedule.pause() else {
            return self.begin();
        };
        self.state = State::Waiting(self.schedule.clock().sleep(pause));
        Ok(())
    }

    /// Begins a listing.
    fn begin(&mut self) -> Result<()> {
        let plan = self.schedule.plan(&self.point);
        let messages = (self.list)(ListRequest {
            start_time: plan.start_time,
            max_page_size: self.options.max_page_size,
            context: self.options.context.clone(),
        });
        match messages {
            Ok(messages) => {
                self.state = State::Listing(Listing {
                    messages,
                    plan,
                    batch: Batch::new(self.options.max_held),
                    began: self.latest,
                    clocks: Clocks {
                        local: self.schedule.clock().now(),
                        service: None,
                    },
                    is_first: true,
                    passed: self.point.is_now().then(Vec::new),
                });
                Ok(())
            }
            Err(error) => self.note_failure(error, plan),
        }
    }

    /// Processes a message of a listing.
    fn take(&mut self, listed: ListedMessage<M>) {
        let State::Listing(listing) = &mut self.state else {
            return;
        };
        let facts = &listed.facts;
        if std::mem::take(&mut listing.is_first) {
            listing.clocks.service = listed.answered_on;
            listing.began.extend(facts, &listing.clocks);
            if listing.plan.is_full && self.point.needs_correction(&listing.clocks) {
                listing.passed = Some(Vec::new());
            }
        }
        self.latest.extend(facts, &listing.clocks);
        self.schedule.note_listed(facts, &listing.clocks);
        if !self.point.is_now() && self.point.is_new(facts) {
            listing.batch.add(listed);
        } else if let Some(passed) = listing.passed.as_mut().filter(|_| !listing.began.covers(facts)) {
            passed.push(listed.facts);
        }
    }

    fn note_failure(&mut self, error: Error, plan: ListingPlan) -> Result<()> {
        self.state = State::Idle;
        self.schedule.note_failure(error, plan).map_or(Ok(()), Err)
    }

    /// Returns the next message that has been listed; after the last one, advances the point.
    fn hand_out(&mut self) -> Option<M> {
        let mut message = None;
        while message.is_none()
            && let Some(listed) = self.pending.pop_front()
        {
            // Checked again: a message that changes during a listing may appear in it twice.
            if self.point.is_new(&listed.facts) {
                self.point.note(&listed.facts);
                message = Some(listed.message);
            }
        }
        if self.pending.is_empty()
            && let Some(advance) = self.pending_advance.take()
        {
            advance.apply(&mut self.point);
        }
        message
    }

    /// Processes a complete listing.
    fn finish(&mut self, listing: Listing<M>) {
        let Listing {
            batch,
            plan,
            began: mut watermark,
            clocks,
            is_first: is_empty,
            mut passed,
            messages: _,
        } = listing;
        if is_empty && plan.is_full && self.point.needs_correction(&clocks) {
            passed = Some(Vec::new());
        }
        let is_cut = batch.is_cut();
        if is_cut {
            // The messages that were cut off are still new, by their time or, if that is behind, by their counters.
            let last = batch.last_changed_on();
            if last < self.point.horizon() {
                watermark.counters = Counters::default();
            }
            watermark.time = watermark.time.min(last);
        }
        // A point is corrected only by all messages at once.
        if plan.is_full && !(is_cut && passed.is_some()) {
            self.pending_advance = Some(PointAdvance {
                watermark,
                clocks,
                passed,
            });
        }
        self.pending = batch.into_messages().into();
        self.schedule.note_success(is_cut);
    }
}

impl PointAdvance {
    fn apply(self, point: &mut MessagePoint) {
        if let Some(passed) = self.passed {
            point.correct();
            for facts in &passed {
                point.note(facts);
            }
        }
        point.advance(&self.watermark, &self.clocks);
    }
}

impl<M> Unpin for MessageStream<M> {}

impl<M> Stream for MessageStream<M> {
    type Item = Result<M>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(message) = this.hand_out() {
                return Poll::Ready(Some(Ok(message)));
            }
            let result = match &mut this.state {
                State::Idle => this.wait(),
                State::Waiting(wait) => {
                    ready!(wait.poll_unpin(cx));
                    this.begin()
                }
                State::Listing(listing) => match ready!(listing.messages.poll_next_unpin(cx)) {
                    Some(Ok(listed)) => {
                        this.take(listed);
                        Ok(())
                    }
                    Some(Err(error)) => {
                        let plan = listing.plan;
                        this.note_failure(error, plan)
                    }
                    None => {
                        if let State::Listing(listing) = std::mem::replace(&mut this.state, State::Idle) {
                            this.finish(listing);
                        }
                        Ok(())
                    }
                },
            };
            if let Err(error) = result {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

/// The stream never ends.
impl<M> FusedStream for MessageStream<M> {
    fn is_terminated(&self) -> bool {
        false
    }
}

impl<M> fmt::Debug for MessageStream<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageStream")
            .field("point", &self.point)
            .field("schedule", &self.schedule)
            .finish_non_exhaustive()
    }
}

//! The stream itself: lists, sorts out what is new, hands it out, waits.

use super::{
    MessagePoint, MessagePollingOptions,
    batch::Batch,
    listed::{ListedMessage, MessageFacts},
    schedule::{ListingPlan, Schedule},
    watermark::{Clocks, Marks, Watermark},
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

/// What to ask of a listing.
pub(super) struct ListRequest {
    pub(super) start_time: Option<OffsetDateTime>,
    pub(super) max_page_size: Option<i32>,
    pub(super) context: Context<'static>,
}

/// Lists the messages of a thread.
pub(super) type ListMessages<M> =
    Box<dyn Fn(ListRequest) -> Result<BoxStream<'static, Result<ListedMessage<M>>>> + Send + Sync>;

/// The messages of a thread, as they come, are edited and are deleted; made by `poll_messages`.
///
/// Each message is handed out when it is new and each time it was edited or deleted since, in its latest form. What one
/// poll finds is ordered by sequence id (in `2020-09-21-preview2`, which has none, by the time of creation).
///
/// The stream does not end. It polls only while it is being polled, so to drop it is to stop it. Failures that may pass
/// are logged and borne for as long as [`patience`](MessagePollingOptions::patience) says; all others, and any before
/// the first success, are handed out, and whoever asks for more afterwards makes it try again.
///
/// It holds the new messages of one poll, [`max_held`](MessagePollingOptions::max_held) at most, and the ids and
/// versions of what changed in the last minutes, or is stamped later than any clock says, whatever the length of the
/// thread.
///
/// # What is noticed, and what cannot be
///
/// A listing has each message in its latest form. It can be asked to leave out messages that were *created* before some
/// time, but not those that have not *changed* since: asking for what is new since the last poll would miss that an older
/// message was edited or deleted. So the stream asks in two ways: every [`interval`](MessagePollingOptions::interval) for
/// the newest messages, and every [`edit_interval`](MessagePollingOptions::edit_interval) for all of them, or for those
/// that were created [`edits_within`](MessagePollingOptions::edits_within) a time, if it was told so.
///
/// What is new in an answer is decided by what the service says of each message: when it last changed, which is when it
/// was created, edited or deleted, whichever is latest; and the numbers that it counts up with each change, the sequence
/// id, the version and the id. Times are whole seconds, and what happened may come to light after something that happened
/// later; so the stream remembers the versions of what changed in the two minutes before the last full listing, and since,
/// and recognises them.
///
/// No single witness makes the stream forget. A time counts once a clock has reached it too, the one in the `Date` of the
/// service's answers or the one of this machine; until then the message is remembered. What is older than everything that
/// is remembered has been seen only if its numbers say so too. So a message that is stamped hours ahead or behind, or in
/// the year 9999 or 1970, comes once like any other, and hides none. One that is stamped behind is found when all messages
/// are listed, and so not if `edits_within` leaves it out.
///
/// Of several edits between two listings only the last is seen. A change that the service shows more than two minutes
/// after a later one, and with lower numbers, is missed.
pub struct MessageStream<M> {
    list: ListMessages<M>,
    options: MessagePollingOptions,
    schedule: Schedule,
    point: MessagePoint,
    /// What has been listed and not been handed out.
    pending: VecDeque<ListedMessage<M>>,
    /// What to settle when all of it has been handed out.
    pending_advance: Option<PointAdvance>,
    /// How far the changes that have been listed have come.
    latest: Watermark,
    state: State<M>,
}

enum State<M> {
    Idle,
    Waiting(BoxFuture<'static, ()>),
    Listing(Listing<M>),
}

/// A listing under way.
struct Listing<M> {
    messages: BoxStream<'static, Result<ListedMessage<M>>>,
    plan: ListingPlan,
    batch: Batch<M>,
    /// How far the known changes had come when it began; what happens later may be on a page that has already been read.
    began: Watermark,
    clocks: Clocks,
    is_first: bool,
    /// Messages that are not handed out, but are to be remembered as seen.
    passed: Option<Vec<MessageFacts>>,
}

/// What a full listing, once it is handed out, says has been seen.
struct PointAdvance {
    reached: Watermark,
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

    /// Returns how far the stream has come: a stream that begins there hands out what comes after the last message that
    /// this one has handed out.
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

    /// Takes in a message that a listing shows.
    fn take(&mut self, listed: ListedMessage<M>) {
        let State::Listing(listing) = &mut self.state else {
            return;
        };
        let facts = &listed.facts;
        if std::mem::take(&mut listing.is_first) {
            listing.clocks.service = listed.answered_on;
            listing.began.extend(facts, &listing.clocks);
            if listing.plan.is_full && self.point.must_heal(&listing.clocks) {
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

    /// Takes the next message that has been listed, and once there is none left, what the listing settled.
    fn hand_out(&mut self) -> Option<M> {
        let mut message = None;
        while message.is_none()
            && let Some(listed) = self.pending.pop_front()
        {
            // Asked again: a listing may show a message twice when it changes meanwhile.
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

    /// Sorts out what a complete listing brought.
    fn finish(&mut self, listing: Listing<M>) {
        let Listing {
            batch,
            plan,
            began: mut reached,
            clocks,
            is_first: is_empty,
            mut passed,
            messages: _,
        } = listing;
        if is_empty && plan.is_full && self.point.must_heal(&clocks) {
            passed = Some(Vec::new());
        }
        let is_cut = batch.is_cut();
        if is_cut {
            // What was cut off is still new, by its time or, if that is behind, by its marks.
            let last = batch.last_changed_on();
            if last < self.point.horizon() {
                reached.marks = Marks::default();
            }
            reached.time = reached.time.min(last);
        }
        // A point that heals has to be told of everything at once.
        if plan.is_full && !(is_cut && passed.is_some()) {
            self.pending_advance = Some(PointAdvance {
                reached,
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
            point.heal();
            for facts in &passed {
                point.note(facts);
            }
        }
        point.advance(&self.reached, &self.clocks);
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

/// It never ends.
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

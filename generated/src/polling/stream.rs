//! The stream itself: lists, sorts out what is new, hands it out, waits.

use super::{
    MessagePoint, MessagePollingOptions,
    batch::{Batch, Keep},
    listed::Listed,
    schedule::{Plan, Schedule},
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
pub(super) struct Ask {
    pub(super) start_time: Option<OffsetDateTime>,
    pub(super) max_page_size: Option<i32>,
    pub(super) context: Context<'static>,
}

/// Lists the messages of a thread.
pub(super) type List<M> = Box<dyn Fn(Ask) -> Result<BoxStream<'static, Result<Listed<M>>>> + Send + Sync>;

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
/// versions of what changed in the last minutes, whatever the length of the thread.
///
/// # What is noticed, and what cannot be
///
/// A listing has each message in its latest form. It can be asked to leave out messages that were *created* before some
/// time, but not those that have not *changed* since: asking for what is new since the last poll would miss that an older
/// message was edited or deleted. So the stream asks in two ways: every [`interval`](MessagePollingOptions::interval) for
/// the newest messages, and every [`edit_interval`](MessagePollingOptions::edit_interval) for all of them, or for those
/// that were created [`edits_within`](MessagePollingOptions::edits_within) a time, if it was told so.
///
/// What is new in an answer is decided by the times that the service gives: a message last changed when it was created,
/// edited or deleted, whichever is latest. They are compared with each other, never with the clock of this machine. They
/// are whole seconds, and what happened may come to light after something that happened later; so the stream remembers
/// the versions of what changed in the two minutes before the last full listing, and since, and recognises them.
///
/// Of several edits between two listings only the last is seen. A change that the service shows more than two minutes
/// after a later one is missed.
pub struct MessageStream<M> {
    list: List<M>,
    options: MessagePollingOptions,
    schedule: Schedule,
    point: MessagePoint,
    /// What has been listed and not been handed out.
    pending: VecDeque<Listed<M>>,
    /// What to settle when all of it has been handed out.
    settle: Option<OffsetDateTime>,
    /// The latest change that has been listed.
    latest: Option<OffsetDateTime>,
    state: State<M>,
}

enum State<M> {
    Idle,
    Waiting(BoxFuture<'static, ()>),
    Listing(Listing<M>),
}

/// A listing under way.
struct Listing<M> {
    messages: BoxStream<'static, Result<Listed<M>>>,
    plan: Plan,
    batch: Batch<M>,
    /// The latest change known when it began; what happens later may be on a page that has already been read.
    began: Option<OffsetDateTime>,
    is_first: bool,
}

impl<M> MessageStream<M> {
    pub(super) fn new(mut options: MessagePollingOptions, list: List<M>) -> Self {
        let clock = options.settle_clock();
        Self {
            list,
            schedule: Schedule::new(&options, clock),
            point: std::mem::take(&mut options.from),
            options,
            pending: VecDeque::new(),
            settle: None,
            latest: None,
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
        let messages = (self.list)(Ask {
            start_time: plan.start_time,
            max_page_size: self.options.max_page_size,
            context: self.options.context.clone(),
        });
        let keep = if self.point.is_now() {
            Keep::Last
        } else {
            Keep::First
        };
        match messages {
            Ok(messages) => {
                self.state = State::Listing(Listing {
                    messages,
                    plan,
                    batch: Batch::new(self.options.max_held, keep),
                    began: self.latest,
                    is_first: true,
                });
                Ok(())
            }
            Err(error) => self.failed(error, plan),
        }
    }

    fn failed(&mut self, error: Error, plan: Plan) -> Result<()> {
        self.state = State::Idle;
        self.schedule.failed(error, plan).map_or(Ok(()), Err)
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
            && let Some(settle) = self.settle.take()
        {
            self.point.settle(Some(settle));
        }
        message
    }

    /// Sorts out what a complete listing brought.
    fn finish(&mut self, listing: Listing<M>) {
        let Listing {
            batch, plan, began, ..
        } = listing;
        let is_cut = batch.is_cut();
        if self.point.is_now() {
            for listed in batch.into_messages() {
                self.point.note(&listed.facts);
            }
            self.point.settle(began);
            self.schedule.succeeded(false);
            return;
        }
        if plan.is_full {
            self.settle = if is_cut {
                began.min(batch.last_changed_on())
            } else {
                began
            };
        }
        self.pending = batch.into_messages().into();
        self.schedule.succeeded(is_cut);
    }
}

impl<M> Listing<M> {
    fn take(&mut self, listed: Listed<M>, point: &MessagePoint) {
        if std::mem::take(&mut self.is_first) {
            self.began = self.began.max(Some(listed.facts.changed_on));
        }
        if point.is_new(&listed.facts) {
            self.batch.add(listed);
        }
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
                        this.latest = this.latest.max(Some(listed.facts.changed_on));
                        this.schedule.listed(&listed.facts);
                        listing.take(listed, &this.point);
                        Ok(())
                    }
                    Some(Err(error)) => {
                        let plan = listing.plan;
                        this.failed(error, plan)
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

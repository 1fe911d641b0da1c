//! Watches over the time of a call: what it takes in all, until an answer begins, and while its body comes.
//!
//! One timer for each call, made when there is first something to wait for. It does not trust the clock, which may be set
//! while a call lasts: what a timer says has passed has passed, and no more than that while it runs.

use super::limits::{CallLimitReached, CallLimits, MIN_BYTES};
use crate::{
    clock::Clock,
    progress::{Progress, Stage},
    scope::CallScope,
};
use azure_core::{
    http::Context,
    time::{Duration, OffsetDateTime},
};
use futures::future::BoxFuture;
use std::{
    pin::Pin,
    task::{self, Poll},
};

/// Between looks at how far a call is, at least; a look costs a timer.
const MIN_TICK: Duration = Duration::milliseconds(10);

pub(super) struct Watch<'a> {
    clock: &'a dyn Clock,
    ctx: &'a Context<'a>,
    /// What a call may take in all, unless its limits say otherwise.
    usual_total: Duration,
    limits: Option<CallLimits>,
    timer: Option<BoxFuture<'static, ()>>,
    /// How long the timer runs, and when and with how much time passed it was made.
    tick: Duration,
    made: OffsetDateTime,
    passed: Duration,
    /// The stage that the try is in, since when, and how much of the body there was at the time.
    seen: u32,
    since: Duration,
    bytes: u64,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        clock: &'a dyn Clock,
        ctx: &'a Context<'a>,
        usual_total: Duration,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            clock,
            ctx,
            usual_total,
            limits: None,
            timer: None,
            tick: Duration::ZERO,
            made: now,
            passed: Duration::ZERO,
            seen: 0,
            since: Duration::ZERO,
            bytes: 0,
        }
    }

    /// Makes a try, for as long as the limits let it.
    pub(super) fn limit<'w, F: Future>(&'w mut self, attempt: Pin<&'w mut F>) -> Limited<'w, 'a, F> {
        Limited { watch: self, attempt }
    }

    /// Waits between two tries.
    pub(super) async fn wait(&mut self, delay: Duration) {
        self.passed = self.elapsed();
        self.timer = None;
        self.clock.sleep(delay).await;
        self.passed = self.passed.saturating_add(delay);
        self.made = self.clock.now();
    }

    /// Tells whether a try after such a wait would still be within the total time.
    pub(super) fn has_time_for(&mut self, delay: Duration) -> bool {
        self.elapsed().saturating_add(delay) < self.total()
    }

    fn total(&mut self) -> Duration {
        self.limits().total.unwrap_or(self.usual_total)
    }

    fn limits(&mut self) -> CallLimits {
        *self
            .limits
            .get_or_insert_with(|| CallLimits::from_context(self.ctx))
    }

    fn progress(&self) -> Option<&'a Progress> {
        self.ctx.value::<CallScope>().map(CallScope::progress)
    }

    fn elapsed(&self) -> Duration {
        let most = if self.timer.is_some() {
            self.tick
        } else {
            Duration::MAX
        };
        let since = (self.clock.now() - self.made).clamp(Duration::ZERO, most);
        self.passed.saturating_add(since)
    }

    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<CallLimitReached> {
        let (stage, bytes) = self.progress().map_or((0, 0), Progress::read);
        if stage != self.seen {
            (self.seen, self.since, self.bytes) = (stage, self.elapsed(), bytes);
        }
        loop {
            if let Some(timer) = &mut self.timer {
                if timer.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.passed = self.passed.saturating_add(self.tick);
                self.made = self.clock.now();
                self.timer = None;
            }
            match self.next_limit(bytes) {
                Ok(left) => {
                    self.passed = self.elapsed();
                    self.made = self.clock.now();
                    self.tick = left.clamp(MIN_TICK, Duration::DAY);
                    self.timer = Some(self.clock.timeout(self.tick));
                }
                Err(reached) => return Poll::Ready(reached),
            }
        }
    }

    /// Returns how long nothing has to be looked at, or which limit is reached.
    fn next_limit(&mut self, bytes: u64) -> Result<Duration, CallLimitReached> {
        let (limits, total, now) = (self.limits(), self.total(), self.elapsed());
        let in_all = remaining(total, now).ok_or(CallLimitReached::TotalTime(total))?;
        let in_stage = now.saturating_sub(self.since);
        // Also while an answer is waited for: its body may begin to stall before the timer is over.
        let left = match Stage::from_state(self.seen) {
            Stage::Between => limits.stall,
            Stage::Waiting => {
                let left =
                    remaining(limits.answer, in_stage).ok_or(CallLimitReached::AnswerTime(limits.answer))?;
                left.min(limits.stall)
            }
            Stage::Reading => match remaining(limits.stall, in_stage) {
                Some(left) => left,
                None if bytes.saturating_sub(self.bytes) < MIN_BYTES => {
                    return Err(CallLimitReached::StallTime(limits.stall));
                }
                None => {
                    (self.since, self.bytes) = (now, bytes);
                    limits.stall
                }
            },
        };
        Ok(left.min(limits.answer).min(in_all))
    }
}

/// Returns what is left of a limit; `None` when nothing is. `MAX` is never used up.
fn remaining(limit: Duration, used: Duration) -> Option<Duration> {
    if limit == Duration::MAX {
        return Some(limit);
    }
    Some(limit.saturating_sub(used)).filter(|left| left.is_positive())
}

/// A try that is watched.
pub(super) struct Limited<'w, 'a, F> {
    watch: &'w mut Watch<'a>,
    attempt: Pin<&'w mut F>,
}

impl<F: Future> Future for Limited<'_, '_, F> {
    type Output = Result<F::Output, CallLimitReached>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        match self.attempt.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.watch.poll(cx).map(Err),
        }
    }
}

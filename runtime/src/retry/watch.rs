//! Watches over the time of a call: what it takes in all, until an answer begins, and while its body comes.
//!
//! One timer for each call, made when there is first something to wait for, in the place that its caller has for it. It does not trust the clock, which may be set
//! while a call lasts: what a timer says has passed has passed, and no more than that while it runs.

use super::limits::{CallLimitReached, CallLimits, LEAST_BYTES};
use crate::{
    clock::{self, Clock, Timeout},
    progress::{Progress, Stage},
    scope::CallScope,
};
use azure_core::{
    http::Context,
    time::{Duration, OffsetDateTime},
};
use std::{
    pin::Pin,
    task::{self, Poll},
};

/// Between looks at how far a call is, at least; a look costs a timer.
const LEAST_TICK: Duration = Duration::milliseconds(10);

pub(super) struct Watch<'a> {
    clock: &'a dyn Clock,
    ctx: &'a Context<'a>,
    /// What a call may take in all, unless its limits say otherwise.
    usual_total: Duration,
    limits: Option<CallLimits>,
    timer: Pin<&'a mut Option<Timeout>>,
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
        timer: Pin<&'a mut Option<Timeout>>,
    ) -> Self {
        Self {
            clock,
            ctx,
            usual_total,
            limits: None,
            timer,
            tick: Duration::ZERO,
            made: now,
            passed: Duration::ZERO,
            seen: 0,
            since: Duration::ZERO,
            bytes: 0,
        }
    }

    /// Makes a try, for as long as the limits let it.
    pub(super) fn over<'w, F: Future>(&'w mut self, attempt: Pin<&'w mut F>) -> Over<'w, 'a, F> {
        Over { watch: self, attempt }
    }

    /// Waits between two tries.
    pub(super) async fn wait(&mut self, delay: Duration) {
        self.passed = self.elapsed();
        self.timer.set(None);
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
        *self.limits.get_or_insert_with(|| CallLimits::of(self.ctx))
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
            if let Some(timer) = self.timer.as_mut().as_pin_mut() {
                if timer.poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.passed = self.passed.saturating_add(self.tick);
                self.made = self.clock.now();
                self.timer.set(None);
            }
            match self.left(bytes) {
                Ok(left) => {
                    self.passed = self.elapsed();
                    self.made = self.clock.now();
                    self.tick = left.clamp(LEAST_TICK, Duration::DAY);
                    self.timer.set(Some(clock::timeout(self.ctx, self.tick)));
                }
                Err(reached) => return Poll::Ready(reached),
            }
        }
    }

    /// Returns how long nothing has to be looked at, or which limit is reached.
    fn left(&mut self, bytes: u64) -> Result<Duration, CallLimitReached> {
        let (limits, total, now) = (self.limits(), self.total(), self.elapsed());
        let in_all = left(total, now).ok_or(CallLimitReached::TotalTime(total))?;
        let in_stage = now.saturating_sub(self.since);
        // Also while an answer is waited for: its body may begin to stall before the timer is over.
        let left = match Stage::of(self.seen) {
            Stage::Between => limits.stall,
            Stage::Waiting => {
                let left =
                    left(limits.answer, in_stage).ok_or(CallLimitReached::AnswerTime(limits.answer))?;
                left.min(limits.stall)
            }
            Stage::Reading => match left(limits.stall, in_stage) {
                Some(left) => left,
                None if bytes.saturating_sub(self.bytes) < LEAST_BYTES => {
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
fn left(limit: Duration, used: Duration) -> Option<Duration> {
    if limit == Duration::MAX {
        return Some(limit);
    }
    Some(limit.saturating_sub(used)).filter(|left| left.is_positive())
}

/// A try that is watched.
pub(super) struct Over<'w, 'a, F> {
    watch: &'w mut Watch<'a>,
    attempt: Pin<&'w mut F>,
}

impl<F: Future> Future for Over<'_, '_, F> {
    type Output = Result<F::Output, CallLimitReached>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        match self.attempt.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.watch.poll(cx).map(Err),
        }
    }
}

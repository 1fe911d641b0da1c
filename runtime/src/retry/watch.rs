//! Measures the time of a call against its limits: in total, until the response begins, and while its body arrives.
//!
//! There is one timer for each call, made when the call first has to wait, in the place that its caller has for it. The clock is
//! not trusted, because it may be set during a call: when a timer ends, its time has passed, and while it runs, not more than its
//! time has passed.

use super::limits::{CallLimitReached, MIN_BYTES};
use crate::{
    clock::{self, Timeout},
    progress::{Progress, Stage},
    scope::CallSettings,
};
use azure_core::time::{Duration, OffsetDateTime};
use std::{
    pin::Pin,
    task::{self, Poll},
};

/// The least time between two checks of the progress; each check costs a timer.
const MIN_TICK: Duration = Duration::milliseconds(10);

pub(super) struct Watch<'a> {
    settings: &'a CallSettings,
    progress: &'a Progress,
    /// The total time of the call.
    total: Duration,
    timer: Pin<&'a mut Option<Timeout>>,
    /// How long the timer runs, when it was made, and how much time had passed by then.
    tick: Duration,
    made: OffsetDateTime,
    passed: Duration,
    /// The state of the try when it last changed, when that was, and how many bytes of the body there were.
    seen: u32,
    since: Duration,
    bytes: u64,
    /// How much of the request's body had been sent when that was last looked at.
    sent: u64,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        settings: &'a CallSettings,
        progress: &'a Progress,
        usual_total: Duration,
        now: OffsetDateTime,
        timer: Pin<&'a mut Option<Timeout>>,
    ) -> Self {
        Self {
            settings,
            progress,
            total: settings.limits.total.unwrap_or(usual_total),
            timer,
            tick: Duration::ZERO,
            made: now,
            passed: Duration::ZERO,
            seen: 0,
            since: Duration::ZERO,
            bytes: 0,
            sent: 0,
        }
    }

    /// Makes a try, which ends when a limit is reached.
    pub(super) fn limit<'w, F: Future>(&'w mut self, attempt: Pin<&'w mut F>) -> Limited<'w, 'a, F> {
        Limited { watch: self, attempt }
    }

    /// Waits between two tries.
    pub(super) async fn wait(&mut self, delay: Duration) {
        self.passed = self.elapsed();
        self.timer.set(None);
        self.settings.clock().sleep(delay).await;
        self.passed = self.passed.saturating_add(delay);
        self.made = self.now();
    }

    /// Tells whether a try after such a wait would still be within the total time.
    pub(super) fn has_time_for(&self, delay: Duration) -> bool {
        self.elapsed().saturating_add(delay) < self.total
    }

    fn now(&self) -> OffsetDateTime {
        self.settings.clock().now()
    }

    fn elapsed(&self) -> Duration {
        self.elapsed_at(self.now())
    }

    /// Returns the time that has passed, and counts from now on, unless a timer runs: the end of that says more than a clock.
    fn catch_up(&mut self) -> Duration {
        let now = self.now();
        let elapsed = self.elapsed_at(now);
        if self.timer.is_none() {
            (self.passed, self.made) = (elapsed, now);
        }
        elapsed
    }

    fn elapsed_at(&self, now: OffsetDateTime) -> Duration {
        let most = if self.timer.is_some() {
            self.tick
        } else {
            Duration::MAX
        };
        let since = (now - self.made).clamp(Duration::ZERO, most);
        self.passed.saturating_add(since)
    }

    fn poll(&mut self, cx: &mut task::Context<'_>) -> Poll<CallLimitReached> {
        let (stage, bytes) = self.progress.read();
        let changed = stage != self.seen;
        if changed {
            (self.seen, self.since, self.bytes) = (stage, self.catch_up(), bytes);
        }
        loop {
            if let Some(timer) = self.timer.as_mut().as_pin_mut() {
                if timer.poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.passed = self.passed.saturating_add(self.tick);
                self.made = self.now();
                self.timer.set(None);
            } else if !changed {
                self.catch_up();
            }
            match self.next_limit(bytes) {
                Ok(left) => {
                    self.tick = left.clamp(MIN_TICK, Duration::DAY);
                    let own_clock = self.settings.own_clock.as_ref();
                    self.timer.set(Some(clock::timeout(own_clock, self.tick)));
                }
                Err(reached) => return Poll::Ready(reached),
            }
        }
    }

    /// Returns the time until the next check, or the limit that is reached, at the moment that the watch was brought up to.
    fn next_limit(&mut self, bytes: u64) -> Result<Duration, CallLimitReached> {
        let (limits, total, now) = (&self.settings.limits, self.total, self.passed);
        let in_all = remaining(total, now).ok_or(CallLimitReached::TotalTime(total))?;
        let in_stage = now.saturating_sub(self.since);
        // Also while the response has not begun: its body may begin to stall before the timer is over.
        let left = match Stage::from_state(self.seen) {
            Stage::Between => limits.stall,
            Stage::Waiting => {
                // While a stream is being sent, the response cannot begin.
                let sent = self.progress.sent();
                let in_stage = if sent == self.sent {
                    in_stage
                } else {
                    Duration::ZERO
                };
                if sent != self.sent {
                    (self.since, self.sent) = (now, sent);
                }
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

/// Returns the rest of a limit; `None` when it is used up. `MAX` is never used up.
fn remaining(limit: Duration, used: Duration) -> Option<Duration> {
    if limit == Duration::MAX {
        return Some(limit);
    }
    Some(limit.saturating_sub(used)).filter(|left| left.is_positive())
}

/// A try with limits.
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

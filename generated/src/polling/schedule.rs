//! The times of the listings, what they include, and the handling of failures.

use super::{
    MessagePoint, MessagePollingOptions, OVERLAP, listed::MessageFacts, time_before, watermark::Clocks,
};
use azure_core::{
    Error,
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};
use client_runtime::{Clock, ServiceError, clock::random_fraction, generated::Shown};
use std::sync::Arc;

/// The longest pause after failures, unless the service asks for a longer one.
const MAX_PAUSE: Duration = Duration::minutes(1);

/// The longest pause that the service may ask for.
const MAX_RETRY_AFTER: Duration = Duration::minutes(10);

/// What one listing includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListingPlan {
    /// The creation time before which messages are left out.
    pub(super) start_time: Option<OffsetDateTime>,
    /// Whether it includes the older messages that are watched.
    pub(super) is_full: bool,
}

/// The times of the listings and what they include.
#[derive(Debug)]
pub(super) struct Schedule {
    clock: Arc<dyn Clock>,
    interval: Duration,
    edit_interval: Duration,
    edits_within: Option<Duration>,
    patience: Duration,
    /// The wait before the next listing, as its beginning and its duration. Its end is not stored: the clock may be set back,
    /// and the end may be out of the range of dates.
    wait: (OffsetDateTime, Duration),
    /// When the last full listing began; `None` when one is due.
    last_full: Option<OffsetDateTime>,
    /// The latest confirmed creation time of a message that has been listed.
    newest: Option<OffsetDateTime>,
    /// When a listing last succeeded.
    last_success: Option<OffsetDateTime>,
    failures: i32,
}

impl Schedule {
    pub(super) fn new(options: &MessagePollingOptions, clock: Arc<dyn Clock>) -> Self {
        let now = clock.now();
        Self {
            clock,
            interval: options.interval.max(Duration::ZERO),
            edit_interval: options.edit_interval,
            edits_within: options.edits_within,
            patience: options.patience,
            wait: (now, Duration::ZERO),
            last_full: None,
            newest: None,
            last_success: None,
            failures: 0,
        }
    }

    /// Returns the time until the next listing; `None` when it is due.
    pub(super) fn pause(&self) -> Option<Duration> {
        let (since, wait) = self.wait;
        let waited = (self.clock.now() - since).max(Duration::ZERO);
        let pause = wait.saturating_sub(waited);
        pause.is_positive().then_some(pause)
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Plans the listing that is due.
    pub(super) fn plan(&mut self, point: &MessagePoint) -> ListingPlan {
        let now = self.clock.now();
        self.wait = (now, self.interval);
        let is_full = self.last_full.is_none_or(|last| {
            let since = now - last;
            since.is_negative() || since >= self.edit_interval
        });
        let start_time = if is_full {
            self.last_full = Some(now);
            self.edits_within.and_then(|within| {
                let newest = self
                    .newest
                    .or_else(|| point.latest().map(|latest| latest.min(now)))?;
                let start = time_before(newest, within.max(OVERLAP));
                Some(point.horizon().map_or(start, |horizon| horizon.min(start)))
            })
        } else {
            self.newest.map(|newest| time_before(newest, OVERLAP))
        };
        ListingPlan { start_time, is_full }
    }

    pub(super) fn note_listed(&mut self, facts: &MessageFacts, clocks: &Clocks) {
        if clocks.confirm(facts.created_on) {
            self.newest = self.newest.max(Some(facts.created_on));
        }
    }

    /// Notes that a listing is complete; if it was cut, the next one is due at once and includes everything.
    pub(super) fn note_success(&mut self, is_cut: bool) {
        let now = self.clock.now();
        self.last_success = Some(now);
        self.failures = 0;
        if is_cut {
            self.wait = (now, Duration::ZERO);
            self.last_full = None;
        }
    }

    /// Notes that a listing failed, and returns the error unless it is tolerated. Until a listing has succeeded, no error is
    /// tolerated, because the endpoint may be wrong.
    pub(super) fn note_failure(&mut self, error: Error, plan: ListingPlan) -> Option<Error> {
        let now = self.clock.now();
        self.failures = self.failures.saturating_add(1);
        if plan.is_full {
            self.last_full = None;
        }
        let refusal = ServiceError::from_error(&error);
        let first = self.interval.clamp(Duration::SECOND, MAX_PAUSE);
        let doubled = first * 2_f64.powi(self.failures.min(10) - 1);
        let pause = doubled.min(MAX_PAUSE) * (1.0 - random_fraction() / 2.0);
        let retry_after = refusal.as_ref().and_then(ServiceError::retry_after);
        let pause = retry_after.map_or(pause, |retry_after| pause.max(retry_after.min(MAX_RETRY_AFTER)));
        self.wait = (now, pause);
        let status = refusal.map(|refusal| u16::from(refusal.status));
        let may_pass = match error.kind() {
            ErrorKind::Connection | ErrorKind::Io => true,
            _ => matches!(status, Some(408 | 429 | 500 | 502 | 503 | 504)),
        };
        let is_tolerated = may_pass && self.last_success.is_some_and(|last| now - last < self.patience);
        if !is_tolerated {
            return Some(error);
        }
        // The message of the service may name a thread or a user.
        tracing::warn!(failures = self.failures, status, "messages cannot be listed");
        tracing::debug!("messages cannot be listed: {}", Shown(&error.to_string()));
        None
    }
}

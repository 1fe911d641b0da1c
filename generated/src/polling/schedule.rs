//! When to list what, and what to make of failures.

use super::{MessagePoint, MessagePollingOptions, OVERLAP, before, listed::Facts};
use crate::{Clock, ServiceError, clock};
use azure_core::{
    Error,
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};
use std::sync::Arc;

/// The longest pause after failures, unless the service asks for a longer one.
const LONGEST_PAUSE: Duration = Duration::minutes(1);

/// The longest pause that the service may ask for.
const LONGEST_ASKED: Duration = Duration::minutes(10);

/// One listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The creation time before which messages are left out.
    pub(super) start_time: Option<OffsetDateTime>,
    /// Whether it includes the older messages that are watched.
    pub(super) is_full: bool,
}

/// When to list what.
#[derive(Debug)]
pub(super) struct Schedule {
    clock: Arc<dyn Clock>,
    interval: Duration,
    edit_interval: Duration,
    edits_within: Option<Duration>,
    patience: Duration,
    next: OffsetDateTime,
    next_full: OffsetDateTime,
    /// The creation time of the newest message that has been listed.
    newest: Option<OffsetDateTime>,
    /// When a listing last succeeded.
    succeeded: Option<OffsetDateTime>,
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
            next: now,
            next_full: now,
            newest: None,
            succeeded: None,
            failures: 0,
        }
    }

    /// How long until the next listing; `None` when it is due.
    pub(super) fn pause(&self) -> Option<Duration> {
        let pause = self.next - self.clock.now();
        pause.is_positive().then_some(pause)
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Plans the listing that is due.
    pub(super) fn plan(&mut self, point: &MessagePoint) -> Plan {
        let now = self.clock.now();
        self.next = later(now, self.interval);
        let is_full = now >= self.next_full;
        let start_time = if is_full {
            self.next_full = later(now, self.edit_interval);
            self.edits_within.and_then(|within| {
                let newest = self.newest.or_else(|| point.latest())?;
                let start = before(newest, within.max(OVERLAP));
                Some(point.horizon().map_or(start, |horizon| horizon.min(start)))
            })
        } else {
            self.newest.map(|newest| before(newest, OVERLAP))
        };
        Plan { start_time, is_full }
    }

    pub(super) fn listed(&mut self, facts: &Facts) {
        self.newest = self.newest.max(Some(facts.created_on));
    }

    /// Notes that a listing is complete; if it was cut, the next one is due at once and looks at everything.
    pub(super) fn succeeded(&mut self, is_cut: bool) {
        let now = self.clock.now();
        self.succeeded = Some(now);
        self.failures = 0;
        if is_cut {
            self.next = now;
            self.next_full = now;
        }
    }

    /// Notes that a listing failed, and returns the error if it is not to be borne in silence. Until a listing has
    /// succeeded, none is: the endpoint may be wrong.
    pub(super) fn failed(&mut self, error: Error, plan: Plan) -> Option<Error> {
        let now = self.clock.now();
        self.failures = self.failures.saturating_add(1);
        if plan.is_full {
            self.next_full = now;
        }
        let refusal = ServiceError::from_error(&error);
        let first = self.interval.clamp(Duration::SECOND, LONGEST_PAUSE);
        let doubled = first * 2_f64.powi(self.failures.min(10) - 1);
        let pause = doubled.min(LONGEST_PAUSE) * (1.0 - clock::random() / 2.0);
        let asked = refusal.as_ref().and_then(ServiceError::retry_after);
        self.next = later(
            now,
            asked.map_or(pause, |asked| pause.max(asked.min(LONGEST_ASKED))),
        );
        let status = refusal.map(|refusal| u16::from(refusal.status));
        let may_pass = match error.kind() {
            ErrorKind::Connection | ErrorKind::Io => true,
            _ => matches!(status, Some(408 | 429 | 500 | 502 | 503 | 504)),
        };
        let is_borne = may_pass && self.succeeded.is_some_and(|last| now - last < self.patience);
        if !is_borne {
            return Some(error);
        }
        // What the service says may name a thread or a user.
        tracing::warn!(failures = self.failures, status, "messages cannot be listed");
        tracing::debug!("messages cannot be listed: {error}");
        None
    }
}

fn later(time: OffsetDateTime, by: Duration) -> OffsetDateTime {
    time.checked_add(by).unwrap_or(time)
}

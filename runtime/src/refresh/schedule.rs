//! The times at which tokens are replaced, and the waits after failures.

use super::token::BearerToken;
use crate::clock::random_fraction;
use azure_core::time::{Duration, OffsetDateTime};

/// The time to replace a token: a window before its expiry, and up to a tenth of the window earlier, at random, so that the
/// tokens of many users, which were made at the same time, are not replaced at the same time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// The time from which a caller replaces it.
    pub(super) refresh_from: OffsetDateTime,
    /// The time at which the background task replaces it, which is not later.
    pub(super) due: OffsetDateTime,
}

impl Schedule {
    /// Schedules a token of unknown age: the whole window before its expiry.
    pub(super) fn for_initial_token(token: &BearerToken, window: Duration) -> Self {
        Self::before(token.expires_on(), window)
    }

    /// Schedules a token that was just made: the window before its expiry, or half of its life if that is less. Otherwise a
    /// token whose life is shorter than the window would be replaced with every call.
    pub(super) fn for_new_token(token: &BearerToken, now: OffsetDateTime, window: Duration) -> Self {
        Self::before(token.expires_on(), window.min((token.expires_on() - now) / 2))
    }

    fn before(expires_on: OffsetDateTime, window: Duration) -> Self {
        let latest = expires_on
            .checked_sub(window)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let earlier = |part: f64| latest.checked_sub(window * (part / 10.0)).unwrap_or(latest);
        let (one, other) = (random_fraction(), random_fraction());
        Self {
            refresh_from: earlier(one.min(other)),
            due: earlier(one.max(other)),
        }
    }
}

/// The wait after failures, which grows with each failure in a row.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
    until: Option<OffsetDateTime>,
}

impl Backoff {
    /// Notes a failure at `now`: the wait is `first`, doubled for each failure in a row before it, at most `longest`, less a
    /// random part of up to half.
    pub fn note_failure(&mut self, now: OffsetDateTime, first: Duration, longest: Duration) {
        self.failures = self.failures.saturating_add(1);
        self.until = Some(now.saturating_add(backoff_delay(self.failures, first, longest)));
    }

    /// Tells whether the wait is not over at `now`.
    pub fn is_active(&self, now: OffsetDateTime) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Returns when the wait is over; `None` when there was no failure.
    pub fn until(&self) -> Option<OffsetDateTime> {
        self.until
    }

    /// Returns the number of failures in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }
}

/// Returns the wait after this many failures in a row: doubled each time, at most `longest`, less a random part of up to
/// half.
fn backoff_delay(failures: u32, first: Duration, longest: Duration) -> Duration {
    let doublings = failures.saturating_sub(1).min(30);
    let delay = first
        .saturating_mul(1 << doublings)
        .min(longest)
        .max(Duration::ZERO);
    Duration::saturating_seconds_f64(delay.as_seconds_f64() * (1.0 - random_fraction() / 2.0))
}

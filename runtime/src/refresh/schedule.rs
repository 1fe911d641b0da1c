//! When a token is replaced, and how long what fails is left alone.

use super::token::BearerToken;
use crate::clock::random_fraction;
use azure_core::time::{Duration, OffsetDateTime};

/// When one token is to be replaced: the window before its expiry, and up to a tenth of the window earlier, at random,
/// so that the tokens of many users, all made at the same time, are not all replaced at the same time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// From when on a caller sees to it.
    pub(super) refresh_from: OffsetDateTime,
    /// When it happens in the background, which is no later.
    pub(super) due: OffsetDateTime,
}

impl Schedule {
    /// Schedules a token of unknown age: the whole window before its expiry.
    pub(super) fn for_initial_token(token: &BearerToken, window: Duration) -> Self {
        Self::before(token.expires_on(), window)
    }

    /// Schedules a token that was made just now: the window before its expiry, or half its life if that is less. Else a
    /// token that lives shorter than the window would be replaced with every call.
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

/// How long what failed is left alone: longer each time, until it succeeds.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
    until: Option<OffsetDateTime>,
}

impl Backoff {
    /// Notes a failure: a rest of `first`, doubled for each failure before it in a row, `longest` at most.
    pub fn note_failure(&mut self, now: OffsetDateTime, first: Duration, longest: Duration) {
        self.failures = self.failures.saturating_add(1);
        self.until = Some(now.saturating_add(backoff_delay(self.failures, first, longest)));
    }

    /// Tells whether it is to be left alone.
    pub fn is_active(&self, now: OffsetDateTime) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Returns when it may be asked again, if it has failed.
    pub fn until(&self) -> Option<OffsetDateTime> {
        self.until
    }

    /// Returns how often it has failed in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }
}

/// Returns how long to wait after so many failures in a row: doubled each time, capped, and a random part of up to half
/// taken off.
fn backoff_delay(failures: u32, first: Duration, longest: Duration) -> Duration {
    let doublings = failures.saturating_sub(1).min(30);
    let delay = first
        .saturating_mul(1 << doublings)
        .min(longest)
        .max(Duration::ZERO);
    Duration::saturating_seconds_f64(delay.as_seconds_f64() * (1.0 - random_fraction() / 2.0))
}

//! Sending again what failed, where that cannot do the same thing twice.
//!
//! `azure_core`'s own retry knows neither method nor idempotency and would send a chat message again whenever an answer
//! got lost. This policy takes its place: it stands last among the policies that run once per call, so that everything
//! after it runs once per try, and `azure_core`'s is off.

mod gone;
mod resend;
mod settings;
mod verdict;

#[cfg(test)]
mod tests;

pub use resend::Resend;
pub(crate) use settings::RetrySettings;

use crate::{
    clock::{self, Clock},
    policy::authenticated,
    runtime::{CallScope, origin},
};
use async_trait::async_trait;
use azure_core::{
    Error,
    http::{
        Context, Request,
        policies::{Policy, PolicyResult},
    },
    time::{Duration, OffsetDateTime},
};
use gone::Gone;
use std::{fmt::Write, sync::Arc};
use verdict::{Failure, failure};

/// How long a call keeps trying to reach a host that cannot be reached. A wrong endpoint is to be noticed soon.
pub(crate) const UNREACHABLE: Duration = Duration::seconds(5);

/// Sends a request again as often as its nature and the settings allow.
#[derive(Debug)]
pub(crate) struct Retry {
    settings: RetrySettings,
}

impl Retry {
    pub(crate) fn new(settings: RetrySettings) -> Self {
        Self { settings }
    }
}

#[async_trait]
impl Policy for Retry {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let clock = clock::of(ctx);
        let mut gone = Gone::default();
        let mut tries = Tries::new(clock);
        loop {
            tries.begin(clock);
            let result = authenticated(ctx, request, next).await;
            let Some(failure) = failure(&result, clock) else {
                return gone.settle(result);
            };
            let scope = ctx.value::<CallScope>();
            let may_repeat = scope.is_some_and(CallScope::is_idempotent);
            gone.note(&failure, scope.is_some_and(CallScope::deletes));
            let resend = ctx.value::<Resend>().copied().unwrap_or_default();
            let delay = self.settings.delay(tries.count, failure.asked());
            let again = resend.allows(&failure, may_repeat)
                && self.settings.allow(tries.count, tries.elapsed(clock))
                && !tries.gives_up_on_host(&failure, delay, clock);
            if !again {
                return result.map_err(|error| explain(error, &failure, request, &tries, clock));
            }
            tracing::debug!(
                tries = tries.count,
                ?delay,
                ?failure,
                "a request failed and is sent again"
            );
            clock.sleep(delay).await;
            request.body_mut().reset().await?;
        }
    }
}

/// The tries of one call so far.
struct Tries {
    count: u32,
    since: OffsetDateTime,
    began: OffsetDateTime,
    /// When the first of an unbroken row of tries began that did not reach the host.
    unreachable_since: Option<OffsetDateTime>,
}

impl Tries {
    fn new(clock: &dyn Clock) -> Self {
        let now = clock.now();
        Self {
            count: 0,
            since: now,
            began: now,
            unreachable_since: None,
        }
    }

    fn begin(&mut self, clock: &dyn Clock) {
        if self.count > 0 {
            self.began = clock.now();
        }
        self.count = self.count.saturating_add(1);
    }

    fn elapsed(&self, clock: &dyn Clock) -> Duration {
        clock.now() - self.since
    }

    fn gives_up_on_host(&mut self, failure: &Failure, delay: Duration, clock: &dyn Clock) -> bool {
        if !matches!(failure, Failure::Unreachable) {
            self.unreachable_since = None;
            return false;
        }
        let since = *self.unreachable_since.get_or_insert(self.began);
        (clock.now() - since).saturating_add(delay) > UNREACHABLE
    }
}

/// Says what happened to whom, and what that means, in front of the transport's error.
fn explain(error: Error, failure: &Failure, request: &Request, tries: &Tries, clock: &dyn Clock) -> Error {
    let what = match failure {
        Failure::Unreachable => "cannot be reached",
        Failure::Broken => "broke off the exchange",
        Failure::Status { .. } => return error,
    };
    let mut message = format!("{} {what}: {}", origin(request.url()), innermost(&error));
    if tries.count > 1 {
        let seconds = tries.elapsed(clock).as_seconds_f64();
        let _ = write!(message, " (after {} tries in {seconds:.1} seconds)", tries.count);
    } else if matches!(failure, Failure::Broken) {
        message.push_str(" (not sent again; the service may or may not have carried the request out)");
    }
    error.with_context(message)
}

/// Returns what the error at the bottom says: `Connection refused`, where those above say `error sending request`.
fn innermost(error: &Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

//! Sends failed requests again, where that cannot have an effect twice.
//!
//! The retry policy of `azure_core` knows neither method nor idempotency, and would repeat an effect whenever a response is
//! lost. It is switched off, and this policy takes its place: it stands last among the policies that run once per call, so
//! that everything after it runs once per try.

mod default_setting;
mod deletion;
mod limits;
mod log;
mod quota;
mod resend;
mod retries;
mod settings;
mod verdict;
mod watch;

#[cfg(test)]
mod tests;

pub use limits::{CallLimitReached, CallLimits};
#[cfg(feature = "spans")]
pub(crate) use log::request_id;
pub use quota::RetryQuota;
pub use resend::Resend;
pub use retries::Retries;
pub(crate) use settings::RetrySettings;

use crate::{
    authorization::authorized,
    clock::Clock,
    endpoint::origin,
    error::innermost_message,
    progress::{Note, Progress, Stage, why_not_again},
    scope::CallScope,
};
use async_trait::async_trait;
use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        Context, Request,
        policies::{Policy, PolicyResult},
    },
    time::{Duration, OffsetDateTime},
};
use deletion::Deletion;
use std::{fmt::Write, pin::pin, sync::Arc};
use verdict::{TransientFailure, transient_failure};
use watch::Watch;

/// How long a call tries to reach a host that cannot be reached. It is short, so that a wrong endpoint is noticed soon.
pub(crate) const MAX_UNREACHABLE_TIME: Duration = Duration::seconds(5);

/// Sends a request again as often as its operation, the settings and the quota allow, within the limits of the call.
#[derive(Debug)]
pub(crate) struct Retry {
    settings: RetrySettings,
    quota: RetryQuota,
}

impl Retry {
    pub(crate) fn new(settings: RetrySettings) -> Self {
        Self {
            settings,
            quota: RetryQuota::default(),
        }
    }
}

#[async_trait]
impl Policy for Retry {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let scope = CallScope::from_context(ctx)?;
        let (settings, progress) = (scope.settings(ctx), scope.progress());
        let clock = settings.clock();
        let mut deletion = Deletion::default();
        let mut tries = Tries::new(clock);
        let usual_total = CallLimits::TOTAL.max(self.settings.max_elapsed());
        let timer = pin!(None);
        let mut watch = Watch::new(settings, progress, usual_total, tries.since, timer);
        let quota = ctx.value::<RetryQuota>().unwrap_or(&self.quota);
        let mut taken = None;
        loop {
            tries.begin(clock);
            let attempt = watch
                .limit(pin!(authorized(scope, ctx, &mut *request, next)))
                .await;
            let result = attempt.unwrap_or_else(|reached| Err(Error::new(ErrorKind::Io, reached)));
            let Some(failure) = transient_failure(&result, clock) else {
                if result.is_ok() {
                    quota.give_back(taken);
                }
                return deletion
                    .accept_not_found(result)
                    .map_err(|error| explain_limit(error, request, progress));
            };
            deletion.note(&failure, scope.deletes());
            let resend = ctx.value::<Resend>().copied().unwrap_or_default();
            let retries = Retries::of_call(ctx).unwrap_or(&self.settings);
            let delay = retries.delay(tries.count, failure.retry_after());
            let again = resend.allows(&failure, scope.is_idempotent())
                && retries.allow(tries.count, tries.elapsed(clock))
                && !tries.gives_up_on_host(&failure, delay, clock);
            let note = if !again {
                None
            } else if !watch.has_time_for(delay) {
                Some(Note::NoTimeLeft)
            } else {
                taken = quota.take(&failure);
                taken.is_none().then_some(Note::QuotaUsedUp)
            };
            let note = match note {
                None if again && request.body_mut().reset().await.is_err() => Some(Note::BodyUsedUp),
                note => note,
            };
            if let Some(note) = note {
                progress.note(note);
            }
            if !again || note.is_some() {
                return result
                    .map_err(|error| explain_failure(error, &failure, request, &tries, clock, progress));
            }
            log::sent_again(&log::Failed {
                operation: scope.operation(),
                tries: tries.count,
                failure: &failure,
                delay,
                request,
                answer: result.as_ref().ok(),
            });
            progress.enter(Stage::Between);
            progress.forget(Note::BodyCut);
            watch.wait(delay).await;
        }
    }
}

/// The tries of one call so far.
struct Tries {
    count: u32,
    since: OffsetDateTime,
    began: OffsetDateTime,
    /// When the first of the latest tries in a row that did not reach the host began.
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

    fn gives_up_on_host(&mut self, failure: &TransientFailure, delay: Duration, clock: &dyn Clock) -> bool {
        if !matches!(failure, TransientFailure::Unreachable) {
            self.unreachable_since = None;
            return false;
        }
        let since = *self.unreachable_since.get_or_insert(self.began);
        (clock.now() - since).saturating_add(delay) > MAX_UNREACHABLE_TIME
    }
}

/// Adds the host, what happened and what that means for the request to the error of the transport.
fn explain_failure(
    error: Error,
    failure: &TransientFailure,
    request: &Request,
    tries: &Tries,
    clock: &dyn Clock,
    progress: &Progress,
) -> Error {
    let mut message = origin(request.url());
    let reached = CallLimitReached::from_error(&error);
    let _ = match (failure, reached) {
        (TransientFailure::Status { .. }, _) => return error,
        (TransientFailure::Unreachable, _) => {
            write!(message, " cannot be reached: {}", innermost_message(&error))
        }
        (TransientFailure::Broken, Some(reached)) => write!(message, " {reached}"),
        (TransientFailure::Broken, None) => {
            write!(message, " broke off the exchange: {}", innermost_message(&error))
        }
    };
    if tries.count > 1 {
        let seconds = tries.elapsed(clock).as_seconds_f64();
        let _ = write!(message, " (after {} tries in {seconds:.1} seconds)", tries.count);
    }
    match (why_not_again(progress), failure) {
        (Some(why), TransientFailure::Unreachable) => {
            let _ = write!(message, " ({why})");
        }
        (Some(why), _) => {
            let _ = write!(message, " ({why}; {OUTCOME_UNKNOWN})");
        }
        (None, TransientFailure::Broken) if tries.count == 1 => {
            let _ = write!(message, " (not sent again; {OUTCOME_UNKNOWN})");
        }
        (None, _) => {}
    }
    error.with_context(message)
}

/// The text for a request whose response is not known.
const OUTCOME_UNKNOWN: &str = "the service may or may not have carried the request out";

/// Adds the host and what that means for the request to the error of a limit that ends the call.
fn explain_limit(error: Error, request: &Request, progress: &Progress) -> Error {
    let what = match error.downcast_ref() {
        Some(CallLimitReached::BodySize(_)) => "the call has most likely taken effect",
        Some(CallLimitReached::TotalTime(_)) if progress.has_begun() => OUTCOME_UNKNOWN,
        Some(CallLimitReached::TotalTime(_)) => "nothing was sent",
        _ => return error,
    };
    let reached = error.to_string();
    error.with_context(format!("{} {reached}; {what}", origin(request.url())))
}

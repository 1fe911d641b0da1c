//! The caller's settings of retries, which do not depend on how `azure_core` keeps its own.

use super::{default_setting::send_with_default, settings::RetrySettings};
use crate::time_span::TimeSpan;
use async_trait::async_trait;
use azure_core::{
    http::{
        Context, Request,
        policies::{Policy, PolicyResult},
    },
    time::Duration,
};
use std::sync::Arc;

/// How often a request is sent again, and how long to wait before each time.
///
/// It takes the place of `ClientOptions::retry`: for all calls of a client, put it among the policies of its options; for one
/// call, into the `Context` of that call:
///
/// ```
/// use client_runtime::Retries;
/// use azure_core::http::{ClientMethodOptions, ClientOptions, Context};
/// use std::{sync::Arc, time::Duration};
///
/// let retries = Retries::default().with_max_retries(3).with_first_delay(Duration::from_millis(100));
/// let client_options = ClientOptions { per_call_policies: vec![Arc::new(retries)], ..Default::default() };
///
/// let method_options = ClientMethodOptions { context: Context::new().with_value(Retries::none()) };
/// # let _ = (client_options, method_options);
/// ```
///
/// Whether a request may be sent again at all is decided by [`Resend`](crate::Resend), how much all calls may add to the load by
/// [`RetryQuota`](crate::RetryQuota), and how long a call may take by [`CallLimits`](crate::CallLimits).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Retries(RetrySettings);

impl Retries {
    /// Nothing is sent again.
    pub fn none() -> Self {
        Self::default().with_max_retries(0)
    }

    /// Sets how often a request is sent again, at most; 8 times by default.
    #[must_use]
    pub fn with_max_retries(mut self, retries: u32) -> Self {
        self.0.max_retries = retries;
        self
    }

    /// Sets the wait before the first retry; 200 milliseconds by default. It doubles with each further one, and is up to a fifth
    /// longer or shorter, at random.
    #[must_use]
    pub fn with_first_delay(mut self, delay: impl TimeSpan) -> Self {
        self.0.first_delay = delay.to_duration();
        self.0.doubling = true;
        self
    }

    /// Sets the same wait for all retries, instead of one that doubles.
    #[must_use]
    pub fn with_fixed_delay(mut self, delay: impl TimeSpan) -> Self {
        let delay = delay.to_duration();
        self.0.first_delay = delay;
        self.0.max_delay = self.0.max_delay.max(delay);
        self.0.doubling = false;
        self
    }

    /// Sets the longest wait, also when the service asks for a longer one; 30 seconds by default.
    #[must_use]
    pub fn with_max_delay(mut self, delay: impl TimeSpan) -> Self {
        self.0.max_delay = delay.to_duration().max(Duration::ZERO);
        self
    }

    /// Sets the time after which there is no further try; a minute by default. It does not end a try that is in progress, and a
    /// call ends in any case when its [total time](crate::CallLimits::with_total_time) is over.
    #[must_use]
    pub fn with_max_elapsed(mut self, elapsed: impl TimeSpan) -> Self {
        self.0.max_elapsed = elapsed.to_duration();
        self
    }

    /// Returns the settings that the context of a call has.
    pub(super) fn of_call<'a>(ctx: &'a Context<'_>) -> Option<&'a RetrySettings> {
        ctx.value::<Self>().map(|retries| &retries.0)
    }
}

/// Sets these retries for each call that does not have its own; for `per_call_policies` of `ClientOptions`.
#[async_trait]
impl Policy for Retries {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        send_with_default(self, ctx, request, next).await
    }
}

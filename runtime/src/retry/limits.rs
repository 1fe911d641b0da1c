//! The limits on the time of a call and the size of a response.

use super::default_setting::send_with_default;
use crate::time_span::TimeSpan;
use async_trait::async_trait;
use azure_core::{
    http::{
        Context, Request,
        policies::{Policy, PolicyResult},
    },
    time::Duration,
};
use std::{fmt, sync::Arc};

/// The minimum number of bytes of a body that must arrive within each [stall time](CallLimits::with_stall_time), unless the body ends.
pub(crate) const MIN_BYTES: u64 = 1_024;

/// Limits on the time of a call and the size of its response.
///
/// For all calls of a client, put them among the policies of its options; for one call, into the `Context` of that call,
/// where they replace those of the client:
///
/// ```
/// use client_runtime::CallLimits;
/// use azure_core::{
///     http::{ClientMethodOptions, ClientOptions, Context},
///     time::Duration,
/// };
/// use std::sync::Arc;
///
/// let limits = CallLimits::default().with_total_time(Duration::seconds(30));
/// let client_options = ClientOptions { per_call_policies: vec![Arc::new(limits)], ..Default::default() };
///
/// let longer = limits.with_total_time(Duration::minutes(2));
/// let method_options = ClientMethodOptions { context: Context::new().with_value(longer) };
/// # let _ = (client_options, method_options);
/// ```
///
/// A limit that is reached ends the call with an error that has a [`CallLimitReached`] among its sources. The only exception
/// is an error body that is too large, which is cut. `Duration::MAX` and `u64::MAX` mean that there is no limit; a time of
/// zero or less ends a call as soon as it has to wait.
///
/// The time that the caller's own policies take before the first try does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallLimits {
    pub(super) total: Option<Duration>,
    pub(crate) answer: Duration,
    pub(crate) stall: Duration,
    pub(crate) body: u64,
    pub(crate) error_body: u64,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self {
            total: None,
            answer: Duration::MINUTE,
            stall: Duration::seconds(20),
            body: 64 << 20,
            error_body: 256 << 10,
        }
    }
}

impl CallLimits {
    /// The default of the total time, unless the client's retry options have a longer one.
    pub(super) const TOTAL: Duration = Duration::minutes(5);

    /// Returns the limits of a call: its own, those of its client, or the defaults.
    pub(crate) fn from_context(ctx: &Context<'_>) -> Self {
        ctx.value::<Self>().copied().unwrap_or_default()
    }

    /// Sets how long a call may take in total: fetching its token, all its tries and the waits between them.
    ///
    /// By default it is 5 minutes, or `max_total_elapsed` of the client's retry options if that is longer. A try that would
    /// begin after this time is not made, and one that is in progress is cancelled.
    #[must_use]
    pub fn with_total_time(mut self, total: impl TimeSpan) -> Self {
        self.total = Some(total.to_duration());
        self
    }

    /// Sets how long one try may wait for its response to begin; 60 seconds by default.
    ///
    /// The time in which a body that is a stream is being sent does not count, as long as some of it is sent within this time.
    /// Interim responses such as `100 Continue` do not count as the beginning of the response.
    #[must_use]
    pub fn with_answer_time(mut self, answer: impl TimeSpan) -> Self {
        self.answer = answer.to_duration();
        self
    }

    /// Sets how long the body of a response may stall; 20 seconds by default.
    ///
    /// A body stalls when less than 1,024 bytes of it arrive within this time and it does not end. A body that is read as a
    /// stream stalls when nothing of it arrives; events may take as long as a response may take to begin.
    #[must_use]
    pub fn with_stall_time(mut self, stall: impl TimeSpan) -> Self {
        self.stall = stall.to_duration();
        self
    }

    /// Sets how many bytes the body of a success may have; 67,108,864 (64 MiB) by default. A compressed body counts by its
    /// decompressed size.
    #[must_use]
    pub fn with_body_size(mut self, bytes: u64) -> Self {
        self.body = bytes;
        self
    }

    /// Sets the number of bytes after which the body of any other response is cut; 262,144 (256 KiB) by default. A compressed
    /// body counts by its decompressed size.
    #[must_use]
    pub fn with_error_body_size(mut self, bytes: u64) -> Self {
        self.error_body = bytes;
        self
    }
}

/// Sets these limits for each call that does not have its own; for `per_call_policies` of `ClientOptions`.
#[async_trait]
impl Policy for CallLimits {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        send_with_default(self, ctx, request, next).await
    }
}

/// The one of the [`CallLimits`] that ended a call; it is among the sources of the error.
///
/// ```
/// use client_runtime::CallLimitReached;
///
/// # fn handle(error: azure_core::Error) {
/// if let Some(CallLimitReached::TotalTime(limit)) = CallLimitReached::from_error(&error) {
///     println!("no response within {limit}");
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallLimitReached {
    /// The call took longer in total than [this time](CallLimits::with_total_time).
    TotalTime(Duration),
    /// The response did not begin within [this time](CallLimits::with_answer_time).
    AnswerTime(Duration),
    /// The body of the response stalled for [this time](CallLimits::with_stall_time).
    StallTime(Duration),
    /// The body of the response has more than [this number](CallLimits::with_body_size) of bytes.
    BodySize(u64),
}

impl CallLimitReached {
    /// Finds the limit in an error or its sources; `None` when it is not among them.
    pub fn from_error(error: &azure_core::Error) -> Option<Self> {
        crate::error::find(error).copied()
    }
}

/// Writes what the host did; it follows the name of the host.
impl fmt::Display for CallLimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TotalTime(limit) => write!(
                f,
                "took longer than the {} seconds that the call may take in total",
                limit.as_seconds_f64()
            ),
            Self::AnswerTime(limit) => {
                write!(
                    f,
                    "did not begin to answer within {} seconds",
                    limit.as_seconds_f64()
                )
            }
            Self::StallTime(limit) => write!(
                f,
                "stalled in its response: less than {MIN_BYTES} bytes came within {} seconds",
                limit.as_seconds_f64()
            ),
            Self::BodySize(limit) => {
                write!(
                    f,
                    "answered with a body of more than the {limit} bytes that are read"
                )
            }
        }
    }
}

impl std::error::Error for CallLimitReached {}

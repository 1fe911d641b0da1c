//! The options of a credential that refreshes its token.

use super::refresher::RefreshedToken;
use crate::{Clock, TimeSpan};
use azure_core::time::Duration;
use std::sync::Arc;

/// The options of a [`BearerCredential`](crate::BearerCredential) with a refresher.
///
/// ```
/// use client_runtime::refresh::TokenRefreshOptions;
/// use std::time::Duration;
///
/// let options = TokenRefreshOptions::default().with_proactive(true).with_timeout(Duration::from_secs(10));
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
pub struct TokenRefreshOptions {
    /// The first token, so that the first call need not wait for one; none by default.
    pub initial_token: Option<RefreshedToken>,

    /// How long before its expiry a token is replaced: by default 2 minutes, or 10 when `proactive`, and up to a tenth
    /// of that earlier, at random, so that the tokens of many users are not all replaced at once. A token that lives less
    /// than twice as long is replaced after half its life.
    pub refresh_before_expiry: Option<Duration>,

    /// Whether to replace the token in the background, before a call needs it. That begins with the first call, ends when
    /// the last clone of the credential is dropped, and takes one task for each credential. Off by default.
    pub proactive: bool,

    /// How long the refresher may take each time; 30 seconds by default.
    pub timeout: Duration,

    /// How long to wait after the refresher has failed before it is asked again, while the current token is still valid or
    /// in the background: a second by default, doubled with each failure in a row, less a random part of up to half.
    pub retry_delay: Duration,

    /// The longest time that `retry_delay` grows to; a minute by default.
    pub max_retry_delay: Duration,

    /// The clock to use; the system's by default.
    pub clock: Option<Arc<dyn Clock>>,
}

impl Default for TokenRefreshOptions {
    fn default() -> Self {
        Self {
            initial_token: None,
            refresh_before_expiry: None,
            proactive: false,
            timeout: Duration::seconds(30),
            retry_delay: Duration::seconds(1),
            max_retry_delay: Duration::minutes(1),
            clock: None,
        }
    }
}

impl TokenRefreshOptions {
    /// Sets `initial_token`.
    #[must_use]
    pub fn with_initial_token(mut self, token: impl Into<RefreshedToken>) -> Self {
        self.initial_token = Some(token.into());
        self
    }

    /// Sets `refresh_before_expiry`.
    #[must_use]
    pub fn with_refresh_before_expiry(mut self, span: impl TimeSpan) -> Self {
        self.refresh_before_expiry = Some(span.to_duration());
        self
    }

    /// Sets `proactive`.
    #[must_use]
    pub fn with_proactive(mut self, proactive: bool) -> Self {
        self.proactive = proactive;
        self
    }

    /// Sets `timeout`.
    #[must_use]
    pub fn with_timeout(mut self, span: impl TimeSpan) -> Self {
        self.timeout = span.to_duration();
        self
    }

    /// Sets `retry_delay`.
    #[must_use]
    pub fn with_retry_delay(mut self, span: impl TimeSpan) -> Self {
        self.retry_delay = span.to_duration();
        self
    }

    /// Sets `max_retry_delay`.
    #[must_use]
    pub fn with_max_retry_delay(mut self, span: impl TimeSpan) -> Self {
        self.max_retry_delay = span.to_duration();
        self
    }

    /// Sets `clock`.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Returns how long before its expiry a token is replaced.
    pub(super) fn window(&self) -> Duration {
        let default = if self.proactive {
            Duration::minutes(10)
        } else {
            Duration::minutes(2)
        };
        self.refresh_before_expiry.unwrap_or(default).max(Duration::ZERO)
    }
}

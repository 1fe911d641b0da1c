//! Time, so that tests can bring their own.

mod timer;

use azure_core::{
    Uuid,
    http::Context,
    time::{Duration, OffsetDateTime},
};
use futures::future::BoxFuture;
use std::{fmt, sync::Arc};

/// What time it is, and waiting: the system's, unless a test brings its own.
///
/// Everything in this crate that looks at the time or waits does it through a clock: token refresh takes the one in
/// [`TokenRefreshOptions::clock`](crate::TokenRefreshOptions::clock); retries and the limits of a call take the one in the
/// `Context` of the call, put there as an `Arc<dyn Clock>`.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Returns the current time.
    fn now(&self) -> OffsetDateTime;

    /// Waits; called and polled on the async runtime that the call runs on.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits for a limit of time that is seldom reached, of the [`CallLimits`](crate::CallLimits); called and polled as
    /// [`sleep`](Self::sleep).
    ///
    /// By default it is the system's timer, also for a clock that jumps ahead where it should wait: with such a clock every
    /// limit would be reached at once.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.timeout(duration)
    }
}

/// The clock of the system, and the timer of `azure_core`'s async runtime.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Made when first polled: a timer of tokio can only be made on its runtime.
        Box::pin(async move { azure_core::sleep::sleep(duration.max(Duration::ZERO)).await })
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let duration = duration.max(Duration::ZERO).unsigned_abs();
        // A runtime that is not there would be a panic.
        #[cfg(feature = "tokio")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Box::pin(tokio::time::sleep(duration));
        }
        Box::pin(timer::wait(duration))
    }
}

/// Returns the clock of some options, or the system's.
pub fn clock_or_system(clock: Option<&Arc<dyn Clock>>) -> &dyn Clock {
    clock.map_or(&SystemClock, |clock| &**clock)
}

/// Returns the clock that the caller put into the context of a call, or the system's.
pub(crate) fn clock_from_context<'a>(ctx: &'a Context<'_>) -> &'a dyn Clock {
    clock_or_system(ctx.value::<Arc<dyn Clock>>())
}

/// As [`clock_from_context`], to keep.
pub fn shared_clock_from_context(ctx: &Context<'_>) -> Arc<dyn Clock> {
    ctx.value::<Arc<dyn Clock>>()
        .map_or_else(|| Arc::new(SystemClock) as Arc<dyn Clock>, Arc::clone)
}

/// Returns a random number from 0 up to 1, for jitter.
pub fn random_fraction() -> f64 {
    let [.., a, b, c, d] = *Uuid::new_v4().as_bytes();
    f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
}

//! Clocks, which tests can replace.

mod timer;

use azure_core::{
    Uuid,
    http::Context,
    time::{Duration, OffsetDateTime},
};
use futures::future::{BoxFuture, Either};
use std::{fmt, sync::Arc};

/// A source of the current time and of timers: the system's, or one that a test provides.
///
/// Everything in this crate that looks at the time or waits does it through a clock: token refresh takes the one in
/// [`TokenRefreshOptions::clock`](crate::refresh::TokenRefreshOptions::clock); retries and the limits of a call take the one in the
/// `Context` of the call, put there as an `Arc<dyn Clock>`.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Returns the current time.
    fn now(&self) -> OffsetDateTime;

    /// Waits for `duration`; zero or less is over at once. It is called and polled on the async runtime of the call.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits for a time limit of the [`CallLimits`](crate::CallLimits), which is seldom reached. It is called and polled like
    /// [`sleep`](Self::sleep).
    ///
    /// By default it uses the system's timer, whatever `sleep` does: with a clock whose `sleep` jumps ahead instead of
    /// waiting, every limit would be reached at once.
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
        Box::pin(system_timeout(duration))
    }
}

/// The system's timer, which needs no allocation: nearly every call creates one and drops it.
#[cfg(feature = "tokio")]
pub(crate) type SystemTimer = Either<tokio::time::Sleep, timer::Timer>;
#[cfg(not(feature = "tokio"))]
pub(crate) type SystemTimer = timer::Timer;

/// Starts the system's timer: tokio's if the call runs on tokio; elsewhere that timer would panic.
#[cfg(feature = "tokio")]
fn system_timeout(duration: Duration) -> SystemTimer {
    let duration = duration.max(Duration::ZERO).unsigned_abs();
    if tokio::runtime::Handle::try_current().is_ok() {
        Either::Left(tokio::time::sleep(duration))
    } else {
        Either::Right(timer::wait(duration))
    }
}

#[cfg(not(feature = "tokio"))]
fn system_timeout(duration: Duration) -> SystemTimer {
    timer::wait(duration.max(Duration::ZERO).unsigned_abs())
}

/// The timer of the limits of a call; only the clock of a caller has it on the heap.
pub(crate) type Timeout = Either<BoxFuture<'static, ()>, SystemTimer>;

/// Starts the timer of the caller's clock, or the system's.
pub(crate) fn timeout(own_clock: Option<&Arc<dyn Clock>>, duration: Duration) -> Timeout {
    match own_clock {
        Some(clock) => Either::Left(clock.timeout(duration)),
        None => Either::Right(system_timeout(duration)),
    }
}

/// Returns the given clock, such as that of some options, or the system's.
pub fn clock_or_system(clock: Option<&Arc<dyn Clock>>) -> &dyn Clock {
    clock.map_or(&SystemClock, |clock| &**clock)
}

/// Returns the clock that the caller put into the context of a call, or the system's, as one that can be kept.
pub fn shared_clock_from_context(ctx: &Context<'_>) -> Arc<dyn Clock> {
    ctx.value::<Arc<dyn Clock>>()
        .map_or_else(|| Arc::new(SystemClock) as Arc<dyn Clock>, Arc::clone)
}

/// Returns a random number from 0 (inclusive) to 1 (exclusive), for jitter.
pub fn random_fraction() -> f64 {
    let [.., a, b, c, d] = *Uuid::new_v4().as_bytes();
    f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
}

//! A clock that is moved by hand.

use super::lock::lock;
use crate::clock::Clock;
use azure_core::time::{Duration, OffsetDateTime};
use futures::{FutureExt, channel::oneshot, future::BoxFuture};
use std::sync::{Arc, Mutex};

/// A clock that [is stopped](Self::still) until it is moved, or that [jumps ahead](Self::hurried) instead of waiting.
#[derive(Debug)]
pub struct FakeClock {
    hurried: bool,
    now: Mutex<OffsetDateTime>,
    sleepers: Mutex<Vec<(OffsetDateTime, oneshot::Sender<()>)>>,
    slept: Mutex<Vec<Duration>>,
}

impl FakeClock {
    /// Makes a clock that is stopped at 2025-06-15, 15:06:40 UTC.
    pub fn still() -> Arc<Self> {
        Self::new(false)
    }

    /// Makes a clock that jumps ahead instead of waiting, from 2025-06-15, 15:06:40 UTC. Time limits are never reached with it.
    pub fn hurried() -> Arc<Self> {
        Self::new(true)
    }

    fn new(hurried: bool) -> Arc<Self> {
        let now = OffsetDateTime::UNIX_EPOCH + Duration::seconds(1_750_000_000);
        Arc::new(Self {
            hurried,
            now: Mutex::new(now),
            sleepers: Mutex::default(),
            slept: Mutex::default(),
        })
    }

    /// Moves the clock ahead, and wakes the sleepers whose time has come.
    pub fn advance(&self, duration: Duration) {
        let now = {
            let mut now = lock(&self.now);
            *now = now.saturating_add(duration);
            *now
        };
        let mut sleepers = lock(&self.sleepers);
        let (due, later) = sleepers.drain(..).partition(|(until, _)| *until <= now);
        *sleepers = later;
        drop(sleepers);
        let due: Vec<(OffsetDateTime, oneshot::Sender<()>)> = due;
        for (_, wake) in due {
            let _ = wake.send(());
        }
    }

    /// Returns the durations of all sleeps so far, in the order in which they began.
    pub fn slept(&self) -> Vec<Duration> {
        lock(&self.slept).clone()
    }

    /// Returns how many sleepers are waiting for the clock to move.
    pub fn asleep(&self) -> usize {
        let mut sleepers = lock(&self.sleepers);
        sleepers.retain(|(_, wake)| !wake.is_canceled());
        sleepers.len()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> OffsetDateTime {
        *lock(&self.now)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        lock(&self.slept).push(duration);
        if self.hurried {
            self.advance(duration);
            return futures::future::ready(()).boxed();
        }
        self.timeout(duration)
    }

    /// A stopped clock reaches limits when it is moved; a clock that jumps ahead never does.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if self.hurried {
            return futures::future::pending().boxed();
        }
        let (wake, woken) = oneshot::channel();
        lock(&self.sleepers).push((self.now().saturating_add(duration), wake));
        woken.map(|_| ()).boxed()
    }
}

//! Timers on a thread of their own, for calls that do not run on tokio: `azure_core` would start a thread for each of them.

use futures::task::AtomicWaker;
use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    pin::Pin,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    thread,
    time::{Duration, Instant},
};

/// Begins to wait; the time counts from here.
pub(super) fn wait(duration: Duration) -> Timer {
    let alarm = Arc::new(Alarm::default());
    // A time beyond what the system can represent never comes.
    if let Some(until) = Instant::now().checked_add(duration) {
        ring(until, Arc::clone(&alarm));
    }
    Timer(alarm)
}

/// Is ready once its time is over. The entry of a timer that was dropped is removed when its time is over.
pub(crate) struct Timer(Arc<Alarm>);

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.waker.register(cx.waker());
        if self.0.rings.load(Ordering::Acquire) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

#[derive(Default)]
struct Alarm {
    rings: AtomicBool,
    waker: AtomicWaker,
}

/// The time of an alarm. The order is reversed, so that the heap has the earliest on top.
struct Entry(Reverse<Instant>, Arc<Alarm>);

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

static ENTRIES: Mutex<BinaryHeap<Entry>> = Mutex::new(BinaryHeap::new());
static CHANGED: Condvar = Condvar::new();
static THREAD: OnceLock<()> = OnceLock::new();

fn entries() -> MutexGuard<'static, BinaryHeap<Entry>> {
    ENTRIES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn ring(until: Instant, alarm: Arc<Alarm>) {
    THREAD.get_or_init(|| {
        let started = thread::Builder::new()
            .name("client-runtime timers".to_owned())
            .spawn(run);
        if let Err(why) = started {
            tracing::warn!(%why, "the timer thread could not be started, so calls have no time limits");
        }
    });
    entries().push(Entry(Reverse(until), alarm));
    CHANGED.notify_one();
}

fn run() {
    let mut waiting = entries();
    loop {
        let Some(Entry(Reverse(until), _)) = waiting.peek() else {
            waiting = CHANGED.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let left = until.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            let woken = CHANGED.wait_timeout(waiting, left);
            waiting = woken.unwrap_or_else(PoisonError::into_inner).0;
            continue;
        }
        if let Some(Entry(_, alarm)) = waiting.pop() {
            // A waker is code of the executor, which may call into this module again.
            drop(waiting);
            alarm.rings.store(true, Ordering::Release);
            alarm.waker.wake();
            waiting = entries();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;

    #[test]
    fn timers_ring_in_the_order_of_their_times_without_a_runtime() {
        let began = Instant::now();
        let (late, soon) = (wait(Duration::from_millis(20)), wait(Duration::from_millis(1)));
        drop(wait(Duration::from_millis(5)));
        let never = wait(Duration::MAX);
        block_on(soon);
        block_on(late);
        assert!(began.elapsed() >= Duration::from_millis(20));
        assert!(!never.0.rings.load(Ordering::Acquire));
    }
}

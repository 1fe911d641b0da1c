//! One future that all its callers share, without a task of its own: whichever caller is polled drives it for all.
//!
//! It differs from `futures::future::Shared` in what happens when the future waits for itself, as it does when a refresher
//! calls the client that it refreshes. There, the waker that wakes all callers ends up among those it wakes, and wakes
//! itself with its lock held: the thread that fires timers stops, and every task with it. Here, wakers are taken out before
//! they are woken, so that going round ends at once; and a future that waits for itself does not keep itself alive.

use futures::future::BoxFuture;
use std::{
    collections::BTreeMap,
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Wake, Waker},
    thread::{self, ThreadId},
};

/// A caller of the shared future. It ends with `None` if there will be no outcome: the future panicked while another caller
/// polled it, or all callers that kept it were dropped.
pub(super) struct Flight<T> {
    hold: Hold<T>,
    callers: Arc<Callers>,
    /// Its key among the callers, once it waits.
    place: Option<u64>,
}

/// A weak reference, which makes further callers and does not keep the future.
pub(super) struct WeakFlight<T>(Weak<Shared<T>>);

enum Hold<T> {
    Keeping(Arc<Shared<T>>),
    /// A caller within the future itself, which would never be dropped if it kept itself.
    Within(Weak<Shared<T>>),
}

struct Shared<T> {
    stage: Mutex<Stage<T>>,
    callers: Arc<Callers>,
}

enum Stage<T> {
    Waiting(BoxFuture<'static, T>),
    /// Taken out by the caller that polls it on this thread.
    Polled(ThreadId),
    Done(T),
    Broken,
}

impl<T: Clone> Flight<T> {
    /// Makes the first caller; it does nothing until it is polled.
    pub(super) fn new(future: BoxFuture<'static, T>) -> Self {
        let callers = Arc::<Callers>::default();
        Self {
            hold: Hold::Keeping(Arc::new(Shared {
                stage: Mutex::new(Stage::Waiting(future)),
                callers: Arc::clone(&callers),
            })),
            callers,
            place: None,
        }
    }

    /// Returns a weak reference to the future.
    pub(super) fn downgrade(&self) -> WeakFlight<T> {
        WeakFlight(match &self.hold {
            Hold::Keeping(shared) => Arc::downgrade(shared),
            Hold::Within(shared) => Weak::clone(shared),
        })
    }
}

impl<T> WeakFlight<T> {
    /// Returns a further caller, if the future still exists. It must not be dropped under a lock: it may be the last one.
    pub(super) fn join(&self) -> Option<Flight<T>> {
        let shared = self.0.upgrade()?;
        let within = match &*lock(&shared.stage) {
            Stage::Waiting(_) | Stage::Done(_) => false,
            Stage::Polled(thread) => *thread == thread::current().id(),
            Stage::Broken => return None,
        };
        let callers = Arc::clone(&shared.callers);
        let hold = if within {
            Hold::Within(Weak::clone(&self.0))
        } else {
            Hold::Keeping(shared)
        };
        Some(Flight {
            hold,
            callers,
            place: None,
        })
    }
}

impl<T: Clone> Future for Flight<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.get_mut();
        // Before the stage is read; otherwise a wake in between would be lost.
        this.callers.register(&mut this.place, cx.waker());
        match &this.hold {
            Hold::Keeping(shared) => shared.poll(),
            Hold::Within(shared) => match shared.upgrade() {
                Some(shared) => shared.poll(),
                None => Poll::Ready(None),
            },
        }
    }
}

impl<T> Drop for Flight<T> {
    fn drop(&mut self) {
        let Some(place) = self.place else { return };
        let (waker, woken) = {
            let mut callers = self.callers.lock();
            (callers.waiting.remove(&place), callers.woken)
        };
        drop(waker); // after the lock, because it may be the last reference to a task
        // A wake during the poll of this caller may have been meant for it alone: now the others have to poll.
        if woken {
            self.callers.wake_all();
        }
    }
}

impl<T: Clone> Shared<T> {
    /// Polls the future, unless another caller is polling it.
    fn poll(&self) -> Poll<Option<T>> {
        let mut stage = lock(&self.stage);
        let mut future = match mem::replace(&mut *stage, Stage::Polled(thread::current().id())) {
            Stage::Waiting(future) => future,
            Stage::Polled(thread) => {
                *stage = Stage::Polled(thread);
                return Poll::Pending;
            }
            Stage::Done(outcome) => {
                *stage = Stage::Done(outcome.clone());
                return Poll::Ready(Some(outcome));
            }
            Stage::Broken => {
                *stage = Stage::Broken;
                return Poll::Ready(None);
            }
        };
        drop(stage);
        self.callers.lock().woken = false;
        let mut unwinding = Unwinding(Some(self));
        let waker = Waker::from(Arc::clone(&self.callers));
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if let Poll::Ready(outcome) = polled {
            drop(future);
            unwinding.0 = None;
            *lock(&self.stage) = Stage::Done(outcome.clone());
            self.callers.wake_all();
            return Poll::Ready(Some(outcome));
        }
        unwinding.0 = None;
        *lock(&self.stage) = Stage::Waiting(future);
        Poll::Pending
    }
}

impl<T> Drop for Shared<T> {
    /// Wakes the callers that did not keep the future.
    fn drop(&mut self) {
        self.callers.wake_all();
    }
}

/// Wakes the other callers when the future panics.
struct Unwinding<'a, T>(Option<&'a Shared<T>>);

impl<T> Drop for Unwinding<'_, T> {
    fn drop(&mut self) {
        if let Some(shared) = self.0 {
            *lock(&shared.stage) = Stage::Broken;
            shared.callers.wake_all();
        }
    }
}

/// The wakers of all callers that wait; waking it wakes them.
#[derive(Default)]
struct Callers(Mutex<Wakers>);

#[derive(Default)]
struct Wakers {
    waiting: BTreeMap<u64, Waker>,
    next: u64,
    /// Whether there was a wake since the last poll of the future began.
    woken: bool,
}

impl Callers {
    fn register(&self, place: &mut Option<u64>, waker: &Waker) {
        let waker = waker.clone();
        let mut wakers = self.lock();
        let place = *place.get_or_insert_with(|| {
            wakers.next += 1;
            wakers.next
        });
        let before = wakers.waiting.insert(place, waker);
        drop(wakers);
        drop(before);
    }

    /// Wakes each caller once. The lock is not held meanwhile: a waker may lead back here.
    fn wake_all(&self) {
        let taken = {
            let mut wakers = self.lock();
            wakers.woken = true;
            mem::take(&mut wakers.waiting)
        };
        taken.into_values().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, Wakers> {
        lock(&self.0)
    }
}

impl Wake for Callers {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

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

/// A caller of the shared future. It ends with `None` if the future is gone without an outcome: it panicked in the hands of
/// another caller, or all that kept it are gone.
pub(super) struct Flight<T> {
    hold: Hold<T>,
    callers: Arc<Callers>,
    /// Its place among the callers, once it waits.
    place: Option<u64>,
}

/// What finds the future again for further callers, and does not keep it.
pub(super) struct WeakFlight<T>(Weak<Shared<T>>);

enum Hold<T> {
    Keeping(Arc<Shared<T>>),
    /// From within the future itself, which would never end if it kept itself.
    Within(Weak<Shared<T>>),
}

struct Shared<T> {
    stage: Mutex<Stage<T>>,
    callers: Arc<Callers>,
}

enum Stage<T> {
    Waiting(BoxFuture<'static, T>),
    /// Taken out by the caller that is polled on this thread.
    Polled(ThreadId),
    Done(T),
    Broken,
}

impl<T: Clone> Flight<T> {
    /// Makes the first caller; nothing happens until it is polled.
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

    /// Returns what finds the future again.
    pub(super) fn downgrade(&self) -> WeakFlight<T> {
        WeakFlight(match &self.hold {
            Hold::Keeping(shared) => Arc::downgrade(shared),
            Hold::Within(shared) => Weak::clone(shared),
        })
    }
}

impl<T> WeakFlight<T> {
    /// Returns a further caller, if the future is still under way. Not to be dropped under a lock: it may be the last.
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
        // Before the stage is looked at, or a wake in between would be lost.
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
            (callers.wakers.remove(&place), callers.woken)
        };
        drop(waker); // after the lock, as it may be the last that holds a task
        // A wake while this caller polled found the others waiting for it: now they have to see to it.
        if woken {
            self.callers.wake_all();
        }
    }
}

impl<T: Clone> Shared<T> {
    /// Polls the future, unless another caller is at it.
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
    /// Tells those that did not keep the future.
    fn drop(&mut self) {
        self.callers.wake_all();
    }
}

/// Tells the other callers when the future panics.
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
    wakers: BTreeMap<u64, Waker>,
    next: u64,
    /// Whether there was a wake since the future was last begun to be polled.
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
        let before = wakers.wakers.insert(place, waker);
        drop(wakers);
        drop(before);
    }

    /// Wakes each caller once. The lock is not held meanwhile: a waker may lead back here.
    fn wake_all(&self) {
        let taken = {
            let mut wakers = self.lock();
            wakers.woken = true;
            mem::take(&mut wakers.wakers)
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
mod tests {
    use super::*;
    use futures::{FutureExt, channel::oneshot, future::poll_fn, task::noop_waker_ref};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts its wakes.
    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn poll<T: Clone>(flight: &mut Flight<T>, count: &Arc<Count>) -> Poll<Option<T>> {
        Pin::new(flight).poll(&mut Context::from_waker(&Waker::from(Arc::clone(count))))
    }

    /// A future that ends with what is sent, for two callers.
    fn two_callers() -> (oneshot::Sender<u8>, Flight<u8>, Flight<u8>) {
        let (send, receive) = oneshot::channel();
        let first = Flight::new(receive.map(|sent| sent.unwrap_or(0)).boxed());
        let second = first.downgrade().join().unwrap();
        (send, first, second)
    }

    #[test]
    fn any_caller_drives_it_for_all() {
        let (send, mut first, mut second) = two_callers();
        let (one, two) = <(Arc<Count>, Arc<Count>)>::default();
        assert!(poll(&mut first, &one).is_pending() && poll(&mut second, &two).is_pending());
        send.send(7).unwrap();
        assert_eq!(
            (one.0.load(Ordering::SeqCst), two.0.load(Ordering::SeqCst)),
            (1, 1)
        );
        assert_eq!(poll(&mut second, &two), Poll::Ready(Some(7)));
        assert_eq!(poll(&mut first, &one), Poll::Ready(Some(7)));
    }

    #[test]
    fn a_wake_that_a_dropped_caller_had_for_itself_is_passed_on() {
        let wakes = Arc::new(Mutex::new(None::<Waker>));
        let other = Arc::new(Mutex::new(None::<Flight<u8>>));
        let count = Arc::<Count>::default();
        let (wakes_inside, other_inside, count_inside) = (wakes.clone(), other.clone(), count.clone());
        // While the first polls, there is a wake, and after it the second comes along and finds the future taken.
        let future = poll_fn(move |cx| {
            cx.waker().wake_by_ref();
            if let Some(second) = lock(&other_inside).as_mut() {
                assert!(poll(second, &count_inside).is_pending());
            }
            *lock(&wakes_inside) = Some(cx.waker().clone());
            Poll::Pending
        });
        let mut first = Flight::new(future.boxed());
        *lock(&other) = first.downgrade().join();
        assert!(poll(&mut first, &Arc::default()).is_pending());
        assert_eq!(count.0.load(Ordering::SeqCst), 0);
        drop(first);
        assert_eq!(count.0.load(Ordering::SeqCst), 1);
        drop(lock(&other).take());
    }

    #[test]
    fn a_future_that_waits_for_itself_is_woken_as_often_as_something_happens_and_no_more() {
        let (send, receive) = oneshot::channel::<()>();
        let itself = Arc::new(Mutex::new(None::<WeakFlight<u8>>));
        let inside = Arc::clone(&itself);
        let future = async move {
            let again = lock(&inside).as_ref().and_then(WeakFlight::join).unwrap();
            futures::future::select(again, receive).await;
            7
        };
        let mut flight = Flight::new(future.boxed());
        *lock(&itself) = Some(flight.downgrade());
        let count = Arc::<Count>::default();
        assert!(poll(&mut flight, &count).is_pending());
        assert_eq!(count.0.load(Ordering::SeqCst), 0);
        send.send(()).unwrap();
        assert_eq!(count.0.load(Ordering::SeqCst), 1);
        assert_eq!(poll(&mut flight, &count), Poll::Ready(Some(7)));
    }

    #[test]
    fn a_future_that_waits_for_itself_does_not_keep_itself() {
        let kept = Arc::new(());
        let itself = Arc::new(Mutex::new(None::<WeakFlight<u8>>));
        let (inside, held) = (Arc::clone(&itself), Arc::clone(&kept));
        let future = async move {
            let _held = held;
            let again = lock(&inside).as_ref().and_then(WeakFlight::join).unwrap();
            again.await.unwrap_or(0)
        };
        let mut flight = Flight::new(future.boxed());
        *lock(&itself) = Some(flight.downgrade());
        assert!(poll(&mut flight, &Arc::default()).is_pending());
        drop(flight);
        assert_eq!(Arc::strong_count(&kept), 1);
        assert!(lock(&itself).as_ref().and_then(WeakFlight::join).is_none());
    }

    #[test]
    fn a_panic_is_that_of_one_caller_and_the_others_begin_anew() {
        let mut first = Flight::<u8>::new(async { panic!("on purpose") }.boxed());
        let weak = first.downgrade();
        let mut second = weak.join().unwrap();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = Pin::new(&mut first).poll(&mut Context::from_waker(noop_waker_ref()));
        }));
        assert!(result.is_err());
        assert_eq!(poll(&mut second, &Arc::default()), Poll::Ready(None));
        assert!(weak.join().is_none());
    }
}

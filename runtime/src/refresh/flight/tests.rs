//! One future, many callers, and itself among them.

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
    // While the first polls, there is a wake; then the second polls and finds the future in use.
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
        let again = lock(&inside).as_ref().and_then(WeakFlight::join).unwrap();
        let outcome = again.await.unwrap_or(0);
        drop(held);
        outcome
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

//! A refresher that waits for the token that it should bring gets an error in time, and other tasks continue.

use super::*;
use crate::{
    core::ClientCore,
    testing::{PACKAGE, Reply, Script},
};
use azure_core::http::{Context, Method, RawResponse};
use std::{
    sync::{OnceLock, Weak, mpsc},
    time::Duration as StdDuration,
};
use tokio::time::interval;

/// A credential that its own refresher has access to.
type Cell = Arc<OnceLock<BearerCredential>>;

/// Runs a test on a runtime with one thread and on one with several. A test that freezes its runtime fails.
fn on_each_runtime<F: Future<Output = ()>>(test: impl Fn() -> F + Clone + Send + 'static) {
    for threads in [0, 4] {
        let (done, ended) = mpsc::channel();
        let test = test.clone();
        std::thread::spawn(move || {
            let runtime = match threads {
                0 => tokio::runtime::Builder::new_current_thread()
                    .enable_time()
                    .build(),
                _ => tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(threads)
                    .enable_time()
                    .build(),
            };
            runtime.unwrap().block_on(test());
            done.send(()).unwrap();
        });
        let ended = ended.recv_timeout(StdDuration::from_secs(60));
        assert!(ended.is_ok(), "{threads} threads: failed, or the runtime froze");
    }
}

/// A task that must continue meanwhile.
fn ticker() -> Arc<AtomicUsize> {
    let ticks = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&ticks);
    tokio::spawn(async move {
        let mut interval = interval(StdDuration::from_millis(1));
        loop {
            interval.tick().await;
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    ticks
}

/// Waits until the ticker has ticked a few times more.
async fn goes_on(ticks: &AtomicUsize) {
    let before = ticks.load(Ordering::SeqCst);
    while ticks.load(Ordering::SeqCst) < before + 3 {
        tokio::task::yield_now().await;
    }
}

fn limited() -> TokenRefreshOptions {
    TokenRefreshOptions {
        timeout: Duration::milliseconds(30),
        ..Default::default()
    }
}

/// A credential whose refresher calls `ask` with the credential in the cell.
fn credential_asking<F, Fut>(cell: &Cell, ask: F) -> BearerCredential
where
    F: Fn(BearerCredential) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<String>> + Send + 'static,
{
    let cell = Arc::clone(cell);
    let refresher = move || ask(cell.get().unwrap().clone());
    BearerCredential::from_refresher_with_options(refresher, limited()).unwrap()
}

fn credential_asking_itself<F, Fut>(ask: F) -> BearerCredential
where
    F: Fn(BearerCredential) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<String>> + Send + 'static,
{
    let cell = Cell::default();
    let credential = credential_asking(&cell, ask);
    cell.set(credential.clone()).unwrap();
    credential
}

async fn ask(credential: BearerCredential) -> Result<String> {
    Ok(credential.get_token().await?.token.secret().to_owned())
}

fn assert_timed_out<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Credential);
    assert!(
        error.to_string().contains("did not answer within 30ms"),
        "{error}"
    );
}

#[test]
fn a_refresher_that_asks_its_own_credential_times_out() {
    on_each_runtime(|| async {
        let ticks = ticker();
        let credential = credential_asking_itself(ask);
        for _ in 0..2 {
            assert_timed_out(credential.get_token().await);
            goes_on(&ticks).await;
        }
    });
}

#[test]
fn a_refresher_that_calls_its_own_client_times_out() {
    on_each_runtime(|| async {
        let ticks = ticker();
        let script = Script::new([Reply::new(200, "\"t\"")]);
        let options = script.options();
        let credential = credential_asking_itself(move |own| {
            let core = ClientCore::new(&PACKAGE, "https://a.example", own.into(), &options);
            async move {
                let core = core?;
                let call = core.call(Method::Get, "/token").send(Context::new(), &[200]);
                let response: RawResponse = call.await?;
                response.into_body().into_string()
            }
        });
        let core = ClientCore::new(
            &PACKAGE,
            "https://a.example",
            credential.into(),
            &script.options(),
        )
        .unwrap();
        let call = core.call(Method::Get, "/x");
        assert_timed_out(call.send::<RawResponse>(Context::new(), &[200]).await);
        goes_on(&ticks).await;
        assert!(script.seen().is_empty());
    });
}

#[test]
fn two_credentials_that_refresh_through_each_other_time_out() {
    on_each_runtime(|| async {
        let ticks = ticker();
        let (to_first, to_second) = <(Cell, Cell)>::default();
        let (first, second) = (
            credential_asking(&to_second, ask),
            credential_asking(&to_first, ask),
        );
        to_first.set(first.clone()).unwrap();
        to_second.set(second.clone()).unwrap();
        assert_timed_out(first.get_token().await);
        goes_on(&ticks).await;
        // Both at once, and by many callers.
        let tasks: Vec<_> = (0..100)
            .map(|number| {
                let credential = if number % 2 == 0 {
                    first.clone()
                } else {
                    second.clone()
                };
                tokio::spawn(async move { assert_timed_out(credential.get_token().await) })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        goes_on(&ticks).await;
    });
}

#[test]
fn a_refresher_whose_task_asks_its_own_credential_times_out_and_does_not_spin() {
    on_each_runtime(|| async {
        let ticks = ticker();
        let polls = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&polls);
        let credential = credential_asking_itself(move |own| {
            let count = Arc::clone(&count);
            async move {
                let mut task = tokio::spawn(ask(own));
                let task = std::future::poll_fn(move |cx| {
                    count.fetch_add(1, Ordering::SeqCst);
                    std::pin::Pin::new(&mut task).poll(cx)
                });
                task.await.unwrap()
            }
        });
        assert_timed_out(credential.get_token().await);
        goes_on(&ticks).await;
        assert!(polls.load(Ordering::SeqCst) < 100, "{polls:?}");
    });
}

#[test]
fn many_callers_of_a_refresher_that_asks_its_own_credential_all_get_the_error() {
    on_each_runtime(|| async {
        let ticks = ticker();
        let credential = credential_asking_itself(ask);
        let tasks: Vec<_> = (0..500)
            .map(|_| {
                let credential = credential.clone();
                tokio::spawn(async move { assert_timed_out(credential.get_token().await) })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        goes_on(&ticks).await;
    });
}

#[tokio::test]
async fn a_refresher_that_asks_its_own_credential_while_the_token_is_good_is_given_that() {
    let clock = FakeClock::still();
    let (cell, expires_on) = (Cell::default(), clock.now() + Duration::minutes(1));
    let inside = Arc::clone(&cell);
    let refresher = move || {
        let own = inside.get().unwrap().clone();
        async move {
            let current = ask(own).await?;
            assert!(current.starts_with("t0."));
            Ok::<_, Error>(jwt("t1", expires_on + Duration::HOUR))
        }
    };
    let options = TokenRefreshOptions {
        initial_token: Some(jwt("t0", expires_on).into()),
        clock: Some(clock.clone()),
        ..Default::default()
    };
    let credential = BearerCredential::from_refresher_with_options(refresher, options).unwrap();
    cell.set(credential.clone()).unwrap();
    assert_eq!(name(&credential).await.unwrap(), "t1");
}

#[tokio::test]
async fn a_refresh_that_waits_for_itself_goes_away_with_its_callers() {
    let kept = Arc::new(());
    let weak: Weak<()> = Arc::downgrade(&kept);
    let credential = credential_asking_itself(move |own| {
        let weak = Weak::clone(&weak);
        async move {
            let _kept = weak.upgrade();
            ask(own).await
        }
    });
    assert!(poll_once(&mut Box::pin(credential.get_token())).await.is_none());
    assert_eq!(Arc::strong_count(&kept), 1);
}

#[tokio::test]
async fn a_clock_that_panics_once_is_the_end_of_one_call() {
    #[derive(Debug)]
    struct Moody(Arc<FakeClock>, AtomicUsize);

    impl Clock for Moody {
        fn now(&self) -> OffsetDateTime {
            self.0.now()
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            assert!(self.1.fetch_add(1, Ordering::SeqCst) > 0, "on purpose");
            self.0.sleep(duration)
        }
    }

    let clock = FakeClock::still();
    let server = Server::closed(&clock);
    let credential = server.credential_with_clock(Arc::new(Moody(clock, AtomicUsize::new(0))));
    let other = credential.clone();
    let first = tokio::spawn(async move { name(&other).await });
    assert!(first.await.unwrap_err().is_panic());
    server.open();
    assert_eq!(name(&credential).await.unwrap(), "t2");
}

//! Tests of each row of the table on tokens; the clock is moved by the tests.

mod extremes;
mod failing;
#[cfg(feature = "tokio")]
// With tokio the background task runs on the thread of the test, which knows when it waits.
mod proactive;
mod reentrant;
mod sharing;
mod simple;

use super::*;
use crate::testing::{FakeClock, jwt};
use azure_core::{Error, error::ErrorKind, time::Duration};
use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Semaphore;

/// A server that issues the tokens `t1`, `t2`, …, which are valid for an hour. A test can make it wait or fail.
struct Server {
    clock: Arc<FakeClock>,
    asked: AtomicUsize,
    life: Mutex<Duration>,
    failures: Mutex<VecDeque<&'static str>>,
    gate: Semaphore,
}

impl Server {
    fn new(clock: &Arc<FakeClock>) -> Arc<Self> {
        Arc::new(Self {
            clock: Arc::clone(clock),
            asked: AtomicUsize::new(0),
            life: Mutex::new(Duration::HOUR),
            failures: Mutex::default(),
            gate: Semaphore::new(1_000_000),
        })
    }

    /// A server that does not answer until [`open`](Self::open).
    fn closed(clock: &Arc<FakeClock>) -> Arc<Self> {
        let server = Self::new(clock);
        server.gate.forget_permits(1_000_000);
        server
    }

    fn open(&self) {
        self.gate.add_permits(1_000_000);
    }

    fn fail(&self, times: usize) {
        self.failures
            .lock()
            .unwrap()
            .extend(std::iter::repeat_n("the server is down", times));
    }

    fn live(&self, life: Duration) {
        *self.life.lock().unwrap() = life;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn credential(self: &Arc<Self>) -> BearerCredential {
        self.credential_with(TokenRefreshOptions::default())
    }

    fn credential_with_clock(self: &Arc<Self>, clock: Arc<dyn Clock>) -> BearerCredential {
        self.credential_with(TokenRefreshOptions {
            clock: Some(clock),
            ..Default::default()
        })
    }

    fn credential_with(self: &Arc<Self>, mut options: TokenRefreshOptions) -> BearerCredential {
        options.clock.get_or_insert_with(|| self.clock.clone());
        let server = Arc::clone(self);
        let refresher = move || {
            let server = Arc::clone(&server);
            async move {
                let count = server.asked.fetch_add(1, Ordering::SeqCst) + 1;
                server.gate.acquire().await.unwrap().forget();
                if let Some(why) = server.failures.lock().unwrap().pop_front() {
                    return Err(why);
                }
                let life = *server.life.lock().unwrap();
                Ok(jwt(&format!("t{count}"), server.clock.now() + life))
            }
        };
        BearerCredential::from_refresher_with_options(refresher, options).unwrap()
    }
}

/// The name of the token that a caller gets.
async fn name(credential: &BearerCredential) -> Result<String> {
    let token = credential.token().await?;
    Ok(token.secret().split('.').next().unwrap().to_owned())
}

/// Polls a future once, as its task would, and keeps it.
async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    futures::future::poll_immediate(future).await
}

use crate::Clock;

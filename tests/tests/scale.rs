//! A hundred thousand users in one process, with their allocations counted. It is a separate target with one test, because the
//! whole process is counted.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{
    alloc::System,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use acs_chat::{ChatClient, Clock, CommunicationTokenCredential, RefreshedToken, TokenRefreshOptions};
use azure_core::time::{Duration, OffsetDateTime};
use conformance::TOKEN;
use futures::{FutureExt as _, executor::block_on, future::BoxFuture};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const USERS: usize = 100_000;

/// The memory that a user may take besides the text of the token.
const MOST: usize = 512;

/// A time that is set.
#[derive(Debug)]
struct SetClock(Mutex<OffsetDateTime>);

impl Clock for SetClock {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        std::future::pending().boxed()
    }
}

/// Fetches tokens that end after so many seconds, of the length of a real one.
struct Server {
    clock: Arc<SetClock>,
    asked: AtomicUsize,
}

impl Server {
    fn issue(&self) -> RefreshedToken {
        self.asked.fetch_add(1, Ordering::Relaxed);
        RefreshedToken::with_expiry(TOKEN, self.clock.now() + Duration::HOUR)
    }
}

fn kept(region: &Region<System>) -> usize {
    let change = region.change();
    let grown =
        isize::try_from(change.bytes_allocated).unwrap() - isize::try_from(change.bytes_deallocated).unwrap();
    usize::try_from(grown + change.bytes_reallocated).unwrap()
}

#[test]
fn a_hundred_thousand_users_cost_little_and_their_refreshes_do_not_come_all_at_once() {
    let fixed = CommunicationTokenCredential::new(TOKEN).unwrap();
    let nobody = ChatClient::new("https://contoso.communication.azure.com", fixed, None).unwrap();
    let clock = Arc::new(SetClock(Mutex::new(OffsetDateTime::UNIX_EPOCH)));
    let server = Arc::new(Server {
        clock: Arc::clone(&clock),
        asked: AtomicUsize::new(0),
    });

    let region = Region::new(ALLOCATOR);
    let with_tokens: Vec<ChatClient> = (0..USERS)
        .map(|_| nobody.with_credential(CommunicationTokenCredential::new(TOKEN).unwrap()))
        .collect();
    let each = kept(&region) / USERS - TOKEN.len();
    assert!(each < MOST, "{each} bytes for a client with a fixed token");
    drop(with_tokens);

    let region = Region::new(ALLOCATOR);
    let users: Vec<(CommunicationTokenCredential, ChatClient)> = (0..USERS)
        .map(|_| {
            let server = Arc::clone(&server);
            let refresher = move || {
                let token = server.issue();
                async move { Ok::<_, std::io::Error>(token) }
            };
            let options = TokenRefreshOptions {
                clock: Some(clock.clone()),
                ..Default::default()
            };
            let credential =
                CommunicationTokenCredential::from_refresher_with_options(refresher, options).unwrap();
            let client = nobody.with_credential(credential.clone());
            (credential, client)
        })
        .collect();
    for (credential, _) in &users {
        block_on(credential.get_token()).unwrap();
    }
    let each = kept(&region) / USERS - TOKEN.len();
    assert!(
        each < MOST,
        "{each} bytes for a client with a refresher and its token"
    );
    assert_eq!(server.asked.load(Ordering::Relaxed), USERS);

    // All have been made in the same second; each asks every second.
    let mut most = 0;
    *clock.0.lock().unwrap() += Duration::minutes(58) - Duration::seconds(13);
    for _ in 0..13 {
        let before = server.asked.load(Ordering::Relaxed);
        *clock.0.lock().unwrap() += Duration::SECOND;
        for (credential, _) in &users {
            block_on(credential.get_token()).unwrap();
        }
        most = most.max(server.asked.load(Ordering::Relaxed) - before);
    }
    assert_eq!(
        server.asked.load(Ordering::Relaxed),
        2 * USERS,
        "all of them, and none twice"
    );
    assert!(most < USERS / 4, "{most} of {USERS} in one second");
}

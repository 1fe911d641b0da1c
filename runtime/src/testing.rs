//! For tests of clients: a transport that answers from a script in memory, a clock that is moved by hand, and tokens.
//!
//! It is there with the feature `test`.

use crate::{clock::Clock, package::Package};
use azure_core::{
    Bytes, Error, Result, base64,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, StatusCode, Transport, headers::Headers},
    time::{Duration, OffsetDateTime},
};
use futures::{FutureExt, channel::oneshot, future::BoxFuture};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
};

/// The package of clients in tests: `a-crate`, version 1.2.3.
pub static PACKAGE: Package = Package::new("a-crate", "1.2.3");

/// The reaction of the transport to one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with a status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// Fails, with a message.
    Fail(ErrorKind, &'static str),
    /// Does the same, but not before the second poll.
    Slow(Box<Reply>),
}

impl Reply {
    /// Answers with a status and a body, and no headers.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self::Answer(status, Vec::new(), body.into())
    }

    /// Adds a header to an answer; has no effect on the other reactions.
    #[must_use]
    pub fn with_header(self, name: &'static str, value: impl Into<String>) -> Self {
        let Self::Answer(status, mut headers, body) = self else {
            return self;
        };
        headers.push((name, value.into()));
        Self::Answer(status, headers, body)
    }
}

/// A request as it reached the transport.
#[derive(Clone, Debug)]
pub struct SeenRequest {
    /// Method and URL: `GET https://…`.
    pub line: String,
    /// The headers, including those of the credential.
    pub headers: Headers,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: String,
}

impl SeenRequest {
    /// Returns the value of a header.
    pub fn header(&self, name: &'static str) -> Option<&str> {
        self.headers.get_optional_str(&name.into())
    }
}

/// A transport that answers the first request with the first reply, the second with the second, and so on. When no reply is
/// left, it fails with [`ErrorKind::Other`].
#[derive(Debug)]
pub struct Script {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<SeenRequest>>,
}

impl Script {
    /// Makes a transport with these replies.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self {
            replies: Mutex::new(replies.into_iter().collect()),
            seen: Mutex::default(),
        })
    }

    /// Returns the options of a client that uses this transport.
    pub fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    /// Returns the requests so far, in their order.
    pub fn seen(&self) -> Vec<SeenRequest> {
        lock(&self.seen).clone()
    }

    /// Returns the lines of the requests so far, `GET https://…`.
    pub fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

#[async_trait::async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let body = String::from_utf8_lossy(&Bytes::from(request.body())).into_owned();
        let line = format!("{} {}", request.method(), request.url());
        lock(&self.seen).push(SeenRequest {
            line,
            headers: request.headers().clone(),
            body,
        });
        let mut reply = lock(&self.replies).pop_front();
        if let Some(Reply::Slow(later)) = reply {
            yield_once().await;
            reply = Some(*later);
        }
        match reply {
            Some(Reply::Slow(_)) => Err(Error::with_message(ErrorKind::Other, "slow once is enough")),
            Some(Reply::Answer(status, pairs, body)) => {
                let mut headers = Headers::new();
                for (name, value) in pairs {
                    headers.insert(name, value);
                }
                Ok(AsyncRawResponse::from_bytes(
                    StatusCode::from(status),
                    headers,
                    body,
                ))
            }
            Some(Reply::Fail(kind, message)) => Err(Error::with_message(kind, message)),
            None => Err(Error::with_message(ErrorKind::Other, "the script is over")),
        }
    }
}

/// Ends at the second poll.
async fn yield_once() {
    let mut polled = false;
    futures::future::poll_fn(|context| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Locks a mutex also when a test has panicked while it was locked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns a JSON Web Token that expires at the given time, to the second. It begins with `name` and a dot, so that tests can
/// tell it from others.
pub fn jwt(name: &str, expires_on: OffsetDateTime) -> String {
    let claims = serde_json::json!({ "exp": expires_on.unix_timestamp(), "n": name }).to_string();
    format!("{name}.{}.sig", base64::encode_url_safe(claims))
}

/// A clock that [stands still](Self::still) until it is moved, or that [jumps ahead](Self::hurried) instead of waiting.
#[derive(Debug)]
pub struct FakeClock {
    hurried: bool,
    now: Mutex<OffsetDateTime>,
    sleepers: Mutex<Vec<(OffsetDateTime, oneshot::Sender<()>)>>,
    slept: Mutex<Vec<Duration>>,
}

impl FakeClock {
    /// Makes a clock that stands still, at 2025-06-15, 15:06:40 UTC.
    pub fn still() -> Arc<Self> {
        Self::new(false)
    }

    /// Makes a clock that jumps ahead instead of waiting, from 2025-06-15, 15:06:40 UTC. With it no time limit is reached.
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

    /// On a clock that stands still, limits are reached when it is moved; on one that jumps ahead, never.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if self.hurried {
            return futures::future::pending().boxed();
        }
        let (wake, woken) = oneshot::channel();
        lock(&self.sleepers).push((self.now().saturating_add(duration), wake));
        woken.map(|_| ()).boxed()
    }
}

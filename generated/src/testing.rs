//! For tests: a transport that answers from a script in memory, a clock that is moved by hand, and tokens.

use crate::Clock;
use azure_core::{
    Bytes, Error, Result, base64,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, StatusCode, Transport, headers::Headers},
    time::{Duration, OffsetDateTime},
};
use futures::{FutureExt, channel::oneshot, future::BoxFuture};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// What the transport does with one request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(u16, Vec<(&'static str, String)>, String),
    Fail(ErrorKind, &'static str),
    /// Not at the first poll.
    Slow(Box<Reply>),
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self::Answer(status, Vec::new(), body.into())
    }

    pub(crate) fn with_header(self, name: &'static str, value: impl Into<String>) -> Self {
        let Self::Answer(status, mut headers, body) = self else {
            return self;
        };
        headers.push((name, value.into()));
        Self::Answer(status, headers, body)
    }
}

/// A request as it reached the transport.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: Headers,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &'static str) -> Option<&str> {
        self.headers.get_optional_str(&name.into())
    }
}

/// The transport. When the script is over it fails with [`ErrorKind::Other`].
#[derive(Debug)]
pub(crate) struct Script {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
}

impl Script {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self {
            replies: Mutex::new(replies.into_iter().collect()),
            seen: Mutex::default(),
        })
    }

    pub(crate) fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The request lines, `GET https://…`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

#[async_trait::async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let body = String::from_utf8(Bytes::from(request.body()).to_vec()).unwrap();
        let line = format!("{} {}", request.method(), request.url());
        self.seen.lock().unwrap().push(Seen {
            line,
            headers: request.headers().clone(),
            body,
        });
        let mut reply = self.replies.lock().unwrap().pop_front();
        if let Some(Reply::Slow(later)) = reply {
            tokio::task::yield_now().await;
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

/// A JSON Web Token that expires at the given time; `name` tells it from others.
pub(crate) fn jwt(name: &str, expires_on: OffsetDateTime) -> String {
    let claims = format!(r#"{{"exp":{},"n":"{name}"}}"#, expires_on.unix_timestamp());
    format!("{name}.{}.sig", base64::encode_url_safe(claims))
}

/// A clock that stands still until it is moved; or, if hurried, one that jumps ahead instead of waiting.
#[derive(Debug)]
pub(crate) struct FakeClock {
    hurried: bool,
    now: Mutex<OffsetDateTime>,
    sleepers: Mutex<Vec<(OffsetDateTime, oneshot::Sender<()>)>>,
    slept: Mutex<Vec<Duration>>,
}

impl FakeClock {
    pub(crate) fn still() -> Arc<Self> {
        Self::new(false)
    }

    pub(crate) fn hurried() -> Arc<Self> {
        Self::new(true)
    }

    fn new(hurried: bool) -> Arc<Self> {
        let now = OffsetDateTime::from_unix_timestamp(1_750_000_000).unwrap();
        Arc::new(Self {
            hurried,
            now: Mutex::new(now),
            sleepers: Mutex::default(),
            slept: Mutex::default(),
        })
    }

    pub(crate) fn advance(&self, duration: Duration) {
        let now = {
            let mut now = self.now.lock().unwrap();
            *now = now.saturating_add(duration);
            *now
        };
        let mut sleepers = self.sleepers.lock().unwrap();
        let (due, later) = sleepers.drain(..).partition(|(until, _)| *until <= now);
        *sleepers = later;
        drop(sleepers);
        let due: Vec<(OffsetDateTime, oneshot::Sender<()>)> = due;
        for (_, wake) in due {
            let _ = wake.send(());
        }
    }

    /// How long each sleep so far was to last.
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    /// How many sleepers are waiting for the clock to move.
    #[cfg(feature = "tokio")]
    pub(crate) fn asleep(&self) -> usize {
        let mut sleepers = self.sleepers.lock().unwrap();
        sleepers.retain(|(_, wake)| !wake.is_canceled());
        sleepers.len()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> OffsetDateTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.slept.lock().unwrap().push(duration);
        if self.hurried {
            self.advance(duration);
            return futures::future::ready(()).boxed();
        }
        self.timeout(duration)
    }

    /// A clock that stands still reaches limits when it is moved, and one that is hurried never.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if self.hurried {
            return futures::future::pending().boxed();
        }
        let (wake, woken) = oneshot::channel();
        self.sleepers
            .lock()
            .unwrap()
            .push((self.now().saturating_add(duration), wake));
        woken.map(|_| ()).boxed()
    }
}

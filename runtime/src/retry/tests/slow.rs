//! A call of a service whose responses take their time, on a clock that is moved second by second.

use super::*;
use azure_core::{
    Bytes,
    http::{AsyncRawResponse, HttpClient, StatusCode, Transport, headers::Headers},
};
use futures::{StreamExt as _, future::BoxFuture, future::poll_immediate, stream};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

/// A service whose responses take their time.
#[derive(Debug)]
pub(super) struct Slow {
    pub(super) clock: Arc<dyn Clock>,
    /// How long a response takes to begin; `None` means that it never does.
    pub(super) begins: Option<Duration>,
    pub(super) status: u16,
    /// The size of each piece of an endless body, and how long it takes.
    pub(super) piece: (usize, Duration),
    pub(super) pieces: Arc<AtomicUsize>,
    pub(super) requests: AtomicUsize,
}

#[async_trait]
impl HttpClient for Slow {
    async fn execute_request(&self, _: &Request) -> Result<AsyncRawResponse> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        match self.begins {
            None => std::future::pending::<()>().await,
            Some(wait) if wait.is_positive() => self.clock.timeout(wait).await,
            Some(_) => {}
        }
        let (size, wait) = self.piece;
        let (clock, pieces) = (Arc::clone(&self.clock), Arc::clone(&self.pieces));
        let body = stream::repeat(()).then(move |()| {
            pieces.fetch_add(1, Ordering::SeqCst);
            let pause = wait.is_positive().then(|| clock.timeout(wait));
            async move {
                if let Some(pause) = pause {
                    pause.await;
                }
                Ok(Bytes::from(vec![b'x'; size]))
            }
        });
        let status = StatusCode::from(self.status);
        Ok(AsyncRawResponse::new(status, Headers::new(), body.boxed()))
    }
}

pub(super) struct Stage {
    pub(super) clock: Arc<FakeClock>,
    pub(super) service: Slow,
    pub(super) limits: Option<CallLimits>,
    pub(super) policy: Option<CallLimits>,
    /// The hours by which the clock of the call is set forward or back each second.
    pub(super) lies: i64,
}

/// The result of one call, with the seconds and requests that it took.
pub(super) struct Outcome {
    pub(super) error: Error,
    pub(super) text: String,
    pub(super) seconds: i64,
    pub(super) requests: usize,
}

impl Stage {
    pub(super) fn new() -> Self {
        let clock = FakeClock::still();
        Self {
            service: Slow {
                clock: clock.clone(),
                begins: Some(Duration::ZERO),
                status: 200,
                piece: (1, Duration::seconds(10)),
                pieces: Arc::default(),
                requests: AtomicUsize::new(0),
            },
            clock,
            limits: None,
            policy: None,
            lies: 0,
        }
    }

    pub(super) fn pieces(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.service.pieces)
    }

    pub(super) async fn send(self, method: Method) -> Outcome {
        let service = Arc::new(self.service);
        let client: Arc<Slow> = Arc::clone(&service);
        let mut options = ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        };
        if let Some(limits) = self.policy {
            options.per_call_policies.push(Arc::new(limits));
        }
        let expires_on = OffsetDateTime::now_utc() + Duration::HOUR;
        let credential = BearerCredential::with_expiry("t", expires_on).unwrap();
        let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options).unwrap();
        let lying = Arc::new(Lying(self.clock.clone(), AtomicI64::new(0)));
        let clock: Arc<dyn Clock> = lying.clone();
        let mut context = Context::new().with_value(clock);
        if let Some(limits) = self.limits {
            context.insert(limits);
        }
        let began = self.clock.now();
        let mut call = pin!(core.call(method, "/x").send::<RawResponse>(context, &[200]));
        let error = loop {
            if let Some(result) = poll_immediate(call.as_mut()).await {
                break result.unwrap_err();
            }
            self.clock.advance(Duration::SECOND);
            let seconds = (self.clock.now() - began).whole_seconds();
            assert!(seconds < 100_000, "it never ends");
            lying.1.store(self.lies * seconds, Ordering::SeqCst);
        };
        Outcome {
            text: error.to_string(),
            error,
            seconds: (self.clock.now() - began).whole_seconds(),
            requests: service.requests.load(Ordering::SeqCst),
        }
    }
}

/// A clock that is set while its timers run.
#[derive(Debug)]
struct Lying(Arc<FakeClock>, AtomicI64);

impl Clock for Lying {
    fn now(&self) -> OffsetDateTime {
        self.0.now() + Duration::hours(self.1.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.timeout(duration)
    }
}

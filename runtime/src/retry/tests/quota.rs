//! A storm of retries: many callers of one client who fail at the same time.

use super::*;
use azure_core::http::{AsyncRawResponse, HttpClient, StatusCode, Transport, headers::Headers};
use futures::future::join_all;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A service that is down until it is set to be up, and counts its requests.
#[derive(Debug, Default)]
struct Service {
    up: AtomicBool,
    /// Whether the next request, and only that one, fails.
    stumbles: AtomicBool,
    requests: AtomicUsize,
}

#[async_trait]
impl HttpClient for Service {
    async fn execute_request(&self, _: &Request) -> Result<AsyncRawResponse> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        let up = self.up.load(Ordering::SeqCst) && !self.stumbles.swap(false, Ordering::SeqCst);
        let status = if up {
            StatusCode::Ok
        } else {
            StatusCode::ServiceUnavailable
        };
        Ok(AsyncRawResponse::from_bytes(status, Headers::new(), ""))
    }
}

impl Service {
    fn client(self: &Arc<Self>, quota: Option<RetryQuota>) -> ClientCore {
        let client: Arc<Self> = Arc::clone(self);
        let mut options = ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        };
        if let Some(quota) = quota {
            options.per_call_policies.push(Arc::new(quota));
        }
        ClientCore::new(&PACKAGE, "https://a.example", credential(), &options).unwrap()
    }

    /// Returns how many requests there were since the last call of this.
    fn requests(&self) -> usize {
        self.requests.swap(0, Ordering::SeqCst)
    }
}

fn credential() -> crate::authorization::Credential {
    let expires_on = OffsetDateTime::now_utc() + Duration::HOUR;
    BearerCredential::with_expiry("t", expires_on).unwrap().into()
}

async fn read(core: &ClientCore) -> Result<RawResponse> {
    read_in(core, Context::new()).await
}

async fn read_in(core: &ClientCore, context: Context<'_>) -> Result<RawResponse> {
    let clock: Arc<dyn Clock> = FakeClock::hurried();
    core.call(Method::Get, "/x")
        .send(context.with_value(clock), &[200])
        .await
}

#[tokio::test]
async fn a_thousand_callers_who_fail_together_do_not_send_nine_thousand_requests() {
    let service = Arc::new(Service::default());
    let core = service.client(None);
    let others = core.with_credential(credential());
    let callers = (0..1_000).map(|caller| {
        if caller % 2 == 0 {
            core.clone()
        } else {
            others.clone()
        }
    });
    let results = join_all(callers.map(|core| async move { read(&core).await })).await;
    assert_eq!(service.requests(), 1_000 + 100);
    let errors: Vec<_> = results.into_iter().map(Result::unwrap_err).collect();
    for error in &errors {
        assert_eq!(error.http_status(), Some(StatusCode::ServiceUnavailable));
    }
    let last = errors.last().unwrap().to_string();
    assert!(
        last.contains("not sent again") && last.contains("retry quota"),
        "{last}"
    );
}

#[tokio::test]
async fn a_client_whose_service_recovers_sends_as_before() {
    let service = Arc::new(Service::default());
    let core = service.client(None);
    join_all((0..100).map(|_| read(&core))).await;
    service.up.store(true, Ordering::SeqCst);
    service.requests();
    for _ in 0..500 {
        read(&core).await.unwrap();
    }
    assert_eq!(service.requests(), 500, "each once");
    for _ in 0..1_000 {
        service.stumbles.store(true, Ordering::SeqCst);
        read(&core).await.unwrap();
    }
    assert_eq!(service.requests(), 2_000, "what helps is given back");
    service.up.store(false, Ordering::SeqCst);
    read(&core).await.unwrap_err();
    assert_eq!(service.requests(), 9, "all tries, as of a new client");
}

#[tokio::test]
async fn a_few_failures_are_not_noticed() {
    let service = Arc::new(Service::default());
    let core = service.client(None);
    for _ in 0..12 {
        let error = read(&core).await.unwrap_err().to_string();
        assert!(!error.contains("not sent again"), "{error}");
        assert_eq!(service.requests(), 9);
    }
}

#[tokio::test]
async fn the_quota_can_be_set_shared_and_turned_off_for_a_client_or_a_call() {
    let service = Arc::new(Service::default());
    let none = service.client(Some(RetryQuota::new(0)));
    read(&none).await.unwrap_err();
    assert_eq!(service.requests(), 1);
    let own = Context::new().with_value(RetryQuota::unlimited());
    read_in(&none, own).await.unwrap_err();
    assert_eq!(service.requests(), 9);

    let unlimited = service.client(Some(RetryQuota::unlimited()));
    for _ in 0..50 {
        read(&unlimited).await.unwrap_err();
    }
    assert_eq!(service.requests(), 450);

    let shared = RetryQuota::new(40);
    for core in [service.client(Some(shared.clone())), service.client(Some(shared))] {
        read(&core).await.unwrap_err();
    }
    assert_eq!(service.requests(), 9 + 1);
}

#[tokio::test]
async fn a_message_that_was_not_sent_again_for_the_quota_says_so_and_what_that_means() {
    let text = |failure: Reply| async move {
        let mut options = Script::new([failure]).options();
        options.per_call_policies.push(Arc::new(RetryQuota::new(0)));
        let core = ClientCore::new(&PACKAGE, "https://a.example", credential(), &options).unwrap();
        read(&core).await.unwrap_err().to_string()
    };
    let broken = text(DROPPED).await;
    assert!(
        broken.contains("(not sent again: ")
            && broken.contains("quota is used up; the service may or may not"),
        "{broken}"
    );
    let unreachable = text(REFUSED).await;
    assert!(
        unreachable.contains("quota is used up)") && !unreachable.contains("may or may not"),
        "{unreachable}"
    );
}

#[test]
fn a_quota_neither_overflows_nor_falls_below_nothing() {
    for tokens in [0, 1, 4, 5, 9, 10, u32::MAX] {
        let quota = RetryQuota::new(tokens);
        quota.give_back(Some(u32::MAX));
        let mut taken = 0;
        while taken < 100 && quota.take(&TransientFailure::Broken).is_some() {
            taken += 1;
        }
        assert_eq!(taken, (tokens / 10).min(100), "{tokens}");
        quota.give_back(Some(u32::MAX));
        assert_eq!(
            quota.take(&TransientFailure::Unreachable).is_some(),
            tokens >= 5,
            "{tokens}"
        );
    }
}

//! Which requests are sent again, when, and for how long; on a clock that jumps ahead instead of waiting.

use super::*;
use crate::{
    BearerCredential, ServiceError,
    core::ClientCore,
    testing::{FakeClock, PACKAGE, Reply, Script},
};
use azure_core::{
    Result,
    error::ErrorKind,
    http::{ClientOptions, ExponentialRetryOptions, Method, RawResponse, RetryOptions},
};

mod limits;
mod log;
mod quota;
mod retries;
mod slow;

/// One call over a scripted transport.
struct Case {
    script: Arc<Script>,
    clock: Arc<FakeClock>,
    retry: RetryOptions,
    resend: Resend,
}

impl Case {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self {
            script: Script::new(replies),
            clock: FakeClock::hurried(),
            retry: RetryOptions::default(),
            resend: Resend::default(),
        }
    }

    async fn send(&self, method: Method, repeatable: bool) -> Result<RawResponse> {
        let options = ClientOptions {
            retry: self.retry.clone(),
            ..self.script.options()
        };
        let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc())?;
        let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options)?;
        let mut call = core.call(method, "/x");
        if repeatable {
            call = call.repeatability("repeatability-request-id", None::<&str>);
        }
        let clock: Arc<dyn Clock> = self.clock.clone();
        let context = Context::new().with_value(clock).with_value(self.resend);
        call.json("application/json", Some("body"))
            .send(context, &[200])
            .await
    }

    fn tries(&self) -> usize {
        self.script.seen().len()
    }
}

fn again(status: u16) -> Reply {
    Reply::new(status, "")
}

fn ok() -> Reply {
    Reply::new(200, "{}")
}

const REFUSED: Reply = Reply::Fail(ErrorKind::Connection, "Connection refused");
const DROPPED: Reply = Reply::Fail(ErrorKind::Io, "connection closed");

/// Headers whose values are not times to wait, and so not a sign that the service has not acted.
const NO_WAITS: [(&str, &str); 7] = [
    ("retry-after", "-5"),
    ("retry-after", "inf"),
    ("retry-after", "nan"),
    ("retry-after", "soon"),
    ("retry-after", "Sun, 15 Jun 2025 15:06:39 GMT"), // a second ago on the clock of the test
    ("retry-after-ms", "-1"),
    ("x-ms-retry-after-ms", "-1"),
];

#[tokio::test]
async fn what_may_be_repeated_is_sent_again_after_every_passing_failure() {
    for failure in [
        again(408),
        again(429),
        again(500),
        again(502),
        again(503),
        again(504),
        REFUSED,
        DROPPED,
    ] {
        for (method, repeatable) in [
            (Method::Get, false),
            (Method::Put, false),
            (Method::Delete, false),
            (Method::Post, true),
        ] {
            let case = Case::new([failure.clone(), ok()]);
            assert!(
                case.send(method, repeatable).await.is_ok(),
                "{failure:?} {method}"
            );
            assert_eq!(case.tries(), 2);
        }
    }
}

#[tokio::test]
async fn a_message_is_sent_again_only_when_the_service_cannot_have_acted() {
    for method in [Method::Post, Method::Patch] {
        for failure in [
            again(408),
            again(500),
            again(502),
            again(503),
            again(504),
            DROPPED,
        ] {
            let case = Case::new([failure.clone(), ok()]);
            assert!(case.send(method, false).await.is_err(), "{failure:?}");
            assert_eq!(case.tries(), 1, "{failure:?}");
        }
        for (name, nothing) in NO_WAITS {
            let case = Case::new([again(503).with_header(name, nothing), ok()]);
            assert!(case.send(method, false).await.is_err(), "{name}: {nothing}");
            assert_eq!(case.tries(), 1, "{name}: {nothing}");
        }
        for failure in [again(429), again(503).with_header("retry-after", "1"), REFUSED] {
            let case = Case::new([failure.clone(), ok()]);
            assert!(case.send(method, false).await.is_ok(), "{failure:?}");
            assert_eq!(case.tries(), 2, "{failure:?}");
        }
    }
}

#[tokio::test]
async fn the_caller_can_ask_for_more_or_for_none() {
    let mut case = Case::new([again(500), DROPPED, ok()]);
    case.resend = Resend::Always;
    assert!(case.send(Method::Post, false).await.is_ok());
    assert_eq!(case.tries(), 3);
    let mut case = Case::new([again(429), ok()]);
    case.resend = Resend::Never;
    assert!(case.send(Method::Get, false).await.is_err());
    assert_eq!(case.tries(), 1);
}

#[tokio::test]
async fn other_answers_are_final() {
    for status in [400, 401, 403, 404, 409, 412, 501, 505] {
        let case = Case::new([again(status), ok()]);
        assert!(case.send(Method::Get, false).await.is_err());
        assert_eq!(case.tries(), 1, "{status}");
    }
    let case = Case::new([Reply::Fail(ErrorKind::Other, "x"), ok()]);
    assert!(case.send(Method::Get, false).await.is_err());
    assert_eq!(case.tries(), 1);
}

#[tokio::test]
async fn every_way_to_say_wait_is_honoured_and_capped() {
    for (name, value, least, most) in [
        ("retry-after", "7", 7.0, 7.0),
        ("retry-after-ms", "2500", 2.5, 2.5),
        ("x-ms-retry-after-ms", "2500", 2.5, 2.5),
        // 2025-06-15T15:06:40Z on the clock of the test.
        ("retry-after", "Sun, 15 Jun 2025 15:06:50 GMT", 10.0, 10.0),
        ("retry-after", "Fri, 01 Jan 2100 00:00:00 GMT", 30.0, 30.0),
        ("retry-after", "1e99", 30.0, 30.0),
        ("retry-after", "0", 0.1, 0.3),
        ("retry-after", "-5", 0.1, 0.3),
        ("retry-after", "inf", 0.1, 0.3),
    ] {
        let case = Case::new([again(429).with_header(name, value), ok()]);
        case.send(Method::Post, false).await.unwrap();
        let slept = case.clock.slept()[0].as_seconds_f64();
        assert!((least..=most).contains(&slept), "{name}: {value}: {slept}");
    }
}

#[tokio::test]
async fn delays_double_with_jitter_and_end_within_the_limits() {
    let case = Case::new(std::iter::repeat_n(again(503), 100));
    let error = case.send(Method::Get, false).await.unwrap_err();
    assert_eq!(ServiceError::from_error(&error).unwrap().status, 503);
    assert_eq!(case.tries(), 9);
    for (retry, slept) in case.clock.slept().into_iter().enumerate() {
        let expected = 0.2 * f64::from(1 << retry);
        assert!(
            (0.79 * expected..=1.21 * expected).contains(&slept.as_seconds_f64()),
            "{retry}: {slept}"
        );
    }
}

#[tokio::test]
async fn the_options_of_the_caller_are_honoured() {
    let mut case = Case::new(std::iter::repeat_n(again(500), 100));
    case.retry = RetryOptions::none();
    assert!(case.send(Method::Get, false).await.is_err());
    assert_eq!(case.tries(), 1);
    let mut case = Case::new(std::iter::repeat_n(again(500), 100));
    case.retry = RetryOptions::exponential(ExponentialRetryOptions {
        max_retries: 2,
        initial_delay: Duration::seconds(10),
        ..Default::default()
    });
    assert!(case.send(Method::Get, false).await.is_err());
    assert_eq!(case.tries(), 3);
    assert!(case.clock.slept()[0] > Duration::seconds(7));
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_an_error_within_five_seconds_that_names_it() {
    let case = Case::new(std::iter::repeat_n(REFUSED, 100));
    let error = case.send(Method::Post, false).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let text = error.to_string();
    assert!(
        text.contains("https://a.example cannot be reached: Connection refused"),
        "{text}"
    );
    let total = case.clock.slept().into_iter().sum::<Duration>();
    assert!(
        total > Duration::SECOND && total <= Duration::seconds(5),
        "{total}"
    );
}

#[tokio::test]
async fn a_broken_connection_says_that_the_message_may_have_arrived() {
    let case = Case::new([DROPPED]);
    let text = case.send(Method::Post, false).await.unwrap_err().to_string();
    assert!(
        text.contains("connection closed (not sent again; the service may or may not"),
        "{text}"
    );
}

#[tokio::test]
async fn every_try_carries_the_same_ids_and_the_same_body() {
    let case = Case::new([again(500), DROPPED, again(429), ok()]);
    case.send(Method::Post, true).await.unwrap();
    let seen = case.script.seen();
    assert_eq!(seen.len(), 4);
    for name in ["x-ms-client-request-id", "repeatability-request-id"] {
        let ids: std::collections::BTreeSet<_> = seen.iter().map(|try_| try_.header(name)).collect();
        assert_eq!(ids.len(), 1, "{name}");
        assert_eq!(seen[0].header(name).map(str::len), Some(36), "{name}");
    }
    assert!(seen.iter().all(|try_| try_.body == r#""body""#));
}

#[tokio::test]
async fn policies_of_the_caller_run_once_per_call_or_once_per_try_as_they_ask() {
    #[derive(Debug, Default)]
    struct Count(std::sync::atomic::AtomicUsize);

    #[async_trait]
    impl Policy for Count {
        async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            assert_eq!(request.headers().get_optional_str(&"authorization".into()), None);
            next[0].send(ctx, request, &next[1..]).await
        }
    }

    let (calls, tries) = (Arc::new(Count::default()), Arc::new(Count::default()));
    let script = Script::new([again(500), again(500), ok()]);
    let mut options = script.options();
    options.per_call_policies.push(calls.clone());
    options.per_try_policies.push(tries.clone());
    let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
    let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), &options).unwrap();
    let clock: Arc<dyn Clock> = FakeClock::hurried();
    let context = Context::new().with_value(clock);
    core.call(Method::Get, "/x")
        .send::<RawResponse>(context, &[200])
        .await
        .unwrap();
    assert_eq!(
        (
            calls.0.load(std::sync::atomic::Ordering::SeqCst),
            tries.0.load(std::sync::atomic::Ordering::SeqCst)
        ),
        (1, 3)
    );
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_refused_connection_names_address_and_cause() {
    // The port is bound, so that it is not used by others, and closed again.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
    let endpoint = format!("http://127.0.0.1:{port}");
    let core = ClientCore::new(&PACKAGE, &endpoint, credential.into(), &ClientOptions::default()).unwrap();
    let clock: Arc<dyn Clock> = FakeClock::hurried();
    let context = Context::new().with_value(clock);
    let error = core
        .call(Method::Get, "/store/boxes")
        .send::<RawResponse>(context, &[200])
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with(&format!("{endpoint} cannot be reached: ")) && text.contains("refused"),
        "{text}"
    );
    assert!(!text.contains("/store"), "{text}");
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_an_http_client_there_is_an_error_and_no_panic() {
    let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
    let error = ClientCore::new(
        &PACKAGE,
        "https://a.example",
        credential.into(),
        &ClientOptions::default(),
    )
    .unwrap_err();
    assert!(error.to_string().contains("`reqwest`"), "{error}");
}

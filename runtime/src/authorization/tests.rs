//! Which requests carry the token, which do not, and what happens after a 401.

use super::*;
use crate::{
    BearerCredential,
    clock::Clock,
    collected_log::CollectedLog,
    core::ClientCore,
    refresh::{RefreshedToken, TokenRefreshOptions},
    testing::{FakeClock, PACKAGE, Reply, Script, jwt},
};
use async_trait::async_trait;
use azure_core::{
    http::{ClientOptions, Context, Method, RawResponse, Url},
    time::{Duration, OffsetDateTime},
};
use std::sync::atomic::{AtomicUsize, Ordering};

fn fixed(token: &str) -> BearerCredential {
    BearerCredential::with_expiry(token, OffsetDateTime::now_utc() + Duration::HOUR).unwrap()
}

/// A credential whose refresher brings `r1`, `r2`, … after an initial `r0`.
fn refreshing() -> (BearerCredential, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let refresher = move || {
        let count = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move { Ok::<_, Error>(later(&format!("r{count}"))) }
    };
    let options = TokenRefreshOptions {
        initial_token: Some(later("r0")),
        ..Default::default()
    };
    (
        BearerCredential::from_refresher_with_options(refresher, options).unwrap(),
        asked,
    )
}

fn later(name: &str) -> RefreshedToken {
    RefreshedToken::with_expiry(name, OffsetDateTime::now_utc() + Duration::HOUR)
}

async fn send(credential: BearerCredential, options: &ClientOptions) -> Result<RawResponse> {
    let core = ClientCore::new(&PACKAGE, "https://a.example", credential.into(), options)?;
    core.call(Method::Post, "/x")
        .json("application/json", Some("hi"))
        .send(Context::new(), &[200])
        .await
}

fn tokens(script: &Script) -> Vec<String> {
    script
        .seen()
        .iter()
        .map(|seen| seen.header("authorization").unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once_and_the_request_sent_once_more() {
    let script = Script::new([Reply::new(401, ""), Reply::new(200, "")]);
    let (credential, asked) = refreshing();
    send(credential.clone(), &script.options()).await.unwrap();
    assert_eq!(tokens(&script), ["Bearer r0", "Bearer r1"]);
    assert!(script.seen().iter().all(|seen| seen.body == r#""hi""#));
    let script = Script::new([Reply::new(200, "")]);
    send(credential, &script.options()).await.unwrap();
    assert_eq!(tokens(&script), ["Bearer r1"]);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_rejected_again_is_the_error_and_never_a_loop() {
    let script = Script::new((0..50).map(|_| Reply::new(401, "")));
    let (credential, asked) = refreshing();
    let error = send(credential, &script.options()).await.unwrap_err();
    assert_eq!(error.http_status(), Some(StatusCode::Unauthorized));
    assert_eq!(script.seen().len(), 2);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_fixed_token_that_is_rejected_is_sent_once_and_the_error_says_what_is_wrong() {
    let script = Script::new((0..5).map(|_| Reply::new(401, "")));
    let expired = BearerCredential::new(jwt("t", OffsetDateTime::UNIX_EPOCH)).unwrap();
    let error = send(expired, &script.options()).await.unwrap_err().to_string();
    assert_eq!(script.seen().len(), 1);
    assert!(
        error.contains("expired at 1970-01-01T00:00:00Z, and the credential has no refresher"),
        "{error}"
    );
}

#[tokio::test]
async fn a_rejected_token_whose_replacement_fails_leaves_the_answer_of_the_service() {
    let script = Script::new([Reply::new(401, ""), Reply::new(200, "")]);
    let options = TokenRefreshOptions {
        initial_token: Some(later("r0")),
        ..Default::default()
    };
    let refresher = || async { Err::<String, _>("down") };
    let credential = BearerCredential::from_refresher_with_options(refresher, options).unwrap();
    let error = send(credential, &script.options()).await.unwrap_err();
    assert_eq!(error.http_status(), Some(StatusCode::Unauthorized));
    assert_eq!(script.seen().len(), 1);
}

#[tokio::test]
async fn no_token_means_no_request() {
    let script = Script::new([Reply::new(200, "")]);
    let credential = BearerCredential::from_refresher(|| async { Err::<String, _>("down") });
    let error = send(credential, &script.options()).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Credential);
    assert!(script.seen().is_empty());
}

#[tokio::test]
async fn a_request_that_a_policy_points_elsewhere_does_not_leave() {
    #[derive(Debug)]
    struct Elsewhere;

    #[async_trait]
    impl Policy for Elsewhere {
        async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
            *request.url_mut() = Url::parse("https://b.example/x").unwrap();
            next[0].send(ctx, request, &next[1..]).await
        }
    }

    let script = Script::new([Reply::new(200, "")]);
    let mut options = script.options();
    options.per_try_policies.push(Arc::new(Elsewhere));
    let error = send(fixed("t"), &options).await.unwrap_err();
    assert!(error.to_string().contains("https://b.example"), "{error}");
    assert!(script.seen().is_empty());
}

#[tokio::test]
async fn one_pipeline_serves_many_users_each_with_their_own_token() {
    let script = Script::new((0..3).map(|_| Reply::new(200, "")));
    let ada = ClientCore::new(
        &PACKAGE,
        "https://a.example",
        fixed("ada").into(),
        &script.options(),
    )
    .unwrap();
    let bob = ada.with_credential(fixed("bob").into());
    for core in [&ada, &bob, &ada] {
        core.call(Method::Get, "/x")
            .send::<RawResponse>(Context::new(), &[200])
            .await
            .unwrap();
    }
    assert_eq!(tokens(&script), ["Bearer ada", "Bearer bob", "Bearer ada"]);
    assert_eq!(bob.endpoint().as_str(), "https://a.example/");
}

#[tokio::test]
async fn no_log_trace_error_or_debug_output_holds_a_token() {
    let log = CollectedLog::listen();
    let replies = [
        Reply::new(500, ""),
        Reply::Fail(ErrorKind::Io, "broke"),
        Reply::new(401, ""),
        Reply::new(403, r#"{"error":{"code":"Forbidden","message":"no"}}"#),
    ];
    let script = Script::new(replies);
    let names = Arc::new(AtomicUsize::new(0));
    let credential = BearerCredential::from_refresher(move || {
        let name = format!("s3cret{}", names.fetch_add(1, Ordering::SeqCst));
        async move { Ok::<_, Error>(jwt(&name, OffsetDateTime::now_utc() + Duration::HOUR)) }
    });
    let core = ClientCore::new(
        &PACKAGE,
        "https://a.example",
        credential.into(),
        &script.options(),
    )
    .unwrap();
    let clock: Arc<dyn Clock> = FakeClock::hurried();
    let context = Context::new().with_value(clock);
    let error = core
        .call(Method::Get, "/x")
        .send::<RawResponse>(context.to_borrowed(), &[200])
        .await
        .unwrap_err();
    let log = log.text();
    assert!(log.contains("Request"), "the pipeline was logged: {log}");
    assert!(tokens(&script).iter().any(|token| token.contains("s3cret1")));
    let shown = format!("{log} {error} {error:?} {core:?} {context:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

/// A credential that has nothing at hand, so that it must be asked.
#[derive(Debug)]
struct Slow(Credential);

impl Authorize for Slow {
    fn obtain(&self) -> BoxFuture<'_, Result<Arc<dyn Authorization>>> {
        let Credential(inner) = &self.0;
        inner.obtain()
    }
}

async fn combined(parts: Vec<Credential>, script: &Arc<Script>) -> Result<RawResponse> {
    let credential = CombinedCredential::new(parts);
    let core = ClientCore::new(
        &PACKAGE,
        "https://a.example",
        credential.into(),
        &script.options(),
    )?;
    core.call(Method::Get, "/x").send(Context::new(), &[200]).await
}

#[tokio::test]
async fn combined_credentials_are_all_in_the_request_whether_at_hand_or_not() {
    let parts = || -> Vec<Credential> {
        vec![
            ApiKeyCredential::header("x-key", "k1").unwrap().into(),
            ApiKeyCredential::query("code", "k2").unwrap().into(),
            ApiKeyCredential::cookie("a", "k3").unwrap().into(),
            ApiKeyCredential::cookie("b", "k4").unwrap().into(),
            fixed("t").into(),
        ]
    };
    let slow = parts()
        .into_iter()
        .map(|part| Credential::new(Slow(part)))
        .collect();
    for parts in [parts(), slow] {
        let script = Script::new([Reply::new(200, "")]);
        combined(parts, &script).await.unwrap();
        let seen = script.seen();
        assert_eq!(seen[0].line, "GET https://a.example/x?code=k2");
        assert_eq!(seen[0].header("x-key"), Some("k1"));
        assert_eq!(seen[0].header("cookie"), Some("a=k3; b=k4"));
        assert_eq!(seen[0].header("authorization"), Some("Bearer t"));
    }
}

#[tokio::test]
async fn of_combined_credentials_that_are_rejected_those_are_replaced_that_can_be() {
    let script = Script::new([Reply::new(401, ""), Reply::new(200, "")]);
    let (token, asked) = refreshing();
    let key = ApiKeyCredential::header("x-key", "k").unwrap();
    combined(vec![key.clone().into(), token.into()], &script)
        .await
        .unwrap();
    assert_eq!(tokens(&script), ["Bearer r0", "Bearer r1"]);
    assert!(script.seen().iter().all(|seen| seen.header("x-key") == Some("k")));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let script = Script::new([Reply::new(401, "")]);
    combined(vec![key.into()], &script).await.unwrap_err();
    assert_eq!(script.seen().len(), 1);
}

#[tokio::test]
async fn an_anonymous_call_of_a_client_carries_nothing() {
    let script = Script::new([Reply::new(200, ""), Reply::new(200, "")]);
    let core = ClientCore::new(
        &PACKAGE,
        "https://a.example",
        fixed("t").into(),
        &script.options(),
    )
    .unwrap();
    let call = || core.call(Method::Get, "/x");
    let _: RawResponse = call().anonymous().send(Context::new(), &[200]).await.unwrap();
    let _: RawResponse = call().send(Context::new(), &[200]).await.unwrap();
    let sent: Vec<_> = script
        .seen()
        .iter()
        .map(|seen| seen.header("authorization").is_some())
        .collect();
    assert_eq!(sent, [false, true]);
}

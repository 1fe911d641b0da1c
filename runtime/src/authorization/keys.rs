//! Tests of keys and passwords: where they are written, who sees them, and that nothing of them stays behind.

use super::*;
use crate::{
    core::ClientCore,
    testing::{FakeClock, PACKAGE, Reply, Script, SeenRequest},
};
use async_trait::async_trait;
use azure_core::http::{ClientOptions, Method, RawResponse};
use std::sync::Mutex;

/// Notes what a policy of the caller sees of each try: the URL and every header.
#[derive(Debug, Default)]
struct Onlooker(Mutex<Vec<String>>);

#[async_trait]
impl Policy for Onlooker {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let note = |request: &Request| {
            let headers = request.headers().iter();
            let headers: Vec<_> = headers
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            self.0
                .lock()
                .unwrap()
                .push(format!("{} {headers:?}", request.url()));
        };
        note(request);
        let result = next[0].send(ctx, request, &next[1..]).await;
        note(request);
        result
    }
}

/// Makes a call that is tried twice, with a cookie and a query of the caller's own; returns both tries, and what was seen of
/// the secret besides.
async fn send(credential: impl Into<Credential>) -> (Vec<SeenRequest>, String) {
    let script = Script::new([Reply::new(500, ""), Reply::new(200, "")]);
    let onlooker = Arc::new(Onlooker::default());
    let mut options: ClientOptions = script.options();
    options.per_try_policies.push(onlooker.clone());
    let credential = credential.into();
    let shown = format!("{credential:?}");
    let core = ClientCore::new(&PACKAGE, "https://a.example", credential, &options).unwrap();
    let clock: Arc<dyn crate::Clock> = FakeClock::hurried();
    let response = core
        .call(Method::Get, "/x")
        .query("a", Some("1"))
        .header("cookie", Some("own=1"))
        .send::<RawResponse>(Context::new().with_value(clock), &[200])
        .await;
    response.unwrap();
    let seen = format!("{:?} {shown}", onlooker.0.lock().unwrap());
    (script.seen(), seen)
}

#[tokio::test]
async fn a_key_in_a_header_is_on_every_try_and_nowhere_else() {
    let key = ApiKeyCredential::header("X-Api-Key", "s3cret").unwrap();
    let (tries, seen) = send(key).await;
    assert_eq!(tries.len(), 2);
    for sent in &tries {
        assert_eq!(sent.header("x-api-key"), Some("s3cret"));
        assert_eq!(sent.header("authorization"), None);
    }
    assert!(!seen.contains("s3cret"), "{seen}");
}

#[tokio::test]
async fn a_key_in_the_query_is_there_once_on_every_try_and_encoded() {
    let key = ApiKeyCredential::query("code key", "s3cret &=/+").unwrap();
    let (tries, seen) = send(key).await;
    for sent in &tries {
        assert_eq!(
            sent.line,
            "GET https://a.example/x?a=1&code%20key=s3cret%20%26%3D%2F%2B"
        );
    }
    assert!(!seen.contains("s3cret"), "{seen}");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_key_in_the_query_is_not_in_the_error_of_the_http_library() {
    let key = ApiKeyCredential::query("key", "s3cret").unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let endpoint = format!("http://127.0.0.1:{port}");
    let core = ClientCore::new(&PACKAGE, &endpoint, key.into(), &ClientOptions::default()).unwrap();
    let clock: Arc<dyn crate::Clock> = FakeClock::hurried();
    let error = core
        .call(Method::Get, "/x")
        .send::<RawResponse>(Context::new().with_value(clock), &[200])
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("refused") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn a_key_in_a_cookie_goes_along_with_the_cookies_of_the_caller_which_stay() {
    let key = ApiKeyCredential::cookie("session", "s3cret").unwrap();
    let (tries, seen) = send(key).await;
    for sent in &tries {
        assert_eq!(sent.header("cookie"), Some("own=1; session=s3cret"));
    }
    assert!(!seen.contains("s3cret"), "{seen}");
    assert_eq!(
        seen.matches("own=1").count(),
        4,
        "before and after each try: {seen}"
    );
}

#[tokio::test]
async fn a_name_and_a_password_are_sent_as_rfc_7617_says() {
    let basic = BasicCredential::new("Aladdin", "open sesame").unwrap();
    let (tries, seen) = send(basic).await;
    for sent in &tries {
        // The example of RFC 7617.
        let expected = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
        assert_eq!(sent.header("authorization"), Some(expected));
    }
    assert!(!seen.contains("QWxhZGRpb") && !seen.contains("sesame"), "{seen}");
}

#[tokio::test]
async fn who_needs_no_credential_sends_none() {
    let (tries, _) = send(Anonymous::default()).await;
    assert!(tries.iter().all(|sent| sent.header("authorization").is_none()));
    assert!(
        tries
            .iter()
            .all(|sent| sent.line == "GET https://a.example/x?a=1")
    );
}

#[test]
fn what_cannot_be_sent_is_refused_and_never_shown() {
    let refused = [
        ApiKeyCredential::header("", "s3cret"),
        ApiKeyCredential::header("x key", "s3cret"),
        ApiKeyCredential::header("x-key", ""),
        ApiKeyCredential::header("x-key", "  "),
        ApiKeyCredential::header("x-key", "s3cret\r\nother: 1"),
        ApiKeyCredential::query("", "s3cret"),
        ApiKeyCredential::query("key", ""),
        ApiKeyCredential::cookie("a=b", "s3cret"),
        ApiKeyCredential::cookie("a", "s3cret; other=1"),
    ];
    for result in refused {
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    for (user, password) in [("a:b", "s3cret"), ("a", "s3cret\n"), ("\u{7f}", "s3cret")] {
        let error = BasicCredential::new(user, password).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    assert!(
        BasicCredential::new("", "").is_ok(),
        "RFC 7617 allows both to be empty"
    );
    let shown = format!("{:?}", ApiKeyCredential::header("x-key", "s3cret").unwrap());
    assert!(!shown.contains("s3cret"), "{shown}");
}

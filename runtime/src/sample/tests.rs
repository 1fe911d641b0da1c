//! The behaviour of generated clients, tested on the sample.

mod refused;

use super::*;
use crate::{
    ServiceError, UnreadableAnswer,
    testing::{Reply, Script},
};
use azure_core::error::ErrorKind;
use futures::{TryStreamExt, future::poll_immediate};
use std::sync::Arc;

pub(super) fn client(script: &Arc<Script>) -> SampleBoxClient {
    let credential = BearerCredential::with_expiry("t0ken", OffsetDateTime::now_utc()).unwrap();
    let options = SampleClientOptions {
        client_options: script.options(),
    };
    let client = SampleClient::new("https://a.example/p/", credential, Some(options)).unwrap();
    client.box_client("19:a/b@box.v2")
}

pub(super) fn page(items: &str, next: &str) -> Reply {
    Reply::new(200, format!(r#"{{"value":[{items}],"nextLink":{next}}}"#))
}

/// A link to a page of the list, with `:` and `@` as the service writes them.
pub(super) fn link(page: impl std::fmt::Display) -> String {
    format!("https://a.example/p/store/boxes/19:a%2Fb@box.v2/messages?page={page}")
}

/// The link as a JSON string.
pub(super) fn quoted(page: impl std::fmt::Display) -> String {
    format!("\"{}\"", link(page))
}

#[tokio::test]
async fn a_call_arrives_as_it_was_put_together() {
    let script = Script::new([Reply::new(201, r#"{"id":"7"}"#)]);
    let options = SampleBoxClientSendOptions {
        start_time: Some(OffsetDateTime::UNIX_EPOCH),
        x_some: Some("x".into()),
        ..Default::default()
    };
    let sent = client(&script)
        .send("hello", Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(sent.id, "7");
    let seen = script.seen().remove(0);
    assert_eq!(
        seen.line,
        "POST https://a.example/p/store/boxes/19%3Aa%2Fb%40box.v2/messages\
         ?api-version=2025-03-15&startTime=1970-01-01T00%3A00%3A00Z"
    );
    assert_eq!(seen.body, r#"{"content":"hello"}"#);
    assert_eq!(seen.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("x-some"), Some("x"));
    assert_eq!(seen.header("repeatability-request-id").map(str::len), Some(36));
}

#[tokio::test]
async fn the_first_bad_argument_is_the_error_and_nothing_is_sent() {
    let script = Script::new([]);
    let mut client = client(&script);
    let options = SampleBoxClientSendOptions {
        x_some: Some("a\r\nb: c".into()),
        ..Default::default()
    };
    let error = client.send("hello", Some(options)).await.unwrap_err();
    assert!(error.to_string().contains("`x-some`"), "{error}");
    client.box_id = "..".into();
    let error = client.send("hello", None).await.unwrap_err();
    assert!(error.to_string().contains("`boxId`"), "{error}");
    assert!(client.list(None).is_err());
    assert!(script.lines().is_empty());
}

#[tokio::test]
async fn only_the_declared_status_is_a_success() {
    let body = r#"{"BoxStoreError":{"Code":"Forbidden","Message":"say \"no\"","Details":[]}}"#;
    let script = Script::new([Reply::new(200, r#"{"id":"7"}"#), Reply::new(403, body)]);
    let client = client(&script);
    assert_eq!(
        ServiceError::from_error(&client.send("a", None).await.unwrap_err())
            .unwrap()
            .status,
        200
    );
    let error = client.send("a", None).await.unwrap_err();
    assert!(error.to_string().starts_with("Forbidden: say \"no\""), "{error}");
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("Forbidden")
    );
}

#[tokio::test]
async fn a_list_is_followed_to_its_end_through_an_empty_page() {
    let link =
        "https://a.example/p/store/boxes/19:a%2Fb@box.v2/messages?startTime=1%2F1%2F1970&syncState=ab%3D";
    let script = Script::new([
        page("1,2", &format!("\"{link}\"")),
        page("", &quoted(3)),
        page("3", "null"),
    ]);
    let options = SampleBoxClientListOptions {
        max_page_size: Some(2),
        ..Default::default()
    };
    let items: Vec<i32> = client(&script)
        .list(Some(options))
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items, [1, 2, 3]);
    let lines = script.lines();
    assert!(
        lines[0].ends_with("messages?api-version=2025-03-15&maxPageSize=2"),
        "{}",
        lines[0]
    );
    assert_eq!(lines[1], format!("GET {link}"));
    assert_eq!(lines.len(), 3);
}

#[tokio::test]
async fn links_in_a_circle_end_with_an_error() {
    for length in 1..6usize {
        let pages = (0..60).map(|n| page("1", &quoted(n % length)));
        let script = Script::new(pages);
        let result: Result<Vec<i32>> = client(&script).list(None).unwrap().try_collect().await;
        let error = result.unwrap_err();
        assert!(error.to_string().contains("circle"), "{error}");
        assert!(script.lines().len() < 25, "{length}: {}", script.lines().len());
    }
}

#[tokio::test]
async fn a_pager_turned_into_pages_repeats_its_page_and_is_not_a_circle() {
    let script = Script::new([
        page("1", &quoted(2)),
        page("2,3", &quoted(3)),
        page("2,3", &quoted(3)),
        page("4", "\"\""),
    ]);
    let mut items = client(&script).list(None).unwrap();
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    let pages = items.into_pages().map_ok(|page| page.into_model().unwrap().value);
    assert_eq!(
        pages.try_collect::<Vec<_>>().await.unwrap(),
        [vec![2, 3], vec![4]]
    );
}

#[tokio::test]
async fn a_page_that_cannot_be_read_is_an_error() {
    for body in [
        "",
        "[]",
        "{",
        r#"{"nextLink":5}"#,
        r#"{"nextLink":"https://a.example/2"} x"#,
    ] {
        let script = Script::new([Reply::new(200, body)]);
        let result: Result<Vec<i32>> = client(&script).list(None).unwrap().try_collect().await;
        assert!(result.is_err(), "{body}");
    }
}

#[test]
fn an_application_id_that_would_panic_is_an_error() {
    for id in ["much-too-long-for-an-application-id", "a b"] {
        let mut client_options = Script::new([]).options();
        client_options.user_agent.application_id = Some(id.to_owned());
        let credential = BearerCredential::with_expiry("t", OffsetDateTime::now_utc()).unwrap();
        let options = SampleClientOptions { client_options };
        assert!(SampleClient::new("https://a.example", credential, Some(options)).is_err());
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_the_client_usable() {
    let slow = Reply::Slow(Box::new(Reply::new(201, r#"{"id":"1"}"#)));
    let script = Script::new([slow, Reply::new(201, r#"{"id":"2"}"#)]);
    let client = client(&script);
    assert!(poll_immediate(Box::pin(client.send("a", None))).await.is_none());
    assert_eq!(
        client.send("b", None).await.unwrap().into_model().unwrap().id,
        "2"
    );
}

#[tokio::test]
async fn a_list_whose_next_item_was_not_waited_for_loses_nothing() {
    let slow = |reply| Reply::Slow(Box::new(reply));
    let script = Script::new([slow(page("1", &quoted(2))), slow(page("2", "null"))]);
    let mut items = client(&script).list(None).unwrap();
    assert!(poll_immediate(items.try_next()).await.is_none());
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(poll_immediate(items.try_next()).await.is_none());
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(script.lines().len(), 2);
}

#[tokio::test]
async fn another_users_client_shares_the_pipeline() {
    let script = Script::new([Reply::new(201, "{}"), Reply::new(201, "{}")]);
    let credential = |token| BearerCredential::with_expiry(token, OffsetDateTime::now_utc()).unwrap();
    let options = SampleClientOptions {
        client_options: script.options(),
    };
    let ada = SampleClient::new("a.example", credential("ada"), Some(options)).unwrap();
    let bob = ada.with_credential(credential("bob"));
    assert_eq!(bob.endpoint().as_str(), "https://a.example/");
    for client in [ada, bob] {
        client.box_client("t").send("hi", None).await.unwrap();
    }
    let tokens: Vec<_> = script
        .seen()
        .iter()
        .map(|seen| seen.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer ada", "Bearer bob"]);
}

#[test]
fn clients_and_their_calls_are_send_and_sync() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shareable<T: Clone + Send + Sync + 'static>(_: &T) {}

    let client = client(&Script::new([]));
    is_shareable(&client);
    is_send(&client.send("a", None));
    is_send(&client.list(None).unwrap());
}

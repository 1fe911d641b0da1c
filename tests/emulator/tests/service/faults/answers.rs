//! Failures by status, and their times to wait.

use acs_emulator::{Fault, RetryAfter};
use serde_json::json;
use time::macros::datetime;

use super::{HELLO, somebody, written};

#[tokio::test]
async fn a_status_comes_instead_of_the_work() {
    let (emulator, ada, messages) = somebody().await;
    for (status, code) in [
        (408, "RequestTimeout"),
        (429, "TooManyRequests"),
        (500, "InternalServerError"),
        (502, "BadGateway"),
        (503, "ServiceUnavailable"),
        (418, "Imateapot"),
    ] {
        emulator.fault(Fault::status(status).once());
        ada.call("POST", &messages, "application/json", HELLO)
            .await
            .refused(status, code);
    }
    assert_eq!(written(&emulator), 0);
    ada.call("POST", &messages, "application/json", HELLO)
        .await
        .expect(201);
    assert_eq!(written(&emulator), 1);
    let statuses: Vec<_> = emulator
        .requests()
        .iter()
        .rev()
        .take(2)
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [Some(201), Some(418)]);
}

#[tokio::test]
async fn a_failure_that_was_carried_out_leaves_its_work() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::status(503).carried_out().once());
    ada.call("POST", &messages, "application/json", HELLO)
        .await
        .refused(503, "ServiceUnavailable");
    assert_eq!(written(&emulator), 1);
}

#[tokio::test]
async fn failures_have_the_form_of_their_version() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::status(503));
    let message = "The emulator was told to fail.";
    let reply = ada.speaking("2021-03-07").get(&messages).await.expect(503);
    assert_eq!(
        reply.json(),
        json!({ "CommunicationError": { "Code": "ServiceUnavailable", "Message": message, "Details": [] } })
    );
    let reply = ada
        .speaking("2020-09-21-preview2")
        .get(&messages)
        .await
        .expect(503);
    assert_eq!(
        reply.json(),
        json!({ "code": "ServiceUnavailable", "message": message, "innerErrors": [] })
    );
    emulator.clear_faults();
    emulator.fault(Fault::status(401));
    assert!(ada.get(&messages).await.expect(401).body.is_empty());
    let denied = ada
        .speaking("2023-10-01")
        .delete("/identities/x")
        .await
        .expect(401);
    assert_eq!(denied.json()["error"]["code"], "Denied");
}

#[tokio::test]
async fn the_caller_is_told_to_wait_in_every_way() {
    let (emulator, ada, messages) = somebody().await;
    let date = datetime!(2100-01-01 00:00 UTC);
    for (wait, header, value) in [
        (RetryAfter::Seconds(7), "retry-after", "7"),
        (
            RetryAfter::Date(date),
            "retry-after",
            "Fri, 01 Jan 2100 00:00:00 GMT",
        ),
        (RetryAfter::Milliseconds(250), "retry-after-ms", "250"),
        (RetryAfter::XMsMilliseconds(1), "x-ms-retry-after-ms", "1"),
    ] {
        emulator.fault(Fault::status(429).with_retry_after(wait).once());
        let reply = ada.get(&messages).await.expect(429);
        assert_eq!(reply.header(header), Some(value));
    }
    emulator.fault(Fault::status(429).once());
    let reply = ada.get(&messages).await.expect(429);
    assert!(
        ["retry-after", "retry-after-ms", "x-ms-retry-after-ms"]
            .iter()
            .all(|name| reply.header(name).is_none())
    );
}

#[tokio::test]
async fn headers_can_be_anything_that_http_allows() {
    let (emulator, ada, messages) = somebody().await;
    let redirect = Fault::status(307).with_header("location", "https://example.com/chat");
    emulator.fault(
        redirect
            .with_header("no header", "x")
            .with_header("x-y", "a\nb")
            .once(),
    );
    let reply = ada.get(&messages).await.expect(307);
    assert_eq!(reply.header("location"), Some("https://example.com/chat"));
    assert_eq!(reply.header("x-y"), None);
}

#[tokio::test]
async fn a_proxy_may_answer_with_a_page_of_its_own() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::answer(502, "text/html", "<h1>Bad gateway</h1>").once());
    let reply = ada.get(&messages).await.expect(502);
    assert_eq!(reply.header("content-type"), Some("text/html"));
    assert_eq!(reply.body, "<h1>Bad gateway</h1>");
    emulator.fault(Fault::answer(200, "application/json", r#"{"value":[{}]}"#).once());
    assert_eq!(
        ada.get(&messages).await.expect(200).json(),
        json!({ "value": [{}] })
    );
    emulator.fault(Fault::status(99).once());
    ada.get(&messages).await.expect(500);
}

#[tokio::test]
async fn next_links_can_lead_astray() {
    let (emulator, ada, messages) = somebody().await;
    for text in ["1", "2", "3"] {
        let body = json!({ "content": text });
        ada.post(&messages, body).await.expect(201);
    }
    let page = format!("{messages}?maxPageSize=2");
    let right = ada.get(&page).await.expect(200).json();
    let right = right["nextLink"].as_str().unwrap();

    emulator.fault(Fault::foreign_next_link("https://example.com/").once());
    let link = ada.get(&page).await.expect(200).json()["nextLink"].clone();
    let rest = right.strip_prefix(&ada.endpoint).unwrap();
    assert_eq!(link, format!("https://example.com{rest}"));

    emulator.fault(Fault::looping_next_link().times(2));
    let link = ada.get(&page).await.expect(200).json()["nextLink"].clone();
    assert_eq!(link, format!("{}{page}&api-version=2025-03-15", ada.endpoint));
    let again = ada.follow(link.as_str().unwrap()).await.expect(200).json();
    assert_eq!(again["nextLink"], link);

    emulator.fault(Fault::next_link("no link at all").once());
    let link = ada.get(&messages).await.expect(200).json()["nextLink"].clone();
    assert_eq!(link, "no link at all");

    emulator.fault(Fault::foreign_next_link("http://127.0.0.1:1").once());
    let last = ada.get(&messages).await.expect(200).json();
    assert!(
        last["nextLink"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:1/chat/")
    );
    emulator.fault(Fault::looping_next_link().once());
    let thread = messages.strip_suffix("/messages").unwrap();
    let no_page = ada.get(thread).await.expect(200).json();
    assert_eq!(no_page.get("nextLink"), None);
}

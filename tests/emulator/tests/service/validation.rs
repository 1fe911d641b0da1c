//! Every request is checked against the description before anything is done with it.

use serde_json::{Value, json};

use crate::support::{send, texts, two_people};

#[tokio::test]
async fn a_body_that_does_not_fit_is_refused_with_every_reason() {
    let (emulator, ada, _) = two_people().await;
    let body = json!({
        "topic": 7,
        "participants": [{ "displayName": true }, { "communicationIdentifier": { "communicationUser": {} } }],
        "metadata": { "n": 1 },
    });
    let reply = ada.post("/chat/threads", body).await.expect(400);
    let details = reply.json()["error"]["details"].as_array().unwrap().clone();
    let mut targets: Vec<_> = details
        .iter()
        .map(|one| one["target"].as_str().unwrap())
        .collect();
    targets.sort_unstable();
    let expected = [
        "/metadata/n",
        "/participants/0/communicationIdentifier",
        "/participants/0/displayName",
        "/participants/1/communicationIdentifier/communicationUser/id",
        "/topic",
    ];
    assert_eq!(targets, expected);
    assert!(emulator.threads().is_empty());
}

#[tokio::test]
async fn bodies_of_the_wrong_shape_are_refused() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let messages = format!("{thread}/messages");
    for body in [
        json!({}),
        json!([]),
        json!("text"),
        Value::Null,
        json!({ "content": null }),
    ] {
        ada.post(&messages, body).await.refused(400, "BadRequest");
    }
    for body in ["", "{", "{\"content\":\"x\"", "content=x", "\u{feff}{}"] {
        let reply = ada
            .call("POST", &messages, "application/json", body.as_bytes())
            .await;
        reply.refused(400, "BadRequest");
    }
    ada.call("POST", &messages, "application/json", b"{\"content\":\"\xff\"}")
        .await
        .refused(400, "BadRequest");
    let deep = format!("{{\"content\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    ada.call("POST", &messages, "application/json", deep.as_bytes())
        .await
        .refused(400, "BadRequest");
    assert!(texts(&emulator, &thread).is_empty());
}

#[tokio::test]
async fn dates_must_be_dates() {
    let (_emulator, ada, bob) = two_people().await;
    let participant = |date: &str| json!({ "topic": "", "participants": [{ "communicationIdentifier": bob.identifier(), "shareHistoryTime": date }] });
    ada.post("/chat/threads", participant("2020-01-01T00:00:00.1234567+00:00"))
        .await
        .expect(201);
    for bad in ["yesterday", "2020-01-01", "2020-13-01T00:00:00Z"] {
        let message = ada
            .post("/chat/threads", participant(bad))
            .await
            .refused(400, "BadRequest");
        assert!(
            message.contains("/participants/0/shareHistoryTime: must be a date"),
            "{message}"
        );
    }
    ada.get("/chat/threads?startTime=yesterday")
        .await
        .refused(400, "BadRequest");
}

#[tokio::test]
async fn a_retention_policy_follows_its_discriminator() {
    let (_emulator, ada, _) = two_people().await;
    let message = |policy: Value| {
        let ada = ada.clone();
        async move {
            ada.post("/chat/threads", json!({ "topic": "", "retentionPolicy": policy }))
                .await
        }
    };
    message(json!({ "kind": "none" })).await.expect(201);
    let text = message(json!({ "kind": "threadCreationDate" }))
        .await
        .refused(400, "BadRequest");
    assert!(
        text.contains("/retentionPolicy/deleteThreadAfterDays: is required"),
        "{text}"
    );
    let text = message(json!({ "deleteThreadAfterDays": 40 }))
        .await
        .refused(400, "BadRequest");
    assert!(text.contains("/retentionPolicy/kind: is required"), "{text}");
    let days = json!({ "kind": "threadCreationDate", "deleteThreadAfterDays": 40.5 });
    let text = message(days).await.refused(400, "BadRequest");
    assert!(text.contains("must be an integer"), "{text}");
}

#[tokio::test]
async fn only_declared_content_types_are_taken() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let (messages, body) = (format!("{thread}/messages"), br#"{"content":"x"}"#);
    for content_type in [
        "",
        "text/plain",
        "application/merge-patch+json",
        "application/xml",
    ] {
        ada.call("POST", &messages, content_type, body)
            .await
            .refused(415, "UnsupportedMediaType");
    }
    ada.call("POST", &messages, "Application/JSON; charset=utf-8", body)
        .await
        .expect(201);
    let patch = br#"{"topic":"x"}"#;
    ada.call("PATCH", &thread, "application/json", patch)
        .await
        .refused(415, "UnsupportedMediaType");
    assert_eq!(texts(&emulator, &thread), ["x"]);
    assert_eq!(emulator.threads()[0].topic, "Lunch");
}

#[tokio::test]
async fn an_api_version_must_be_given_and_known() {
    let (_emulator, ada, _) = two_people().await;
    let authorization = format!("Bearer {}", ada.token);
    let headers = [("authorization", authorization.as_str())];
    let missing = send(&ada.endpoint, "GET", "/chat/threads", &headers, b"").await;
    let served = missing.header("api-supported-versions").unwrap();
    assert!(served.ends_with(", 2025-03-15"), "{served}");
    missing.refused(400, "MissingApiVersionParameter");
    for version in ["", "2019-01-01", "2025-03-15-preview", "2025-03-15%20"] {
        let target = format!("/chat/threads?api-version={version}");
        let reply = send(&ada.endpoint, "GET", &target, &headers, b"").await;
        reply.refused(400, "UnsupportedApiVersionValue");
    }
}

#[tokio::test]
async fn a_path_or_method_that_is_not_described_is_not_found() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for (method, path) in [
        ("GET", "/".to_owned()),
        ("GET", "/chat".to_owned()),
        ("PUT", "/chat/threads".to_owned()),
        ("OPTIONS", "/chat/threads".to_owned()),
        ("GET", "/chat/threads/".to_owned()),
        ("GET", "//chat/threads".to_owned()),
        ("GET", format!("{thread}/readreceipts")),
        ("GET", format!("{thread}/messages/1/2")),
        ("DELETE", format!("{thread}/participants/{}", ada.id)),
        ("GET", format!("{thread}%2Fmessages")),
    ] {
        ada.call(method, &path, "", b"").await.refused(404, "NotFound");
    }
    ada.get("/chat/threads/%FF").await.refused(400, "BadRequest");
}

#[tokio::test]
async fn a_path_is_decoded_once() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    ada.get(&thread.replace(':', "%3A").replace('@', "%40"))
        .await
        .expect(200);
    ada.get(&thread.replace(':', "%253A"))
        .await
        .refused(404, "NotFound");
}

#[tokio::test]
async fn a_body_where_none_is_described_is_not_looked_at() {
    let (_emulator, ada, _) = two_people().await;
    ada.call("GET", "/chat/threads", "text/plain", b"whatever")
        .await
        .expect(200);
}

#[tokio::test]
async fn a_huge_body_is_refused() {
    let (emulator, ada, _) = two_people().await;
    let body = vec![b' '; 4 * 1024 * 1024 + 1];
    let reply = ada.call("POST", "/chat/threads", "application/json", &body).await;
    reply.refused(413, "RequestEntityTooLarge");
    assert_eq!(emulator.requests()[0].status, Some(413));
}

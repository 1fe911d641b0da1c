//! Messages as they are sent, listed, read, changed and deleted.

use acs_chat::models::{SendChatMessageRequest, UpdateChatMessageRequest};
use futures::TryStreamExt as _;

use crate::{JSON, PATCH, ROUTE, VERSION, Wire};

#[tokio::test]
async fn send_message_posts_and_returns_the_id() {
    let wire = Wire::new(201, r#"{"id":"17"}"#).await;
    let message = SendChatMessageRequest::new("<b>hi</b>")
        .with_message_type("html")
        .with_sender_display_name("Ada");
    let sent = wire
        .thread
        .send_message(message, None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    wire.expect(
        &format!("POST {ROUTE}/messages?{VERSION}"),
        JSON,
        r#"{"content":"<b>hi</b>","type":"html","senderDisplayName":"Ada"}"#,
    );
    assert_eq!(sent.id, "17");
}

#[tokio::test]
async fn send_message_takes_a_plain_text() {
    let wire = Wire::new(201, r#"{"id":"17"}"#).await;
    wire.thread.send_message("hello", None).await.unwrap();
    wire.expect(
        &format!("POST {ROUTE}/messages?{VERSION}"),
        JSON,
        r#"{"content":"hello"}"#,
    );
}

#[tokio::test]
async fn list_messages_reads_system_messages_without_sender_or_content() {
    let reply = r#"{"value":[{"id":"1","type":"participantMuted","sequenceId":"1","version":"1",
        "createdOn":"2026-01-02T03:04:05.1234567Z","senderDisplayName":""}]}"#;
    let wire = Wire::new(200, reply).await;
    let messages: Vec<_> = wire
        .thread
        .list_messages(None)
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    wire.expect(&format!("GET {ROUTE}/messages?{VERSION}"), None, "");
    assert_eq!(messages[0].message_type.as_str(), "participantMuted");
    assert_eq!((&messages[0].sender, &messages[0].content), (&None, &None));
}

#[tokio::test]
async fn get_message_gets_the_message() {
    let reply =
        r#"{"id":"1","type":"text","sequenceId":"1","version":"1","createdOn":"2026-01-02T03:04:05Z"}"#;
    let wire = Wire::new(200, reply).await;
    let message = wire
        .thread
        .get_message("a/../b", None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    wire.expect(&format!("GET {ROUTE}/messages/a%2F..%2Fb?{VERSION}"), None, "");
    assert_eq!(message.id, "1");
}

#[tokio::test]
async fn update_message_patches_the_message() {
    let wire = Wire::new(204, "").await;
    wire.thread
        .update_message("17", UpdateChatMessageRequest::new().with_content("x"), None)
        .await
        .unwrap();
    wire.expect(
        &format!("PATCH {ROUTE}/messages/17?{VERSION}"),
        PATCH,
        r#"{"content":"x"}"#,
    );
}

#[tokio::test]
async fn delete_message_deletes_the_message() {
    let wire = Wire::new(204, "").await;
    wire.thread.delete_message("17", None).await.unwrap();
    wire.expect(&format!("DELETE {ROUTE}/messages/17?{VERSION}"), None, "");
}

//! Participants, read receipts and typing.

use acs_chat::models::{
    ChatParticipant, ChatThreadClientListParticipantsOptions, ChatThreadClientSendTypingNotificationOptions,
    SendTypingNotificationRequest,
};
use futures::TryStreamExt as _;

use crate::{JSON, ROUTE, VERSION, Wire};

#[tokio::test]
async fn list_participants_sends_skip_even_when_it_is_zero() {
    let wire = Wire::new(
        200,
        r#"{"value":[{"communicationIdentifier":{"rawId":"8:acs:r_u"}}]}"#,
    )
    .await;
    let options = ChatThreadClientListParticipantsOptions {
        skip: Some(0),
        ..Default::default()
    };
    let people: Vec<_> = wire
        .thread
        .list_participants(Some(options))
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    wire.expect(&format!("GET {ROUTE}/participants?skip=0&{VERSION}"), None, "");
    assert_eq!(people[0].display_name, None);
}

#[tokio::test]
async fn add_participants_posts_to_the_action() {
    let wire = Wire::new(201, "{}").await;
    let people = [ChatParticipant::new("8:orgid:u").with_display_name("Ada")];
    let added = wire
        .thread
        .add_participants(people, None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    wire.expect(
        &format!("POST {ROUTE}/participants/:add?{VERSION}"),
        JSON,
        r#"{"participants":[{"communicationIdentifier":{"rawId":"8:orgid:u",
            "microsoftTeamsUser":{"userId":"u","isAnonymous":false,"cloud":"public"}},"displayName":"Ada"}]}"#,
    );
    assert_eq!(added.invalid_participants, None);
}

#[tokio::test]
async fn remove_participant_posts_the_identifier() {
    let wire = Wire::new(204, "").await;
    wire.thread.remove_participant("8:acs:r_u", None).await.unwrap();
    wire.expect(
        &format!("POST {ROUTE}/participants/:remove?{VERSION}"),
        JSON,
        r#"{"rawId":"8:acs:r_u","communicationUser":{"id":"8:acs:r_u"}}"#,
    );
}

#[tokio::test]
async fn list_read_receipts_gets_the_receipts() {
    let reply = r#"{"value":[{"senderCommunicationIdentifier":{"rawId":"8:acs:r_u"},"chatMessageId":"17",
        "readOn":"2026-01-02T03:04:05Z"}]}"#;
    let wire = Wire::new(200, reply).await;
    let receipts: Vec<_> = wire
        .thread
        .list_read_receipts(None)
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    wire.expect(&format!("GET {ROUTE}/readReceipts?{VERSION}"), None, "");
    assert_eq!(receipts[0].chat_message_id, "17");
}

#[tokio::test]
async fn send_read_receipt_posts_the_message_id() {
    let wire = Wire::new(200, "").await;
    wire.thread.send_read_receipt("17", None).await.unwrap();
    wire.expect(
        &format!("POST {ROUTE}/readReceipts?{VERSION}"),
        JSON,
        r#"{"chatMessageId":"17"}"#,
    );
}

#[tokio::test]
async fn send_typing_notification_posts_nothing_unless_given_a_body() {
    let wire = Wire::new(200, "").await;
    wire.thread.send_typing_notification(None).await.unwrap();
    wire.expect(&format!("POST {ROUTE}/typing?{VERSION}"), None, "");
    assert_eq!(wire.request().header("content-length"), Some("0"));

    let wire = Wire::new(200, "").await;
    let options = ChatThreadClientSendTypingNotificationOptions {
        body: Some(SendTypingNotificationRequest::new().with_sender_display_name("Ada")),
        ..Default::default()
    };
    wire.thread.send_typing_notification(Some(options)).await.unwrap();
    wire.expect(
        &format!("POST {ROUTE}/typing?{VERSION}"),
        JSON,
        r#"{"senderDisplayName":"Ada"}"#,
    );
}

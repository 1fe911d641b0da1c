//! Each operation of the default version as it arrives at a server that knows nothing: method, path, query, headers, body.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::HashMap;

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationIdentifier, CommunicationTokenCredential,
    models::{
        ChatClientCreateChatThreadOptions, ChatClientListChatThreadsOptions, ChatParticipant,
        ChatThreadClientListParticipantsOptions, ChatThreadClientSendTypingNotificationOptions,
        CreateChatThreadRequest, SendChatMessageRequest, SendTypingNotificationRequest,
        ThreadCreationDateRetentionPolicy, UpdateChatMessageRequest, UpdateChatThreadRequest,
    },
};
use azure_core::time::{OffsetDateTime, parse_rfc3339};
use conformance::{
    TOKEN,
    raw::{Answer, RawServer, Request},
};
use futures::TryStreamExt as _;

const THREAD: &str = "19:abc/d@thread.v2";
const ROUTE: &str = "/chat/threads/19%3Aabc%2Fd%40thread.v2";
const VERSION: &str = "api-version=2025-03-15";

struct Wire {
    server: RawServer,
    chat: ChatClient,
    thread: ChatThreadClient,
}

impl Wire {
    async fn new(status: u16, body: &str) -> Self {
        let server = RawServer::start([Answer::json(status, body)]).await.unwrap();
        let credential = CommunicationTokenCredential::new(TOKEN).unwrap();
        let chat = ChatClient::new(server.endpoint(), credential, None).unwrap();
        let thread = chat.chat_thread_client(THREAD);
        Self { server, chat, thread }
    }

    /// The one request that arrived, which every request of ours looks like.
    fn request(&self) -> Request {
        let requests = self.server.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        let request = requests[0].clone();
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {TOKEN}").as_str())
        );
        assert_eq!(request.header("accept"), Some("application/json"));
        assert!(request.header("x-ms-client-request-id").is_some());
        if request.body.is_empty() {
            assert_eq!(request.header("content-type"), None);
        }
        request
    }

    /// Asserts on the one request: its line, content type and body.
    fn expect(&self, line: &str, content_type: Option<&str>, body: &str) {
        let request = self.request();
        assert_eq!(request.line, line);
        assert_eq!(request.header("content-type"), content_type);
        let json = |text: &str| -> Option<serde_json::Value> {
            (!text.is_empty()).then(|| serde_json::from_str(text).unwrap())
        };
        assert_eq!(json(&request.body), json(body));
    }
}

const JSON: Option<&str> = Some("application/json");
const PATCH: Option<&str> = Some("application/merge-patch+json");

fn moment() -> OffsetDateTime {
    parse_rfc3339("2026-01-02T05:04:05.5+02:00").unwrap()
}

#[tokio::test]
async fn create_chat_thread_posts_topic_participants_and_policy_with_a_repeatability_id() {
    let reply = r#"{"chatThread":{"id":"19:x@thread.v2","topic":"t","createdOn":"2026-01-02T03:04:05Z",
        "createdByCommunicationIdentifier":{"rawId":"8:acs:r_u","communicationUser":{"id":"8:acs:r_u"}}},
        "invalidParticipants":[{"code":"403","message":"no","target":"8:acs:r_v"}]}"#;
    let wire = Wire::new(201, reply).await;
    let body = CreateChatThreadRequest::new("t")
        .with_participants([ChatParticipant::new("8:acs:r_u").with_share_history_time(moment())])
        .with_metadata(HashMap::from([("k".to_owned(), "v".to_owned())]))
        .with_retention_policy(ThreadCreationDateRetentionPolicy::new(60));
    let options = ChatClientCreateChatThreadOptions {
        repeatability_request_id: Some("the-id".to_owned()),
        ..Default::default()
    };
    let result = wire
        .chat
        .create_chat_thread(body, Some(options))
        .await
        .unwrap()
        .into_model()
        .unwrap();
    wire.expect(
        &format!("POST /chat/threads?{VERSION}"),
        JSON,
        r#"{"topic":"t","participants":[{"communicationIdentifier":{"rawId":"8:acs:r_u","communicationUser":{"id":"8:acs:r_u"}},
            "shareHistoryTime":"2026-01-02T05:04:05.5+02:00"}],
            "metadata":{"k":"v"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":60}}"#,
    );
    assert_eq!(wire.request().header("repeatability-request-id"), Some("the-id"));
    assert_eq!(result.chat_thread.id, "19:x@thread.v2");
    assert_eq!(
        result.invalid_participants.unwrap()[0].target.as_deref(),
        Some("8:acs:r_v")
    );
}

#[tokio::test]
async fn create_chat_thread_makes_a_repeatability_id_when_the_caller_gives_none() {
    let wire = Wire::new(503, "").await;
    let _ = wire.chat.create_chat_thread("t", None).await;
    let requests = wire.server.requests();
    let id = requests[0].header("repeatability-request-id").unwrap();
    assert_eq!(id.len(), 36, "{id}");
    assert!(
        requests
            .iter()
            .all(|request| request.header("repeatability-request-id") == Some(id))
    );
}

#[tokio::test]
async fn list_chat_threads_gets_with_page_size_and_start_time() {
    let wire = Wire::new(200, r#"{"value":[{"id":"a","topic":"t"}]}"#).await;
    let options = ChatClientListChatThreadsOptions {
        max_page_size: Some(5),
        start_time: Some(moment()),
        ..Default::default()
    };
    let items: Vec<_> = wire
        .chat
        .list_chat_threads(Some(options))
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    wire.expect(
        &format!("GET /chat/threads?maxPageSize=5&startTime=2026-01-02T03%3A04%3A05.5Z&{VERSION}"),
        None,
        "",
    );
    assert_eq!(items[0].last_message_received_on, None);
}

#[tokio::test]
async fn delete_chat_thread_deletes_the_encoded_path() {
    let wire = Wire::new(204, "").await;
    wire.chat.delete_chat_thread(THREAD, None).await.unwrap();
    wire.expect(&format!("DELETE {ROUTE}?{VERSION}"), None, "");
}

#[tokio::test]
async fn get_properties_gets_the_thread() {
    let reply = r#"{"id":"a","topic":"t","createdOn":"2026-01-02T03:04:05+00:00","unknown":[1],
        "createdByCommunicationIdentifier":{"rawId":"8:acs:r_u"},"retentionPolicy":{"kind":"later","x":1}}"#;
    let wire = Wire::new(200, reply).await;
    let thread = wire
        .thread
        .get_properties(None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    wire.expect(&format!("GET {ROUTE}?{VERSION}"), None, "");
    assert_eq!(thread.created_by, CommunicationIdentifier::from("8:acs:r_u"));
    let kept = serde_json::to_value(thread.retention_policy.unwrap()).unwrap();
    assert_eq!(kept, serde_json::json!({"kind": "later", "x": 1}));
}

#[tokio::test]
async fn update_properties_patches_and_can_remove() {
    let wire = Wire::new(204, "").await;
    let patch = UpdateChatThreadRequest::new()
        .with_topic("new")
        .with_metadata(HashMap::from([("gone".to_owned(), None)]))
        .without_retention_policy();
    wire.thread.update_properties(patch, None).await.unwrap();
    wire.expect(
        &format!("PATCH {ROUTE}?{VERSION}"),
        PATCH,
        r#"{"topic":"new","metadata":{"gone":null},"retentionPolicy":null}"#,
    );
}

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

#[tokio::test]
async fn a_path_argument_that_would_leave_its_segment_is_refused_before_anything_is_sent() {
    let wire = Wire::new(200, "").await;
    for id in ["", ".", ".."] {
        assert!(wire.thread.delete_message(id, None).await.is_err(), "{id:?}");
        assert!(
            wire.chat
                .chat_thread_client(id)
                .get_properties(None)
                .await
                .is_err(),
            "{id:?}"
        );
        assert!(
            wire.chat.chat_thread_client(id).list_messages(None).is_err(),
            "{id:?}"
        );
    }
    assert_eq!(wire.server.requests(), []);
}

#[tokio::test]
async fn only_the_declared_status_is_a_success() {
    for status in [200, 202, 204, 301, 400, 404, 418] {
        let wire = Wire::new(status, r#"{"id":"17"}"#).await;
        let error = wire.thread.send_message("x", None).await.unwrap_err();
        assert_eq!(error.http_status().map(u16::from), Some(status));
        assert_eq!(wire.server.requests().len(), 1);
    }
}

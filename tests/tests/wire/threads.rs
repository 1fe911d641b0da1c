//! Threads as they are made, listed, read, changed and deleted.

use std::collections::HashMap;

use acs_chat::{
    CommunicationIdentifier,
    models::{
        ChatClientCreateChatThreadOptions, ChatClientListChatThreadsOptions, ChatParticipant,
        CreateChatThreadRequest, ThreadCreationDateRetentionPolicy, UpdateChatThreadRequest,
    },
};
use futures::TryStreamExt as _;

use crate::{JSON, PATCH, ROUTE, THREAD, VERSION, Wire, moment};

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

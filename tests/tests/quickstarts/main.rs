//! Runs each quickstart against an emulator, and checks its output, its requests and its effects.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![allow(
    clippy::duplicate_mod,
    reason = "each example has its own copy of what they share"
)]

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../../generated/examples/quickstart.rs"]
mod quickstart;
#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../../generated/examples/quickstart_2020_09_21_preview2.rs"]
mod quickstart_2020_09_21_preview2;
#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../../generated/examples/quickstart_2020_11_01_preview3.rs"]
mod quickstart_2020_11_01_preview3;
#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../../generated/examples/quickstart_2021_03_07.rs"]
mod quickstart_2021_03_07;

mod stage;

use acs_emulator::{MessageKind, Priority};
use serde_json::{Value, json};
use stage::Stage;

#[tokio::test]
async fn the_default_version_at_its_best() {
    let stage = Stage::set().await;
    let done = quickstart::run(&stage.emulator.endpoint(), &stage.token)
        .await
        .unwrap();
    assert_eq!(done.listed, ["text", "topicUpdated", "participantAdded"]);
    assert_eq!(
        done.followed,
        ["participantAdded", "topicUpdated", "topicUpdated", "text"]
    );
    let names = [(&*done.thread_id, "{t}"), (&*done.message_id, "{m}")];
    assert_eq!(
        stage.trace("2025-03-15", &names),
        [
            "POST /chat/threads 201",
            "POST /chat/threads/{t}/messages 201",
            "GET /chat/threads/{t}/messages 200",
            "PATCH /chat/threads/{t} 204",
            "PATCH /chat/threads/{t}/messages/{m} 204",
            "POST /chat/threads/{t}/readReceipts 200",
            "GET /chat/threads/{t}/messages 200",
            "DELETE /chat/threads/{t}/messages/{m} 204",
            "GET /chat/threads/{t}/messages/{m} 200",
            "DELETE /chat/threads/{t} 204",
            "GET /chat/threads/{t} 404",
        ]
    );
    let sent = json!({"content": "hello world", "senderDisplayName": "Ada"});
    assert_eq!(stage.bodies("POST", "/messages"), [sent]);
    let thread = &stage.emulator.threads()[0];
    assert_eq!(
        (&*thread.topic, thread.deleted_on.is_some()),
        ("a better topic", true)
    );
    assert_eq!(stage.messages(&done.thread_id)[2], (MessageKind::Text, None));
}

#[tokio::test]
async fn the_quickstart_of_2020_09_21_preview2() {
    let stage = Stage::set().await;
    let key = stage.emulator.connection_string();
    let done = quickstart_2020_09_21_preview2::run(&stage.emulator.endpoint(), &stage.token, &key)
        .await
        .unwrap();
    let names = [
        (&*done.thread_id, "{t}"),
        (&*done.message_id, "{m}"),
        (&*done.member, "{user}"),
    ];
    assert_eq!(
        stage.trace("2020-09-21-preview2", &names),
        [
            "POST /identities 200",
            "POST /chat/threads 207",
            "POST /chat/threads/{t}/messages 201",
            "GET /chat/threads/{t}/messages 200",
            "GET /chat/threads/{t}/messages 200",
            "POST /identities 200",
            "POST /chat/threads/{t}/members 207",
            "DELETE /chat/threads/{t}/members/{user} 204",
            "PATCH /chat/threads/{t} 200",
            "GET /chat/threads/{t} 200",
            "PATCH /chat/threads/{t}/messages/{m} 200",
            "POST /chat/threads/{t}/typing 200",
            "POST /chat/threads/{t}/readreceipts 201",
            "GET /chat/threads/{t}/readreceipts 200",
            "DELETE /chat/threads/{t}/messages/{m} 204",
            "GET /chat/threads/{t}/messages/{m} 200",
            "DELETE /chat/threads/{t} 204",
        ]
    );

    let created = &stage.bodies("POST", "/chat/threads")[0];
    assert_eq!(created["topic"], "test topic");
    assert_eq!(created["members"][0]["id"], *done.member);
    assert_eq!(created["members"][0]["displayName"], "name");
    assert!(created["members"][0]["shareHistoryTime"].is_string());
    let sent = json!({"priority": "Normal", "content": "hello world", "senderDisplayName": "sender name"});
    assert_eq!(stage.bodies("POST", "/messages"), [sent]);
    let update = json!({"priority": "High", "content": "updated content"});
    assert_eq!(stage.bodies("PATCH", &done.message_id), [update]);
    assert_eq!(
        stage.having("PATCH", &done.message_id)[0].header("content-type"),
        Some("application/json")
    );

    let kinds: Vec<_> = done.polled.iter().map(|(kind, _)| &**kind).collect();
    assert_eq!(
        kinds,
        ["ThreadActivity/AddMember", "ThreadActivity/TopicUpdate", "Text"]
    );
    assert_eq!(done.polled[2].1, "hello world");
    assert_eq!(done.updated_topic.as_deref(), Some("updated thread topic"));
    assert_eq!(done.read_by, [&*stage.user]);
    assert!(done.deleted_on.is_some());
    assert_eq!(
        stage.participants(&done.thread_id),
        [&*stage.user, &*done.new_member]
    );
    let messages = stage.emulator.messages(&done.thread_id);
    let message = messages
        .iter()
        .find(|message| message.id == done.message_id)
        .unwrap();
    assert_eq!(message.priority, Priority::High);
    assert_eq!(message.sender_display_name.as_deref(), Some("sender name"));
}

#[tokio::test]
async fn the_quickstart_of_2020_11_01_preview3() {
    let stage = Stage::set().await;
    let key = stage.emulator.connection_string();
    let done = quickstart_2020_11_01_preview3::run(&stage.emulator.endpoint(), &stage.token, &key)
        .await
        .unwrap();
    assert_eq!(done.repeated_thread_id, done.deleted_thread_id);
    let names = [
        (&*done.thread_id, "{t}"),
        (&*done.deleted_thread_id, "{other}"),
        (&*done.message_ids[0], "{m}"),
        (&*done.new_users[0], "{new}"),
    ];
    let mut expected = vec!["POST /identities 200"];
    expected.extend(["POST /chat/threads 201"; 3]);
    expected.push("GET /chat/threads/{t} 200");
    expected.extend(["GET /chat/threads 200"; 2]);
    expected.push("DELETE /chat/threads/{other} 204");
    expected.extend(["POST /chat/threads/{t}/messages 201"; 3]);
    expected.push("GET /chat/threads/{t}/messages/{m} 200");
    expected.extend(["GET /chat/threads/{t}/messages 200"; 5]);
    expected.extend([
        "PATCH /chat/threads/{t} 204",
        "GET /chat/threads/{t} 200",
        "PATCH /chat/threads/{t}/messages/{m} 204",
        "GET /chat/threads/{t}/messages/{m} 200",
        "POST /chat/threads/{t}/readReceipts 200",
        "GET /chat/threads/{t}/readReceipts 200",
        "POST /chat/threads/{t}/typing 200",
        "DELETE /chat/threads/{t}/messages/{m} 204",
        "GET /chat/threads/{t}/messages/{m} 200",
        "POST /identities 200",
        "POST /chat/threads/{t}/participants/:add 201",
        "POST /identities 200",
        "POST /chat/threads/{t}/participants/:add 201",
        "DELETE /chat/threads/{t}/participants/{new} 204",
    ]);
    assert_eq!(stage.trace("2020-11-01-preview3", &names), expected);

    let ids: Vec<_> = stage
        .having("POST", "/chat/threads")
        .iter()
        .map(|request| request.header("repeatability-Request-ID").unwrap().to_owned())
        .collect();
    assert_eq!(ids[1..], ["b66d6031-fdcc-41df-8306-e524c9f226b8"; 2]);
    assert_eq!((ids[0].len(), ids[0] != ids[1]), (36, true), "made when absent");
    assert_eq!(stage.queries("/chat/threads", "maxPageSize"), [Some("5".into())]);
    assert!(stage.queries("/chat/threads", "startTime")[0].is_some());
    assert_eq!(stage.queries("/messages", "maxPageSize"), [Some("1".into())]);
    assert_eq!(stage.queries("/readReceipts", "maxPageSize"), [Some("2".into())]);
    assert_eq!(stage.queries("/readReceipts", "skip"), [Some("0".into())]);
    assert_eq!(stage.having("POST", "/typing")[0].body, b"");
    let types: Vec<_> = stage
        .bodies("POST", "/messages")
        .iter()
        .map(|body| body["type"].clone())
        .collect();
    assert_eq!(types, [Value::Null, json!("text"), json!("text")]);
    let patch = &stage.having("PATCH", &done.message_ids[0])[0];
    assert_eq!(patch.header("content-type"), Some("application/merge-patch+json"));

    assert_eq!(done.listed_threads, [&*done.deleted_thread_id, &*done.thread_id]);
    assert_eq!(
        done.message_types,
        ["text", "text", "text", "topicUpdated", "participantAdded"]
    );
    assert_eq!(done.updated_topic, "updated thread topic");
    assert_eq!(
        done.updated_content.as_deref(),
        Some("Hello! I am updated content")
    );
    assert_eq!(done.read_by, [&*stage.user]);
    assert!(done.deleted_on.is_some());
    assert_eq!(
        stage.participants(&done.thread_id),
        [&*stage.user, &*done.user, &*done.new_users[1]]
    );
    assert_eq!(stage.emulator.threads().len(), 2);
}

#[tokio::test]
async fn the_quickstart_of_2021_03_07() {
    let stage = Stage::set().await;
    let key = stage.emulator.connection_string();
    let done = quickstart_2021_03_07::run(&stage.emulator.endpoint(), &stage.token, &key)
        .await
        .unwrap();
    let names = [(&*done.thread_ids[1], "{t}")];
    let gone = stage.having("DELETE", "").remove(0).path;
    let gone = format!("DELETE {} 204", gone.replace("%3A", ":"));
    assert_eq!(
        stage.trace("2021-03-07", &names),
        [
            "POST /chat/threads 201",
            "GET /chat/threads 200",
            "POST /chat/threads 201",
            "POST /chat/threads/{t}/messages 201",
            "GET /chat/threads/{t}/messages 200",
            "GET /chat/threads/{t}/messages 200",
            "GET /chat/threads/{t}/messages 200",
            "POST /chat/threads/{t}/messages 201",
            "POST /chat/threads/{t}/readReceipts 200",
            "POST /identities 201",
            "POST /identities 201",
            "POST /identities 201",
            &gone,
            "POST /chat/threads/{t}/participants/:add 201",
            "POST /chat/threads/{t}/participants/:add 201",
            "GET /chat/threads/{t}/participants 200",
            "GET /chat/threads/{t}/participants 200",
        ]
    );

    let creates = stage.having("POST", "/chat/threads");
    assert!(
        creates
            .iter()
            .all(|request| request.header("repeatability-request-id").is_some())
    );
    assert_eq!(creates[0].json(), Some(json!({"topic": "test topic"})));
    assert!(stage.having("POST", "/identities").iter().all(|request| {
        request
            .header("authorization")
            .is_some_and(|value| value.starts_with("HMAC-SHA256 "))
    }));
    let added = stage.bodies("POST", "/participants/:add");
    let ids = |body: &Value| -> Vec<Value> {
        let people = body["participants"].as_array().unwrap();
        people
            .iter()
            .map(|one| one["communicationIdentifier"]["communicationUser"]["id"].clone())
            .collect()
    };
    assert_eq!(ids(&added[0]).len(), 3);
    assert_eq!(
        ids(&added[1]),
        ids(&added[0])[2..],
        "those who failed are added again"
    );
    let sent = json!({"content": "hello world", "senderDisplayName": "sender name", "type": "text"});
    assert_eq!(stage.bodies("POST", "/messages")[0], sent);

    assert_eq!(done.failures, [1, 1]);
    assert_eq!(done.listed_threads, done.thread_ids[..1]);
    assert_eq!(done.listed_messages, [Some("hello world".to_owned()), None, None]);
    assert_eq!(done.participants, stage.participants(&done.thread_ids[1]));
    assert_eq!(done.participants.len(), 3);
    let thread = stage.emulator.threads().remove(1);
    assert_eq!(thread.receipts[0].message_id, done.message_ids[1]);
}

//! Threads: create, list, read, change, delete.

use std::time::Duration;

use acs_emulator::Retention;
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{VERSION, each, person, send, thread_id, two_people};

#[tokio::test]
async fn a_thread_is_made_with_its_creator_and_those_invited() {
    let (emulator, ada, bob) = two_people().await;
    emulator.clock().set(datetime!(2021-09-03 19:27:18.9 UTC));
    let body = json!({
        "topic": "Lunch",
        "participants": [{
            "communicationIdentifier": bob.identifier(),
            "displayName": "Bob",
            "shareHistoryTime": "2020-01-01T00:00:00Z",
            "metadata": { "role": "guest" },
        }],
        "metadata": { "room": "7" },
        "retentionPolicy": { "kind": "threadCreationDate", "deleteThreadAfterDays": 60 },
        "unknown": true,
    });
    let reply = ada.post("/chat/threads", body).await.expect(201);
    let thread = &emulator.threads()[0];
    let expected = json!({
        "chatThread": {
            "id": thread.id,
            "topic": "Lunch",
            "createdOn": "2021-09-03T19:27:18Z",
            "createdByCommunicationIdentifier": ada.written(),
            "metadata": { "room": "7" },
            "retentionPolicy": { "kind": "threadCreationDate", "deleteThreadAfterDays": 60 },
        },
    });
    assert_eq!(reply.json(), expected);
    assert!(thread.id.starts_with("19:") && thread.id.ends_with("@thread.v2"));
    let people: Vec<_> = thread
        .participants
        .iter()
        .map(|one| one.identifier.raw_id())
        .collect();
    assert_eq!(people, [&ada.id, &bob.id]);
    assert_eq!(thread.participants[1].metadata["role"], "guest");
    assert_eq!(thread.retention, Some(Retention::Days(60)));
}

#[tokio::test]
async fn the_location_is_absolute_and_encodes_the_colon_but_not_the_at_sign() {
    let (_emulator, ada, _) = two_people().await;
    let reply = ada
        .post("/chat/threads", json!({ "topic": "" }))
        .await
        .expect(201);
    let id = reply.json()["chatThread"]["id"]
        .as_str()
        .unwrap()
        .replace(':', "%3A");
    assert_eq!(
        reply.header("location").unwrap(),
        format!("{}/chat/threads/{id}", ada.endpoint)
    );
    // It can be followed, because a path is decoded before it is understood.
    ada.get(&format!("/chat/threads/{id}")).await.expect(200);
}

#[tokio::test]
async fn a_new_thread_begins_with_the_messages_of_the_service() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let page = ada.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(each(&page, "type"), ["topicUpdated", "participantAdded"]);
    assert_eq!(each(&page, "sequenceId"), ["2", "1"]);
    let expected = json!({ "topic": "Lunch", "initiatorCommunicationIdentifier": ada.written() });
    assert_eq!(page["value"][0]["content"], expected);
    let people = page["value"][1]["content"]["participants"].as_array().unwrap();
    assert_eq!(people[1]["communicationIdentifier"], bob.written());
    for property in ["senderCommunicationIdentifier", "senderDisplayName"] {
        assert_eq!(page["value"][0].get(property), None);
    }
}

#[tokio::test]
async fn the_same_repeatability_id_answers_with_the_same_thread() {
    let (emulator, ada, bob) = two_people().await;
    let authorization = format!("Bearer {}", ada.token);
    let target = format!("/chat/threads?{VERSION}");
    let mut answers = Vec::new();
    for name in ["repeatability-request-id", "Repeatability-Request-ID"] {
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-type", "application/json"),
            (name, "one"),
        ];
        let body = br#"{"topic":"x","participants":[{"communicationIdentifier":{"rawId":"8:acs:r_u"}}]}"#;
        let reply = send(&ada.endpoint, "POST", &target, &headers, body)
            .await
            .expect(201);
        answers.push((reply.header("location").unwrap().to_owned(), reply.json()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(emulator.threads().len(), 1);

    let authorization = format!("Bearer {}", bob.token);
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
        ("repeatability-request-id", "one"),
    ];
    send(&bob.endpoint, "POST", &target, &headers, br#"{"topic":"x"}"#)
        .await
        .expect(201);
    assert_eq!(
        emulator.threads().len(),
        2,
        "the id of one person means nothing for another"
    );
}

#[tokio::test]
async fn callers_list_their_own_threads_newest_first() {
    let (_emulator, ada, bob) = two_people().await;
    let first = ada.thread(&[&bob]).await;
    let second = ada.thread(&[]).await;
    ada.say(&first, "hello").await;
    let page = ada.get("/chat/threads").await.expect(200).json();
    assert_eq!(each(&page, "id"), [thread_id(&second), thread_id(&first)]);
    assert_eq!(page.get("nextLink"), None);
    assert_eq!(
        page["value"][0].get("lastMessageReceivedOn"),
        None,
        "nobody has written there"
    );
    assert!(page["value"][1]["lastMessageReceivedOn"].is_string());
    let page = bob.get("/chat/threads").await.expect(200).json();
    assert_eq!(each(&page, "id"), [thread_id(&first)]);
}

#[tokio::test]
async fn threads_without_activity_since_the_start_time_are_left_out() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    ada.thread(&[]).await;
    emulator.clock().advance(Duration::from_secs(60));
    let recent = ada.thread(&[]).await;
    let page = ada
        .get("/chat/threads?startTime=2024-01-01T00:00:30Z")
        .await
        .expect(200)
        .json();
    assert_eq!(each(&page, "id"), [thread_id(&recent)]);
}

#[tokio::test]
async fn a_new_topic_is_announced_and_readable() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let reply = bob.patch(&thread, json!({ "topic": "Dinner" })).await.expect(204);
    assert!(reply.body.is_empty() && reply.header("content-type").is_none());
    assert_eq!(ada.get(&thread).await.expect(200).json()["topic"], "Dinner");
    let page = ada
        .get(&format!("{thread}/messages?maxPageSize=1"))
        .await
        .expect(200)
        .json();
    let expected = json!({ "topic": "Dinner", "initiatorCommunicationIdentifier": bob.written() });
    assert_eq!(page["value"][0]["content"], expected);
}

#[tokio::test]
async fn a_merge_patch_keeps_what_it_does_not_name_and_removes_what_it_nulls() {
    let (emulator, ada, _) = two_people().await;
    let body = json!({
        "topic": "Lunch",
        "metadata": { "a": "1", "b": "2" },
        "retentionPolicy": { "kind": "none" },
    });
    let created = ada.post("/chat/threads", body).await.expect(201).json();
    let thread = format!("/chat/threads/{}", created["chatThread"]["id"].as_str().unwrap());
    ada.patch(&thread, json!({})).await.expect(204);
    ada.patch(&thread, json!({ "metadata": { "a": null, "c": "3" } }))
        .await
        .expect(204);
    let read = ada.get(&thread).await.expect(200).json();
    assert_eq!(read["metadata"], json!({ "b": "2", "c": "3" }));
    assert_eq!(read["topic"], "Lunch");
    assert_eq!(read["retentionPolicy"], json!({ "kind": "none" }));
    ada.patch(&thread, json!({ "metadata": null, "retentionPolicy": null }))
        .await
        .expect(204);
    let read = ada.get(&thread).await.expect(200).json();
    assert_eq!((read.get("metadata"), read.get("retentionPolicy")), (None, None));
    // A topic cannot be removed, so null is taken as absent.
    ada.patch(&thread, json!({ "topic": null })).await.expect(204);
    assert_eq!(emulator.threads()[0].topic, "Lunch");
}

#[tokio::test]
async fn metadata_of_more_than_a_kilobyte_is_refused() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let pairs = |size: usize| json!({ "metadata": { "key": "v".repeat(size - 3) } });
    ada.patch(&thread, pairs(1024)).await.expect(204);
    let message = ada.patch(&thread, pairs(1025)).await.refused(400, "BadRequest");
    assert_eq!(message, "The metadata is 1025 bytes large; 1024 are allowed.");
    let body = json!({ "topic": "", "metadata": { "key": "v".repeat(1022) } });
    ada.post("/chat/threads", body).await.refused(400, "BadRequest");
    assert_eq!(emulator.threads().len(), 1);
}

#[tokio::test]
async fn a_retention_policy_deletes_the_thread_when_its_time_has_come() {
    let (emulator, ada, _) = two_people().await;
    let policy = |days: i64| json!({ "kind": "threadCreationDate", "deleteThreadAfterDays": days });
    for days in [0, 29, 91] {
        let body = json!({ "topic": "", "retentionPolicy": policy(days) });
        ada.post("/chat/threads", body).await.refused(400, "BadRequest");
    }
    let thread = ada.thread(&[]).await;
    ada.patch(&thread, json!({ "retentionPolicy": { "kind": "forever" } }))
        .await
        .refused(400, "BadRequest");
    ada.patch(&thread, json!({ "retentionPolicy": policy(30) }))
        .await
        .expect(204);
    emulator.clock().advance(Duration::from_secs(30 * 24 * 60 * 60));
    let ada = ada.with_token(emulator.token(&ada.id));
    ada.get(&thread).await.refused(404, "NotFound");
    assert!(ada.get("/chat/threads").await.expect(200).json()["value"][0]["deletedOn"].is_string());
}

#[tokio::test]
async fn a_deleted_thread_is_listed_as_deleted_and_otherwise_gone() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    bob.delete(&thread).await.expect(204);
    assert!(emulator.threads()[0].deleted_on.is_some());
    let page = ada.get("/chat/threads").await.expect(200).json();
    assert!(page["value"][0]["deletedOn"].is_string(), "{page}");
    ada.get(&thread).await.refused(404, "NotFound");
    ada.patch(&thread, json!({ "topic": "x" }))
        .await
        .refused(404, "NotFound");
    ada.post(&format!("{thread}/messages"), json!({ "content": "x" }))
        .await
        .refused(404, "NotFound");
    ada.delete(&thread).await.refused(404, "NotFound");
}

#[tokio::test]
async fn only_participants_read_and_change_a_thread() {
    let (emulator, ada, bob) = two_people().await;
    let eve = person(&emulator);
    let thread = ada.thread(&[&bob]).await;
    let message = format!("{thread}/messages/{}", ada.say(&thread, "secret").await);
    let before = emulator.messages(thread_id(&thread));
    let patch = Value::Object([("topic".to_owned(), "mine".into())].into_iter().collect());
    for reply in [
        eve.get(&thread).await,
        eve.patch(&thread, patch).await,
        eve.delete(&thread).await,
        eve.get(&format!("{thread}/messages")).await,
        eve.post(&format!("{thread}/messages"), json!({ "content": "x" }))
            .await,
        eve.get(&message).await,
        eve.patch(&message, json!({ "content": "x" })).await,
        eve.delete(&message).await,
        eve.get(&format!("{thread}/participants")).await,
        eve.post(
            &format!("{thread}/participants/:add"),
            json!({ "participants": [eve.participant()] }),
        )
        .await,
        eve.post(&format!("{thread}/participants/:remove"), ada.identifier())
            .await,
        eve.get(&format!("{thread}/readReceipts")).await,
        eve.post(
            &format!("{thread}/readReceipts"),
            json!({ "chatMessageId": before[2].id }),
        )
        .await,
        eve.post(&format!("{thread}/typing"), json!({})).await,
    ] {
        reply.refused(403, "Forbidden");
    }
    assert_eq!(emulator.messages(thread_id(&thread)), before);
    assert_eq!(emulator.threads()[0].participants.len(), 2);
}

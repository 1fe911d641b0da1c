//! Messages: send, list, read, edit, delete.

use std::time::Duration;

use serde_json::json;
use time::macros::datetime;

use crate::support::{each, texts, thread_id, two_people};

#[tokio::test]
async fn a_message_is_sent_and_read_back() {
    let (emulator, ada, bob) = two_people().await;
    emulator.clock().set(datetime!(2021-09-03 19:27:18.25 UTC));
    let thread = ada.thread(&[&bob]).await;
    let body = json!({ "content": "<b>hi</b>", "type": "html", "senderDisplayName": "Ada", "metadata": { "k": "v" } });
    let reply = ada.post(&format!("{thread}/messages"), body).await.expect(201);
    let id = reply.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(reply.json(), json!({ "id": id }));
    let location = format!("{}{}/messages/{id}", ada.endpoint, thread.replace(':', "%3A"));
    assert_eq!(reply.header("location").unwrap(), location);
    let expected = json!({
        "id": id,
        "type": "html",
        "sequenceId": "3",
        "version": id,
        "content": { "message": "<b>hi</b>" },
        "senderDisplayName": "Ada",
        "createdOn": "2021-09-03T19:27:18Z",
        "senderCommunicationIdentifier": ada.written(),
        "metadata": { "k": "v" },
    });
    assert_eq!(
        bob.get(&format!("{thread}/messages/{id}"))
            .await
            .expect(200)
            .json(),
        expected
    );
    assert_eq!(texts(&emulator, &thread), ["<b>hi</b>"]);
}

#[tokio::test]
async fn message_ids_are_milliseconds_that_increase_even_when_the_clock_stands() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let thread = ada.thread(&[]).await;
    let mut last = 1_704_067_200_000;
    for _ in 0..3 {
        let id: i64 = ada.say(&thread, "x").await.parse().unwrap();
        assert!(id > last, "{id} {last}");
        last = id;
    }
}

#[tokio::test]
async fn a_message_without_a_type_is_text_and_its_sender_without_a_name_has_an_empty_one() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let id = ada.say(&thread, "hi").await;
    let message = ada
        .get(&format!("{thread}/messages/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&message["type"], &message["senderDisplayName"]),
        (&json!("text"), &json!(""))
    );
    assert_eq!(message.get("metadata"), None);
}

#[tokio::test]
async fn only_text_and_html_can_be_sent() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for kind in ["topicUpdated", "somethingNew"] {
        let body = json!({ "content": "x", "type": kind });
        ada.post(&format!("{thread}/messages"), body)
            .await
            .refused(400, "BadRequest");
    }
    assert!(texts(&emulator, &thread).is_empty());
}

#[tokio::test]
async fn messages_are_listed_newest_first() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    for text in ["one", "two"] {
        ada.say(&thread, text).await;
    }
    let page = bob.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(each(&page, "sequenceId"), ["4", "3", "2", "1"]);
    assert_eq!(page["value"][0]["content"]["message"], "two");
}

#[tokio::test]
async fn messages_before_the_start_time_are_left_out() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let thread = ada.thread(&[]).await;
    ada.say(&thread, "early").await;
    emulator.clock().advance(Duration::from_secs(60));
    ada.say(&thread, "late").await;
    for start in [
        "2024-01-01T00:01:00Z",
        "2024-01-01T01:00:30%2B01:00",
        "1%2F1%2F2024%2012%3A00%3A30%20AM%20%2B00%3A00",
    ] {
        let page = ada
            .get(&format!("{thread}/messages?startTime={start}"))
            .await
            .expect(200)
            .json();
        assert_eq!(each(&page, "sequenceId"), ["4"], "{start}");
    }
}

#[tokio::test]
async fn an_edit_changes_content_version_sequence_and_edit_time() {
    let (emulator, ada, _) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let thread = ada.thread(&[]).await;
    let id = ada.say(&thread, "helo").await;
    let path = format!("{thread}/messages/{id}");
    emulator.clock().advance(Duration::from_secs(5));
    let body = json!({ "content": "hello", "metadata": { "k": "v", "gone": null } });
    assert!(ada.patch(&path, body).await.expect(204).body.is_empty());
    let message = ada.get(&path).await.expect(200).json();
    assert_eq!(message["content"], json!({ "message": "hello" }));
    assert_eq!(message["metadata"], json!({ "k": "v" }));
    assert_eq!(message["createdOn"], "2024-01-01T00:00:00Z");
    assert_eq!(message["editedOn"], "2024-01-01T00:00:05Z");
    assert_eq!(message["sequenceId"], "4");
    let version: i64 = message["version"].as_str().unwrap().parse().unwrap();
    assert!(version > id.parse().unwrap());
    ada.patch(&path, json!({ "metadata": null })).await.expect(204);
    let message = ada.get(&path).await.expect(200).json();
    assert_eq!(
        (message["content"]["message"].as_str(), message.get("metadata")),
        (Some("hello"), None)
    );
    ada.patch(&path, json!({ "content": null })).await.expect(204);
    let message = ada.get(&path).await.expect(200).json();
    assert_eq!(message["content"]["message"], "hello", "as if it were absent");
}

#[tokio::test]
async fn a_deleted_message_stays_with_an_empty_content() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let id = ada.say(&thread, "oops").await;
    let path = format!("{thread}/messages/{id}");
    assert!(ada.delete(&path).await.expect(204).body.is_empty());
    let page = bob
        .get(&format!("{thread}/messages?maxPageSize=1"))
        .await
        .expect(200)
        .json();
    let message = &page["value"][0];
    assert_eq!(message["id"], id);
    assert_eq!(message["content"], json!({ "message": "" }));
    assert!(message["deletedOn"].is_string());
    ada.patch(&path, json!({ "content": "x" }))
        .await
        .refused(404, "NotFound");
    let deleted = emulator.messages(thread_id(&thread));
    ada.delete(&path).await.expect(204);
    assert_eq!(
        emulator.messages(thread_id(&thread)),
        deleted,
        "twice is as good as once"
    );
}

#[tokio::test]
async fn a_message_is_changed_by_its_sender_only() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let id = ada.say(&thread, "mine").await;
    let path = format!("{thread}/messages/{id}");
    bob.patch(&path, json!({ "content": "yours" }))
        .await
        .refused(403, "Forbidden");
    bob.delete(&path).await.refused(403, "Forbidden");
    let of_the_service = format!(
        "{thread}/messages/{}",
        emulator.messages(thread_id(&thread))[0].id
    );
    ada.delete(&of_the_service).await.refused(403, "Forbidden");
    assert_eq!(texts(&emulator, &thread), ["mine"]);
}

#[tokio::test]
async fn a_message_that_is_too_long_is_refused() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let body = |size: usize| json!({ "content": "x".repeat(size) });
    ada.post(&format!("{thread}/messages"), body(28 * 1024))
        .await
        .expect(201);
    ada.post(&format!("{thread}/messages"), body(28 * 1024 + 1))
        .await
        .refused(400, "BadRequest");
    assert_eq!(texts(&emulator, &thread).len(), 1);
}

#[tokio::test]
async fn people_write_at_the_same_time_and_nothing_is_lost() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (writer, thread) = (
            if number % 2 == 0 { ada.clone() } else { bob.clone() },
            thread.clone(),
        );
        tasks.spawn(async move { writer.say(&thread, &number.to_string()).await });
    }
    let mut ids = tasks.join_all().await;
    let messages = emulator.messages(thread_id(&thread));
    let sequence: Vec<_> = messages.iter().map(|message| message.sequence).collect();
    assert_eq!(sequence, (1..=52).collect::<Vec<_>>());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 50);
    let mut numbers: Vec<u32> = texts(&emulator, &thread)
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..50).collect::<Vec<_>>());
}

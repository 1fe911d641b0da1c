//! Edits and deletions of messages, and the history that new participants read.

use std::time::Duration;

use serde_json::{Value, json};
use time::macros::datetime;

use super::{LATER, PREVIEW2, PREVIEW3, all, participant, patch, thread};
use crate::support::{Person, each, person, two_people};

/// Reads a message.
async fn read(person: &Person, path: &str) -> Value {
    person.get(path).await.expect(200).json()
}

fn number(message: &Value, property: &str) -> u64 {
    message[property].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_deleted_message_has_an_empty_content_and_no_edit_time() {
    let (emulator, ada, _) = two_people().await;
    for version in all() {
        emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
        let ada = ada.with_token(emulator.token(&ada.id)).speaking(version);
        let thread = thread(&ada, &[]).await;
        let message = format!("{thread}/messages/{}", ada.say(&thread, "oops").await);
        emulator.clock().advance(Duration::from_secs(5));
        let edited = patch(&ada, &message, json!({ "content": "ooops" })).await;
        assert!(edited.status < 300);
        let edited = read(&ada, &message).await;
        assert_eq!(edited["editedOn"], "2024-01-01T00:00:05Z", "{version}");
        emulator.clock().advance(Duration::from_secs(5));
        ada.delete(&message).await.expect(204);
        let page = ada.get(&format!("{thread}/messages")).await.expect(200).json();
        for deleted in [read(&ada, &message).await, page["value"][0].clone()] {
            let empty = if version == PREVIEW2 {
                json!("")
            } else {
                json!({ "message": "" })
            };
            assert_eq!(deleted["content"], empty, "{version}");
            assert_eq!(deleted.get("editedOn"), None, "{version}");
            assert_eq!(deleted["createdOn"], "2024-01-01T00:00:00Z", "{version}");
            assert_eq!(deleted["deletedOn"], "2024-01-01T00:00:10Z", "{version}");
        }
    }
}

#[tokio::test]
async fn an_edit_and_a_deletion_take_a_new_version_and_the_threads_next_sequence() {
    let (_emulator, ada, _) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let thread = thread(&ada, &[]).await;
        let message = format!("{thread}/messages/{}", ada.say(&thread, "1").await);
        for _ in 0..5 {
            ada.say(&thread, "more").await;
        }
        let sent = read(&ada, &message).await;
        patch(&ada, &message, json!({ "content": "2" })).await.expect(204);
        let edited = read(&ada, &message).await;
        ada.delete(&message).await.expect(204);
        let deleted = read(&ada, &message).await;
        let sequences = [&sent, &edited, &deleted].map(|one| number(one, "sequenceId"));
        assert_eq!(sequences, [3, 9, 10], "{version}");
        let versions = [&sent, &edited, &deleted].map(|one| number(one, "version"));
        assert!(versions.is_sorted_by(|a, b| a < b), "{version} {versions:?}");
        let last = format!("{thread}/messages/{}", ada.say(&thread, "last").await);
        assert_eq!(number(&read(&ada, &last).await, "sequenceId"), 11, "{version}");
    }
    let ada = ada.speaking(PREVIEW2);
    let thread = thread(&ada, &[]).await;
    let message = format!("{thread}/messages/{}", ada.say(&thread, "1").await);
    let sent = number(&read(&ada, &message).await, "version");
    patch(&ada, &message, json!({ "content": "2" })).await.expect(200);
    assert!(number(&read(&ada, &message).await, "version") > sent);
}

#[tokio::test]
async fn the_messages_of_an_erased_user_each_get_a_sequence_and_a_version() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    for _ in 0..2 {
        bob.say(&thread, "I was here").await;
    }
    let key = emulator.entra_token();
    let target = format!("/identities/{}?api-version=2023-10-01", bob.id);
    let authorization = format!("Bearer {key}");
    let headers = [("authorization", authorization.as_str())];
    let reply = crate::support::send(&ada.endpoint, "DELETE", &target, &headers, b"").await;
    reply.expect(204);
    let page = ada.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(each(&page, "sequenceId"), ["6", "5", "2", "1"]);
    let mut versions = each(&page, "version");
    versions.dedup();
    assert_eq!(versions.len(), 4);
    let id = ada.say(&thread, "and I am").await;
    assert!(versions.iter().all(|version| *version < id.as_str()));
}

#[tokio::test]
async fn a_participant_added_without_a_time_is_listed_with_1970_and_reads_everything() {
    let (emulator, ada, _) = two_people().await;
    let name = |version| {
        if version == PREVIEW2 {
            "members"
        } else {
            "participants"
        }
    };
    for version in all() {
        let (ada, newcomer) = (ada.speaking(version), person(&emulator).speaking(version));
        let path = thread(&ada, &[]).await;
        ada.say(&path, "before").await;
        let list = format!("{path}/{}", name(version));
        let (add, status, body) = match version {
            PREVIEW2 => (list.clone(), 207, json!({ "members": [{ "id": newcomer.id }] })),
            _ => (
                format!("{list}/:add"),
                201,
                json!({ "participants": [participant(version, &newcomer)] }),
            ),
        };
        ada.post(&add, body).await.expect(status);
        let page = ada.get(&list).await.expect(200).json();
        let times = each(&page, "shareHistoryTime");
        assert_eq!(times, ["1970-01-01T00:00:00Z"; 2], "{version}");
        let page = newcomer.get(&format!("{path}/messages")).await.expect(200).json();
        assert_eq!(page["value"].as_array().unwrap().len(), 4, "{version}");
    }
}

#[tokio::test]
async fn an_edit_does_not_show_a_newcomer_what_was_not_shared_with_them() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[]).await;
    let message = format!("{thread}/messages/{}", ada.say(&thread, "before").await);
    emulator.clock().advance(Duration::from_secs(60));
    let mut joining = bob.participant();
    joining["shareHistoryTime"] = json!("2200-01-01T00:00:00Z");
    let body = json!({ "participants": [joining] });
    ada.post(&format!("{thread}/participants/:add"), body)
        .await
        .expect(201);
    ada.patch(&message, json!({ "content": "still before" }))
        .await
        .expect(204);
    let page = bob.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(each(&page, "type"), ["participantAdded"]);
    bob.get(&message).await.refused(404, "NotFound");
}

#[tokio::test]
async fn a_property_that_is_null_is_taken_as_absent() {
    let (emulator, ada, bob) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        let body = json!({ "content": "hi", "type": null, "priority": null, "senderDisplayName": null, "metadata": null });
        let sent = ada
            .post(&format!("{path}/messages"), body)
            .await
            .expect(201)
            .json();
        let message = format!("{path}/messages/{}", sent["id"].as_str().unwrap());
        let none = json!({ "content": null });
        let missing = ada.post(&format!("{path}/messages"), none.clone()).await;
        missing.expect(400);
        assert!(patch(&ada, &message, none).await.status < 300, "{version}");
        assert!(
            patch(&ada, &path, json!({ "topic": null })).await.status < 300,
            "{version}"
        );
        let id = crate::support::thread_id(&path);
        assert_eq!(emulator.messages(id)[2].text(), Some("hi"), "{version}");
        let threads = emulator.threads();
        assert_eq!(threads.last().unwrap().topic, version);
    }
    let mut people = [participant(PREVIEW3, &bob)];
    people[0]["displayName"] = Value::Null;
    people[0]["shareHistoryTime"] = Value::Null;
    let body = json!({ "topic": "x", "participants": people });
    ada.speaking(PREVIEW3)
        .post("/chat/threads", body)
        .await
        .expect(201);
    let lone = json!({ "topic": "x", "participants": [null] });
    ada.post("/chat/threads", lone).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn in_preview2_messages_of_the_service_have_a_sender_and_a_priority() {
    let (_emulator, ada, bob) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let path = thread(&ada, &[&bob]).await;
    let page = ada.get(&format!("{path}/messages")).await.expect(200).json();
    let id = crate::support::thread_id(&path);
    assert_eq!(each(&page, "senderId"), [id, id]);
    assert_eq!(each(&page, "priority"), ["Normal", "Normal"]);
}

#[tokio::test]
async fn in_preview2_a_status_says_that_it_is_about_a_member() {
    let (_emulator, ada, bob) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let path = thread(&ada, &[]).await;
    let body = json!({ "members": [{ "id": bob.id }, { "id": "8:acs:else_where" }] });
    let added = ada
        .post(&format!("{path}/members"), body)
        .await
        .expect(207)
        .json();
    let kinds: Vec<_> = added["multipleStatus"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["type"])
        .collect();
    assert_eq!(kinds, ["ThreadMember", "ThreadMember"]);
}

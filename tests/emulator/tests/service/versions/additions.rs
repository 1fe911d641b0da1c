//! The additions of the versions, which earlier versions do not know.

use serde_json::json;

use super::{LATER, PREVIEW2, PREVIEW3, PREVIEW4};
use crate::support::{send, thread_id, two_people};

#[tokio::test]
async fn a_repeatability_id_counts_in_any_spelling() {
    let (emulator, ada, _) = two_people().await;
    let authorization = format!("Bearer {}", ada.token);
    let mut answers = Vec::new();
    for (version, name) in [
        (PREVIEW3, "repeatability-Request-ID"),
        (PREVIEW4, "repeatability-Request-Id"),
        ("2021-03-07", "repeatability-request-id"),
        ("2025-03-15", "Repeatability-Request-ID"),
    ] {
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-type", "application/json"),
            (name, "one"),
        ];
        let target = format!("/chat/threads?api-version={version}");
        let reply = send(
            &ada.endpoint,
            "POST",
            &target,
            &headers,
            br#"{"topic":"x","participants":[]}"#,
        )
        .await
        .expect(201);
        answers.push(reply.json()["chatThread"]["id"].clone());
    }
    assert!(answers.iter().all(|id| *id == answers[0]), "{answers:?}");
    assert_eq!(emulator.threads().len(), 1);
}

#[tokio::test]
async fn metadata_and_retention_exist_in_the_versions_that_know_them() {
    let (emulator, ada, _) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let pairs = json!({ "k": "v" });
        let body = json!({
            "topic": "", "participants": [], "metadata": pairs, "retentionPolicy": { "kind": "none" },
        });
        let created = ada.post("/chat/threads", body).await.expect(201).json();
        let path = format!("/chat/threads/{}", created["chatThread"]["id"].as_str().unwrap());
        let newest = version == "2025-03-15";
        assert_eq!(
            created["chatThread"].get("metadata").is_some(),
            newest,
            "{version}"
        );
        ada.patch(&path, json!({ "metadata": { "l": "w" } }))
            .await
            .expect(204);
        let thread = emulator.threads().pop().unwrap();
        assert_eq!(thread.metadata.len(), if newest { 2 } else { 0 }, "{version}");
        assert_eq!(thread.retention.is_some(), newest, "{version}");

        let body = json!({ "content": "hi", "metadata": pairs });
        let sent = ada
            .post(&format!("{path}/messages"), body)
            .await
            .expect(201)
            .json();
        let message = format!("{path}/messages/{}", sent["id"].as_str().unwrap());
        let knows = version >= "2021-09-07";
        let kept = emulator.messages(thread_id(&path)).pop().unwrap().metadata;
        assert_eq!(!kept.is_empty(), knows, "{version}");
        let read = ada.get(&message).await.expect(200).json();
        assert_eq!(read.get("metadata").is_some(), knows, "{version}");
        // A version that does not know it does not remove it either.
        let edit = json!({ "content": "ho" });
        ada.speaking(PREVIEW3).patch(&message, edit).await.expect(204);
        assert_eq!(emulator.messages(thread_id(&path)).pop().unwrap().metadata, kept);
    }
}

#[tokio::test]
async fn typing_takes_a_body_since_2021_09_07_and_never_needs_one() {
    let (_emulator, ada, _) = two_people().await;
    let path = format!("{}/typing", ada.thread(&[]).await);
    for version in LATER.into_iter().chain([PREVIEW2]) {
        let ada = ada.speaking(version);
        for body in ["", "{}", r#"{"senderDisplayName":"Ada"}"#] {
            let reply = ada
                .call("POST", &path, "application/json", body.as_bytes())
                .await
                .expect(200);
            assert!(reply.body.is_empty() && reply.header("content-type").is_none());
        }
        let merge = ada
            .call("POST", &path, "application/merge-patch+json", b"{}")
            .await;
        let refused = version >= "2023-11-07";
        assert_eq!(merge.status, if refused { 415 } else { 200 }, "{version}");
    }
}

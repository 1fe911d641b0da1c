//! The requests that are refused, with status, code and message.

use serde_json::json;

use super::{LATER, PREVIEW2, PREVIEW3, all, error, patch, thread};
use crate::support::{Reply, two_people};

#[track_caller]
fn is(reply: Reply, status: u16, code: &str, message: Option<&str>) {
    let reply = reply.expect(status);
    assert_eq!(error(&reply), (code.to_owned(), message.map(str::to_owned)));
}

#[tokio::test]
async fn a_malformed_message_id_is_a_bad_request() {
    let (_emulator, ada, _) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        for id in ["x", "1a", "+1", "-1", "1.0", "99999999999999999999999"] {
            let message = format!("{path}/messages/{id}");
            let why = format!("Value for MessageId ({id}) is not valid.");
            let body = json!({ "content": "x" });
            is(ada.get(&message).await, 400, "BadRequest", Some(&why));
            is(patch(&ada, &message, body).await, 400, "BadRequest", Some(&why));
            is(ada.delete(&message).await, 400, "BadRequest", Some(&why));
        }
        ada.get(&format!("{path}/messages/1")).await.expect(404);
    }
}

#[tokio::test]
async fn to_delete_a_thread_by_a_malformed_id_is_a_bad_request_without_a_message() {
    let (_emulator, ada, _) = two_people().await;
    for version in all() {
        let ada = ada.speaking(version);
        for id in [
            "x",
            "19:@thread.v2",
            "19:a@thread",
            "20:a@thread.v2",
            "19:a%20b@thread.v2",
        ] {
            let reply = ada.delete(&format!("/chat/threads/{id}")).await;
            is(reply, 400, "BadRequest", None);
        }
    }
}

#[tokio::test]
async fn an_unknown_thread_is_forbidden_in_preview3_and_not_found_later() {
    let (_emulator, ada, _) = two_people().await;
    let unknown = "/chat/threads/19:00000000000000000000000000000000@thread.v2";
    for version in all() {
        let ada = ada.speaking(version);
        let body = json!({ "content": "x" });
        let message = format!("{unknown}/messages/1");
        let mut replies = vec![
            ada.get(unknown).await,
            ada.delete(unknown).await,
            patch(&ada, unknown, json!({ "topic": "x" })).await,
            ada.get(&format!("{unknown}/messages")).await,
            ada.post(&format!("{unknown}/messages"), body.clone()).await,
            ada.get(&message).await,
            patch(&ada, &message, body).await,
            ada.delete(&message).await,
            ada.post(&format!("{unknown}/typing"), json!({})).await,
        ];
        if version == PREVIEW2 {
            replies.push(ada.get(&format!("{unknown}/members")).await);
        } else {
            replies.push(ada.get(&format!("{unknown}/participants")).await);
        }
        for reply in replies {
            if version == PREVIEW3 {
                let (code, _) = error(&reply.expect(403));
                assert_eq!(code, "Forbidden");
            } else {
                let why = "The specified thread id was not found.";
                is(reply, 404, "NotFound", Some(why));
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_message_of_a_known_thread_is_not_found_in_every_version() {
    let (_emulator, ada, _) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[]).await;
        ada.get(&format!("{path}/messages/1")).await.expect(404);
    }
}

//! Read receipts and typing notifications.

use serde_json::json;
use time::macros::datetime;

use crate::support::{Reply, two_people};

/// Asserts 200 with nothing in it, as the service answers.
#[track_caller]
fn expect_nothing(reply: Reply) {
    let reply = reply.expect(200);
    assert!(reply.body.is_empty());
    assert_eq!(reply.header("content-length"), Some("0"));
    assert_eq!(reply.header("content-type"), None);
}

#[tokio::test]
async fn a_read_receipt_is_sent_and_listed() {
    let (emulator, ada, bob) = two_people().await;
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let thread = ada.thread(&[&bob]).await;
    let id = ada.say(&thread, "hi").await;
    expect_nothing(
        bob.post(&format!("{thread}/readReceipts"), json!({ "chatMessageId": id }))
            .await,
    );
    let expected = json!({ "value": [{
        "senderCommunicationIdentifier": bob.written(),
        "chatMessageId": id,
        "readOn": "2024-01-01T00:00:00Z",
    }] });
    assert_eq!(
        ada.get(&format!("{thread}/readReceipts"))
            .await
            .expect(200)
            .json(),
        expected
    );
}

#[tokio::test]
async fn a_receipt_moves_forward_only() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let (first, second) = (ada.say(&thread, "1").await, ada.say(&thread, "2").await);
    for id in [&first, &second, &first] {
        expect_nothing(
            bob.post(&format!("{thread}/readReceipts"), json!({ "chatMessageId": id }))
                .await,
        );
    }
    let receipts = &emulator.threads()[0].receipts;
    assert_eq!((receipts.len(), &receipts[0].message_id), (1, &second));
}

#[tokio::test]
async fn a_receipt_for_an_unknown_message_is_not_found_without_a_message() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for path in [
        format!("{thread}/readReceipts"),
        "/chat/threads/19:none@thread.v2/readReceipts".to_owned(),
    ] {
        let reply = ada.post(&path, json!({ "chatMessageId": "1" })).await;
        assert_eq!(reply.refused(404, "NotFound"), "");
    }
}

#[tokio::test]
async fn the_receipts_of_those_who_left_are_gone() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let id = ada.say(&thread, "hi").await;
    expect_nothing(
        bob.post(&format!("{thread}/readReceipts"), json!({ "chatMessageId": id }))
            .await,
    );
    ada.post(&format!("{thread}/participants/:remove"), bob.identifier())
        .await
        .expect(204);
    assert_eq!(
        ada.get(&format!("{thread}/readReceipts"))
            .await
            .expect(200)
            .json(),
        json!({ "value": [] })
    );
}

#[tokio::test]
async fn typing_takes_a_name_or_an_empty_object_or_no_body() {
    let (_emulator, ada, _) = two_people().await;
    let path = format!("{}/typing", ada.thread(&[]).await);
    expect_nothing(ada.post(&path, json!({ "senderDisplayName": "Ada" })).await);
    expect_nothing(ada.post(&path, json!({})).await);
    expect_nothing(ada.call("POST", &path, "", b"").await);
    expect_nothing(ada.call("POST", &path, "application/json", b"").await);
}

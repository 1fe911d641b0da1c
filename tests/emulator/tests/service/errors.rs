//! Errors as they stand on the wire.

use serde_json::json;

use crate::support::two_people;

#[tokio::test]
async fn an_error_has_a_code_a_message_and_details() {
    let (_emulator, ada, _) = two_people().await;
    let reply = ada.get("/chat/threads/19:none@thread.v2").await.expect(404);
    let expected = json!({
        "error": { "code": "NotFound", "message": "The specified thread id was not found.", "details": [] },
    });
    assert_eq!(reply.json(), expected);
    assert!(
        reply
            .header("content-type")
            .unwrap()
            .starts_with("application/json")
    );
}

#[tokio::test]
async fn unknown_threads_and_messages_are_not_found() {
    let (_emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    for path in ["/chat/threads/19:none@thread.v2", "/chat/threads/nonsense"] {
        ada.get(path).await.refused(404, "NotFound");
        ada.get(&format!("{path}/messages"))
            .await
            .refused(404, "NotFound");
        ada.post(&format!("{path}/typing"), json!({}))
            .await
            .refused(404, "NotFound");
        ada.patch(path, json!({ "topic": "x" }))
            .await
            .refused(404, "NotFound");
    }
    let path = format!("{thread}/messages/1");
    ada.get(&path).await.refused(404, "NotFound");
    ada.patch(&path, json!({ "content": "x" }))
        .await
        .refused(404, "NotFound");
    ada.delete(&path).await.refused(404, "NotFound");
}

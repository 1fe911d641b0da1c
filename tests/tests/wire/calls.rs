//! What every call does: arguments that are refused, and statuses that are no success.

use crate::Wire;

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

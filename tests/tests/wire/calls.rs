//! What every call does: arguments that are refused, and statuses that do not mean success.

use acs_chat::models::{
    ChatParticipant, ChatThreadClientListMessagesOptions, ChatThreadClientListParticipantsOptions,
};
use azure_core::time::OffsetDateTime;
use futures::TryStreamExt as _;

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

#[tokio::test]
async fn counts_and_dates_at_their_ends_are_sent_as_they_are_or_refused() {
    let wire = Wire::new(200, r#"{"value":[]}"#).await;
    for count in [i32::MIN, -1, 0, i32::MAX] {
        let options = ChatThreadClientListParticipantsOptions {
            skip: Some(count),
            max_page_size: Some(count),
            ..Default::default()
        };
        let people = wire.thread.list_participants(Some(options)).unwrap();
        drop(people.try_collect::<Vec<_>>().await); // what the server says to it does not matter
        let line = wire.server.requests().last().unwrap().line.clone();
        assert!(
            line.contains(&format!("maxPageSize={count}&skip={count}")),
            "{line}"
        );
    }
    // From the year -9999 to 9999.
    for seconds in [-377_705_116_800, -62_167_219_201, 0, 253_402_300_799] {
        let date = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let options = ChatThreadClientListMessagesOptions {
            start_time: Some(date),
            ..Default::default()
        };
        let messages = wire.thread.list_messages(Some(options)).unwrap();
        drop(messages.try_collect::<Vec<_>>().await);
        // JSON has no form for a year before 0, so such a date is not sent.
        let sent = wire.server.requests().len();
        let person = ChatParticipant::new("8:acs:a_b").with_share_history_time(date);
        drop(wire.thread.add_participants(vec![person], None).await);
        let is_sent = wire.server.requests().len() > sent;
        assert_eq!(is_sent, date.year() >= 0, "{date}");
    }
}

//! Paging against a raw server: links are followed byte for byte, and never to another place.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationTokenCredential, InvalidContinuation,
    models::ChatThreadClientListMessagesOptions,
};
use azure_core::http::pager::{PagerContinuation, PagerOptions};
use conformance::{
    TOKEN,
    raw::{Answer, RawServer},
};
use futures::{StreamExt as _, TryStreamExt as _};

fn page(ids: &[&str], next: Option<&str>) -> Answer {
    let items: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(r#"{{"id":"{id}","type":"text","sequenceId":"1","version":"1","createdOn":"2026-01-02T03:04:05Z"}}"#)
        })
        .collect();
    let next = next
        .map(|next| format!(r#","nextLink":"{next}""#))
        .unwrap_or_default();
    Answer::json(200, format!(r#"{{"value":[{}]{next}}}"#, items.join(",")))
}

async fn server(pages: impl IntoIterator<Item = Answer>) -> (RawServer, ChatThreadClient) {
    let server = RawServer::start(pages).await.unwrap();
    let credential = CommunicationTokenCredential::new(TOKEN).unwrap();
    let thread = ChatClient::new(server.endpoint(), credential, None)
        .unwrap()
        .chat_thread_client("19:a@thread.v2");
    (server, thread)
}

fn resume(continuation: PagerContinuation) -> ChatThreadClientListMessagesOptions<'static> {
    ChatThreadClientListMessagesOptions {
        method_options: PagerOptions {
            continuation: Some(continuation),
            ..Default::default()
        },
        ..Default::default()
    }
}

const TARGET: &str = "/chat/threads/19:a@thread.v2/messages?startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&syncState=YQ%3D%3D&api-version=2025-03-15";

#[tokio::test]
async fn a_next_link_is_followed_byte_for_byte_over_an_empty_page() {
    let (server, thread) = server([]).await;
    let next = |n: u8| format!("{}{TARGET}&p={n}", server.endpoint());
    server.answer(page(&["1"], Some(&next(1))));
    server.answer(page(&[], Some(&next(2))));
    server.answer(page(&["2"], None));
    let messages: Vec<_> = thread.list_messages(None).unwrap().try_collect().await.unwrap();
    let ids: Vec<&str> = messages.iter().map(|message| message.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);
    let lines: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.line)
        .collect();
    assert_eq!(
        lines[1..],
        [format!("GET {TARGET}&p=1"), format!("GET {TARGET}&p=2")]
    );
}

#[tokio::test]
async fn listing_does_nothing_until_it_is_asked_for_items() {
    let (server, thread) = server([]).await;
    let pager = thread.list_messages(None).unwrap();
    tokio::task::yield_now().await;
    drop(pager);
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_next_link_to_another_origin_is_refused_and_the_token_stays_here() {
    let (other, _) = server([page(&["9"], None)]).await;
    let (first, thread) = server([page(&["1"], Some(&format!("{}{TARGET}", other.endpoint())))]).await;
    let results: Vec<_> = thread.list_messages(None).unwrap().collect().await;
    assert!(results.last().unwrap().is_err(), "{results:?}");
    assert_eq!(first.requests().len(), 1);
    assert_eq!(other.requests(), []);
}

#[tokio::test]
async fn the_same_link_twice_in_a_row_is_an_error_and_not_a_loop() {
    let (server, thread) = server([]).await;
    let next = format!("{}{TARGET}", server.endpoint());
    (0..3).for_each(|_| server.answer(page(&["1"], Some(&next))));
    let results: Vec<_> = thread.list_messages(None).unwrap().collect().await;
    assert!(results.last().unwrap().is_err());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_listing_resumes_from_a_saved_continuation() {
    let (server, thread) = server([]).await;
    let next = format!("{}{TARGET}", server.endpoint());
    server.answer(page(&["1"], Some(&next)));
    server.answer(page(&["2"], None));
    let mut pages = thread.list_messages(None).unwrap().into_pages();
    pages.try_next().await.unwrap().unwrap();
    let saved: String = pages.into_continuation().unwrap().into();

    let resumed = thread
        .list_messages(Some(resume(PagerContinuation::Token(saved))))
        .unwrap();
    let messages: Vec<_> = resumed.try_collect().await.unwrap();
    assert_eq!(messages[0].id, "2");
    assert_eq!(server.requests()[1].line, format!("GET {TARGET}"));
}

#[tokio::test]
async fn a_bad_continuation_is_an_error_before_anything_is_sent() {
    let (server, thread) = server([]).await;
    for bad in [
        "",
        "not a url",
        "ftp://127.0.0.1/x",
        "http://example.com/x",
        "//x",
    ] {
        let listing = thread.list_messages(Some(resume(PagerContinuation::Token(bad.to_owned()))));
        assert!(listing.is_err(), "{bad:?}");
    }
    let foreign = PagerContinuation::Link("https://example.com/x".parse().unwrap());
    assert!(thread.list_messages(Some(resume(foreign))).is_err());
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_continuation_of_another_thread_is_refused_before_anything_is_sent_and_told_apart() {
    let (server, thread) = server([]).await;
    let others = [
        "19:b@thread.v2/messages",
        "19:a@thread.v2/../19:b@thread.v2/messages",
    ];
    for other in others {
        let link = format!("{}/chat/threads/{other}?syncState=YQ%3D%3D", server.endpoint());
        let error = thread
            .list_messages(Some(resume(PagerContinuation::Token(link))))
            .unwrap_err();
        assert!(InvalidContinuation::from_error(&error).is_some(), "{error}");
        assert!(!error.to_string().contains("19:b"), "{error}");
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_next_link_to_another_thread_is_not_followed() {
    let (server, thread) = server([]).await;
    let next = format!("{}{TARGET}", server.endpoint()).replace("19:a", "19:b");
    server.answer(page(&["1"], Some(&next)));
    let results: Vec<_> = thread.list_messages(None).unwrap().collect().await;
    assert!(results.last().unwrap().is_err(), "{results:?}");
    assert_eq!(server.requests().len(), 1);
}

//! Responses that never end, break off, are compressed wrongly, or are not HTTP.

use azure_core::error::ErrorKind;
use client_runtime::{CallLimitReached, CollectWithin as _, UnreadableAnswer, testing::FakeClock};
use futures::{
    StreamExt as _, TryStreamExt as _,
    future::{Either, select},
};
use goldens::answers::api::{
    ReportsClient,
    models::{
        ReportsClientGetOptions, ReportsClientPdfOptions, ReportsClientTextOptions, ReportsClientWatchOptions,
    },
};

use super::{End, Server, as_time_passes, chunked, options, sized};

const JSON: &str = "application/json";
const PDF: &str = "application/pdf";
const EVENTS: &str = "text/event-stream";

fn client(server: &Server) -> ReportsClient {
    ReportsClient::new(&server.endpoint, None).unwrap()
}

/// Gets a report from a server that gives this response each time.
async fn failing(head: &str, body: &[u8], end: End) -> (azure_core::Error, usize) {
    let server = Server::start(&[(&[head.as_bytes(), body].concat(), end)]);
    let options = ReportsClientGetOptions {
        method_options: options(&FakeClock::hurried()),
    };
    let answer = client(&server).get("1", Some(options)).await;
    let error = answer
        .and_then(azure_core::http::Response::into_model)
        .unwrap_err();
    (error, server.connections())
}

#[tokio::test]
async fn an_answer_without_end_is_ended_by_its_size() {
    let reached = Some(CallLimitReached::BodySize(10_000));
    let (error, _) = failing(&chunked(JSON), b"1\r\n[\r\n", End::Endless(b"6\r\n[[[[[[\r\n")).await;
    assert_eq!(CallLimitReached::from_error(&error), reached, "{error}");
    // Before it is unpacked it is small: blocks of deflate that are stored as they are, and never the last one.
    let packed = chunked(JSON).replacen("\r\n", "\r\ncontent-encoding: gzip\r\n", 1);
    let block = b"d\r\n\x00\x08\x00\xf7\xff[[[[[[[[\r\n";
    let begin = b"a\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\r\n";
    let (error, _) = failing(&packed, begin, End::Endless(block)).await;
    assert_eq!(CallLimitReached::from_error(&error), reached, "{error}");
}

#[tokio::test]
async fn a_part_of_an_answer_is_not_taken_for_the_whole() {
    // It breaks off where it would be whole JSON by itself; reading is tried again, and then it is an error.
    for (head, body) in [
        (sized(JSON, 100), &b"{}"[..]),
        (chunked(JSON), b"2\r\n{}\r\n"),
        (chunked(JSON), b"ffffffffffffffff\r\n{}"),
        (chunked(JSON), b"nothing\r\n{}"),
    ] {
        let (error, tries) = failing(&head, body, End::Close).await;
        assert!(tries > 1, "{head}: {error}");
        assert!(UnreadableAnswer::from_error(&error).is_none(), "{error}");
    }
    // The text of a gzip without its end.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x00\x02\x00\xfd\xff{}";
    let head = sized(JSON, packed.len()).replacen("\r\n", "\r\ncontent-encoding: gzip\r\n", 1);
    failing(&head, packed, End::Close).await;
    let head = sized(JSON, 4).replacen("\r\n", "\r\ncontent-encoding: gzip\r\n", 1);
    failing(&head, b"none", End::Close).await;
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    for answer in [
        "",
        "\r\n\r\n",
        "HTTP/1.1 99 What\r\n\r\n",
        "HTTP/1.1 1000 What\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        "SSH-2.0-none\r\n",
    ] {
        let (error, _) = failing(answer, b"", End::Close).await;
        assert!(
            UnreadableAnswer::from_error(&error).is_none(),
            "{answer}: {error}"
        );
    }
    // Headers without end.
    let (_, tries) = failing("HTTP/1.1 200 OK\r\n", b"", End::Endless(b"x-a: 0123456789\r\n")).await;
    assert!(tries >= 1);
    // A redirect to itself is not followed.
    let (error, tries) = failing(
        "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
        b"",
        End::Close,
    )
    .await;
    assert!(matches!(error.kind(), ErrorKind::HttpResponse { .. }), "{error}");
    assert_eq!(tries, 1);
}

#[tokio::test]
async fn an_answer_of_another_media_type_is_unreadable() {
    let (error, tries) = failing(&sized("text/html", 6), b"<html>", End::Close).await;
    assert!(
        error.to_string().contains("cannot be read as `Report`"),
        "{error}"
    );
    assert_eq!(tries, 1, "it would be the same again");
    let server = Server::start(&[(&[sized(JSON, 2).as_bytes(), b"{}"].concat(), End::Close)]);
    // A file may be of any type but that of a page for people.
    let pdf = client(&server).pdf("1", None).await.unwrap();
    assert_eq!(pdf.into_body().collect_within(10).await.unwrap(), "{}");
    let error = client(&server).watch(None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
}

#[tokio::test]
async fn a_file_that_is_shorter_than_announced_is_an_error() {
    for head in [sized(PDF, 9), chunked(PDF) + "4\r\n"] {
        let server = Server::start(&[(&[head.as_bytes(), b"%PDF"].concat(), End::Close)]);
        let mut body = client(&server).pdf("1", None).await.unwrap().into_body();
        assert_eq!(body.next().await.unwrap().unwrap(), "%PDF");
        let error = body.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("broke off after 4 bytes"), "{error}");
        assert!(body.next().await.is_none());
        assert_eq!(server.connections(), 1, "what was passed on cannot be taken back");
    }
}

#[tokio::test]
async fn a_file_without_end_is_ended_by_the_caller() {
    let server = Server::start(&[(chunked(PDF).as_bytes(), End::Endless(b"4\r\n%PDF\r\n"))]);
    let body = client(&server).pdf("1", None).await.unwrap().into_body();
    let error = body.collect_within(10_000).await.unwrap_err();
    assert_eq!(
        CallLimitReached::from_error(&error),
        Some(CallLimitReached::BodySize(10_000))
    );
    // One that stands still is ended by its time.
    let server = Server::start(&[(&[chunked(PDF).as_bytes(), b"4\r\n%PDF\r\n"].concat(), End::Hold)]);
    let clock = FakeClock::still();
    let options = ReportsClientPdfOptions {
        method_options: options(&clock),
    };
    let mut body = client(&server).pdf("1", Some(options)).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "%PDF");
    let error = as_time_passes(&clock, body.next()).await.unwrap().unwrap_err();
    assert!(matches!(
        CallLimitReached::from_error(&error),
        Some(CallLimitReached::StallTime(_))
    ));
}

#[tokio::test]
async fn events_are_bounded_each_by_itself() {
    let watch = |method_options| Some(ReportsClientWatchOptions { method_options });
    let clock = FakeClock::still();
    // A line without end, and an event of lines without end.
    for more in [&b"4\r\ndata\r\n"[..], b"8\r\ndata: a\n\r\n"] {
        let server = Server::start(&[(chunked(EVENTS).as_bytes(), End::Endless(more))]);
        let mut events = client(&server).watch(watch(options(&clock))).await.unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(
            CallLimitReached::from_error(&error),
            Some(CallLimitReached::BodySize(10_000))
        );
        assert!(events.next().await.is_none());
    }
    // What only keeps the connection open is no event, and the stream waits for one as long as its caller does.
    let server = Server::start(&[(chunked(EVENTS).as_bytes(), End::Endless(b"3\r\n: \n\r\n"))]);
    let mut events = client(&server).watch(watch(options(&clock))).await.unwrap();
    let enough = async {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    };
    let enough = std::pin::pin!(enough);
    let waited = matches!(select(events.next(), enough).await, Either::Right(_));
    assert!(waited);
    // Events without end are a stream without end, of which a caller takes what is wanted.
    let server = Server::start(&[(chunked(EVENTS).as_bytes(), End::Endless(b"a\r\ndata: {}\n\n\r\n"))]);
    let events = client(&server).watch(watch(options(&clock))).await.unwrap();
    let events: Vec<_> = events.take(5_000).try_collect().await.unwrap();
    assert_eq!(events.len(), 5_000);
    // One that breaks off is not an event.
    let server = Server::start(&[(
        &[chunked(EVENTS).as_bytes(), b"8\r\ndata: {}"].concat(),
        End::Close,
    )]);
    let mut events = client(&server).watch(watch(options(&clock))).await.unwrap();
    assert!(events.next().await.unwrap().is_err());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_text_that_is_none_is_an_error() {
    for (body, fits) in [(&b"caf\xc3\xa9"[..], true), (b"caf\xe9", false)] {
        let server = Server::start(&[(
            &[sized("text/plain", body.len()).as_bytes(), body].concat(),
            End::Close,
        )]);
        let options = ReportsClientTextOptions {
            method_options: options(&FakeClock::hurried()),
        };
        let answer = client(&server).text("1", Some(options)).await;
        let text = answer.and_then(azure_core::http::Response::into_model);
        assert_eq!(text.is_ok(), fits, "{text:?}");
    }
}

//! JSON lines that never end, break off, or do not have the described form.

use azure_core::Error;
use client_runtime::{CallLimitReached, JsonLines, UnreadableAnswer, testing::FakeClock};
use futures::{StreamExt as _, TryStreamExt as _};
use goldens::answers::api::{
    ReportsClient,
    models::{Created, ReportsClientLinesOptions},
};

use super::{End, Server, chunked, options, sized};

const LINES: &str = "application/x-ndjson";

async fn lines(head: &str, body: &[u8], end: End) -> Result<JsonLines<Created>, Error> {
    let server = Server::start(&[(&[head.as_bytes(), body].concat(), end)]);
    let options = ReportsClientLinesOptions {
        method_options: options(&FakeClock::still()),
    };
    let client = ReportsClient::new(&server.endpoint, None).unwrap();
    client.lines(Some(options)).await
}

#[tokio::test]
async fn lines_come_one_by_one_however_many_there_are() {
    let body = b"{\"id\":\"a\"}\r\n\n{\"id\":\"b\"}";
    let all = lines(&sized(LINES, body.len()), body, End::Close).await.unwrap();
    let ids: Vec<_> = all.map_ok(|created| created.id).try_collect().await.unwrap();
    assert_eq!(ids, ["a", "b"]);
    let endless = End::Endless(b"b\r\n{\"id\":\"a\"}\n\r\n");
    let endless = lines(&chunked(LINES), b"", endless).await;
    let some: Vec<_> = endless.unwrap().take(5_000).try_collect().await.unwrap();
    assert_eq!(some.len(), 5_000);
}

#[tokio::test]
async fn a_line_without_an_end_is_ended_by_its_size() {
    let mut all = lines(&chunked(LINES), b"", End::Endless(b"4\r\n[[[[\r\n"))
        .await
        .unwrap();
    let error = all.next().await.unwrap().unwrap_err();
    let reached = Some(CallLimitReached::BodySize(10_000));
    assert_eq!(CallLimitReached::from_error(&error), reached, "{error}");
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn a_line_that_breaks_off_or_is_something_else_is_an_error_that_does_not_quote_it() {
    let mut all = lines(&chunked(LINES), b"9\r\n{\"id\":\"a\r\n", End::Close)
        .await
        .unwrap();
    assert!(all.next().await.unwrap().is_err());
    assert!(all.next().await.is_none());
    let body = b"{\"id\":\"a\"}\n\"secret\"\n{\"id\":7}\n{\"id\":\"b\"}\n{\"id\":\"c";
    let all = lines(&sized(LINES, body.len()), body, End::Close).await.unwrap();
    let all: Vec<_> = all.collect().await;
    let ids: Vec<_> = all
        .iter()
        .map(|one| one.as_ref().ok().map(|created| created.id.as_str()))
        .collect();
    assert_eq!(ids, [Some("a"), None, None, Some("b"), None]);
    for error in all.iter().filter_map(|one| one.as_ref().err()) {
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_page_for_people_is_not_lines() {
    let error = lines(&sized("text/html", 3), b"<p>", End::Close)
        .await
        .unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
}

//! All forms of lists: the pages that are requested, and the end of a list that a service does not end. The service is a script.

use std::{fmt::Debug, sync::Arc};

use azure_core::{Result, http::pager::PagerOptions};
use client_runtime::{
    InvalidContinuation, UnreadableAnswer,
    testing::{Reply, Script},
};
use futures::{Stream, TryStreamExt as _};
use goldens::paging_forms::{
    TracksClient, TracksClientOptions,
    models::{
        Track, TracksClientListFromOptions, TracksClientListHeaderOptions, TracksClientListNumberedOptions,
    },
};

const ENDPOINT: &str = "https://a.example";

fn client(script: &Arc<Script>) -> TracksClient {
    let client_options = script.options();
    TracksClient::new(ENDPOINT, Some(TracksClientOptions { client_options })).unwrap()
}

async fn all<T: Debug>(items: Result<impl Stream<Item = Result<T>>>) -> Result<Vec<T>> {
    items.unwrap().try_collect().await
}

fn names(tracks: Vec<Track>) -> Vec<String> {
    tracks.into_iter().map(|track| track.name).collect()
}

fn linked(body: &'static str, link: &str) -> Reply {
    Reply::new(200, body).with_header("link", link)
}

#[tokio::test]
async fn links_within_objects_are_followed_also_when_they_are_relative() {
    let script = Script::new([
        Reply::new(
            200,
            r#"{"result":{"tracks":[{"name":"a"}]},"paging":{"next":"https://a.example/deep?p=%41"}}"#,
        ),
        Reply::new(200, r#"{"paging":{"next":"?p=3"}}"#),
        Reply::new(
            200,
            r#"{"result":{"tracks":[{"name":"b"}]},"paging":{"next":"/deep?p=4"}}"#,
        ),
        Reply::new(
            200,
            r#"{"result":{"tracks":[{"name":"c"}]},"paging":{"next":""}}"#,
        ),
    ]);
    let tracks = all(client(&script).list_deep(None)).await.unwrap();
    assert_eq!(names(tracks), ["a", "b", "c"]);
    assert_eq!(
        script.lines(),
        [
            "GET https://a.example/deep",
            "GET https://a.example/deep?p=%41",
            "GET https://a.example/deep?p=3",
            "GET https://a.example/deep?p=4",
        ]
    );
    let script = Script::new([
        Reply::new(200, r#"{"odata.nextLink":"?p=2","the.data":[{"name":"a"}]}"#),
        Reply::new(200, r#"{"the.data":[{"name":"b"}]}"#),
    ]);
    assert_eq!(
        names(all(client(&script).list_dotted(None)).await.unwrap()),
        ["a", "b"]
    );
}

#[tokio::test]
async fn an_answer_without_a_body_is_the_last_page() {
    let script = Script::new([Reply::new(204, "")]);
    assert_eq!(all(client(&script).list_deep(None)).await.unwrap(), []);
    let script = Script::new([
        Reply::new(
            200,
            r#"{"result":{"tracks":[{"name":"a"}]},"paging":{"next":"?p=2"}}"#,
        ),
        Reply::new(204, ""),
    ]);
    assert_eq!(names(all(client(&script).list_deep(None)).await.unwrap()), ["a"]);
    // Where the description has no such response, it is none.
    let script = Script::new([Reply::new(204, "")]);
    assert!(all(client(&script).list_dotted(None)).await.is_err());
}

#[tokio::test]
async fn the_header_link_is_followed_to_any_path_of_the_endpoint_and_to_no_other() {
    let script = Script::new([
        linked(
            r#"[{"name":"a"}]"#,
            r#"<https://a.example/tracks/7?page=2>; rel="next", <x>; rel="last""#,
        ),
        linked(r#"[{"name":"b"}]"#, r#"<https://a.example/header>; rel="prev""#),
    ]);
    assert_eq!(
        names(all(client(&script).list_header(None)).await.unwrap()),
        ["a", "b"]
    );
    assert_eq!(script.lines()[1], "GET https://a.example/tracks/7?page=2");
    for link in [
        "https://b.example/header",
        "http://a.example/header",
        "//b.example/x",
        "https://me@a.example/",
    ] {
        let script = Script::new([linked("[]", &format!("<{link}>; rel=next"))]);
        let error = all(client(&script).list_header(None)).await.unwrap_err();
        assert!(error.to_string().contains("was not followed"), "{link}: {error}");
        assert_eq!(script.lines().len(), 1, "{link}");
    }
    // What a caller passes is still a page of this list.
    let method_options = PagerOptions {
        continuation: Some(azure_core::http::pager::PagerContinuation::Token(
            "https://a.example/secrets".to_owned(),
        )),
        ..Default::default()
    };
    let options = TracksClientListHeaderOptions { method_options };
    let error = client(&script).list_header(Some(options)).unwrap_err();
    assert!(InvalidContinuation::from_error(&error).is_some());
    let script = Script::new([
        linked(r#"{"data":[{"name":"a"}]}"#, "</linked?x>;rel=next"),
        Reply::new(200, r#"{"data":[]}"#),
    ]);
    assert_eq!(
        names(all(client(&script).list_linked(None)).await.unwrap()),
        ["a"]
    );
}

#[tokio::test]
async fn a_cursor_is_sent_back_with_the_call_as_it_was() {
    let script = Script::new([
        Reply::new(200, r#"{"data":[{"name":"a"}],"meta":{"cursor":"x&y=1"}}"#),
        Reply::new(200, r#"{"data":[{"name":"b"}],"meta":{"cursor":"z"}}"#),
        Reply::new(200, r#"{"data":[],"meta":{"cursor":null}}"#),
    ]);
    let tracks = all(client(&script).list_after(Track::new("like this"), None))
        .await
        .unwrap();
    assert_eq!(names(tracks), ["a", "b"]);
    assert_eq!(
        script.lines(),
        [
            "POST https://a.example/after",
            "POST https://a.example/after?after=x%26y%3D1",
            "POST https://a.example/after?after=z",
        ]
    );
    assert!(
        script
            .seen()
            .iter()
            .all(|call| call.body == r#"{"name":"like this"}"#)
    );
    let marked = |marker: &str| Reply::new(200, r#"["a"]"#).with_header("x-next-marker", marker);
    let script = Script::new([marked("m 1"), marked("")]);
    assert_eq!(all(client(&script).list_marked(None)).await.unwrap(), ["a", "a"]);
    assert_eq!(script.lines()[1], "GET https://a.example/marked?marker=m%201");
}

#[tokio::test]
async fn numbers_count_on_until_a_page_is_empty() {
    let script = Script::new([
        Reply::new(200, r#"{"data":[{"name":"a"},{"name":"b"}]}"#),
        Reply::new(200, r#"{"data":[{"name":"c"}]}"#),
        Reply::new(200, r#"{"data":[]}"#),
    ]);
    let options = TracksClientListFromOptions {
        skip: Some(5),
        top: Some(2),
        ..Default::default()
    };
    let tracks = all(client(&script).list_from(Some(options))).await.unwrap();
    assert_eq!(names(tracks), ["a", "b", "c"]);
    assert_eq!(
        script.lines(),
        [
            "GET https://a.example/from?skip=5&top=2",
            "GET https://a.example/from?top=2&skip=7",
            "GET https://a.example/from?top=2&skip=8",
        ]
    );
    let script = Script::new([
        Reply::new(200, r#"["a"]"#),
        Reply::new(200, r#"["b"]"#),
        Reply::new(200, "[]"),
    ]);
    assert_eq!(
        all(client(&script).list_numbered(None)).await.unwrap(),
        ["a", "b"]
    );
    assert_eq!(
        script.lines(),
        [
            "GET https://a.example/numbered",
            "GET https://a.example/numbered?page=2",
            "GET https://a.example/numbered?page=3",
        ]
    );
    // A page may be begun with, and pages can be resumed.
    let script = Script::new([Reply::new(200, r#"["d"]"#), Reply::new(200, "[]")]);
    let options = TracksClientListNumberedOptions {
        page: Some(4),
        ..Default::default()
    };
    let mut pages = client(&script).list_numbered(Some(options)).unwrap().into_pages();
    pages.try_next().await.unwrap();
    let continuation = pages.into_continuation();
    assert_eq!(
        continuation.as_ref().unwrap().as_ref(),
        "https://a.example/numbered?page=5"
    );
    let options = TracksClientListNumberedOptions {
        method_options: PagerOptions {
            continuation,
            ..Default::default()
        },
        ..Default::default()
    };
    assert_eq!(
        all(client(&script).list_numbered(Some(options))).await.unwrap(),
        [""; 0]
    );
}

#[tokio::test]
async fn a_listing_without_end_is_an_error() {
    // The same cursor again and again, and two that alternate.
    for cursors in [&["x"][..], &["x", "y"]] {
        let replies = (0..50).map(|at| {
            let cursor = cursors[at % cursors.len()];
            Reply::new(
                200,
                format!(r#"{{"data":[{{"name":"a"}}],"meta":{{"cursor":"{cursor}"}}}}"#),
            )
        });
        let script = Script::new(replies);
        let error = all(client(&script).list_after(Track::new("a"), None))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("circle"), "{error}");
        assert!(script.lines().len() < 10);
    }
    // A service that does not look at the number.
    let script = Script::new((0..50).map(|_| Reply::new(200, r#"["a"]"#)));
    let error = all(client(&script).list_numbered(None)).await.unwrap_err();
    assert!(error.to_string().contains("the same page"), "{error}");
    assert_eq!(script.lines().len(), 4);
    let script = Script::new((0..50).map(|_| linked("[]", "</header>; rel=next")));
    let error = all(client(&script).list_header(None)).await.unwrap_err();
    assert!(error.to_string().contains("circle"), "{error}");
}

#[tokio::test]
async fn a_page_that_cannot_be_counted_on_from_is_an_error_with_the_answer() {
    for body in [
        r#"{"data":7,"meta":{"cursor":"x"}}"#,
        r#"{"meta":{"cursor":["x"]},"data":[]}"#,
        "[]",
        "{",
        "",
        r#"{"meta":"x"}"#,
    ] {
        let script = Script::new([Reply::new(200, body)]);
        let error = all(client(&script).list_after(Track::new("a"), None))
            .await
            .unwrap_err();
        if !body.contains('7') {
            assert!(UnreadableAnswer::from_error(&error).is_some(), "{body}: {error}");
        }
    }
    for body in [r#"{"data":7}"#, "7", "[1", r#"{"data":[]} x"#] {
        let script = Script::new([Reply::new(200, body)]);
        let error = all(client(&script).list_from(None)).await.unwrap_err();
        assert!(UnreadableAnswer::from_error(&error).is_some(), "{body}: {error}");
    }
}

#[tokio::test]
async fn what_is_no_listing_is_called_and_answers_as_a_whole() {
    let script = Script::new([Reply::new(200, r#"["a"]"#), Reply::new(200, r#"{"value":["b"]}"#)]);
    let client = client(&script);
    assert_eq!(
        client.list_plain(None).await.unwrap().into_model().unwrap(),
        ["a"]
    );
    let whole = client.list_other(None).await.unwrap().into_model().unwrap();
    assert_eq!(whole.value.unwrap(), ["b"]);
    let script = Script::new([Reply::new(200, r#"{"value":["c"],"":"x"}"#)]);
    assert_eq!(all(self::client(&script).list_whole(None)).await.unwrap(), ["c"]);
}

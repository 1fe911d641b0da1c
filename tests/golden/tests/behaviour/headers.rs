//! The headers of responses, with their types.

use std::sync::Arc;

use azure_core::time::OffsetDateTime;
use client_runtime::testing::{Reply, Script};
use futures::TryStreamExt as _;
use goldens::{
    answers::api::{
        ReportsClient, ReportsClientOptions,
        models::{
            Look, ReportsClientGetHeaders as _, ReportsClientPutHeaders as _, ReportsGetXKindHeader,
            ReportsGetXPaperHeader, ReportsPutXPriorityHeader, SizeHeader, State,
        },
    },
    answers_swagger::api::{
        FilesClient, FilesClientOptions,
        models::{FilesClientGetHeaders as _, Lease, Tier},
    },
    kept_simpler::api::{
        LettersClient, LettersClientOptions,
        models::{Letter, LettersClientSendHeaders as _},
    },
    paging_forms::tracks::{TracksClient, TracksClientOptions, models::TracksClientListHeaderHeaders as _},
};

fn reports(replies: impl IntoIterator<Item = Reply>) -> (ReportsClient, Arc<Script>) {
    let script = Script::new(replies);
    let options = ReportsClientOptions {
        client_options: script.options(),
    };
    (
        ReportsClient::new("https://a.example", Some(options)).unwrap(),
        script,
    )
}

fn files(replies: impl IntoIterator<Item = Reply>) -> (FilesClient, Arc<Script>) {
    let script = Script::new(replies);
    let options = FilesClientOptions {
        client_options: script.options(),
    };
    (
        FilesClient::new("https://a.example", Some(options)).unwrap(),
        script,
    )
}

#[tokio::test]
async fn headers_are_read_as_their_types() {
    let reply = |pages: &str| {
        Reply::new(200, "{}")
            .with_header("etag", "\"1\"")
            .with_header("x-pages", pages)
            .with_header("x-printed", "2020-01-01T00:00:00Z")
            .with_header("x-day", "2020-02-29")
            .with_header("x-took", "PT5M")
            .with_header("x-written", "60")
            .with_header("x-tags", "a, b")
            .with_header("x-draft", "True")
    };
    let (client, _) = reports([reply("7"), reply("many"), Reply::new(200, "{}")]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(answer.etag().unwrap().as_deref(), Some("\"1\""));
    assert_eq!(answer.x_pages().unwrap(), Some(7));
    assert_eq!(answer.x_printed().unwrap().map(OffsetDateTime::year), Some(2020));
    assert_eq!(
        answer.x_tags().unwrap(),
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(answer.x_draft().unwrap(), Some(true));
    assert_eq!(
        answer.x_day().unwrap().map(client_runtime::IsoDate::ordinal),
        Some(60)
    );
    assert_eq!(answer.x_took().unwrap().unwrap().as_str(), "PT5M");
    let written = answer.x_written().unwrap();
    assert_eq!(written.map(OffsetDateTime::unix_timestamp), Some(60));
    assert_eq!(answer.status_header().unwrap(), None);
    let answer = client.get("1", None).await.unwrap();
    let error = answer.x_pages().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header `x-pages` of the response is not as described"
    );
    assert!(answer.into_model().is_ok(), "the body is sound");
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(
        (answer.x_pages().unwrap(), answer.x_tags().unwrap()),
        (None, None)
    );
}

#[tokio::test]
async fn a_header_that_is_one_of_a_set_has_its_type() {
    let (client, _) = reports([Reply::new(200, "{}")
        .with_header("x-state", "old")
        .with_header("x-paper", " a4 ")
        .with_header("x-size", "2")
        .with_header("x-looks", "bold,plain")
        .with_header("x-kind", "weekly")]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(answer.x_state().unwrap(), Some(State::Old));
    assert_eq!(answer.x_paper().unwrap(), Some(ReportsGetXPaperHeader::A4));
    assert_eq!(answer.x_size().unwrap(), Some(SizeHeader::Two));
    assert_eq!(answer.x_looks().unwrap(), Some(vec![Look::Bold, Look::Plain]));
    assert_eq!(answer.x_kind().unwrap(), Some(ReportsGetXKindHeader::Weekly));
    let (client, _) = files([Reply::new(200, "content")
        .with_header("x-ms-lease", "locked")
        .with_header("x-ms-tiers", "1, 2")
        .with_header("x-ms-lock-index", "unlocked")
        .with_header("x-ms-lock-rest", "locked")]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(answer.lease().unwrap(), Some(Lease::Locked));
    assert_eq!(answer.tiers().unwrap(), Some(vec![Tier::Hot, Tier::Cold]));
    let locks = answer.locks().unwrap();
    assert_eq!(
        (&locks["index"], &locks["rest"]),
        (&Lease::Unlocked, &Lease::Locked)
    );
}

#[tokio::test]
async fn an_unknown_value_of_a_header_is_kept() {
    let unknown = |size: &str| {
        Reply::new(200, r#"{"title":"t"}"#)
            .with_header("x-pages", "7")
            .with_header("x-state", "")
            .with_header("x-paper", "A4")
            .with_header("x-size", size)
            .with_header("x-looks", "bold, ,sheer")
            .with_header("x-kind", "é")
    };
    let (client, _) = reports([unknown("-3"), unknown("2.5"), unknown("99999999999999999999")]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(
        answer.x_state().unwrap(),
        Some(State::UnknownValue(String::new()))
    );
    // A closed enum has it too.
    let paper = answer.x_paper().unwrap().unwrap();
    assert_eq!(paper, ReportsGetXPaperHeader::UnknownValue("A4".to_owned()));
    assert_eq!(answer.x_size().unwrap(), Some(SizeHeader::UnknownValue(-3)));
    let sheer = Look::UnknownValue("sheer".to_owned());
    assert_eq!(answer.x_looks().unwrap(), Some(vec![Look::Bold, sheer]));
    assert_eq!(answer.x_pages().unwrap(), Some(7));
    assert_eq!(answer.into_model().unwrap().title.as_deref(), Some("t"));
    for _ in 0..2 {
        let answer = client.get("1", None).await.unwrap();
        let error = answer.x_size().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the header `x-size` of the response is not as described"
        );
        assert!(answer.x_paper().is_ok() && answer.into_model().is_ok());
    }
    let (client, _) = files([Reply::new(200, "content")
        .with_header("x-ms-tiers", "1,7")
        .with_header("x-ms-lock-index", "broken")]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(answer.lease().unwrap(), None);
    assert_eq!(
        answer.tiers().unwrap(),
        Some(vec![Tier::Hot, Tier::UnknownValue(7)])
    );
    let broken = Lease::UnknownValue("broken".to_owned());
    assert_eq!(answer.locks().unwrap()["index"], broken);
}

#[tokio::test]
async fn a_header_of_several_responses_is_read_with_any_of_them() {
    let (client, _) = reports([
        Reply::new(201, r#"{"id":"i"}"#).with_header("x-priority", "high"),
        Reply::new(202, "").with_header("x-priority", "low"),
    ]);
    for expected in [ReportsPutXPriorityHeader::High, ReportsPutXPriorityHeader::Low] {
        let answer = client.put("1", None).await.unwrap();
        assert_eq!(answer.x_priority().unwrap(), Some(expected));
    }
}

#[tokio::test]
async fn one_trait_has_the_headers_of_all_methods_of_an_operation() {
    let reply = || Reply::new(200, "").with_header("x-post", "air");
    let script = Script::new([reply(), reply()]);
    let options = LettersClientOptions {
        client_options: script.options(),
    };
    let client = LettersClient::new("https://a.example", Some(options)).unwrap();
    let sent = client.send(Letter::default(), None).await.unwrap();
    let sent_as_parts = client.send_as_parts(None).await.unwrap();
    for answer in [sent, sent_as_parts] {
        assert_eq!(answer.x_post().unwrap().as_deref(), Some("air"));
    }
}

#[tokio::test]
async fn each_page_of_a_list_has_its_headers() {
    let link = "</tracks?page=2>; rel=\"next\"";
    let script = Script::new([
        Reply::new(200, r#"[{"id":"1"}]"#).with_header("link", link),
        Reply::new(200, "[]"),
    ]);
    let client_options = script.options();
    let client =
        TracksClient::new("https://a.example", Some(TracksClientOptions { client_options })).unwrap();
    let mut pages = client.list_header(None).unwrap().into_pages();
    let mut links = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        links.push(page.link().unwrap());
    }
    assert_eq!(links, [Some(link.to_owned()), None]);
}

#[tokio::test]
async fn headers_by_the_beginning_of_their_names_are_a_map() {
    let (client, script) = files([
        Reply::new(200, "content")
            .with_header("x-ms-meta-color", "red")
            .with_header("content-md5", "AQI=")
            .with_header("last-modified", "Fri, 03 Sep 2021 19:27:18 GMT")
            .with_header("content-length", "7"),
        Reply::new(200, "7"),
        Reply::new(299, ""),
    ]);
    let answer = client.get("1", None).await.unwrap();
    assert_eq!(
        answer.metadata().unwrap().get("color").map(String::as_str),
        Some("red")
    );
    assert_eq!(answer.content_length().unwrap(), Some(7));
    assert_eq!(answer.content_md5().unwrap(), Some(vec![1, 2]));
    assert_eq!(answer.last_modified().unwrap().map(OffsetDateTime::day), Some(3));
    assert_eq!(answer.into_body().collect().await.unwrap(), "content");
    assert_eq!(client.count(None).await.unwrap().into_model().unwrap(), 7);
    client.delete("1", None).await.unwrap();
    let accepted: Vec<_> = script
        .seen()
        .iter()
        .map(|seen| seen.header("accept").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        accepted,
        [
            "application/octet-stream, image/png, application/json;q=0.1",
            "application/json",
            "application/json"
        ]
    );
}

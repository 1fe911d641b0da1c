//! Responses in parts (`multipart/mixed`) where something else is described, and parts with the wrong form where they are described.

use client_runtime::{CollectWithin as _, UnreadableAnswer};
use futures::TryStreamExt as _;
use goldens::{answers::api::ReportsClient, sequences::api::ReadingsClient, xml::api::ShelvesClient};

use super::{End, Server, sized};

const MIXED: &str = "multipart/mixed; boundary=b";
const PARTS: &[u8] = b"--b\r\nContent-Type: application/json\r\n\r\n{\"id\":\"a\",\"value\":1}\r\n\
    --b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--\r\n";

fn server() -> Server {
    Server::start(&[(
        [sized(MIXED, PARTS.len()).as_bytes(), PARTS].concat().as_slice(),
        End::Close,
    )])
}

#[tokio::test]
async fn parts_are_not_taken_for_what_is_described() {
    let server = server();
    let client = ReportsClient::new(&server.endpoint, None).unwrap();
    let error = client.get("1", None).await.unwrap().into_model().unwrap_err();
    assert!(
        error.to_string().contains("cannot be read as `Report`"),
        "{error}"
    );
    let error = client.lines(None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
    let error = client.watch(None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
    let shelves = ShelvesClient::new(&server.endpoint, None).unwrap();
    let error = shelves.get("1", None).await.unwrap().into_model().unwrap_err();
    assert!(error.to_string().contains("outside of the document"), "{error}");
}

#[tokio::test]
async fn parts_come_as_they_are_whatever_they_are_of() {
    let server = server();
    let client = ReadingsClient::new(&server.endpoint, None).unwrap();
    let body = client.parts(None).await.unwrap().into_body();
    assert_eq!(body.collect_within(1_000).await.unwrap(), PARTS);
    let body = client.parts(None).await.unwrap().into_body();
    body.collect_within(10).await.unwrap_err();
}

#[tokio::test]
async fn an_item_of_another_form_is_an_error_of_its_own() {
    for (media_type, body) in [
        (
            "application/jsonl",
            &b"{\"value\":1}\n{\"value\":\"secret\"}\n[]\n{\"value\":2}\n"[..],
        ),
        (
            "text/event-stream",
            b"data: {\"value\":1}\n\ndata: {\"value\":\"secret\"}\n\ndata: <p>\n\ndata: {\"value\":2}\n\n",
        ),
    ] {
        let server = Server::start(&[(
            &[sized(media_type, body.len()).as_bytes(), body].concat(),
            End::Close,
        )]);
        let client = ReadingsClient::new(&server.endpoint, None).unwrap();
        let read: Vec<Result<i32, azure_core::Error>> = if media_type == "application/jsonl" {
            let lines = client.list(None).await.unwrap();
            futures::StreamExt::collect::<Vec<_>>(lines)
                .await
                .into_iter()
                .map(|line| line.map(|line| line.value))
                .collect()
        } else {
            let events: Vec<_> = client.watch(None).await.unwrap().try_collect().await.unwrap();
            events
                .iter()
                .map(|event| event.model().map(|reading| reading.value))
                .collect()
        };
        let values: Vec<_> = read.iter().map(|one| one.as_ref().ok().copied()).collect();
        assert_eq!(values, [Some(1), None, None, Some(2)], "{media_type}");
        for error in read.iter().filter_map(|one| one.as_ref().err()) {
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }
}

//! Operations that a server never ends, or reports without an address or with invalid data.

use std::sync::Arc;

use azure_core::{Error, http::poller::PollerOptions, time::Duration};
use client_runtime::{
    UnreadableAnswer,
    polling::{PollingTime, ResumeToken},
    testing::FakeClock,
};
use goldens::long_running::api::{KilnsClient, models::KilnsClientBeginFireOptions};

use super::{End, Server, options};

const CENTURY: &str = "3155760000";

fn accepted(header: &str, link: &str) -> Vec<u8> {
    format!("HTTP/1.1 202 Accepted\r\n{header}: {link}\r\nretry-after: {CENTURY}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

fn answer(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

/// Fires a kiln at a server, for a day at most, and returns the error.
async fn failing(server: &Server, clock: &Arc<FakeClock>) -> Error {
    let client = KilnsClient::new(&server.endpoint, None).unwrap();
    let mut method_options = PollerOptions {
        context: options(clock).context,
        ..Default::default()
    };
    method_options.context.insert(PollingTime(Duration::DAY));
    let poller = client.begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    poller.unwrap().await.unwrap_err()
}

#[tokio::test]
async fn an_operation_without_end_takes_the_time_of_the_caller_and_no_century() {
    let server = Server::start(&[(&accepted("location", "/1"), End::Close)]);
    let clock = FakeClock::hurried();
    let error = failing(&server, &clock).await;
    assert!(error.to_string().contains("did not finish within"), "{error}");
    assert!(ResumeToken::from_error(&error).is_some());
    assert!(clock.slept().iter().all(|slept| *slept <= Duration::HOUR));
    assert!(server.connections() >= 24);
}

#[tokio::test]
async fn nobody_else_is_asked() {
    let elsewhere = Server::start(&[(&answer("{}"), End::Close)]);
    for header in ["location", "operation-location", "azure-asyncoperation"] {
        let link = format!("{}/1", elsewhere.endpoint);
        let server = Server::start(&[(&accepted(header, &link), End::Close)]);
        let error = failing(&server, &FakeClock::hurried()).await;
        assert!(error.to_string().contains("is not followed"), "{error}");
        assert_eq!(server.connections(), 1);
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn nonsense_instead_of_a_status_is_an_error() {
    let begun = accepted("operation-location", "/m");
    for body in ["", "{", "<html>", "[[[[", r#"{"status":[]}"#, "\u{0}"] {
        let server = Server::start(&[(&begun, End::Close), (&answer(body), End::Close)]);
        let error = failing(&server, &FakeClock::hurried()).await;
        assert!(UnreadableAnswer::from_error(&error).is_some(), "{body}: {error}");
        assert!(ResumeToken::from_error(&error).is_some(), "{body}");
    }
    // Deeper than any stack, and longer than any memory.
    let deep = format!("{}{}", "[".repeat(9_000), r#"{"status":"Succeeded"}"#);
    let server = Server::start(&[(&begun, End::Close), (&answer(&deep), End::Close)]);
    let error = failing(&server, &FakeClock::hurried()).await;
    assert!(UnreadableAnswer::from_error(&error).is_some(), "{error}");
    let endless = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{";
    let server = Server::start(&[
        (&begun, End::Close),
        (endless.as_bytes(), End::Endless(b"          ")),
    ]);
    failing(&server, &FakeClock::hurried()).await;
}

//! Requests that are never complete are ended.

use std::time::Duration;

use acs_emulator::{Emulator, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::person;

/// Sends some text, and nothing after it, and returns what comes back until the emulator ends the connection.
async fn half_sent(options: Options, text: impl Fn(&str) -> String) -> String {
    let emulator = Emulator::start_with(options.with_request_timeout(Duration::from_millis(20)))
        .await
        .unwrap();
    let endpoint = emulator.endpoint();
    let (_, authority) = endpoint.split_once("://").unwrap();
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let text = text(&person(&emulator).token);
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_head_that_is_never_finished_ends_with_its_connection() {
    for text in ["", "GET /chat/thr", "GET /chat/threads HTTP/1.1\r\nhost: x\r\n"] {
        let answer = half_sent(Options::default(), |_| text.to_owned()).await;
        assert_eq!(answer, "", "{text:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_never_finished_is_a_timeout() {
    let answer = half_sent(Options::default(), |token| {
        format!(
            "POST /chat/threads?api-version=2025-03-15 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: 100\r\n\r\n{{\"topic\""
        )
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{answer}");
    assert!(answer.contains("\"RequestTimeout\""), "{answer}");
}

#[tokio::test]
async fn a_handshake_that_is_never_finished_ends_with_its_connection() {
    let answer = half_sent(Options::default().with_tls(), |_| "\u{16}\u{3}\u{1}".to_owned()).await;
    assert_eq!(answer, "");
}

#[tokio::test]
async fn a_timeout_beyond_all_time_is_none() {
    let options = Options::default().with_request_timeout(Duration::MAX);
    let emulator = Emulator::start_with(options).await.unwrap();
    person(&emulator).thread(&[]).await;
}

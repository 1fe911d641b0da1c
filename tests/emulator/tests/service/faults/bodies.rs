//! Bodies that are not correct, or are sent in an unusual way.

use std::io::Read as _;
use std::time::Duration;

use acs_emulator::Fault;
use http_body_util::BodyExt as _;
use serde_json::Value;

use super::{HELLO, somebody, written};
use crate::support::read;

#[tokio::test]
async fn a_body_can_be_missing() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::empty_body().once());
    let reply = ada
        .call("POST", &messages, "application/json", HELLO)
        .await
        .expect(201);
    assert!(reply.body.is_empty());
    assert_eq!(reply.header("content-length"), Some("0"));
    assert_eq!(written(&emulator), 1);
    emulator.fault(Fault::status(500).and(Fault::empty_body()).once());
    assert!(ada.get(&messages).await.expect(500).body.is_empty());
}

#[tokio::test]
async fn a_body_can_end_too_early_without_a_sign() {
    let (emulator, ada, messages) = somebody().await;
    let whole = ada.get(&messages).await.expect(200).body;
    emulator.fault(Fault::malformed_body().times(2));
    let half = ada.get(&messages).await.expect(200);
    assert_eq!(half.body, whole[..whole.len() / 2]);
    assert!(serde_json::from_slice::<Value>(&half.body).is_err());
    let typing = messages.replace("/messages", "/typing");
    let nothing = ada.call("POST", &typing, "", b"").await.expect(200);
    assert_eq!(nothing.body, "{");
}

#[tokio::test]
async fn a_body_can_be_cut_off() {
    let (emulator, ada, messages) = somebody().await;
    let whole = ada.get(&messages).await.expect(200).body;
    emulator.fault(Fault::truncated_body());
    let (response, _) = ada.open("GET", &messages, "", b"").await.unwrap();
    assert_eq!(response.headers()["content-length"], whole.len().to_string());
    let mut body = response.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, whole[..whole.len() / 2]);
    assert!(body.frame().await.unwrap().is_err());
    let typing = messages.replace("/messages", "/typing");
    let (response, _) = ada.open("POST", &typing, "", b"").await.unwrap();
    assert!(read(response).await.is_err());
}

#[tokio::test]
async fn a_body_can_be_said_to_be_something_else() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::content_type("text/plain").once());
    let reply = ada.get(&messages).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    assert!(reply.json()["value"].is_array());
}

#[tokio::test]
async fn a_body_can_be_a_megabyte_large() {
    let (emulator, ada, messages) = somebody().await;
    emulator.fault(Fault::large_body(1 << 20).times(3));
    for path in [
        messages.as_str(),
        "/chat/threads",
        "/chat/threads/19:none@thread.v2",
    ] {
        let reply = ada.get(path).await;
        assert!(reply.body.len() > 1 << 20, "{path}");
        reply.json();
    }
}

#[tokio::test]
async fn a_body_can_come_in_chunks() {
    let (emulator, ada, messages) = somebody().await;
    let whole = ada.get(&messages).await.expect(200).body;
    emulator.fault(Fault::chunked());
    let (response, _) = ada.open("GET", &messages, "", b"").await.unwrap();
    assert_eq!(response.headers()["transfer-encoding"], "chunked");
    assert_eq!(response.headers().get("content-length"), None);
    let mut frames = Vec::new();
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        frames.push(frame.unwrap().into_data().unwrap());
    }
    assert!(frames.len() > 8, "{}", frames.len());
    assert_eq!(frames.concat(), whole);
    let delete = ada.delete(&format!("{messages}/1")).await;
    delete.refused(404, "NotFound");
    let thread = messages.strip_suffix("/messages").unwrap();
    ada.delete(thread).await.expect(204);
}

#[tokio::test]
async fn a_body_can_be_compressed_and_large_and_in_chunks() {
    let (emulator, ada, messages) = somebody().await;
    let whole = ada.get(&messages).await.expect(200).json();
    emulator.fault(Fault::gzip());
    let reply = ada.get(&messages).await.expect(200);
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&reply.body[..])
        .read_to_end(&mut plain)
        .unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&plain).unwrap(), whole);
    let typing = messages.replace("/messages", "/typing");
    let nothing = ada.call("POST", &typing, "", b"").await.expect(200);
    assert_eq!(
        (nothing.header("content-encoding"), nothing.body.len()),
        (None, 0)
    );

    emulator.clear_faults();
    emulator.fault(
        Fault::gzip()
            .and(Fault::chunked())
            .and(Fault::large_body(100_000)),
    );
    let reply = ada.get(&messages).await.expect(200);
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&reply.body[..])
        .read_to_end(&mut plain)
        .unwrap();
    assert!(plain.len() > 100_000 && reply.body.len() < 10_000);
}

#[tokio::test]
async fn headers_can_keep_the_caller_waiting() {
    let (emulator, ada, messages) = somebody().await;
    let slow = emulator.fault(Fault::slow_headers().on("POST", "/chat/threads/*/messages"));
    let call = tokio::spawn(async move { ada.call("POST", &messages, "application/json", HELLO).await });
    slow.reached(1).await;
    assert!(!call.is_finished());
    slow.release();
    call.await.unwrap().expect(201);
    assert_eq!((written(&emulator), slow.hits()), (1, 1));
}

#[tokio::test]
async fn the_rest_of_a_body_can_keep_the_caller_waiting() {
    let (emulator, ada, messages) = somebody().await;
    let whole = ada.get(&messages).await.expect(200).body;
    let slow = emulator.fault(Fault::slow_body());
    let (response, _) = ada.open("GET", &messages, "", b"").await.unwrap();
    assert_eq!(response.status(), 200);
    let mut body = response.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, whole[..whole.len() / 2]);
    slow.release();
    let rest = body.collect().await.unwrap().to_bytes();
    assert_eq!(rest, whole[whole.len() / 2..]);
    ada.get(&messages).await.expect(200);
}

#[tokio::test(start_paused = true)]
async fn what_is_slow_can_end_by_itself() {
    let (emulator, ada, messages) = somebody().await;
    let before = tokio::time::Instant::now();
    let hour = Duration::from_secs(60 * 60);
    emulator.fault(Fault::slow_headers().and(Fault::slow_body()).lasting(hour));
    ada.get(&messages).await.expect(200);
    assert!(before.elapsed() >= 2 * hour);
}

#[tokio::test]
async fn an_emulator_stops_although_it_keeps_somebody_waiting() {
    let (emulator, ada, messages) = somebody().await;
    let slow = emulator.fault(Fault::slow_headers());
    let call = tokio::spawn(async move { ada.open("GET", &messages, "", b"").await.is_err() });
    slow.reached(1).await;
    emulator.stop().await;
    assert!(call.await.unwrap());
}

//! The examples that are programs: a chat in the terminal, and a backend that lets people into a thread.
#![allow(
    clippy::unwrap_used,
    clippy::duplicate_mod,
    reason = "a test; each program has what the examples share"
)]

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../generated/examples/backend.rs"]
mod backend;
#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../generated/examples/terminal.rs"]
mod terminal;

use std::time::Duration;

use acs_chat::{ChatClient, CommunicationTokenCredential, MessagePoint, MessagePollingOptions};
use acs_emulator::Emulator;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

fn often() -> MessagePollingOptions {
    MessagePollingOptions::from_point(MessagePoint::beginning()).with_interval(Duration::from_millis(20))
}

#[tokio::test]
async fn what_is_typed_is_sent_and_shown_and_the_chat_ends_with_the_input() {
    let emulator = Emulator::start().await.unwrap();
    let credential = CommunicationTokenCredential::new(emulator.token(emulator.create_user())).unwrap();
    let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
    let created = chat.create_chat_thread("terminal", None).await.unwrap();
    let thread = created.into_model().unwrap().thread_client(&chat);
    let (keys, typed) = mpsc::channel(4);
    for line in ["hello", "  ", "bye"] {
        keys.send(line.to_owned()).await.unwrap();
    }
    drop(keys);
    let mut shown = Vec::new();
    terminal::talk(&thread, often(), typed, |line| shown.push(line))
        .await
        .unwrap();
    assert_eq!(shown, ["somebody: hello", "somebody: bye"]);
}

#[tokio::test]
async fn who_joins_gets_what_a_program_needs_to_talk_in_the_thread() {
    let service = backend::support::Service::find(true).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = backend::router(&service).await.unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });

    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = "POST /join HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 3\r\n\r\nAda";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let answer: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap();

    let credential = CommunicationTokenCredential::new(text("token")).unwrap();
    let chat = ChatClient::new(text("endpoint"), credential, None).unwrap();
    let thread = chat.chat_thread_client(text("threadId"));
    let sent = thread.send_message("I am here.", None).await.unwrap();
    assert!(!sent.into_model().unwrap().id.is_empty());
}

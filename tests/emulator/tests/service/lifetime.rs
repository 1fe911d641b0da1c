//! Starting and stopping the emulator, and the requests that it remembers.

use acs_emulator::{Emulator, Options};
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::{person, two_people};

fn authority(emulator: &Emulator) -> String {
    emulator.endpoint().strip_prefix("http://").unwrap().to_owned()
}

#[tokio::test]
async fn a_stopped_emulator_lets_nobody_in() {
    let emulator = Emulator::start().await.unwrap();
    let authority = authority(&emulator);
    let _idle = TcpStream::connect(&authority).await.unwrap();
    emulator.stop().await;
    assert!(TcpStream::connect(&authority).await.is_err());
}

#[tokio::test]
async fn a_dropped_emulator_stops() {
    let emulator = Emulator::start().await.unwrap();
    let authority = authority(&emulator);
    drop(emulator);
    // The runtime has one thread: the server gets its turn when this task waits.
    while TcpStream::connect(&authority).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_stopped_emulator_leaves_no_task_behind() {
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let emulator = Emulator::start().await.unwrap();
    let half = TcpStream::connect(authority(&emulator)).await.unwrap();
    half.writable().await.unwrap();
    half.try_write(b"GET /chat/thr").unwrap();
    let ada = person(&emulator);
    ada.thread(&[]).await;
    emulator.stop().await;
    assert_eq!(tasks(), before);
}

#[tokio::test]
async fn emulators_live_side_by_side_and_share_nothing() {
    let (one, ada, _) = two_people().await;
    let other = Emulator::start().await.unwrap();
    ada.thread(&[]).await;
    assert_ne!(one.endpoint(), other.endpoint());
    assert_ne!(one.resource_id(), other.resource_id());
    assert!(other.threads().is_empty());
}

#[tokio::test]
async fn a_port_can_be_chosen_but_not_twice() {
    let first = Emulator::start().await.unwrap();
    let port: u16 = first.endpoint().rsplit(':').next().unwrap().parse().unwrap();
    assert!(
        Emulator::start_with(Options::default().with_port(port))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn requests_are_remembered_as_they_came() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    emulator.forget_requests();
    ada.post(&format!("{thread}/messages?x=a%20b"), json!({ "content": "hi" }))
        .await
        .expect(201);
    ada.get("/nowhere").await.expect(404);
    let requests = emulator.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        (requests[0].method.as_str(), requests[0].status),
        ("POST", Some(201))
    );
    assert_eq!(requests[0].path, format!("{thread}/messages"));
    assert_eq!(
        requests[0].query.as_deref(),
        Some("x=a%20b&api-version=2025-03-15")
    );
    assert_eq!(requests[0].query_parameter("x").as_deref(), Some("a b"));
    assert_eq!(requests[0].header("Content-Type"), Some("application/json"));
    assert_eq!(requests[0].json(), Some(json!({ "content": "hi" })));
    assert_eq!(requests[1].status, Some(404));
}

#[tokio::test]
async fn old_requests_are_forgotten() {
    let emulator = Emulator::start_with(Options::default().with_remembered_requests(2))
        .await
        .unwrap();
    let ada = person(&emulator);
    for path in ["/1", "/2", "/3"] {
        ada.get(path).await.expect(404);
    }
    let paths: Vec<_> = emulator
        .requests()
        .into_iter()
        .map(|request| (request.path, request.status))
        .collect();
    assert_eq!(
        paths,
        [("/2".to_owned(), Some(404)), ("/3".to_owned(), Some(404))]
    );
}

#[test]
fn an_emulator_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Emulator>();
}

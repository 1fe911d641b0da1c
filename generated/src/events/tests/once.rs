//! Repeated events are recognised, and the newer of two versions is found.

use super::payloads::{TOPIC, message};
use crate::events::{Arrival, ChatEvent, EventFilter, read};
use serde_json::{Value, json};
use std::cmp::Ordering;

fn event(body: &Value) -> ChatEvent {
    read(body.to_string().as_bytes()).remove(0).unwrap()
}

#[test]
fn an_event_is_new_once_and_again_when_it_is_forgotten() {
    let filter = EventFilter::new();
    let one = event(&message("1", "ChatMessageReceivedInThread", "100", 100));
    assert_eq!(
        [filter.check(&one), filter.check(&one)],
        [Arrival::New, Arrival::Repeated]
    );
    filter.forget(&one);
    assert_eq!(filter.check(&one), Arrival::New);
    assert_eq!(
        filter.check(&event(&message("2", "ChatMessageReceived", "100", 100))),
        Arrival::New
    );
}

#[test]
fn an_id_is_one_of_its_source_whatever_its_case() {
    let filter = EventFilter::new();
    let mut body = message("1", "ChatMessageReceivedInThread", "100", 100);
    assert_eq!(filter.check(&event(&body)), Arrival::New);
    body["topic"] = json!(TOPIC.to_ascii_lowercase());
    assert_eq!(filter.check(&event(&body)), Arrival::Repeated);
    body["topic"] = json!("/subscriptions/other");
    assert_eq!(filter.check(&event(&body)), Arrival::New);
}

#[test]
fn an_older_version_that_comes_late_is_outdated() {
    let filter = EventFilter::new();
    let arrival = |id, name, version| filter.check(&event(&message(id, name, "100", version)));
    assert_eq!(arrival("1", "ChatMessageEditedInThread", 120), Arrival::New);
    assert_eq!(
        arrival("2", "ChatMessageReceivedInThread", 100),
        Arrival::Outdated
    );
    assert_eq!(
        arrival("2", "ChatMessageReceivedInThread", 100),
        Arrival::Repeated
    );
    assert_eq!(arrival("3", "ChatMessageEdited", 120), Arrival::New);
    assert_eq!(arrival("4", "ChatMessageDeletedInThread", 130), Arrival::New);
    assert_eq!(arrival("5", "ChatMessageEditedInThread", 129), Arrival::Outdated);
    assert_eq!(
        filter.check(&event(&message("6", "ChatMessageReceivedInThread", "101", 1))),
        Arrival::New
    );
}

#[test]
fn the_filter_forgets_the_oldest() {
    let filter = EventFilter::with_capacity(10);
    let events: Vec<_> = (0..11)
        .map(|id| event(&message(&id.to_string(), "ChatMessageReceivedInThread", "1", 1)))
        .collect();
    assert!(events.iter().all(|event| filter.check(event) == Arrival::New));
    assert_eq!(filter.check(&events[10]), Arrival::Repeated);
    assert_eq!(filter.check(&events[0]), Arrival::New);
}

#[test]
fn the_newer_of_two_versions_is_told() {
    let one = |name: &str, id: &str, version: i64| event(&message("e", name, id, version));
    let received = one("ChatMessageReceived", "100", 100);
    let edited = one("ChatMessageEditedInThread", "100", 120);
    assert_eq!(edited.compare_versions(&received), Some(Ordering::Greater));
    assert_eq!(received.compare_versions(&edited), Some(Ordering::Less));
    assert_eq!(received.compare_versions(&received), Some(Ordering::Equal));
    let deleted = one("ChatMessageDeleted", "100", 120);
    assert_eq!(deleted.compare_versions(&edited), Some(Ordering::Greater));
    assert_eq!(
        received.compare_versions(&one("ChatMessageReceived", "101", 100)),
        None
    );
    let mut elsewhere = message("e", "ChatMessageReceived", "100", 130);
    elsewhere["data"]["threadId"] = json!("19:other@thread.v2");
    assert_eq!(received.compare_versions(&event(&elsewhere)), None);
    let mut without = message("e", "ChatMessageReceived", "100", 130);
    without["data"]["version"] = Value::Null;
    assert_eq!(received.compare_versions(&event(&without)), None);
    let thread = event(&message("e", "ChatThreadDeleted", "100", 1));
    assert_eq!(thread.compare_versions(&thread), None);
}

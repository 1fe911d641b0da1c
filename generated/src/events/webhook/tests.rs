//! The requests that a webhook accepts and refuses, and its responses.

use super::{EventWebhook, Received, Refusal, WebhookAnswer};
use crate::events::EventSchema;
use proptest::prelude::*;
use serde_json::{Value, json};

const TOPIC: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/c";
const HOOK: &str = "/hook?code=s3cret";

fn webhook() -> EventWebhook {
    EventWebhook::new("code", "s3cret").unwrap()
}

fn event(topic: &str) -> Value {
    json!({"id": "1", "topic": topic, "eventType": "Microsoft.Communication.ChatThreadDeleted", "data": {"threadId": "t"}})
}

fn validation(topic: &str) -> String {
    json!([{
        "id": "1", "topic": topic, "subject": "", "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
        "eventTime": "2026-03-01T10:00:00.1234567Z", "metadataVersion": "1", "dataVersion": "2",
        "data": {"validationCode": "512d38b6-\"", "validationUrl": "https://example.com/validate"}
    }])
    .to_string()
}

fn post(webhook: &EventWebhook, headers: &[(&str, &str)], body: &str) -> (Received, WebhookAnswer) {
    webhook.receive("POST", HOOK, headers.iter().copied(), body.as_bytes())
}

fn refusal(received: (Received, WebhookAnswer)) -> (Refusal, u16) {
    match received.0 {
        Received::Refused(refusal) => (refusal, received.1.status),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_delivery_is_read_and_answered() {
    let (received, answer) = post(
        &webhook(),
        &[("AEG-Event-Type", "Notification"), ("aeg-delivery-count", "3")],
        &json!([event(TOPIC), {"id": "2"}]).to_string(),
    );
    let Received::Events(events) = received else {
        panic!("{received:?}")
    };
    assert_eq!(answer, WebhookAnswer::ok());
    assert_eq!(events[0].as_ref().unwrap().delivery_count, Some(3));
    assert_eq!(events[1].as_ref().unwrap_err().id(), Some("2"));
}

#[test]
fn a_delivery_of_which_nothing_can_be_read_need_not_come_again() {
    for body in ["", "nonsense", "[{}]", "[{},{}]"] {
        let (received, answer) = post(&webhook(), &[], body);
        assert!(matches!(received, Received::Events(_)), "{body}");
        assert_eq!(answer.status, 400, "{body}");
    }
    assert_eq!(post(&webhook(), &[], "[]").1.status, 200);
}

#[test]
fn the_handshake_of_event_grid_returns_the_code() {
    for headers in [&[("aeg-event-type", "SubscriptionValidation")][..], &[]] {
        let (received, answer) = post(&webhook(), headers, &validation(TOPIC));
        assert_eq!(received, Received::Handshake(EventSchema::EventGrid));
        assert_eq!(answer.status, 200);
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body, json!({"validationResponse": "512d38b6-\""}));
        assert_eq!(
            answer.headers,
            [("content-type", "application/json; charset=utf-8".to_owned())]
        );
    }
    // The header decides where there is one.
    let (received, _) = post(
        &webhook(),
        &[("aeg-event-type", "Notification")],
        &validation(TOPIC),
    );
    assert!(matches!(received, Received::Events(events) if events.len() == 1));
    for body in [
        "[]",
        "",
        "{}",
        r#"[{"id": "1", "eventType": "x", "data": {"validationCode": "c"}}]"#,
    ] {
        let received = post(&webhook(), &[("aeg-event-type", "SubscriptionValidation")], body);
        assert_eq!(refusal(received), (Refusal::Handshake, 400), "{body}");
    }
}

#[test]
fn the_handshake_of_cloud_events_names_the_origin() {
    let ask = |webhook: &EventWebhook, headers: &[(&str, &str)]| {
        webhook.receive("OPTIONS", HOOK, headers.iter().copied(), b"")
    };
    let (received, answer) = ask(
        &webhook(),
        &[
            ("WebHook-Request-Origin", "eventgrid.azure.net"),
            ("WebHook-Request-Rate", "120"),
        ],
    );
    assert_eq!(received, Received::Handshake(EventSchema::CloudEvents));
    assert_eq!(answer.status, 200);
    let header = |name| {
        answer
            .headers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(header("webhook-allowed-origin"), Some("eventgrid.azure.net"));
    assert_eq!(header("webhook-allowed-rate"), Some("120"));
    let (_, answer) = ask(
        &webhook(),
        &[
            ("webhook-request-origin", "EventGrid.azure.net"),
            ("webhook-request-rate", "1\r\nx: y"),
        ],
    );
    assert!(answer.headers.contains(&("webhook-allowed-rate", "*".to_owned())));

    assert_eq!(refusal(ask(&webhook(), &[])), (Refusal::Handshake, 400));
    assert_eq!(
        refusal(ask(&webhook(), &[("webhook-request-origin", "example.com")])),
        (Refusal::Origin, 403)
    );
    let other = webhook()
        .with_allowed_origin("example.com")
        .with_allowed_origin("example.org");
    assert!(matches!(
        ask(&other, &[("webhook-request-origin", "example.org")]).0,
        Received::Handshake(_)
    ));
    assert_eq!(
        refusal(ask(&other, &[("webhook-request-origin", "eventgrid.azure.net")])).0,
        Refusal::Origin
    );
}

#[test]
fn what_was_not_configured_is_refused() {
    let body = json!([event(TOPIC)]).to_string();
    for address in [
        "/hook",
        "/hook?code=",
        "/hook?code=S3cret",
        "/hook?code=s3cret&code=s3cre",
        "/hook?other=s3cret",
    ] {
        for method in ["POST", "OPTIONS", "GET"] {
            let received = webhook().receive(
                method,
                address,
                [("webhook-request-origin", "eventgrid.azure.net")],
                body.as_bytes(),
            );
            assert_eq!(refusal(received), (Refusal::Secret, 401), "{method} {address}");
        }
    }
    let none: [(&str, &str); 0] = [];
    let received = webhook().receive("GET", HOOK, none, b"");
    assert_eq!(received.1.headers, [("allow", "OPTIONS, POST".to_owned())]);
    assert_eq!(refusal(received), (Refusal::Method, 405));
    let small = webhook().with_largest_body(body.len() - 1);
    assert_eq!(refusal(post(&small, &[], &body)), (Refusal::TooLarge, 413));
    assert!(matches!(
        post(&small.with_largest_body(body.len()), &[], &body).0,
        Received::Events(_)
    ));
    assert_eq!(
        refusal(post(
            &webhook(),
            &[("webhook-request-origin", "example.com")],
            &body
        ))
        .0,
        Refusal::Origin
    );
}

#[test]
fn only_allowed_topics_are_taken() {
    let strict = webhook()
        .with_allowed_topic(TOPIC.to_ascii_uppercase())
        .with_allowed_topic("/other");
    let taken = |topics: &[&str]| {
        let events: Vec<_> = topics.iter().map(|topic| event(topic)).collect();
        post(&strict, &[], &json!(events).to_string())
    };
    assert!(matches!(taken(&[TOPIC, "/other", TOPIC]).0, Received::Events(events) if events.len() == 3));
    for topics in [&["/subscriptions/s"][..], &[TOPIC, "/x"], &[""]] {
        assert_eq!(refusal(taken(topics)), (Refusal::Topic, 403), "{topics:?}");
    }
    let mut without = event("");
    without.as_object_mut().unwrap().remove("topic");
    assert_eq!(
        refusal(post(&strict, &[], &without.to_string())).0,
        Refusal::Topic
    );
    for (topic, right) in [
        (TOPIC, true),
        ("/subscriptions/s", true),
        ("/subscriptions", true),
        ("/subscriptions/", true),
        ("/sub", false),
        ("", false),
        ("/subscriptions/s/resourceGroups/other", false),
    ] {
        let (received, _) = post(&strict, &[], &validation(topic));
        assert_eq!(matches!(received, Received::Handshake(_)), right, "{topic}");
    }
}

#[test]
fn a_subscription_may_end() {
    for event_type in ["SubscriptionDeletion", "Unsubscribe"] {
        let (received, answer) = post(&webhook(), &[("aeg-event-type", event_type)], "");
        assert_eq!((received, answer.status), (Received::Unsubscribed, 200));
    }
}

#[test]
fn a_secret_is_changed_without_a_gap_and_never_shown() {
    let both = webhook().or_secret("n3xt").unwrap();
    for code in ["s3cret", "n3xt"] {
        let none: [(&str, &str); 0] = [];
        let (received, _) = both.receive("POST", &format!("/hook?code={code}"), none, b"[]");
        assert_eq!(received, Received::Events(Vec::new()));
    }
    assert!(!format!("{both:?}").contains("n3xt"));
    assert!(EventWebhook::new("code", "").is_err());
    assert!(EventWebhook::without_secret().or_secret("x").is_err());
}

proptest! {
    #[test]
    fn no_request_panics(
        method in "(POST|OPTIONS|GET|)", address in "\\PC{0,40}", headers in proptest::collection::vec(
            ("(aeg-event-type|webhook-request-origin|aeg-delivery-count|webhook-request-rate|x)", proptest::collection::vec(any::<u8>(), 0..20)), 0..4),
        body in proptest::collection::vec(any::<u8>(), 0..100)
    ) {
        let open = EventWebhook::without_secret().with_allowed_topic("/a");
        let _received = open.receive(&method, &address, headers.iter().map(|(name, value)| (name, value)), &body);
        let _received = webhook().receive(&method, &address, headers.iter().map(|(name, value)| (name, value)), &body);
    }
}

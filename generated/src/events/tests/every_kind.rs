//! Every kind is read and written back, in both schemas.

use super::payloads::{ADA, BEN, THREAD, TOPIC, cloud_event, event_grid, every_kind, user, with};
use crate::{
    CommunicationIdentifier,
    events::{
        ChatEvent, ChatEventData, EventLevel, EventMessageType, EventSchema, data::KNOWN, read,
        read_queue_message,
    },
};
use serde_json::{Value, json};

fn only(body: &Value) -> ChatEvent {
    let mut events = read(body.to_string().as_bytes());
    assert_eq!(events.len(), 1);
    events.remove(0).unwrap()
}

/// An empty map that the description declares is written as it came, so nothing differs but what is not declared.
#[test]
fn every_kind_is_read_and_written_back_in_both_schemas() {
    let kinds = every_kind();
    let mut names: Vec<_> = kinds
        .iter()
        .map(|(name, ..)| format!("Microsoft.Communication.{name}"))
        .collect();
    names.sort();
    let mut known = KNOWN.to_vec();
    known.sort_unstable();
    assert_eq!(names, known);
    assert_eq!(known.len(), 16);
    for (name, data, undeclared) in kinds {
        for (write, schema) in [
            (
                event_grid as fn(&str, &str, &Value) -> Value,
                EventSchema::EventGrid,
            ),
            (cloud_event, EventSchema::CloudEvents),
        ] {
            let event = only(&write("e1", name, &with(&data, &undeclared)));
            assert_eq!(event.schema, schema, "{name}");
            assert_eq!(
                serde_json::to_value(&event).unwrap(),
                write("e1", name, &data),
                "{name}"
            );
            assert_eq!(event, only(&write("e1", name, &data)), "{name}");
            assert!(!matches!(event.data, ChatEventData::Unknown { .. }), "{name}");
            assert_eq!(event.thread_id(), Some(THREAD), "{name}");
            let for_user = data.get("recipientCommunicationIdentifier").is_some();
            let level = if for_user {
                EventLevel::User
            } else {
                EventLevel::Thread
            };
            assert_eq!(event.level(), Some(level), "{name}");
            let recipient = for_user.then(|| CommunicationIdentifier::from(BEN));
            assert_eq!(event.recipient(), recipient.as_ref(), "{name}");
        }
    }
}

#[test]
fn the_envelope_says_where_and_when() {
    let event = only(&json!([event_grid("e1", "ChatThreadDeleted", &json!({}))]));
    assert_eq!((event.id.as_str(), event.source.as_deref()), ("e1", Some(TOPIC)));
    assert_eq!(event.subject, Some(format!("thread/{THREAD}")));
    assert_eq!(event.time.unwrap().nanosecond(), 123_456_700);
    assert_eq!(event.data_version.as_deref(), Some("1.0"));
    for (digits, nanosecond) in [("", 0), (".5", 500_000_000), (".123456789", 123_456_789)] {
        let mut body = cloud_event("e1", "ChatThreadDeleted", &json!({}));
        body["time"] = json!(format!("2026-03-01T12:00:00{digits}+02:00"));
        assert_eq!(only(&body).time.unwrap().to_utc().nanosecond(), nanosecond);
    }
    let bare = only(&json!({"id": "1", "specversion": "1.0", "type": "x.y"}));
    assert_eq!((bare.source, bare.subject, bare.time), (None, None, None));
}

#[test]
fn a_message_is_of_one_type_however_it_is_spelled() {
    for (wire, known) in [
        ("Text", EventMessageType::Text),
        ("text", EventMessageType::Text),
        ("RichText/Html", EventMessageType::Html),
        ("html", EventMessageType::Html),
        ("Poll", EventMessageType::Unknown("Poll".to_owned())),
    ] {
        let data = json!({"type": wire, "messageId": "7", "messageBody": "b", "senderCommunicationIdentifier": user(ADA)});
        let event = only(&event_grid("e1", "ChatMessageReceivedInThread", &data));
        assert_eq!(event.message_type(), Some(known));
        assert_eq!((event.message_id(), event.text()), (Some("7"), Some("b")));
        assert_eq!(event.sender().unwrap().raw_id(), ADA);
    }
}

#[test]
fn a_kind_that_is_not_known_is_kept_as_it_came() {
    let data = json!({"threadId": THREAD, "transactionId": "t", "what": [1, {"else": null}]});
    for name in [
        "ChatThreadPinned",
        "ChatMemberAddedToThreadWithUser",
        "chatmessagereceived",
    ] {
        for body in [event_grid("e1", name, &data), cloud_event("e1", name, &data)] {
            let event = only(&body);
            let event_type = format!("Microsoft.Communication.{name}");
            assert_eq!(
                event.data,
                ChatEventData::Unknown {
                    event_type,
                    data: data.clone()
                }
            );
            assert_eq!((event.level(), event.message_id()), (None, None));
            assert_eq!(
                (event.thread_id(), event.data.transaction_id()),
                (Some(THREAD), Some("t"))
            );
            assert_eq!(serde_json::to_value(&event).unwrap(), body);
        }
    }
}

#[test]
fn a_queue_brings_one_event_in_base64() {
    let event = event_grid("e1", "ChatThreadDeleted", &json!({"threadId": THREAD}));
    let text = azure_core::base64::encode(event.to_string());
    let (first, second) = text.split_at(40);
    for text in [
        text.clone(),
        format!(" {first}\r\n{second}\n"),
        event.to_string(),
        format!("[{event}]"),
    ] {
        let events = read_queue_message(&text);
        assert_eq!(events, [Ok(only(&event))], "{text}");
    }
    let errors = read_queue_message("not base64!");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].as_ref().unwrap_err().index().is_none());
}

#[test]
fn a_cloud_event_may_have_its_data_as_bytes() {
    let data = json!({"threadId": THREAD});
    let mut body = cloud_event("e1", "ChatThreadDeleted", &data);
    let object = body.as_object_mut().unwrap();
    object.remove("data");
    object.insert(
        "data_base64".to_owned(),
        json!(azure_core::base64::encode(data.to_string())),
    );
    assert_eq!(only(&body).thread_id(), Some(THREAD));
}

#[test]
fn nothing_that_people_wrote_is_shown() {
    let (_, data, _) = every_kind().remove(0);
    let event = only(&event_grid("e1", "ChatMessageReceived", &data));
    let shown = format!("{event:?} {:?}", event.data);
    assert!(
        shown.contains("e1") && shown.contains("MessageReceived"),
        "{shown}"
    );
    assert_eq!(shown.contains("Where shall"), cfg!(feature = "debug"), "{shown}");
}

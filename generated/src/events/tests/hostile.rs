//! A malformed event is a separate error that quotes nothing and does not affect the other events; no bytes cause a panic.

use super::payloads::{ADA, THREAD, event_grid, message};
use crate::events::{EventError, MAX_EVENTS, read, read_queue_message};
use proptest::prelude::*;
use serde_json::json;

fn errors(body: &str) -> Vec<EventError> {
    read(body.as_bytes())
        .into_iter()
        .filter_map(Result::err)
        .collect()
}

#[test]
fn one_that_is_malformed_is_named_and_the_others_are_read() {
    let good = message("good", "ChatMessageReceivedInThread", "1", 1).to_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bad = [
        (r#"{"id": "bad", "eventType": 5}"#.to_owned(), Some("bad")),
        (r#"{"id": "bad"}"#.to_owned(), Some("bad")),
        (
            r#"{"id": "bad", "eventType": "Microsoft.Communication.ChatThreadDeleted"}"#.to_owned(),
            Some("bad"),
        ),
        (
            r#"{"id": "bad", "eventType": "x", "eventTime": "yesterday"}"#.to_owned(),
            Some("bad"),
        ),
        (
            r#"{"id": "bad", "type": "x", "specversion": "0.3"}"#.to_owned(),
            Some("bad"),
        ),
        (
            event_grid("bad", "ChatMessageReceived", &json!({"messageId": 7})).to_string(),
            Some("bad"),
        ),
        (
            event_grid(
                "bad",
                "ChatMessageReceived",
                &json!({"senderCommunicationIdentifier": 7}),
            )
            .to_string(),
            Some("bad"),
        ),
        (r#"{"id": 5, "eventType": "x"}"#.to_owned(), None),
        (r#"{"eventType": "x"}"#.to_owned(), None),
        ("{nope}".to_owned(), None),
        (String::new(), None),
        ("null".to_owned(), None),
        ("7".to_owned(), None),
        (
            format!(r#"{{"id": "bad", "eventType": "x", "data": {deep}}}"#),
            Some("bad"),
        ),
        (deep, None),
    ];
    for (bad, id) in bad {
        let events = read(format!("[{good},{bad},{good}]").as_bytes());
        let read = events.iter().filter(|event| event.is_ok()).count();
        assert_eq!((events.len(), read), (3, 2), "{bad:.80}");
        let error = events[1].as_ref().unwrap_err();
        assert_eq!(error.index(), Some(1), "{error}");
        // Where the event is too deep to be read at all, its id may be as well.
        assert!(error.id().is_none() || error.id() == id, "{error}");
    }
}

#[test]
fn what_breaks_off_leaves_what_came_before() {
    let good = message("good", "ChatMessageReceivedInThread", "1", 1).to_string();
    for body in [
        format!("[{good},{{\"id\": \"b"),
        format!("[{good},"),
        format!("[{good}"),
        format!("[{good}] x"),
    ] {
        let events = read(body.as_bytes());
        assert!(events[0].is_ok(), "{body}");
        assert!(events.last().unwrap().is_err(), "{body}");
    }
    let mut invalid = format!("[{good},{good}]").into_bytes();
    let last = invalid.len() - 20;
    invalid[last] = 0xFF;
    let events = read(&invalid);
    assert!(events[0].is_ok() && events[1].is_err() && events.len() == 2);
}

#[test]
fn an_error_quotes_nothing_and_its_id_has_a_bound() {
    let long = "ü".repeat(1_000);
    for body in [
        json!({"id": long, "eventType": "Microsoft.Communication.ChatMessageReceived", "data": {"version": "hidden text"}}),
        json!({"id": long, "eventType": {"hidden": "hidden text"}}),
        json!({"id": "1", "eventType": "x", "eventTime": "hidden text"}),
        json!({"id": "1", "specversion": "hidden text"}),
        json!({"id": "1", "specversion": "1.0", "type": "x", "data_base64": "hidden text"}),
    ] {
        let error = errors(&body.to_string()).remove(0);
        assert!(!format!("{error} {error:?}").contains("hidden"), "{error}");
        assert!(error.id().unwrap().len() <= 128);
        let error = azure_core::Error::from(error);
        assert!(!format!("{error} {error:?}").contains("hidden"), "{error}");
    }
}

#[test]
fn no_more_than_the_most_are_read() {
    let body = format!("[{}]", vec!["{}"; MAX_EVENTS + 3].join(","));
    let events = read(body.as_bytes());
    assert_eq!(events.len(), MAX_EVENTS + 1);
    assert!(events.last().unwrap().as_ref().unwrap_err().index().is_none());
    assert!(read(b"[]").is_empty());
}

proptest! {
    #[test]
    fn no_bytes_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _read = read(&body);
        let _read = read_queue_message(&String::from_utf8_lossy(&body));
    }

    #[test]
    fn no_text_of_json_signs_panics(body in r#"[\[\]{}",:\\a0-9. ]{0,80}"#) {
        let _read = read(body.as_bytes());
    }

    #[test]
    fn no_mutant_of_an_event_panics_or_loses_another(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), schema in any::<bool>()
    ) {
        let good = message("good", "ChatMessageReceivedInThread", "1", 1).to_string();
        let name = if schema { "ChatMessageEdited" } else { "ChatThreadCreated" };
        let mut mutant = event_grid("bad", name, &json!({"threadId": THREAD, "senderId": ADA})).to_string().into_bytes();
        let at = at.index(mutant.len());
        mutant[at] = byte;
        let body = [b"[", good.as_bytes(), b",", &mutant, b"]"].concat();
        let events = read(&body);
        prop_assert!(events[0].is_ok());
        let behind = [b"[", mutant.as_slice(), b"]"].concat();
        let _read = read(&behind);
    }

    #[test]
    fn what_is_read_is_written_and_read_again(id in "\\PC{1,20}", body in "\\PC{0,40}", version in any::<i64>()) {
        let data = json!({"messageBody": body, "version": version});
        let event = read(event_grid(&id, "ChatMessageEdited", &data).to_string().as_bytes()).remove(0).unwrap();
        let again = read(&serde_json::to_vec(&event).unwrap()).remove(0).unwrap();
        prop_assert_eq!(&again, &event);
        prop_assert_eq!((event.text(), event.message_version()), (Some(body.as_str()), Some(version)));
    }
}

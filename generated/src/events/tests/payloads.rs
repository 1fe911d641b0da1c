//! Example payloads of every kind in both schemas, as the service was seen to send them, with properties that are not declared.

use serde_json::{Value, json};

pub(super) const THREAD: &str = "19:0f1c2b3a4d5e6f708192a3b4c5d6e7f8@thread.v2";
pub(super) const TOPIC: &str = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/bots/providers/\
                                Microsoft.Communication/CommunicationServices/contoso";
pub(super) const ADA: &str = "8:acs:11111111-2222-3333-4444-555555555555_00000001-ada0";
pub(super) const BEN: &str = "8:acs:11111111-2222-3333-4444-555555555555_00000002-ben0";

pub(super) fn user(id: &str) -> Value {
    json!({"rawId": id, "communicationUser": {"id": id}})
}

fn merge(parts: &[Value]) -> Value {
    let objects = parts.iter().filter_map(Value::as_object).cloned();
    Value::Object(objects.flatten().collect())
}

/// The data of every kind: the declared properties, and undeclared ones.
pub(super) fn every_kind() -> Vec<(&'static str, Value, Value)> {
    let thread =
        json!({"transactionId": "wCVWZ6HmBkqW2k+0OeeLpw.1.1.1.1.1827536918.1.7", "threadId": THREAD});
    let for_ben = json!({"recipientCommunicationIdentifier": user(BEN)});
    let by = |name: &str| json!({name: user(ADA)});
    let message = json!({
        "messageId": "1772359200123", "senderCommunicationIdentifier": user(ADA), "senderDisplayName": "Ada",
        "composeTime": "2026-03-01T10:00:00.123Z", "type": "Text", "version": 1_772_359_200_123_i64
    });
    let text = json!({"messageBody": "Where shall we meet?", "metadata": {"tag": "a"}});
    let edited = json!({"editTime": "2026-03-01T10:05:00.1234567Z"});
    let deleted = json!({"deleteTime": "2026-03-01T11:00:00Z"});
    let person = |id: &str| json!({"displayName": "Ben", "participantCommunicationIdentifier": user(id), "metadata": {}});
    let about = json!({"createTime": "2026-03-01T09:00:00.5Z", "version": 1_772_355_600_500_i64});
    let created = json!({
        "createdByCommunicationIdentifier": user(ADA), "properties": {"topic": "Lunch", "size": 2, "more": {"a": [null]}},
        "metadata": {"room": "4"}, "participants": [person(ADA), person(BEN)]
    });
    let updated = json!({
        "editedByCommunicationIdentifier": user(ADA), "editTime": "2026-03-01T10:05:00Z",
        "properties": {"topic": "Dinner"}, "metadata": {"room": "5"}
    });
    let added = json!({"time": "2026-03-01T10:06:00.1Z", "participantAdded": person(BEN)});
    let removed = json!({"time": "2026-03-01T10:07:00.25Z", "participantRemoved": person(BEN)});
    let version = json!({"version": 7});
    let old = json!({"senderId": ADA, "recipientId": BEN, "newerThanThis": {"deep": [1]}});
    let old_thread =
        json!({"createdBy": ADA, "deletedBy": ADA, "members": [{"displayName": "Ada", "memberId": ADA}]});
    let kinds: Vec<(&str, Vec<&Value>, &Value)> = vec![
        ("ChatMessageReceived", vec![&for_ben, &message, &text], &old),
        ("ChatMessageReceivedInThread", vec![&message, &text], &old),
        (
            "ChatMessageEdited",
            vec![&for_ben, &message, &text, &edited],
            &old,
        ),
        ("ChatMessageEditedInThread", vec![&message, &text, &edited], &old),
        ("ChatMessageDeleted", vec![&for_ben, &message, &deleted], &old),
        ("ChatMessageDeletedInThread", vec![&message, &deleted], &old),
        (
            "ChatThreadCreatedWithUser",
            vec![&for_ben, &about, &created],
            &old_thread,
        ),
        ("ChatThreadCreated", vec![&about, &created], &old_thread),
    ];
    let (deleted_by, added_by, removed_by) = (
        by("deletedByCommunicationIdentifier"),
        by("addedByCommunicationIdentifier"),
        by("removedByCommunicationIdentifier"),
    );
    let more: Vec<(&str, Vec<&Value>, &Value)> = vec![
        (
            "ChatThreadWithUserDeleted",
            vec![&for_ben, &about, &deleted_by, &deleted],
            &old_thread,
        ),
        (
            "ChatThreadDeleted",
            vec![&about, &deleted_by, &deleted],
            &old_thread,
        ),
        (
            "ChatThreadPropertiesUpdatedPerUser",
            vec![&for_ben, &about, &updated],
            &old_thread,
        ),
        ("ChatThreadPropertiesUpdated", vec![&about, &updated], &old_thread),
        (
            "ChatParticipantAddedToThreadWithUser",
            vec![&for_ben, &about, &added_by, &added],
            &old_thread,
        ),
        (
            "ChatThreadParticipantAdded",
            vec![&version, &added_by, &added],
            &old_thread,
        ),
        (
            "ChatParticipantRemovedFromThreadWithUser",
            vec![&for_ben, &about, &removed_by, &removed],
            &old_thread,
        ),
        (
            "ChatThreadParticipantRemoved",
            vec![&version, &removed_by, &removed],
            &old_thread,
        ),
    ];
    let all = kinds.into_iter().chain(more);
    all.map(|(name, parts, old)| {
        let parts: Vec<Value> = std::iter::once(thread.clone())
            .chain(parts.into_iter().cloned())
            .collect();
        (name, merge(&parts), old.clone())
    })
    .collect()
}

/// An event in the schema of Event Grid.
pub(super) fn event_grid(id: &str, name: &str, data: &Value) -> Value {
    json!({
        "id": id, "topic": TOPIC, "subject": format!("thread/{THREAD}"), "data": data,
        "eventType": format!("Microsoft.Communication.{name}"), "eventTime": "2026-03-01T10:00:00.1234567Z",
        "dataVersion": "1.0", "metadataVersion": "1"
    })
}

/// The same as a `CloudEvent`.
pub(super) fn cloud_event(id: &str, name: &str, data: &Value) -> Value {
    json!({
        "id": id, "source": TOPIC, "subject": format!("thread/{THREAD}"), "data": data,
        "type": format!("Microsoft.Communication.{name}"), "time": "2026-03-01T10:00:00.1234567Z", "specversion": "1.0"
    })
}

/// An event that tells of a message in the thread, in its version.
pub(super) fn message(id: &str, name: &str, message: &str, version: i64) -> Value {
    let data = json!({
        "threadId": THREAD, "messageId": message, "version": version, "type": "Text", "messageBody": "hello",
        "senderCommunicationIdentifier": user(ADA)
    });
    event_grid(id, name, &data)
}

/// With the properties of both.
pub(super) fn with(one: &Value, other: &Value) -> Value {
    merge(&[one.clone(), other.clone()])
}

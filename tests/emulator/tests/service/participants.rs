//! Participants: list, add, remove, and the history that new ones may read.

use std::time::Duration;

use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{each, person, thread_id, two_people};

#[tokio::test]
async fn participants_are_listed_with_what_is_known_of_them() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[]).await;
    let body = json!({ "participants": [{
        "communicationIdentifier": { "rawId": bob.id },
        "displayName": "Bob",
        "shareHistoryTime": "2020-01-01T02:00:00.5+02:00",
        "metadata": { "role": "guest" },
    }] });
    let reply = ada
        .post(&format!("{thread}/participants/:add"), body)
        .await
        .expect(201);
    assert_eq!(reply.json(), json!({}));
    let page = bob
        .get(&format!("{thread}/participants"))
        .await
        .expect(200)
        .json();
    let expected = json!([
        { "communicationIdentifier": ada.written(), "shareHistoryTime": "1970-01-01T00:00:00Z" },
        {
            "communicationIdentifier": bob.written(),
            "displayName": "Bob",
            "shareHistoryTime": "2020-01-01T00:00:00Z",
            "metadata": { "role": "guest" },
        },
    ]);
    assert_eq!(page, json!({ "value": expected }));
}

#[tokio::test]
async fn adding_and_removing_people_is_announced() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[]).await;
    let body = json!({ "participants": [bob.participant()] });
    ada.post(&format!("{thread}/participants/:add"), body)
        .await
        .expect(201);
    let reply = bob
        .post(&format!("{thread}/participants/:remove"), bob.identifier())
        .await
        .expect(204);
    assert!(reply.body.is_empty());
    bob.get(&thread).await.refused(403, "Forbidden");
    let page = ada
        .get(&format!("{thread}/messages?maxPageSize=2"))
        .await
        .expect(200)
        .json();
    assert_eq!(each(&page, "type"), ["participantRemoved", "participantAdded"]);
    for (message, initiator) in [(0, &bob), (1, &ada)] {
        let expected = json!({
            "participants": [{
                "communicationIdentifier": bob.written(),
                "shareHistoryTime": "1970-01-01T00:00:00Z",
            }],
            "initiatorCommunicationIdentifier": initiator.written(),
        });
        assert_eq!(page["value"][message]["content"], expected);
    }
}

#[tokio::test]
async fn adding_somebody_who_is_present_has_no_effect() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let before = (emulator.threads(), emulator.messages(thread_id(&thread)));
    let body = json!({ "participants": [bob.participant(), bob.participant(), ada.participant()] });
    let reply = ada
        .post(&format!("{thread}/participants/:add"), body)
        .await
        .expect(201);
    assert_eq!(reply.json(), json!({}));
    assert_eq!(
        (emulator.threads(), emulator.messages(thread_id(&thread))),
        before
    );
}

#[tokio::test]
async fn those_who_cannot_join_are_named_and_the_others_join() {
    let (emulator, ada, bob) = two_people().await;
    let stranger = format!(
        "8:acs:{}_00000000000000000000000000000000",
        emulator.resource_id()
    );
    let people = json!([
        { "communicationIdentifier": { "rawId": stranger } },
        { "communicationIdentifier": { "rawId": "8:acs:another-resource_user" } },
        { "communicationIdentifier": { "microsoftTeamsUser": { "userId": "somebody", "cloud": "dod" } } },
        bob.participant(),
    ]);
    let expected = json!([
        { "code": "404", "message": "Not found", "target": stranger },
        { "code": "403", "message": "Permissions check failed", "target": "8:acs:another-resource_user" },
        { "code": "403", "message": "Permissions check failed", "target": "8:dod:somebody" },
    ]);
    let reply = ada
        .post("/chat/threads", json!({ "topic": "", "participants": people }))
        .await
        .expect(201);
    assert_eq!(reply.json()["invalidParticipants"], expected);
    assert_eq!(emulator.threads()[0].participants.len(), 2);
    let thread = ada.thread(&[]).await;
    let reply = ada
        .post(
            &format!("{thread}/participants/:add"),
            json!({ "participants": people }),
        )
        .await
        .expect(201);
    assert_eq!(reply.json(), json!({ "invalidParticipants": expected }));
    assert_eq!(emulator.threads()[1].participants.len(), 2);
}

#[tokio::test]
async fn an_id_of_bad_format_fails_the_whole_call() {
    let (emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[]).await;
    for bad in [
        json!({ "communicationUser": { "id": "nobody" } }),
        json!({ "rawId": "8:acs:" }),
        json!({ "rawId": "" }),
        json!({}),
        json!({ "rawId": bob.id, "communicationUser": { "id": ada.id } }),
        json!({ "communicationUser": { "id": bob.id }, "phoneNumber": { "value": "+1425" } }),
    ] {
        let people = json!([bob.participant(), { "communicationIdentifier": bad }]);
        let body = json!({ "topic": "", "participants": people });
        ada.post("/chat/threads", body).await.refused(400, "BadRequest");
        let body = json!({ "participants": people });
        ada.post(&format!("{thread}/participants/:add"), body)
            .await
            .refused(400, "BadRequest");
        ada.post(&format!("{thread}/participants/:remove"), bad)
            .await
            .refused(400, "BadRequest");
    }
    assert_eq!(emulator.threads().len(), 1);
    assert_eq!(emulator.threads()[0].participants.len(), 1);
}

#[tokio::test]
async fn people_can_be_named_by_raw_id_or_by_part_or_by_both() {
    let (emulator, ada, bob) = two_people().await;
    for identifier in [json!({ "rawId": bob.id }), bob.identifier(), bob.written()] {
        let thread = ada.thread(&[]).await;
        let body = json!({ "participants": [{ "communicationIdentifier": identifier }] });
        ada.post(&format!("{thread}/participants/:add"), body)
            .await
            .expect(201);
        assert_eq!(
            emulator.threads().last().unwrap().participants[1]
                .identifier
                .raw_id(),
            bob.id
        );
        ada.post(&format!("{thread}/participants/:remove"), identifier)
            .await
            .expect(204);
        assert_eq!(emulator.threads().last().unwrap().participants.len(), 1);
    }
}

#[tokio::test]
async fn somebody_can_be_removed_by_either_content_type_but_must_be_there() {
    let (_emulator, ada, bob) = two_people().await;
    let thread = ada.thread(&[&bob]).await;
    let path = format!("{thread}/participants/:remove");
    let body = bob.identifier().to_string();
    ada.call("POST", &path, "application/merge-patch+json", body.as_bytes())
        .await
        .expect(204);
    ada.call("POST", &path, "application/json", body.as_bytes())
        .await
        .refused(404, "NotFound");
}

#[tokio::test]
async fn every_kind_of_identifier_is_written_in_full() {
    let (emulator, ada, _) = two_people().await;
    let thread = ada.thread(&[]).await;
    let kinds = [
        (
            "8:orgid:t",
            json!({ "kind": "microsoftTeamsUser", "microsoftTeamsUser": { "userId": "t", "isAnonymous": false, "cloud": "public" } }),
        ),
        (
            "8:teamsvisitor:v",
            json!({ "kind": "microsoftTeamsUser", "microsoftTeamsUser": { "userId": "v", "isAnonymous": true, "cloud": "public" } }),
        ),
        (
            "28:gcch:a",
            json!({ "kind": "microsoftTeamsApp", "microsoftTeamsApp": { "appId": "a", "cloud": "gcch" } }),
        ),
        (
            "4:+1425",
            json!({ "kind": "phoneNumber", "phoneNumber": { "value": "+1425" } }),
        ),
        (
            "4:anonymous",
            json!({ "kind": "phoneNumber", "phoneNumber": { "value": "anonymous", "isAnonymous": true } }),
        ),
        (
            "8:acs:r_t_u",
            json!({ "kind": "teamsExtensionUser", "teamsExtensionUser": { "userId": "u", "tenantId": "t", "resourceId": "r", "cloud": "public" } }),
        ),
    ];
    let mut people = Vec::new();
    for (raw, _) in &kinds {
        emulator.register(raw);
        people.push(json!({ "communicationIdentifier": { "rawId": raw } }));
    }
    let body = json!({ "participants": people });
    assert_eq!(
        ada.post(&format!("{thread}/participants/:add"), body)
            .await
            .expect(201)
            .json(),
        json!({})
    );
    let page = ada
        .get(&format!("{thread}/participants?skip=1"))
        .await
        .expect(200)
        .json();
    for ((raw, expected), written) in kinds.iter().zip(page["value"].as_array().unwrap()) {
        let mut expected = expected.clone();
        expected["rawId"] = Value::from(*raw);
        assert_eq!(written["communicationIdentifier"], expected);
    }
}

#[tokio::test]
async fn newcomers_read_the_history_that_was_shared_with_them() {
    let (emulator, ada, bob) = two_people().await;
    let (eve, dan, fay) = (person(&emulator), person(&emulator), person(&emulator));
    emulator.clock().set(datetime!(2024-01-01 00:00 UTC));
    let thread = ada.thread(&[]).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        emulator.clock().advance(Duration::from_secs(60));
        ids.push(ada.say(&thread, "x").await);
    }
    emulator.clock().advance(Duration::from_secs(60));
    for (who, from, visible) in [
        (
            &bob,
            json!("1970-01-01T00:00:00Z"),
            vec!["6", "5", "4", "3", "2", "1"],
        ),
        (&eve, json!("2024-01-01T00:02:00Z"), vec!["7", "6", "5", "4"]),
        (&dan, json!("2024-01-01T01:00:00Z"), vec!["8"]),
        (
            &fay,
            Value::Null,
            vec!["9", "8", "7", "6", "5", "4", "3", "2", "1"],
        ),
    ] {
        let mut participant = who.participant();
        if !from.is_null() {
            participant["shareHistoryTime"] = from;
        }
        let body = json!({ "participants": [participant] });
        ada.post(&format!("{thread}/participants/:add"), body)
            .await
            .expect(201);
        let page = who.get(&format!("{thread}/messages")).await.expect(200).json();
        assert_eq!(each(&page, "sequenceId"), visible);
    }
    let hidden = format!("{thread}/messages/{}", ids[0]);
    bob.get(&hidden).await.expect(200);
    eve.get(&hidden).await.refused(404, "NotFound");
}

#[tokio::test]
async fn a_thread_holds_no_more_people_than_the_service_allows() {
    let (emulator, ada, _) = two_people().await;
    let people =
        |count: usize| -> Vec<Value> { (0..count).map(|_| person(&emulator).participant()).collect() };
    ada.post(
        "/chat/threads",
        json!({ "topic": "", "participants": people(201) }),
    )
    .await
    .refused(400, "BadRequest");
    let reply = ada
        .post(
            "/chat/threads",
            json!({ "topic": "", "participants": people(200) }),
        )
        .await
        .expect(201);
    let add = format!(
        "/chat/threads/{}/participants/:add",
        reply.json()["chatThread"]["id"].as_str().unwrap()
    );
    ada.post(&add, json!({ "participants": people(50) }))
        .await
        .refused(400, "BadRequest");
    ada.post(&add, json!({ "participants": people(49) }))
        .await
        .expect(201);
    assert_eq!(emulator.threads()[0].participants.len(), 250);
}

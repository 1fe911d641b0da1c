//! The forms of people in each version, and of those that could not be added.

use serde_json::json;

use super::{LATER, PREVIEW3, PREVIEW4, participant, thread};
use crate::support::{Person, each, two_people};

#[tokio::test]
async fn preview3_names_people_by_raw_ids() {
    let (_emulator, ada, bob) = two_people().await;
    let ada = ada.speaking(PREVIEW3);
    let path = thread(&ada, &[&bob]).await;
    let page = ada.get(&format!("{path}/participants")).await.expect(200).json();
    assert_eq!(each(&page, "id"), [&ada.id, &bob.id]);
    let message = ada.say(&path, "hi").await;
    ada.post(
        &format!("{path}/readReceipts"),
        json!({ "chatMessageId": message }),
    )
    .await
    .expect(200);
    let page = ada.get(&format!("{path}/readReceipts")).await.expect(200).json();
    assert_eq!(each(&page, "senderId"), [&ada.id]);
    let page = ada.get(&format!("{path}/messages")).await.expect(200).json();
    assert_eq!(page["value"][0]["senderId"], ada.id);
    let added = &page["value"][2]["content"];
    assert_eq!(added["initiator"], ada.id);
    assert_eq!(
        each(&json!({ "value": added["participants"] }), "id"),
        [&ada.id, &bob.id]
    );
}

#[tokio::test]
async fn people_are_removed_by_path_in_preview3_and_by_body_later() {
    let (_emulator, ada, bob) = two_people().await;
    for version in LATER {
        let ada = ada.speaking(version);
        let path = thread(&ada, &[&bob]).await;
        let (by_path, by_body) = (
            format!("{path}/participants/{}", bob.id),
            format!("{path}/participants/:remove"),
        );
        if version == PREVIEW3 {
            ada.post(&by_body, bob.identifier()).await.expect(404);
            ada.delete(&format!("{path}/participants/nobody"))
                .await
                .expect(400);
            ada.delete(&by_path).await.expect(204);
        } else {
            ada.delete(&by_path).await.expect(404);
            ada.post(&by_body, bob.identifier()).await.expect(204);
        }
        bob.speaking(version).get(&path).await.expect(403);
    }
}

#[tokio::test]
async fn those_who_could_not_join_are_under_errors_in_the_previews() {
    let (_emulator, ada, _) = two_people().await;
    let stranger = Person {
        id: "8:acs:else_where".to_owned(),
        ..ada.clone()
    };
    for version in LATER {
        let ada = ada.speaking(version);
        let people = json!([participant(version, &stranger)]);
        let created = ada
            .post("/chat/threads", json!({ "topic": "", "participants": people }))
            .await
            .expect(201)
            .json();
        let path = thread(&ada, &[]).await;
        let added = ada
            .post(
                &format!("{path}/participants/:add"),
                json!({ "participants": people }),
            )
            .await
            .expect(201)
            .json();
        for answer in [created, added] {
            let place = if version.contains("preview") {
                "/errors/invalidParticipants"
            } else {
                "/invalidParticipants"
            };
            let expected =
                json!([{ "code": "403", "message": "Permissions check failed", "target": stranger.id }]);
            assert_eq!(answer.pointer(place), Some(&expected), "{version}");
        }
        let path = thread(&ada, &[]).await;
        let add = json!({ "participants": [] });
        let nobody = ada
            .post(&format!("{path}/participants/:add"), add)
            .await
            .expect(201);
        assert_eq!(nobody.json(), json!({}), "{version}");
    }
}

#[tokio::test]
async fn kinds_of_people_are_as_old_as_their_versions() {
    let (emulator, ada, _) = two_people().await;
    let app = emulator.register("28:orgid:app");
    let body = json!({ "topic": "", "participants": [{ "communicationIdentifier": { "rawId": app.id } }] });
    let created = ada.post("/chat/threads", body).await.expect(201).json();
    let path = format!(
        "/chat/threads/{}/participants",
        created["chatThread"]["id"].as_str().unwrap()
    );
    for version in LATER {
        let page = ada.speaking(version).get(&path).await.expect(200).json();
        let mut written = page["value"][1].clone();
        written.as_object_mut().unwrap().remove("shareHistoryTime");
        let expected = match version {
            PREVIEW3 => json!({ "id": app.id }),
            PREVIEW4 | "2021-03-07" | "2021-09-07" => {
                json!({ "communicationIdentifier": { "rawId": app.id } })
            }
            "2023-11-07" => json!({ "communicationIdentifier": { "rawId": app.id, "kind": "unknown" } }),
            _ => json!({ "communicationIdentifier": {
                "rawId": app.id, "kind": "microsoftTeamsApp",
                "microsoftTeamsApp": { "appId": "app", "cloud": "public" },
            } }),
        };
        assert_eq!(written, expected, "{version}");
    }
}

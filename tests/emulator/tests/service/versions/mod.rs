//! All versions of chat: each has its own form of one state.

mod additions;
mod people;
mod recorded;

use serde_json::{Value, json};

use crate::support::{Person, person, two_people};

const PREVIEW2: &str = "2020-09-21-preview2";
const PREVIEW3: &str = "2020-11-01-preview3";
const PREVIEW4: &str = "2021-01-27-preview4";

/// Every version that has participants, oldest first.
const LATER: [&str; 7] = [
    PREVIEW3,
    PREVIEW4,
    "2021-03-07",
    "2021-09-07",
    "2023-11-07",
    "2024-03-07",
    "2025-03-15",
];

/// The identifier in the form of a version.
fn named(version: &str, person: &Person) -> Value {
    if version == PREVIEW3 {
        json!(person.id)
    } else {
        person.identifier()
    }
}

fn participant(version: &str, person: &Person) -> Value {
    let name = if version == PREVIEW3 {
        "id"
    } else {
        "communicationIdentifier"
    };
    json!({ name: named(version, person) })
}

/// Makes a thread in any version and returns its path.
async fn thread(ada: &Person, people: &[&Person]) -> String {
    let (list, status) = if ada.version == PREVIEW2 {
        ("members", 207)
    } else {
        ("participants", 201)
    };
    let people: Vec<_> = people
        .iter()
        .map(|one| match ada.version {
            PREVIEW2 => json!({ "id": one.id }),
            version => participant(version, one),
        })
        .collect();
    let body = json!({ "topic": ada.version, list: people });
    let reply = ada.post("/chat/threads", body).await.expect(status).json();
    let id = match ada.version {
        PREVIEW2 => &reply["multipleStatus"][0]["id"],
        _ => &reply["chatThread"]["id"],
    };
    format!("/chat/threads/{}", id.as_str().unwrap())
}

#[tokio::test]
async fn a_thread_made_through_one_version_is_read_through_every_other() {
    let (emulator, ada, bob) = two_people().await;
    for made in LATER.into_iter().chain([PREVIEW2]) {
        let path = thread(&ada.speaking(made), &[&bob]).await;
        ada.speaking(made).say(&path, "hi").await;
        for read in LATER.into_iter().chain([PREVIEW2]) {
            let bob = bob.speaking(read);
            let seen = bob.get(&path).await.expect(200).json();
            assert_eq!(seen["topic"], made, "{read}");
            let creator = match read {
                PREVIEW2 | PREVIEW3 => &seen["createdBy"],
                PREVIEW4 | "2021-03-07" | "2021-09-07" => &seen["createdByCommunicationIdentifier"]["rawId"],
                _ => &seen["createdByCommunicationIdentifier"]["communicationUser"]["id"],
            };
            assert_eq!(creator, &json!(ada.id), "{read}");
            let page = bob.get(&format!("{path}/messages")).await.expect(200).json();
            let hi = if read == PREVIEW2 {
                json!("hi")
            } else {
                json!({ "message": "hi" })
            };
            assert_eq!(page["value"][0]["content"], hi, "{read}");
            assert_eq!(page["value"].as_array().unwrap().len(), 3, "{read}");
            bob.get("/chat/threads").await.expect(200);
        }
    }
    assert_eq!(emulator.threads().len(), 8);
}

#[tokio::test]
async fn errors_have_the_wrapper_of_their_version() {
    let (emulator, ada, _) = two_people().await;
    let eve = person(&emulator);
    let path = ada.thread(&[]).await;
    let message = "The initiator is not a participant of the chat thread.";
    let pascal = json!({ "Code": "Forbidden", "Message": message, "Details": [] });
    for version in LATER.into_iter().chain([PREVIEW2]) {
        let expected = match version {
            PREVIEW2 => json!({ "code": "Forbidden", "message": message, "innerErrors": [] }),
            PREVIEW3 | PREVIEW4 => json!({ "Error": pascal }),
            "2021-03-07" | "2021-09-07" => json!({ "CommunicationError": pascal }),
            _ => json!({ "error": { "code": "Forbidden", "message": message, "details": [] } }),
        };
        let eve = eve.speaking(version);
        assert_eq!(eve.get(&path).await.expect(403).json(), expected);
        let nobody = eve.with_token("x".to_owned()).get(&path).await.expect(401);
        assert!(nobody.body.is_empty(), "{version}");
    }
}

#[tokio::test]
async fn an_answer_names_every_version_that_is_served() {
    let (_emulator, ada, _) = two_people().await;
    let reply = ada.get("/chat/threads").await.expect(200);
    let served: Vec<_> = reply
        .header("api-supported-versions")
        .unwrap()
        .split(", ")
        .collect();
    assert_eq!(served[0], PREVIEW2);
    assert_eq!(served[1..], LATER);
}

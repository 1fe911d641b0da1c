//! 2020-09-21-preview2, which differs from all later versions.

use acs_emulator::Priority;
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{Person, each, send, two_people};

const PREVIEW2: &str = "2020-09-21-preview2";

/// Makes a thread as this version does and returns its path.
async fn thread(ada: &Person, people: &[&Person]) -> String {
    let members: Vec<_> = people.iter().map(|one| json!({ "id": one.id })).collect();
    let body = json!({ "topic": "Lunch", "members": members });
    let reply = ada.post("/chat/threads", body).await.expect(207).json();
    format!(
        "/chat/threads/{}",
        reply["multipleStatus"][0]["id"].as_str().unwrap()
    )
}

async fn patch(person: &Person, path: &str, body: Value) -> u16 {
    let body = body.to_string();
    let reply = person
        .call("PATCH", path, "application/json", body.as_bytes())
        .await;
    assert!(reply.status != 200 || reply.body.is_empty());
    reply.status
}

#[tokio::test]
async fn a_new_thread_is_answered_with_a_status_for_it_and_each_member() {
    let (_emulator, ada, bob) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let body = json!({
        "topic": "Lunch",
        "members": [{ "id": bob.id, "displayName": "Bob" }, { "id": "8:acs:else_where" }],
    });
    let statuses = ada.post("/chat/threads", body).await.expect(207).json();
    let id = statuses["multipleStatus"][0]["id"].as_str().unwrap();
    let expected = json!({ "multipleStatus": [
        { "id": id, "statusCode": 201, "type": "Thread" },
        { "id": bob.id, "statusCode": 201, "type": "ThreadMember" },
        { "id": "8:acs:else_where", "statusCode": 403, "message": "Permissions check failed", "type": "ThreadMember" },
    ] });
    assert_eq!(statuses, expected);
    let thread = ada.get(&format!("/chat/threads/{id}")).await.expect(200).json();
    assert_eq!(thread["createdBy"], ada.id);
    assert_eq!(
        thread["members"],
        json!([
            { "id": ada.id, "shareHistoryTime": "1970-01-01T00:00:00Z" },
            { "id": bob.id, "displayName": "Bob", "shareHistoryTime": "1970-01-01T00:00:00Z" },
        ])
    );
}

#[tokio::test]
async fn members_are_added_listed_and_removed() {
    let (_emulator, ada, bob) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let thread = thread(&ada, &[]).await;
    let members = format!("{thread}/members");
    let body = json!({ "members": [{ "id": bob.id }, { "id": "8:acs:else_where" }] });
    let statuses = ada.post(&members, body).await.expect(207).json();
    let expected = json!([
        { "id": bob.id, "statusCode": 201, "type": "ThreadMember" },
        { "id": "8:acs:else_where", "statusCode": 403, "message": "Permissions check failed", "type": "ThreadMember" },
    ]);
    assert_eq!(statuses["multipleStatus"], expected);
    let page = ada.get(&members).await.expect(200).json();
    assert_eq!(each(&page, "id"), [&ada.id, &bob.id]);
    ada.delete(&format!("{members}/{}", bob.id)).await.expect(204);
    let page = ada.get(&members).await.expect(200).json();
    assert_eq!(each(&page, "id"), [&ada.id]);
    ada.delete(&format!("{members}/nobody")).await.expect(400);
    ada.post(&members, json!({ "members": [{ "id": "nobody" }] }))
        .await
        .expect(400);
}

#[tokio::test]
async fn messages_are_text_with_a_priority() {
    let (emulator, ada, bob) = two_people().await;
    let (ada, bob) = (ada.speaking(PREVIEW2), bob.speaking(PREVIEW2));
    let thread = thread(&ada, &[&bob]).await;
    let messages = format!("{thread}/messages");
    let body = json!({ "priority": "High", "content": "Fire!", "senderDisplayName": "Ada" });
    let id = ada.post(&messages, body).await.expect(201).json()["id"].clone();
    let message = format!("{messages}/{}", id.as_str().unwrap());
    let read = bob.get(&message).await.expect(200).json();
    assert_eq!(
        read,
        json!({
            "id": id, "type": "Text", "priority": "High", "version": id, "content": "Fire!",
            "senderDisplayName": "Ada", "senderId": ada.id, "createdOn": read["createdOn"],
        })
    );
    assert_eq!(patch(&ada, &message, json!({ "priority": "Normal" })).await, 200);
    assert_eq!(patch(&ada, &message, json!({ "content": "No." })).await, 200);
    let read = bob.get(&message).await.expect(200).json();
    assert_eq!(
        (&read["priority"], &read["content"]),
        (&json!("Normal"), &json!("No."))
    );
    assert!(read["editedOn"].is_string());
    assert_eq!(patch(&ada, &message, json!({ "priority": "Low" })).await, 400);
    assert_eq!(patch(&ada, &message, json!({ "content": null })).await, 200);
    let id = thread.rsplit('/').next().unwrap();
    assert_eq!(emulator.messages(id)[2].priority, Priority::Normal);
    ada.delete(&message).await.expect(204);
    let read = bob.get(&message).await.expect(200).json();
    assert!(read["deletedOn"].is_string() && read["content"] == "");
}

#[tokio::test]
async fn the_service_writes_xml() {
    let (emulator, ada, bob) = two_people().await;
    emulator.clock().set(datetime!(2020-09-21 08:00 UTC));
    let ada = ada.speaking(PREVIEW2);
    let ada = ada.with_token(emulator.token(&ada.id));
    let thread = thread(&ada, &[&bob]).await;
    assert_eq!(patch(&ada, &thread, json!({ "topic": "R&D <3" })).await, 200);
    ada.delete(&format!("{thread}/members/{}", bob.id))
        .await
        .expect(204);
    let page = ada.get(&format!("{thread}/messages")).await.expect(200).json();
    assert_eq!(
        each(&page, "type"),
        [
            "ThreadActivity/DeleteMember",
            "ThreadActivity/TopicUpdate",
            "ThreadActivity/TopicUpdate",
            "ThreadActivity/AddMember"
        ]
    );
    let contents = each(&page, "content");
    let head = format!(
        "<eventtime>1600675200000</eventtime><initiator>{}</initiator>",
        ada.id
    );
    assert_eq!(
        contents[1],
        format!("<topicupdate>{head}<value>R&amp;D &lt;3</value></topicupdate>")
    );
    let target = |person: &Person| {
        let id = &person.id;
        format!("<target>{id}</target><detailedtargetinfo><id>{id}</id></detailedtargetinfo>")
    };
    let version = page["value"][3]["version"].as_str().unwrap();
    let added = format!(
        "<addmember>{head}<rosterVersion>{version}</rosterVersion>{}{}</addmember>",
        target(&ada),
        target(&bob)
    );
    assert_eq!(contents[3], added);
    assert!(contents[0].contains(&target(&bob)) && !contents[0].contains(&target(&ada)));
}

#[tokio::test]
async fn read_receipts_have_their_own_path_and_status() {
    let (_emulator, ada, bob) = two_people().await;
    let (ada, bob) = (ada.speaking(PREVIEW2), bob.speaking(PREVIEW2));
    let thread = thread(&ada, &[&bob]).await;
    let message = ada.say(&thread, "hi").await;
    let receipts = format!("{thread}/readreceipts");
    let reply = bob
        .post(&receipts, json!({ "chatMessageId": message }))
        .await
        .expect(201);
    assert!(reply.body.is_empty());
    let page = ada.get(&receipts).await.expect(200).json();
    assert_eq!(each(&page, "senderId"), [&bob.id]);
    assert_eq!(each(&page, "chatMessageId"), [&message]);
    ada.get(&format!("{thread}/readReceipts")).await.expect(404);
    bob.speaking("2021-03-07").get(&receipts).await.expect(404);
}

#[tokio::test]
async fn a_deleted_thread_is_marked_as_such() {
    let (_emulator, ada, _) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let (gone, _kept) = (thread(&ada, &[]).await, thread(&ada, &[]).await);
    ada.delete(&gone).await.expect(204);
    let page = ada.get("/chat/threads").await.expect(200).json();
    let marks: Vec<_> = page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["isDeleted"].as_bool())
        .collect();
    assert_eq!(marks, [Some(false), Some(true)]);
}

#[tokio::test]
async fn lists_without_a_page_size_go_on_over_links_of_their_own_path() {
    let (emulator, ada, _) = two_people().await;
    let ada = ada.speaking(PREVIEW2);
    let people: Vec<_> = (0..30).map(|_| crate::support::person(&emulator)).collect();
    let thread = thread(&ada, &people.iter().collect::<Vec<_>>()).await;
    let members = format!("{thread}/members");
    let page = ada
        .get(&format!("{members}?maxPageSize=1&skip=5"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        page["value"].as_array().unwrap().len(),
        20,
        "this version does not know these parameters"
    );
    let link = page["nextLink"].as_str().unwrap();
    assert!(link.contains("/members?"), "{link}");
    let rest = ada.follow(link).await.expect(200).json();
    assert_eq!(rest["value"].as_array().unwrap().len(), 11);
    assert_eq!(rest.get("nextLink"), None);
}

#[tokio::test]
async fn a_repeatability_id_means_nothing_yet() {
    let (emulator, ada, _) = two_people().await;
    let authorization = format!("Bearer {}", ada.token);
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
        ("repeatability-request-id", "one"),
    ];
    let target = format!("/chat/threads?api-version={PREVIEW2}");
    for _ in 0..2 {
        let body = br#"{"topic":"x","members":[]}"#;
        send(&ada.endpoint, "POST", &target, &headers, body)
            .await
            .expect(207);
    }
    assert_eq!(emulator.threads().len(), 2);
}

//! The version with members, and a status for each of them.

use super::{life, nobody, stage};
use acs_chat::{
    CommunicationUserIdentifier, ServiceError,
    chat::v2020_09_21_preview2::{ChatClient, ChatThreadClient, models::*},
};
use acs_emulator::Emulator;

async fn start() -> (Emulator, ChatClient, ChatThreadClient) {
    let (emulator, user, credential) = stage().await;
    let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
    let request = CreateChatThreadRequest::new("first", vec![ChatThreadMember::new(user)]);
    let created = chat
        .create_chat_thread(request, None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    let thread = created.thread_client(&chat).unwrap();
    assert_eq!(created.thread_id(), Some(thread.chat_thread_id()));
    (emulator, chat, thread)
}

#[tokio::test]
async fn update_topic_changes_the_topic() {
    let (emulator, _, thread) = start().await;
    thread.update_topic("second", None).await.unwrap();
    assert_eq!(emulator.threads()[0].topic, "second");
}

#[tokio::test]
async fn add_member_adds_one_and_fails_if_the_service_does_not() {
    let (emulator, _, thread) = start().await;
    let user = CommunicationUserIdentifier::new(emulator.create_user().id);
    thread.add_member(user, None).await.unwrap();
    assert_eq!(emulator.threads()[0].participants.len(), 2);

    let nobody = nobody(&emulator);
    let error = thread.add_member(&*nobody, None).await.unwrap_err();
    let refusal = ServiceError::from_error(&error).unwrap();
    assert!(refusal.is_not_found(), "{refusal:?}");
    assert_eq!(refusal.target, Some(nobody));
}

#[tokio::test]
async fn failures_pairs_who_could_not_be_added_with_the_status_and_leaves_the_thread_out() {
    let (emulator, chat, thread) = start().await;
    let members = vec![
        ChatThreadMember::new(emulator.create_user().id).with_display_name("good"),
        ChatThreadMember::new(nobody(&emulator)).with_display_name("bad"),
    ];
    let added = thread
        .add_members(members.clone(), None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    let failures = added.failures(&members);
    assert_eq!((failures.len(), &failures[0].0), (1, &members[1]));
    assert_eq!(failures[0].1.status_code, Some(404));
    assert_eq!(added.thread_id(), None);

    let request = CreateChatThreadRequest::new("other", members.clone());
    let created = chat
        .create_chat_thread(request, None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert_eq!(created.failures(&members).len(), 1);
    for failures in [added.not_added(), created.not_added()] {
        let [failure] = failures.as_slice() else { panic!() };
        assert_eq!(failure.identifier.as_ref().unwrap().raw_id(), members[1].id);
        assert_eq!(failure.code, "404");
    }
    assert_eq!(created.thread_id(), Some(&*emulator.threads()[1].id));
}

fn answer(json: &str) -> MultiStatusResponse {
    serde_json::from_str(json).unwrap()
}

#[tokio::test]
async fn a_thread_is_known_by_its_type_or_where_that_is_missing_by_its_id() {
    let (_emulator, chat, _) = start().await;
    let typed = answer(
        r#"{"multipleStatus":[{"id":"8:a","statusCode":201,"type":"ThreadMember"},{"id":"x","statusCode":201,"type":"Thread"}]}"#,
    );
    assert_eq!(typed.thread_id(), Some("x"));
    let untyped =
        answer(r#"{"multipleStatus":[{"id":"8:a","statusCode":403},{"id":"19:x","statusCode":201}]}"#);
    assert_eq!(untyped.thread_id(), Some("19:x"));
    assert_eq!(
        untyped.failures(&[])[0].0.id,
        "8:a",
        "who was not asked for is named all the same"
    );

    let refused =
        answer(r#"{"multipleStatus":[{"id":"19:x","statusCode":403,"message":"no more","type":"Thread"}]}"#);
    assert_eq!(refused.thread_id(), None);
    let error = refused.thread_client(&chat).unwrap_err();
    let refusal = ServiceError::from_error(&error).unwrap();
    assert!(refusal.is_forbidden());
    assert_eq!(refusal.message.as_deref(), Some("no more"));
    assert!(answer("{}").thread_client(&chat).is_err());
}

#[tokio::test]
async fn text_is_what_people_wrote_and_never_the_xml_of_the_service() {
    let (emulator, _, thread) = start().await;
    let id = thread
        .send_message("one", None)
        .await
        .unwrap()
        .into_model()
        .unwrap()
        .id
        .unwrap();
    thread.update_message(&id, "two", None).await.unwrap();
    let message = thread.get_message(&id, None).await.unwrap().into_model().unwrap();
    assert_eq!(message.text(), Some("two"));
    let system = emulator.messages(thread.chat_thread_id())[0].id.clone();
    let system = thread
        .get_message(&system, None)
        .await
        .unwrap()
        .into_model()
        .unwrap();
    assert!(system.content.as_deref().unwrap().starts_with('<'));
    assert_eq!(system.text(), None);
}

#[tokio::test]
async fn poll_messages_brings_each_message_edit_and_deletion_once_and_in_order() {
    let (emulator, _, thread) = start().await;
    let life = life::Life::new(&emulator, super::same(&emulator, thread.chat_thread_id()));
    life::follow(thread.poll_messages(Some(life.options())), ChatMessage::text).await;
}

//! Versions with participants: all but the first.

use super::{life, nobody, stage};
use acs_chat::{CommunicationUserIdentifier, MessagePoint, ServiceError};
use acs_emulator::{Emulator, MessageKind};
use serde_json::json;

macro_rules! participants {
    ($version:ident, |$topic:ident, $people:ident| $request:expr) => {
        mod $version {
            use super::*;
            use acs_chat::chat::$version::{ChatClient, ChatThreadClient, models::*};

            fn request($topic: &str, $people: Vec<ChatParticipant>) -> CreateChatThreadRequest {
                $request
            }

            async fn start() -> (Emulator, ChatClient, ChatThreadClient) {
                let (emulator, _, credential) = stage().await;
                let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
                let created = chat.create_chat_thread(request("first", vec![]), None).await.unwrap();
                let thread = created.into_model().unwrap().thread_client(&chat);
                (emulator, chat, thread)
            }

            #[tokio::test]
            async fn update_topic_changes_the_topic_and_nothing_else() {
                let (emulator, _, thread) = start().await;
                thread.update_topic("second", None).await.unwrap();
                assert_eq!(emulator.threads()[0].topic, "second");
                let request = emulator.requests().pop().unwrap();
                assert_eq!(request.json(), Some(json!({"topic": "second"})));
                assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
            }

            #[tokio::test]
            async fn add_participant_adds_one_and_fails_if_the_service_does_not() {
                let (emulator, _, thread) = start().await;
                let user = CommunicationUserIdentifier::new(emulator.create_user().id);
                thread.add_participant(user, None).await.unwrap();
                assert_eq!(emulator.threads()[0].participants.len(), 2);

                let nobody = nobody(&emulator);
                let error = thread.add_participant(&*nobody, None).await.unwrap_err();
                let refusal = ServiceError::from_error(&error).unwrap();
                assert!(refusal.is_not_found(), "{refusal:?}");
                assert_eq!(refusal.target, Some(nobody));
                assert!(error.to_string().contains("not added"), "{error}");
            }

            #[tokio::test]
            async fn failures_pairs_who_could_not_be_added_with_the_reason_to_be_added_again() {
                let (emulator, chat, thread) = start().await;
                let people = vec![
                    ChatParticipant::from(emulator.create_user().id).with_display_name("good"),
                    ChatParticipant::from(nobody(&emulator)).with_display_name("bad"),
                ];
                let answer = thread.add_participants(people.clone(), None).await.unwrap();
                let failures = answer.into_model().unwrap().failures(&people);
                assert_eq!(failures.len(), 1);
                let (person, error) = failures[0].clone();
                assert_eq!((&person, &*error.code), (&people[1], "404"));

                let again = thread.add_participants(vec![person.clone()], None).await.unwrap();
                assert_eq!(again.into_model().unwrap().failures(&[person]).len(), 1);

                let created = chat.create_chat_thread(request("other", people.clone()), None).await.unwrap();
                let failures = created.into_model().unwrap().failures(&people);
                assert_eq!((failures.len(), &failures[0].0), (1, &people[1]));
                assert_eq!(AddChatParticipantsResult::default().failures(&people), []);
            }

            #[tokio::test]
            async fn not_added_lists_who_could_not_be_added_without_what_was_asked_for() {
                let (emulator, chat, thread) = start().await;
                let bad = nobody(&emulator);
                let people = vec![ChatParticipant::from(&emulator.create_user().id), ChatParticipant::from(&bad)];
                let answer = thread.add_participants(people.clone(), None).await.unwrap();
                let added = answer.into_model().unwrap().not_added();
                let created = chat.create_chat_thread(request("other", people), None).await.unwrap();
                let created = created.into_model().unwrap().not_added();
                for failures in [added, created] {
                    assert_eq!(failures.len(), 1);
                    assert_eq!(failures[0].identifier.as_ref().unwrap().raw_id(), bad);
                    assert_eq!(failures[0].code, "404");
                    assert!(failures[0].to_string().starts_with(&format!("{bad}: 404: ")), "{}", failures[0]);
                }
                assert_eq!(AddChatParticipantsResult::default().not_added(), []);
                let error = CommunicationError::new("404", "no\nbody");
                assert_eq!(error.to_string(), "404: no\\nbody");
            }

            #[tokio::test]
            async fn text_goes_in_and_comes_out_without_its_parts() {
                let (emulator, _, thread) = start().await;
                let id = thread.send_message("one", None).await.unwrap().into_model().unwrap().id;
                thread.update_message(&id, "two", None).await.unwrap();
                thread.send_read_receipt(&id, None).await.unwrap();
                let message = thread.get_message(&id, None).await.unwrap().into_model().unwrap();
                assert_eq!(message.text(), Some("two"));
                assert_eq!(emulator.threads()[0].receipts[0].message_id, id);
                thread.delete_message(&id, None).await.unwrap();
                let message = thread.get_message(&id, None).await.unwrap().into_model().unwrap();
                assert_eq!(message.text(), None);
                let system = &emulator.messages(thread.chat_thread_id())[0];
                assert_eq!(system.kind, MessageKind::ParticipantAdded);
                let system = thread.get_message(&system.id, None).await.unwrap().into_model().unwrap();
                assert_eq!(system.text(), None);
            }

            #[tokio::test]
            async fn poll_messages_brings_each_message_edit_and_deletion_once_and_in_order() {
                let (emulator, chat, thread) = start().await;
                let life = life::Life::new(&emulator, super::super::same(&emulator, thread.chat_thread_id()));
                life::follow(thread.poll_messages(Some(life.options())), ChatMessage::text).await;
                drop(chat);
            }

            #[tokio::test]
            async fn a_stream_of_messages_goes_on_where_another_ended() {
                let (_emulator, _, thread) = start().await;
                thread.send_message("one", None).await.unwrap();
                let mut messages = thread.poll_messages(None);
                while super::next_text(&mut messages, ChatMessage::text).await.as_deref() != Some("one") {}
                let point: MessagePoint = messages.point().to_string().parse().unwrap();
                drop(messages);
                thread.send_message("two", None).await.unwrap();
                let mut messages = thread.poll_messages(Some(acs_chat::MessagePollingOptions::from_point(point)));
                assert_eq!(super::next_text(&mut messages, ChatMessage::text).await.as_deref(), Some("two"));
            }
        }
    };
}

async fn next_text<M>(
    messages: &mut acs_chat::MessageStream<M>,
    text: fn(&M) -> Option<&str>,
) -> Option<String> {
    let message = futures::StreamExt::next(messages).await.unwrap().unwrap();
    text(&message).map(str::to_owned)
}

participants!(
    v2020_11_01_preview3,
    |topic, people| CreateChatThreadRequest::new(topic, people)
);
participants!(
    v2021_01_27_preview4,
    |topic, people| CreateChatThreadRequest::new(topic, people)
);
participants!(v2021_03_07, |topic, people| CreateChatThreadRequest::new(topic)
    .with_participants(people));
participants!(v2021_09_07, |topic, people| CreateChatThreadRequest::new(topic)
    .with_participants(people));
participants!(v2023_11_07, |topic, people| CreateChatThreadRequest::new(topic)
    .with_participants(people));
participants!(v2024_03_07, |topic, people| CreateChatThreadRequest::new(topic)
    .with_participants(people));
participants!(v2025_03_15, |topic, people| CreateChatThreadRequest::new(topic)
    .with_participants(people));

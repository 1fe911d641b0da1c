//! Events from the emulator to the webhook of the crate: two implementations of Event Grid's deliveries.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../../../generated/examples/bot.rs"]
mod bot;
mod hook;

use std::{collections::BTreeSet, time::Duration};

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationIdentifier, CommunicationTokenCredential,
    events::{ChatEvent, ChatEventData, EventLevel},
    models::{ChatParticipant, CreateChatThreadRequest},
};
use acs_emulator::{Emulator, EventSchema, EventSubscription, User};
use hook::Hook;

/// An emulator with two users.
struct Stage {
    emulator: Emulator,
    ada: User,
    ben: User,
}

impl Stage {
    async fn set() -> Self {
        let emulator = Emulator::start().await.unwrap();
        let [ada, ben] = [(); 2].map(|()| emulator.create_user());
        Self { emulator, ada, ben }
    }

    fn chat(&self) -> ChatClient {
        let credential = CommunicationTokenCredential::new(self.emulator.token(&self.ada)).unwrap();
        ChatClient::new(&self.emulator.endpoint(), credential, None).unwrap()
    }

    async fn thread(&self) -> ChatThreadClient {
        let ben = ChatParticipant::new(self.ben.id.as_str());
        let request = CreateChatThreadRequest::new("lunch").with_participants(vec![ben]);
        let chat = self.chat();
        let created = chat.create_chat_thread(request, None).await.unwrap();
        created.into_model().unwrap().thread_client(&chat)
    }

    /// Does everything that leads to an event.
    async fn everything(&self) {
        let thread = self.thread().await;
        let sent = thread
            .send_message("one", None)
            .await
            .unwrap()
            .into_model()
            .unwrap();
        thread.update_message(&sent.id, "two", None).await.unwrap();
        thread.delete_message(&sent.id, None).await.unwrap();
        thread.delete_message(&sent.id, None).await.unwrap();
        thread.update_topic("dinner", None).await.unwrap();
        let cal = self.emulator.create_user();
        thread
            .add_participant(ChatParticipant::new(cal.id.as_str()), None)
            .await
            .unwrap();
        thread.remove_participant(cal.id.as_str(), None).await.unwrap();
        let id = thread.chat_thread_id().to_owned();
        self.chat().delete_chat_thread(&id, None).await.unwrap();
    }
}

fn names(events: &[ChatEvent]) -> Vec<&str> {
    let names = events.iter().map(ChatEvent::event_type);
    names
        .map(|name| name.strip_prefix("Microsoft.Communication.").unwrap())
        .collect()
}

#[tokio::test]
async fn every_kind_is_delivered_in_both_schemas_and_none_to_who_did_it() {
    for schema in [EventSchema::EventGrid, EventSchema::CloudEvents] {
        let stage = Stage::set().await;
        let hook = Hook::start().await;
        let subscription = EventSubscription::to(hook.url()).with_schema(schema);
        let subscription = stage.emulator.subscribe(subscription).await.unwrap();
        stage.everything().await;
        subscription.settled().await;
        let events = hook.events();
        let kinds: BTreeSet<_> = names(&events).into_iter().collect();
        assert_eq!(kinds.len(), 16, "{kinds:?}");
        assert_eq!((subscription.delivered(), subscription.lost()), (events.len(), 0));
        let ada = CommunicationIdentifier::from(stage.ada.id.as_str());
        for event in &events {
            assert!(!matches!(event.data, ChatEventData::Unknown { .. }));
            assert!(event.thread_id().is_some() && event.time.is_some() && event.source.is_some());
            assert_eq!(
                event.recipient().is_some(),
                event.level() == Some(EventLevel::User)
            );
            assert_ne!(event.recipient(), Some(&ada), "{event:?}");
        }
        let received = &events[names(&events)
            .iter()
            .position(|name| *name == "ChatMessageReceived")
            .unwrap()];
        assert_eq!((received.text(), received.sender()), (Some("one"), Some(&ada)));
        let versions: Vec<_> = events.iter().filter_map(ChatEvent::message_version).collect();
        assert!(
            versions.is_sorted() && versions.first() < versions.last(),
            "{versions:?}"
        );
    }
}

#[tokio::test]
async fn a_webhook_that_does_not_shake_hands_gets_nothing() {
    let stage = Stage::set().await;
    let hook = Hook::start().await;
    for schema in [EventSchema::EventGrid, EventSchema::CloudEvents] {
        let wrong = EventSubscription::to(hook.url().replace("code=", "code=x")).with_schema(schema);
        assert!(stage.emulator.subscribe(wrong).await.is_err());
    }
    for wrong in ["https://127.0.0.1/hook", "nonsense", "http://127.0.0.1:1/hook"] {
        assert!(
            stage
                .emulator
                .subscribe(EventSubscription::to(wrong))
                .await
                .is_err()
        );
    }
    stage.thread().await;
    assert!(hook.events().is_empty());
}

#[tokio::test]
async fn what_fails_is_tried_again_and_what_is_refused_is_not() {
    let stage = Stage::set().await;
    let hook = Hook::start().await;
    let subscription = EventSubscription::to(hook.url())
        .with_type("ChatMessageReceivedInThread")
        .with_retry_delays([Duration::ZERO, Duration::ZERO]);
    let subscription = stage.emulator.subscribe(subscription).await.unwrap();
    let thread = stage.thread().await;
    for (answers, delivered, lost, counts) in [
        (&[503, 500][..], 1, 0, &[0, 1, 2][..]),
        (&[503, 503, 503], 1, 1, &[0, 1, 2]),
        (&[401], 1, 2, &[0]),
    ] {
        hook.forget();
        hook.answer_with(answers);
        thread.send_message("hello", None).await.unwrap();
        subscription.settled().await;
        assert_eq!((subscription.delivered(), subscription.lost()), (delivered, lost));
        let seen: Vec<_> = hook
            .events()
            .iter()
            .map(|event| event.delivery_count.unwrap())
            .collect();
        assert_eq!(seen, counts);
    }
}

#[tokio::test]
async fn events_come_doubled_late_reordered_and_in_batches() {
    for schema in [EventSchema::EventGrid, EventSchema::CloudEvents] {
        let stage = Stage::set().await;
        let hook = Hook::start().await;
        let subscription = EventSubscription::to(hook.url())
            .with_schema(schema)
            .with_batch(3)
            .late(Duration::from_millis(1))
            .doubled()
            .reordered();
        let subscription = stage.emulator.subscribe(subscription).await.unwrap();
        stage.everything().await;
        subscription.settled().await;
        let events = hook.events();
        let ids: BTreeSet<_> = events.iter().map(|event| event.id.clone()).collect();
        assert_eq!(
            (events.len(), ids.len()),
            (2 * subscription.delivered(), subscription.delivered())
        );
        assert!(hook.largest_batch() > 1);
    }
}

#[tokio::test]
async fn the_bot_answers_each_message_once() {
    let done = bot::run().await.unwrap();
    let answers: Vec<_> = done
        .thread
        .iter()
        .filter(|text| text.starts_with("You said: "))
        .collect();
    assert_eq!(answers.len(), 2, "{:?}", done.thread);
    for text in ["You said: Where shall we meet?", "You said: At the fountain."] {
        assert!(answers.iter().any(|answer| *answer == text), "{answers:?}");
    }
    assert_eq!(done.thread.len(), 4);
    // Two messages and two responses, each of which came twice.
    assert_eq!(done.repeated, 4);
}

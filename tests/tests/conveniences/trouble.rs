//! Following a thread while the service fails.

use super::{life, same, stage};
use acs_chat::{ChatClient, MessageStream, models::ChatMessage};
use acs_emulator::{Emulator, Fault};
use futures::StreamExt as _;

/// Follows a thread through its life, with this fault from the second listing on, and returns the states of messages.
async fn follow(fault: Fault) -> Vec<(String, String, String)> {
    let (emulator, messages): (Emulator, MessageStream<ChatMessage>) = {
        let (emulator, _, credential) = stage().await;
        let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
        let created = chat
            .create_chat_thread("topic", None)
            .await
            .unwrap()
            .into_model()
            .unwrap();
        let thread = created.thread_client(&chat);
        let life = life::Life::new(&emulator, same(&emulator, thread.chat_thread_id()));
        (emulator, thread.poll_messages(Some(life.options())))
    };
    // The first listing is a full page and an empty one.
    let fault = emulator.fault(fault.on("GET", "/chat/threads/*/messages").after(2));
    let mut seen: Vec<_> = messages
        .map(Result::unwrap)
        .map(|message| {
            (
                message.text().unwrap_or("-").to_owned(),
                message.id,
                message.version,
            )
        })
        .take_while(|(text, ..)| std::future::ready(text != "end"))
        .collect()
        .await;
    assert!(fault.hits() > 0);
    let count = seen.len();
    let all = seen.clone();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "nothing comes twice: {all:?}");
    all
}

fn has_all(seen: &[(String, String, String)]) {
    assert!(seen.iter().any(|(text, ..)| text == "one!!"), "{seen:?}");
    let gone = seen.iter().filter(|(text, ..)| text == "-").count();
    assert_eq!(gone, 3, "two of the service and one that was deleted: {seen:?}");
}

#[tokio::test]
async fn an_overloaded_service_costs_time_and_no_messages() {
    has_all(&follow(Fault::status(503).times(11)).await);
}

#[tokio::test]
async fn connections_that_break_cost_time_and_no_messages() {
    has_all(&follow(Fault::drop_unanswered().times(7)).await);
}

#[tokio::test]
async fn a_service_that_asks_for_patience_gets_it() {
    has_all(&follow(Fault::status(429).times(5)).await);
}

#[tokio::test]
async fn a_service_that_stamps_messages_hours_ahead_or_behind_hides_none_also_across_a_restart() {
    let (emulator, _, credential) = stage().await;
    let chat = ChatClient::new(&emulator.endpoint(), credential, None).unwrap();
    let created = chat.create_chat_thread("topic", None).await.unwrap();
    let thread = created.into_model().unwrap().thread_client(&chat);
    let lies = [0, -3_600, 300, 3_600, 20 * 3_600, -1_000_000_000];
    let life = life::Life::of_lies(&emulator, same(&emulator, thread.chat_thread_id()), &lies);
    let mut messages = thread.poll_messages(Some(life.options()));
    let mut seen = vec![];
    while seen.last().is_none_or(|(text, _)| text != "end") {
        let message = messages.next().await.unwrap().unwrap();
        seen.push((message.text().unwrap_or("-").to_owned(), message.id));
        if seen.len() % 4 == 0 {
            let from = messages.point().to_string().parse().unwrap();
            messages = thread.poll_messages(Some(acs_chat::MessagePollingOptions {
                from,
                ..life.options()
            }));
        }
    }
    let count = |wanted: &str| seen.iter().filter(|(text, _)| text == wanted).count();
    assert_eq!(
        (count("lie"), count("truth")),
        (lies.len(), lies.len()),
        "{seen:?}"
    );
    let total = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), total, "nothing comes twice: {seen:?}");
}

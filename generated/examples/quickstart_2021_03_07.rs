//! The quickstart of API version 2021-03-07 (Python package 1.0.0), every step in its order.
//!
//!     cargo run -p acs-chat --example quickstart_2021_03_07 --features all-versions
//!
//! It needs `ACS_ENDPOINT`, `ACS_TOKEN` and `ACS_CONNECTION_STRING`; without them it starts an emulator.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]
#![allow(clippy::too_many_lines, reason = "the document has that many steps")]

mod support;

use acs_chat::{
    CommunicationTokenCredential, CommunicationUserIdentifier,
    chat::v2021_03_07::{
        ChatClient,
        models::{
            ChatClientListChatThreadsOptions, ChatMessageType, ChatParticipant,
            ChatThreadClientListMessagesOptions, ChatThreadClientListParticipantsOptions, CommunicationError,
            SendChatMessageRequest,
        },
    },
    identity::v2021_03_07::CommunicationIdentityClient,
};
use azure_core::time::{Duration, OffsetDateTime};
use futures::TryStreamExt as _;
use support::{Exception, Service};

#[tokio::main]
async fn main() -> Result<(), Exception> {
    println!("Azure Communication Services - Chat Quickstart");
    let service = Service::find(true).await?;
    run(&service.endpoint, &service.token, &service.connection_string).await?;
    Ok(())
}

/// What came of it, for the test of this example.
#[derive(Debug)]
pub struct Outcome {
    pub thread_ids: [String; 2],
    pub listed_threads: Vec<String>,
    pub message_ids: [String; 2],
    /// `None` for what the service recorded.
    pub listed_messages: Vec<Option<String>>,
    /// How many could not be added at first, and after they were added again.
    pub failures: [usize; 2],
    pub participants: Vec<String>,
}

/// Walks through the steps as the user of the token.
pub async fn run(endpoint: &str, token: &str, connection_string: &str) -> Result<Outcome, Exception> {
    // Create a chat client: `ChatClient(endpoint, CommunicationTokenCredential("<token>"))`.
    let chat_client = ChatClient::new(endpoint, CommunicationTokenCredential::new(token)?, None)?;

    // Start a chat thread: `create_chat_thread(topic)`.
    let topic = "test topic";
    let created = chat_client.create_chat_thread(topic, None).await?.into_model()?;
    println!("Failures: {}", created.failures(&[]).len());

    // Get a chat thread client: `get_chat_thread_client(create_chat_thread_result.chat_thread.id)`.
    let first_thread = chat_client.chat_thread_client(&created.chat_thread.id);

    // List all chat threads: `list_chat_threads(results_per_page=5, start_time).by_page()`.
    let options = ChatClientListChatThreadsOptions {
        max_page_size: Some(5),
        start_time: Some(OffsetDateTime::now_utc() - Duration::days(2)),
        ..Default::default()
    };
    let mut listed_threads = Vec::new();
    let mut pages = chat_client.list_chat_threads(Some(options))?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for chat_thread_item in page.into_model()?.value {
            println!("Chat Thread Id: {}", chat_thread_item.id);
            listed_threads.push(chat_thread_item.id);
        }
    }

    // Send a message, to a thread of its own: `send_message(content, sender_display_name, chat_message_type=TEXT)`.
    let created = chat_client.create_chat_thread(topic, None).await?.into_model()?;
    let chat_thread_client = created.thread_client(&chat_client);
    let message = SendChatMessageRequest::new("hello world")
        .with_sender_display_name("sender name")
        .with_message_type(ChatMessageType::Text);
    let sent = chat_thread_client
        .send_message(message, None)
        .await?
        .into_model()?;
    println!("Message sent: id: {}", sent.id);

    // Receive messages: `list_messages(results_per_page=1, start_time).by_page()`.
    let options = ChatThreadClientListMessagesOptions {
        max_page_size: Some(1),
        start_time: Some(OffsetDateTime::now_utc() - Duration::days(1)),
        ..Default::default()
    };
    let mut listed_messages = Vec::new();
    let mut pages = chat_thread_client.list_messages(Some(options))?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for chat_message in page.into_model()?.value {
            let text = chat_message.text();
            println!(
                "ChatMessage: Id={}; Content={}",
                chat_message.id,
                text.unwrap_or("None")
            );
            listed_messages.push(text.map(str::to_owned));
        }
    }

    // Send a read receipt: `send_message(content)`, `send_read_receipt(message_id)`.
    let read = chat_thread_client
        .send_message("hello world", None)
        .await?
        .into_model()?;
    chat_thread_client.send_read_receipt(&read.id, None).await?;

    // Add users as participants: `from_connection_string(...)`, `create_user()` twice, ...
    let identity_client = CommunicationIdentityClient::from_connection_string(connection_string, None)?;
    let mut participants = Vec::new();
    for _ in 0..2 {
        let user = identity_client.create_user(None).await?.into_model()?.identity;
        participants.push(
            ChatParticipant::new(user)
                .with_display_name("Fred Flinstone")
                .with_share_history_time(OffsetDateTime::now_utc()),
        );
    }
    // ... or an existing user, whose id is known: `CommunicationUserIdentifier(user_id)`. This one is gone, and fails.
    let user_id = identity_client.create_user(None).await?.into_model()?.identity.id;
    identity_client.delete_user(&user_id, None).await?;
    let user = CommunicationUserIdentifier::new(user_id);
    participants.push(ChatParticipant::new(user).with_display_name("Wilma Flinstone"));

    // ... `add_participants(participants)`, decide which failures to try again, and add those.
    let decide_to_retry = |_error: &CommunicationError| true;
    let response = chat_thread_client
        .add_participants(participants.clone(), None)
        .await?
        .into_model()?;
    let failures = response.failures(&participants);
    let mut failed = [failures.len(), 0];
    let retry: Vec<_> = failures
        .into_iter()
        .filter(|(_, error)| decide_to_retry(error))
        .map(|(participant, _)| participant)
        .collect();
    if !retry.is_empty() {
        let response = chat_thread_client
            .add_participants(retry.clone(), None)
            .await?
            .into_model()?;
        failed[1] = response.failures(&retry).len();
    }

    // List participants: `list_participants()` by page; `results_per_page` and `skip` are optional.
    let options = ChatThreadClientListParticipantsOptions {
        max_page_size: Some(2),
        skip: Some(0),
        ..Default::default()
    };
    let mut listed_participants = Vec::new();
    let mut pages = chat_thread_client.list_participants(Some(options))?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for participant in page.into_model()?.value {
            println!("ChatParticipant: {}", participant.identifier);
            listed_participants.push(participant.identifier.to_string());
        }
    }

    Ok(Outcome {
        thread_ids: [first_thread.chat_thread_id(), chat_thread_client.chat_thread_id()].map(str::to_owned),
        listed_threads,
        message_ids: [sent.id, read.id],
        listed_messages,
        failures: failed,
        participants: listed_participants,
    })
}

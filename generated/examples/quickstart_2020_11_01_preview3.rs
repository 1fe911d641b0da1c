//! The quickstart of API version 2020-11-01-preview3 (Python package 1.0.0b4), every step in its order.
//!
//!     cargo run -p acs-chat --example quickstart_2020_11_01_preview3 --features all-versions
//!
//! It needs `ACS_ENDPOINT`, `ACS_TOKEN` and `ACS_CONNECTION_STRING`; without them it starts an emulator. The service may no longer
//! support this version.
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
    chat::v2020_11_01_preview3::{
        ChatClient,
        models::{
            ChatClientCreateChatThreadOptions, ChatClientListChatThreadsOptions, ChatMessageType,
            ChatParticipant, ChatThreadClientListMessagesOptions, ChatThreadClientListReadReceiptsOptions,
            CreateChatThreadRequest, SendChatMessageRequest,
        },
    },
    identity::v2020_07_20_preview2::CommunicationIdentityClient,
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
    pub thread_id: String,
    pub repeated_thread_id: String,
    pub deleted_thread_id: String,
    pub listed_threads: Vec<String>,
    pub message_ids: Vec<String>,
    pub message_types: Vec<String>,
    pub updated_topic: String,
    pub updated_content: Option<String>,
    pub read_by: Vec<String>,
    pub deleted_on: Option<OffsetDateTime>,
    pub user: String,
    pub new_users: Vec<String>,
}

/// Walks through the steps as the user of the token.
pub async fn run(endpoint: &str, token: &str, connection_string: &str) -> Result<Outcome, Exception> {
    // What the document takes for granted: a client of the Identity service, and a user that it made.
    let identity_client = CommunicationIdentityClient::from_connection_string(connection_string, None)?;
    let user: CommunicationUserIdentifier = identity_client.create_user(None).await?.into_model()?.into();

    // Create a chat client: `CommunicationTokenCredential(CommunicationTokenRefreshOptions(token))`.
    let chat_client = ChatClient::new(endpoint, CommunicationTokenCredential::new(token)?, None)?;

    // Start a chat thread: `create_chat_thread(topic, participants)`, ...
    let topic = "test topic";
    let participants = vec![
        ChatParticipant::new(user.clone())
            .with_display_name("name")
            .with_share_history_time(OffsetDateTime::now_utc()),
    ];
    let request = CreateChatThreadRequest::new(topic, participants.clone());
    let created = chat_client
        .create_chat_thread(request.clone(), None)
        .await?
        .into_model()?;
    for (participant, error) in created.failures(&participants) {
        println!("{} could not be added: {}", participant.id, error.message);
    }
    let chat_thread_client = created.thread_client(&chat_client);

    // ... and with a repeatability request id: the same id twice gives the same thread.
    let repeatable = || {
        Some(ChatClientCreateChatThreadOptions {
            repeatability_request_id: Some("b66d6031-fdcc-41df-8306-e524c9f226b8".to_owned()),
            ..Default::default()
        })
    };
    let other = chat_client
        .create_chat_thread(request.clone(), repeatable())
        .await?
        .into_model()?;
    let again = chat_client
        .create_chat_thread(request, repeatable())
        .await?
        .into_model()?;

    // Get a chat thread: `get_chat_thread(thread_id)` asks the service; `get_chat_thread_client(thread_id)` does not.
    let thread_id = chat_thread_client.chat_thread_id().to_owned();
    let chat_thread = chat_client
        .get_chat_thread(&thread_id, None)
        .await?
        .into_model()?;
    let chat_thread_client = chat_client.chat_thread_client(chat_thread.id);

    // List all chat threads: `list_chat_threads(results_per_page=5, start_time)`, by item ...
    let start_time = OffsetDateTime::now_utc() - Duration::days(2);
    let options = || {
        Some(ChatClientListChatThreadsOptions {
            max_page_size: Some(5),
            start_time: Some(start_time),
            ..Default::default()
        })
    };
    let mut listed_threads = Vec::new();
    let mut chat_thread_infos = chat_client.list_chat_threads(options())?;
    while let Some(info) = chat_thread_infos.try_next().await? {
        println!("thread id: {}", info.id);
        listed_threads.push(info.id);
    }
    // ... and by page.
    let mut pages = chat_client.list_chat_threads(options())?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for info in page.into_model()?.value {
            println!("thread id: {}", info.id);
        }
    }

    // Delete a chat thread: `delete_chat_thread(thread_id)`. The other steps need one, so it is the other one.
    chat_client
        .delete_chat_thread(&other.chat_thread.id, None)
        .await?;

    // Send a message: `send_message(content, sender_display_name)`, then with a type, as an enum and as a string.
    let message = SendChatMessageRequest::new("hello world").with_sender_display_name("sender name");
    let first = chat_thread_client
        .send_message(message.clone(), None)
        .await?
        .into_model()?;
    let with_enum = message.clone().with_message_type(ChatMessageType::Text);
    let second = chat_thread_client
        .send_message(with_enum, None)
        .await?
        .into_model()?;
    let with_string = message.with_message_type("text");
    let third = chat_thread_client
        .send_message(with_string, None)
        .await?
        .into_model()?;

    // Get a message: `get_message(message_id)`.
    let message_id = first.id.clone();
    chat_thread_client.get_message(&message_id, None).await?;

    // Receive messages: `list_messages(results_per_page=1, start_time)`, by page.
    let mut message_types = Vec::new();
    let options = ChatThreadClientListMessagesOptions {
        max_page_size: Some(1),
        start_time: Some(start_time),
        ..Default::default()
    };
    let mut pages = chat_thread_client.list_messages(Some(options))?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for chat_message in page.into_model()?.value {
            println!("ChatMessage: {} {}", chat_message.id, chat_message.message_type);
            println!("ChatMessage: {}", chat_message.text().unwrap_or("None"));
            message_types.push(chat_message.message_type.to_string());
        }
    }

    // Update the topic: `update_topic(topic)`, then read it back.
    chat_thread_client
        .update_topic("updated thread topic", None)
        .await?;
    let updated_topic = chat_client
        .get_chat_thread(&thread_id, None)
        .await?
        .into_model()?
        .topic;
    println!("Updated topic: {updated_topic}");

    // Update a message: `update_message(message_id, content)`, then read it back.
    let content = "Hello! I am updated content";
    chat_thread_client
        .update_message(&message_id, content, None)
        .await?;
    let chat_message = chat_thread_client
        .get_message(&message_id, None)
        .await?
        .into_model()?;
    println!(
        "Updated message content: {}",
        chat_message.text().unwrap_or("None")
    );

    // Send a read receipt: `send_read_receipt(message_id)`.
    chat_thread_client.send_read_receipt(&message_id, None).await?;

    // List read receipts: `list_read_receipts(results_per_page=2, skip=0)`, by page.
    let mut read_by = Vec::new();
    let options = ChatThreadClientListReadReceiptsOptions {
        max_page_size: Some(2),
        skip: Some(0),
        ..Default::default()
    };
    let mut pages = chat_thread_client.list_read_receipts(Some(options))?.into_pages();
    while let Some(page) = pages.try_next().await? {
        for receipt in page.into_model()?.value {
            println!(
                "ChatMessageReadReceipt: {} {}",
                receipt.sender_id, receipt.chat_message_id
            );
            read_by.push(receipt.sender_id);
        }
    }

    // Send a typing notification: `send_typing_notification()`.
    chat_thread_client.send_typing_notification(None).await?;

    // Delete a message: `delete_message(message_id)`; it then has `deleted_on`.
    chat_thread_client.delete_message(&message_id, None).await?;
    let deleted = chat_thread_client
        .get_message(&message_id, None)
        .await?
        .into_model()?;

    // Add a user as a participant: `create_user()`, `add_participant(participant)`, ...
    let new_user = identity_client.create_user(None).await?.into_model()?;
    let participant = ChatParticipant::new(&new_user.id)
        .with_display_name("name")
        .with_share_history_time(OffsetDateTime::now_utc());
    chat_thread_client.add_participant(participant, None).await?;
    // ... and several: `add_participants([participant, ...])`.
    let another_user = identity_client.create_user(None).await?.into_model()?;
    let participants = vec![ChatParticipant::new(&another_user.id).with_display_name("name")];
    let added = chat_thread_client
        .add_participants(participants.clone(), None)
        .await?
        .into_model()?;
    for (participant, error) in added.failures(&participants) {
        println!("{} could not be added: {}", participant.id, error.message);
    }

    // Remove a user: `remove_participant(user)`.
    chat_thread_client.remove_participant(&new_user.id, None).await?;

    Ok(Outcome {
        thread_id,
        repeated_thread_id: again.chat_thread.id,
        deleted_thread_id: other.chat_thread.id,
        listed_threads,
        message_ids: vec![first.id, second.id, third.id],
        message_types,
        updated_topic,
        updated_content: chat_message.text().map(str::to_owned),
        read_by,
        deleted_on: deleted.deleted_on,
        user: user.into(),
        new_users: vec![new_user.id, another_user.id],
    })
}

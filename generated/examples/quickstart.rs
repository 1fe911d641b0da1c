//! Creates a thread, sends, lists, edits and deletes a message, and deletes the thread.
//!
//! Set `ACS_ENDPOINT` and `ACS_TOKEN` to run it against a real resource; without them it starts the emulator.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::{error::Error, process::ExitCode};

use acs_chat::{
    ChatClient, CommunicationTokenCredential, ServiceError,
    models::{ChatMessage, SendChatMessageRequest, UpdateChatMessageRequest},
};
use acs_emulator::Emulator;
use futures::TryStreamExt as _;

#[tokio::main]
async fn main() -> ExitCode {
    println!("Azure Communication Services - Chat Quickstart");
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One place prints what went wrong: the service's own code and message, where it gave one.
            match error
                .downcast_ref::<azure_core::Error>()
                .and_then(ServiceError::from_error)
            {
                Some(service) => println!("The service refused: {service}"),
                None => println!("Error: {error}"),
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let service = Service::find().await?;

    // A user access token signs every call; a thread belongs to the user who creates it.
    let credential = CommunicationTokenCredential::new(service.token)?;
    let chat = ChatClient::new(&service.endpoint, credential, None)?;

    let created = chat.create_chat_thread("test topic", None).await?.into_model()?;
    println!(
        "Created thread {} about {:?}",
        created.chat_thread.id, created.chat_thread.topic
    );
    let thread = chat.chat_thread_client(created.chat_thread.id);

    let message = SendChatMessageRequest::new("hello world").with_sender_display_name("Ada");
    let sent = thread.send_message(message, None).await?.into_model()?;
    println!("Sent message {}", sent.id);

    println!("The thread now has:");
    let mut messages = thread.list_messages(None)?;
    while let Some(message) = messages.try_next().await? {
        println!("  {}: {}", message.message_type, text_of(&message));
    }

    let edit = UpdateChatMessageRequest::new().with_content("hello, edited world");
    thread.update_message(&sent.id, edit, None).await?;
    let edited = thread.get_message(&sent.id, None).await?.into_model()?;
    println!("Edited it: {:?}, at {:?}", text_of(&edited), edited.edited_on);

    thread.delete_message(&sent.id, None).await?;
    let deleted = thread.get_message(&sent.id, None).await?.into_model()?;
    println!("Deleted it, at {:?}", deleted.deleted_on);

    chat.delete_chat_thread(thread.chat_thread_id(), None).await?;
    println!("Deleted the thread");
    Ok(())
}

/// What a message says; a system message, and one that was deleted, says nothing.
fn text_of(message: &ChatMessage) -> &str {
    message
        .content
        .as_ref()
        .and_then(|content| content.message.as_deref())
        .unwrap_or_default()
}

/// Where to talk to, and as whom.
struct Service {
    endpoint: String,
    token: String,
    /// Serves until it is dropped.
    _emulator: Option<Emulator>,
}

impl Service {
    async fn find() -> std::io::Result<Self> {
        if let (Ok(endpoint), Ok(token)) = (std::env::var("ACS_ENDPOINT"), std::env::var("ACS_TOKEN")) {
            return Ok(Self {
                endpoint,
                token,
                _emulator: None,
            });
        }
        let emulator = Emulator::start().await?;
        let token = emulator.token(emulator.create_user());
        println!(
            "No ACS_ENDPOINT and ACS_TOKEN: using an emulator at {}",
            emulator.endpoint()
        );
        Ok(Self {
            endpoint: emulator.endpoint(),
            token,
            _emulator: Some(emulator),
        })
    }
}

//! The quickstart of the default version: create a thread; send, list, edit, follow and delete messages.
//!
//!     cargo run -p acs-chat --example quickstart
//!
//! Set `ACS_ENDPOINT` and `ACS_TOKEN` to run it against a real resource; without them it starts an emulator.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]

mod support;

use acs_chat::{ChatClient, CommunicationTokenCredential, ServiceError, models::SendChatMessageRequest};
use futures::TryStreamExt as _;
use support::{Exception, Service};

#[tokio::main]
async fn main() -> Result<(), Exception> {
    println!("Azure Communication Services - Chat Quickstart");
    let service = Service::find(false).await?;
    run(&service.endpoint, &service.token).await?;
    Ok(())
}

/// What came of it, for the test of this example.
#[derive(Debug)]
pub struct Outcome {
    pub thread_id: String,
    pub message_id: String,
    pub listed: Vec<String>,
    pub followed: Vec<String>,
}

/// Walks through the steps as the user of the token.
pub async fn run(endpoint: &str, token: &str) -> Result<Outcome, Exception> {
    // A user access token signs every call; what the call does, it does in the name of that user.
    let credential = CommunicationTokenCredential::new(token)?;
    let chat = ChatClient::new(endpoint, credential, None)?;

    let created = chat.create_chat_thread("test topic", None).await?.into_model()?;
    let thread = created.thread_client(&chat);
    println!("Created thread {}", thread.chat_thread_id());

    let message = SendChatMessageRequest::new("hello world").with_sender_display_name("Ada");
    let sent = thread.send_message(message, None).await?.into_model()?;
    println!("Sent message {}", sent.id);

    // The list has what people wrote and what the service recorded; pages are fetched as they are needed.
    let mut listed = Vec::new();
    let mut messages = thread.list_messages(None)?;
    while let Some(message) = messages.try_next().await? {
        println!(
            "Listed {}: {}",
            message.message_type,
            message.text().unwrap_or("-")
        );
        listed.push(message.message_type.to_string());
    }

    thread.update_topic("a better topic", None).await?;
    thread
        .update_message(&sent.id, "hello, edited world", None)
        .await?;
    thread.send_read_receipt(&sent.id, None).await?;
    println!("Changed the topic, edited the message and marked it as read");

    // Follows the thread: first what there is, then what comes, as long as it is asked for more.
    let mut followed = Vec::new();
    let mut messages = thread.poll_messages(None);
    while let Some(message) = messages.try_next().await? {
        println!(
            "Followed {}: {}",
            message.message_type,
            message.text().unwrap_or("-")
        );
        followed.push(message.message_type.to_string());
        // An edit moves a message to the end of the thread.
        if message.text() == Some("hello, edited world") {
            break;
        }
    }

    thread.delete_message(&sent.id, None).await?;
    let deleted = thread.get_message(&sent.id, None).await?.into_model()?;
    println!("Deleted the message, at {:?}", deleted.deleted_on);

    chat.delete_chat_thread(thread.chat_thread_id(), None).await?;
    match thread.get_properties(None).await {
        Err(error) if ServiceError::from_error(&error).is_some_and(|refusal| refusal.is_not_found()) => {
            println!("Deleted the thread");
        }
        Err(error) => return Err(error.into()),
        Ok(_) => println!("The thread is still there"),
    }
    Ok(Outcome {
        thread_id: thread.chat_thread_id().to_owned(),
        message_id: sent.id,
        listed,
        followed,
    })
}

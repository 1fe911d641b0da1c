//! The quickstart of API version 2020-09-21-preview2 (Python package 1.0.0b1 to b3), every step in its order.
//!
//!     cargo run -p acs-chat --example quickstart_2020_09_21_preview2 --features all-versions
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
    chat::v2020_09_21_preview2::{
        ChatClient,
        models::{
            ChatMessagePriority, ChatThreadMember, CreateChatThreadRequest, SendChatMessageRequest,
            UpdateChatMessageRequest,
        },
    },
    identity::v2020_07_20_preview2::CommunicationIdentityClient,
};
use azure_core::time::OffsetDateTime;
use futures::TryStreamExt as _;
use support::{Exception, Service};

#[tokio::main]
async fn main() -> Result<(), Exception> {
    let service = Service::find(true).await?;
    run(&service.endpoint, &service.token, &service.connection_string).await?;
    Ok(())
}

/// What came of it, for the test of this example.
#[derive(Debug)]
pub struct Outcome {
    pub thread_id: String,
    pub message_id: String,
    /// Type and content.
    pub polled: Vec<(String, String)>,
    pub member: String,
    pub new_member: String,
    pub updated_topic: Option<String>,
    pub read_by: Vec<String>,
    pub deleted_on: Option<OffsetDateTime>,
}

/// Walks through the steps as the user of the token.
pub async fn run(endpoint: &str, token: &str, connection_string: &str) -> Result<Outcome, Exception> {
    // What the document takes for granted: a client of the Identity service, and a user that it made.
    let identity_client = CommunicationIdentityClient::from_connection_string(connection_string, None)?;
    let user: CommunicationUserIdentifier = identity_client.create_user(None).await?.into_model()?.into();

    // Create a chat client: `ChatClient(endpoint, CommunicationUserCredential(token))`.
    let chat_client = ChatClient::new(endpoint, CommunicationTokenCredential::new(token)?, None)?;

    // Start a chat thread: `create_chat_thread(topic, members)`.
    let members = vec![
        ChatThreadMember::new(user.clone())
            .with_display_name("name")
            .with_share_history_time(OffsetDateTime::now_utc()),
    ];
    let request = CreateChatThreadRequest::new("test topic", members.clone());
    let created = chat_client
        .create_chat_thread(request, None)
        .await?
        .into_model()?;
    for (member, status) in created.failures(&members) {
        println!("{} could not be added: {:?}", member.id, status.message);
    }
    let thread_id = created.thread_client(&chat_client)?.chat_thread_id().to_owned();
    println!("thread id: {thread_id}");

    // Get a chat thread client: `get_chat_thread_client(thread_id)`.
    let chat_thread_client = chat_client.chat_thread_client(&thread_id);

    // Send a message: `send_message(content, priority=NORMAL, sender_display_name)`.
    let message = SendChatMessageRequest::new("hello world")
        .with_priority(ChatMessagePriority::Normal)
        .with_sender_display_name("sender name");
    let sent = chat_thread_client
        .send_message(message, None)
        .await?
        .into_model()?;
    let message_id = sent.id.ok_or("the service gave the message no id")?;
    println!("message id: {message_id}");

    // Receive messages: `list_messages()`, once...
    let mut chat_messages = chat_thread_client.list_messages(None)?;
    let mut count = 0;
    while chat_messages.try_next().await?.is_some() {
        count += 1;
    }
    // ... and polled at intervals. The first poll has all that there is; to wait for more, do not stop here.
    let mut polled = Vec::new();
    let mut chat_messages = chat_thread_client.poll_messages(None);
    while polled.len() < count
        && let Some(message) = chat_messages.try_next().await?
    {
        let kind = message.message_type.unwrap_or_default();
        let content = message.content.unwrap_or_default();
        println!("ChatMessage: {kind}: {content}");
        polled.push((kind, content));
    }

    // Add a user as a member: `create_user()`, `add_members(members)`.
    let new_user: CommunicationUserIdentifier = identity_client.create_user(None).await?.into_model()?.into();
    let member = ChatThreadMember::new(new_user.clone())
        .with_display_name("name")
        .with_share_history_time(OffsetDateTime::now_utc());
    let thread_members = vec![member];
    let added = chat_thread_client
        .add_members(thread_members.clone(), None)
        .await?
        .into_model()?;
    for (member, status) in added.failures(&thread_members) {
        println!("{} could not be added: {:?}", member.id, status.message);
    }

    // Remove a user: `remove_member(user)`.
    chat_thread_client.remove_member(user.id(), None).await?;

    // Named in the text: `update_thread`, and `get_chat_thread` to see it.
    chat_thread_client
        .update_topic("updated thread topic", None)
        .await?;
    let thread = chat_client
        .get_chat_thread(&thread_id, None)
        .await?
        .into_model()?;

    // `update_message`, here with another priority as well.
    let update = UpdateChatMessageRequest::new()
        .with_content("updated content")
        .with_priority(ChatMessagePriority::High);
    chat_thread_client
        .update_message(&message_id, update, None)
        .await?;

    // Typing notifications and read receipts.
    chat_thread_client.send_typing_notification(None).await?;
    chat_thread_client.send_read_receipt(&message_id, None).await?;
    let receipts: Vec<_> = chat_thread_client.list_read_receipts(None)?.try_collect().await?;
    let read_by = receipts
        .into_iter()
        .filter_map(|receipt| receipt.sender_id)
        .collect();

    // `delete_message`; the message then has `deleted_on`.
    chat_thread_client.delete_message(&message_id, None).await?;
    let deleted = chat_thread_client
        .get_message(&message_id, None)
        .await?
        .into_model()?;

    // Threads are created, found and deleted.
    chat_client.delete_chat_thread(&thread_id, None).await?;

    Ok(Outcome {
        thread_id,
        message_id,
        polled,
        member: user.into(),
        new_member: new_user.into(),
        updated_topic: thread.topic,
        read_by,
        deleted_on: deleted.deleted_on,
    })
}

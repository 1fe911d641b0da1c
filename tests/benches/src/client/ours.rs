//! The tasks by our client.

use super::{CONTENT, Client, MESSAGE, PAGE_SIZE, SENDER, THREAD, TOKEN};
use acs_chat::{
    ChatClient, ChatClientOptions, ChatThreadClient, CommunicationTokenCredential,
    models::{ChatThreadClientListMessagesOptions, SendChatMessageRequest},
};
use azure_core::http::{ClientOptions, HttpClient, Transport};
use futures::TryStreamExt as _;
use std::{hint::black_box, sync::Arc};

/// Our client.
pub struct Ours {
    thread: ChatThreadClient,
}

impl Ours {
    pub(super) fn new(endpoint: &str, transport: Option<Arc<dyn HttpClient>>) -> Self {
        let options = ChatClientOptions {
            client_options: ClientOptions {
                transport: transport.map(Transport::new),
                ..ClientOptions::default()
            },
        };
        let credential = CommunicationTokenCredential::new(TOKEN).expect("a token");
        let chat = ChatClient::new(endpoint, credential, Some(options)).expect("a client");
        Self {
            thread: chat.chat_thread_client(THREAD),
        }
    }
}

impl Client for Ours {
    const NAME: &'static str = "acs-chat";

    async fn get(&self) {
        let response = self.thread.get_message(MESSAGE, None).await.expect("a response");
        black_box(response.into_model().expect("a message"));
    }

    async fn send(&self) {
        let message = SendChatMessageRequest::new(CONTENT).with_sender_display_name(SENDER);
        let response = self.thread.send_message(message, None).await.expect("a response");
        black_box(response.into_model().expect("an id"));
    }

    async fn list(&self) -> usize {
        let options = ChatThreadClientListMessagesOptions {
            max_page_size: i32::try_from(PAGE_SIZE).ok(),
            ..Default::default()
        };
        let mut messages = self.thread.list_messages(Some(options)).expect("a list");
        let mut count = 0;
        while let Some(message) = messages.try_next().await.expect("a message") {
            black_box(message);
            count += 1;
        }
        count
    }
}

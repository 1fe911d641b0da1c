//! A chat in the terminal: sends each typed line, and shows all new messages.
//!
//!     cargo run -p acs-chat --example terminal
//!
//! It ends when the input ends. Set `ACS_ENDPOINT`, `ACS_TOKEN` and `ACS_THREAD_ID` to use a thread of a real resource; without them
//! it starts an emulator and creates a thread there.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]

mod support;

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationTokenCredential, MessagePoint, MessagePollingOptions,
};
use futures::TryStreamExt as _;
use std::{env, io, time::Duration};
use support::{Exception, Service};
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> Result<(), Exception> {
    let service = Service::find(false).await?;
    let credential = CommunicationTokenCredential::new(&service.token)?;
    let chat = ChatClient::new(&service.endpoint, credential, None)?;
    let thread = if let Ok(id) = env::var("ACS_THREAD_ID") {
        chat.chat_thread_client(id)
    } else {
        let created = chat.create_chat_thread("terminal", None).await?;
        created.into_model()?.thread_client(&chat)
    };
    let options =
        MessagePollingOptions::from_point(MessagePoint::now()).with_interval(Duration::from_secs(1));
    talk(&thread, options, typed(), |line| println!("{line}")).await
}

/// The lines of the terminal. They are read by a thread of their own, because a read cannot be cancelled.
fn typed() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Sends what is typed and shows what comes, until the input has ended and its last line was shown.
pub async fn talk(
    thread: &ChatThreadClient,
    options: MessagePollingOptions,
    mut typed: mpsc::Receiver<String>,
    mut show: impl FnMut(String),
) -> Result<(), Exception> {
    let mut messages = thread.poll_messages(Some(options));
    let (mut open, mut unseen) = (true, Vec::new());
    while open || !unseen.is_empty() {
        tokio::select! {
            line = typed.recv(), if open => match line {
                Some(line) if line.trim().is_empty() => {}
                Some(line) => unseen.push(thread.send_message(line, None).await?.into_model()?.id),
                None => open = false,
            },
            message = messages.try_next() => {
                let Some(message) = message? else { break };
                unseen.retain(|id| *id != message.id);
                if let Some(text) = message.text() {
                    let name = message.sender_display_name.as_deref().filter(|name| !name.is_empty());
                    let name = name.unwrap_or("somebody");
                    show(format!("{name}: {text}"));
                }
            }
        }
    }
    Ok(())
}

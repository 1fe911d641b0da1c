//! Exports the messages of a thread, some pages in each run; the next run continues from the text that the previous run printed.
//!
//!     cargo run -p acs-chat --example export
//!
//! Set `ACS_ENDPOINT`, `ACS_TOKEN` and `ACS_THREAD_ID` to run it against a real resource; without them it starts an emulator.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]

mod support;

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationTokenCredential, ContinuationToken,
    models::ChatThreadClientListMessagesOptions,
};
use futures::TryStreamExt as _;
use std::env;
use support::{Exception, Service};

/// The pages of one run.
const PAGES: usize = 2;

#[tokio::main]
async fn main() -> Result<(), Exception> {
    let service = Service::find(false).await?;
    let credential = CommunicationTokenCredential::new(&service.token)?;
    let chat = ChatClient::new(&service.endpoint, credential, None)?;
    let thread = match env::var("ACS_THREAD_ID") {
        Ok(id) => chat.chat_thread_client(id),
        Err(_) => thread_with_messages(&chat).await?,
    };
    let mut saved = None;
    loop {
        let export = run(&thread, saved.as_deref()).await?;
        for line in &export.lines {
            println!("{line}");
        }
        let Some(next) = export.next else { break };
        println!("-- stopped here: {next}");
        saved = Some(next);
    }
    Ok(())
}

/// What one run has exported.
#[derive(Debug)]
pub struct Export {
    pub lines: Vec<String>,
    /// Where the next run goes on; `None` at the end. A program would keep it in a file or a database.
    pub next: Option<String>,
}

/// Exports the next pages, from the beginning or from where another run stopped.
pub async fn run(thread: &ChatThreadClient, from: Option<&str>) -> Result<Export, Exception> {
    let mut options = ChatThreadClientListMessagesOptions {
        max_page_size: Some(5),
        ..Default::default()
    };
    if let Some(text) = from {
        // Fails when the text is not that of a position, and the list below when it is one of another list.
        let position: ContinuationToken = text.parse()?;
        options.method_options = position.into();
    }
    let mut pages = thread.list_messages(Some(options))?.into_pages();
    let mut lines = Vec::new();
    for _ in 0..PAGES {
        let Some(page) = pages.try_next().await? else {
            break;
        };
        for message in page.into_model()?.value {
            lines.push(format!(
                "{} {}: {}",
                message.id,
                message.message_type,
                message.text().unwrap_or("-")
            ));
        }
    }
    let next = ContinuationToken::from_pages(&pages)?.map(|position| position.to_string());
    Ok(Export { lines, next })
}

/// Makes a thread with something to export.
pub async fn thread_with_messages(chat: &ChatClient) -> Result<ChatThreadClient, Exception> {
    let created = chat.create_chat_thread("to export", None).await?.into_model()?;
    let thread = created.thread_client(chat);
    for number in 1..=12 {
        thread.send_message(format!("message {number}"), None).await?;
    }
    Ok(thread)
}

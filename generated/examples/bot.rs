//! A bot that receives new messages through a webhook, and answers each message once, although events are delivered more than once.
//!
//!     cargo run -p acs-chat --example bot --features events
//!
//! It needs no account: an emulator replaces the service and delivers its events as Event Grid does, each of them twice.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]

#[allow(dead_code, reason = "it starts an emulator of its own")]
mod support;

use acs_chat::{
    ChatClient, CommunicationIdentifier, CommunicationTokenCredential,
    events::{Arrival, ChatEvent, ChatEventData, EventFilter, EventWebhook, Received, WebhookAnswer},
    models::{ChatParticipant, CreateChatThreadRequest},
};
use acs_emulator::{Emulator, EventSubscription, User};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Response, StatusCode},
};
use futures::TryStreamExt as _;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use support::Exception;
use tokio::net::TcpListener;

/// The secret in the address of the webhook, without which it listens to nobody.
const SECRET: &str = "a-secret-of-your-own";

#[tokio::main]
async fn main() -> Result<(), Exception> {
    let done = run().await?;
    for line in &done.thread {
        println!("{line}");
    }
    println!(
        "{} events came a second time and were not answered again",
        done.repeated
    );
    Ok(())
}

/// What came of it, for the test of this example.
#[derive(Debug)]
pub struct Outcome {
    /// What was said, oldest first.
    pub thread: Vec<String>,
    /// How many events were recognised as delivered before.
    pub repeated: usize,
}

/// The bot and its webhook.
struct Bot {
    webhook: EventWebhook,
    filter: EventFilter,
    chat: ChatClient,
    me: CommunicationIdentifier,
    repeated: AtomicUsize,
}

impl Bot {
    /// Answers what somebody else wrote.
    async fn handle(&self, event: &ChatEvent) -> azure_core::Result<()> {
        let ChatEventData::MessageReceivedInThread(message) = &event.data else {
            return Ok(());
        };
        if message.sender.as_ref() == Some(&self.me) {
            return Ok(());
        }
        if let (Some(thread), Some(text)) = (event.thread_client(&self.chat), &message.message_body) {
            thread.send_message(format!("You said: {text}"), None).await?;
        }
        Ok(())
    }

    /// Handles every new event of a delivery before it is answered for; what fails comes again.
    async fn receive(&self, received: Received, answer: WebhookAnswer) -> WebhookAnswer {
        let Received::Events(events) = received else {
            return answer;
        };
        for event in events {
            match event {
                Ok(event) if self.filter.check(&event) == Arrival::Repeated => {
                    self.repeated.fetch_add(1, Ordering::Relaxed);
                }
                Ok(event) => {
                    if let Err(error) = self.handle(&event).await {
                        println!("{error}");
                        self.filter.forget(&event);
                        return WebhookAnswer::later();
                    }
                }
                Err(error) => println!("{error}"),
            }
        }
        answer
    }
}

/// The webhook, as axum calls it.
async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, bot.webhook.largest_body()).await else {
        return respond(StatusCode::PAYLOAD_TOO_LARGE, Body::empty());
    };
    let (method, address) = (parts.method.as_str(), parts.uri.to_string());
    let (received, answer) = bot.webhook.receive(method, &address, &parts.headers, &body);
    let answer = bot.receive(received, answer).await;
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| respond(StatusCode::INTERNAL_SERVER_ERROR, Body::empty()))
}

fn respond(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}

/// Starts the emulator and the bot, and lets two people talk.
pub async fn run() -> Result<Outcome, Exception> {
    let emulator = Emulator::start().await?;
    let [bot, ada, ben] = [(); 3].map(|()| emulator.create_user());
    let chat_as = |user: &User| {
        let credential = CommunicationTokenCredential::new(emulator.token(user))?;
        ChatClient::new(&emulator.endpoint(), credential, None)
    };

    let hooked = Arc::new(Bot {
        webhook: EventWebhook::new("code", SECRET)?,
        filter: EventFilter::new(),
        chat: chat_as(&bot)?,
        me: CommunicationIdentifier::from(bot.id.as_str()),
        repeated: AtomicUsize::new(0),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().fallback(hook).with_state(hooked.clone());
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    // In Azure this is an event subscription of the resource, for the one type of events that the bot is interested in.
    let subscription = EventSubscription::to(format!("http://{address}/hook?code={SECRET}"))
        .with_type("ChatMessageReceivedInThread")
        .doubled();
    let subscription = emulator.subscribe(subscription).await?;

    let people = [&bot, &ben].map(|user| ChatParticipant::new(user.id.as_str()));
    let request = CreateChatThreadRequest::new("lunch").with_participants(people.to_vec());
    let chat = chat_as(&ada)?;
    let created = chat.create_chat_thread(request, None).await?.into_model()?;
    let thread = created.thread_client(&chat);
    thread.send_message("Where shall we meet?", None).await?;
    let for_ben = chat_as(&ben)?.chat_thread_client(thread.chat_thread_id());
    for_ben.send_message("At the fountain.", None).await?;

    subscription.settled().await;
    server.abort();
    let mut said = Vec::new();
    let mut messages = thread.list_messages(None)?;
    while let Some(message) = messages.try_next().await? {
        said.extend(message.text().map(str::to_owned));
    }
    said.reverse();
    Ok(Outcome {
        thread: said,
        repeated: hooked.repeated.load(Ordering::Relaxed),
    })
}

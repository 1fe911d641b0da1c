//! The part of an application that holds the key of the resource. For each person who joins, it creates a user, adds the user to one
//! thread and returns a token. The person's program then calls Chat directly.
//!
//!     cargo run -p acs-chat --example backend --features identity
//!
//! `POST /join` with a name as its body returns everything that a program needs. Set `ACS_ENDPOINT`, `ACS_TOKEN` and
//! `ACS_CONNECTION_STRING` for a real resource; without them it starts an emulator. A real backend must first authenticate the person.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::print_stdout,
    reason = "an example shows what it does, and nobody depends on it"
)]

pub mod support;

use acs_chat::{
    ChatClient, ChatThreadClient, CommunicationTokenCredential, ServiceError,
    identity::v2025_06_30::{CommunicationIdentityClient, models::CommunicationIdentityTokenScope},
    models::ChatParticipant,
};
use axum::{Router, extract::State, http::StatusCode, routing::post};
use serde_json::json;
use std::sync::Arc;
use support::{Exception, Service};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Exception> {
    let service = Service::find(true).await?;
    let listener = TcpListener::bind("127.0.0.1:8090").await?;
    println!("curl -d Ada http://{}/join", listener.local_addr()?);
    axum::serve(listener, router(&service).await?).await?;
    Ok(())
}

/// What all requests share. The clients are cheap to clone, and one of each is enough.
struct Backend {
    endpoint: String,
    identity: CommunicationIdentityClient,
    thread: ChatThreadClient,
}

/// The backend over a resource, with a thread that everybody joins.
pub async fn router(service: &Service) -> Result<Router, Exception> {
    let credential = CommunicationTokenCredential::new(&service.token)?;
    let chat = ChatClient::new(&service.endpoint, credential, None)?;
    let created = chat.create_chat_thread("lobby", None).await?.into_model()?;
    let backend = Backend {
        endpoint: service.endpoint.clone(),
        identity: CommunicationIdentityClient::from_connection_string(&service.connection_string, None)?,
        thread: created.thread_client(&chat),
    };
    Ok(Router::new()
        .route("/join", post(join))
        .with_state(Arc::new(backend)))
}

async fn join(State(backend): State<Arc<Backend>>, name: String) -> (StatusCode, String) {
    match backend.join(&name).await {
        Ok(answer) => (StatusCode::OK, answer),
        // What the service says is for us, and not for whoever asked.
        Err(error) => {
            match ServiceError::from_error(&error) {
                Some(refusal) => println!("the service refused: {refusal}"),
                None => println!("{error}"),
            }
            (StatusCode::BAD_GATEWAY, "try again later".to_owned())
        }
    }
}

impl Backend {
    async fn join(&self, name: &str) -> azure_core::Result<String> {
        // Whoever joins can talk, and cannot change threads.
        let scopes = [CommunicationIdentityTokenScope::ChatJoin];
        let (user, token) = self.identity.create_user_and_token(scopes, None).await?;
        let participant = ChatParticipant::new(user.clone()).with_display_name(name);
        self.thread.add_participant(participant, None).await?;
        let answer = json!({
            "endpoint": self.endpoint,
            "threadId": self.thread.chat_thread_id(),
            "user": user.id(),
            "token": token.token,
        });
        Ok(answer.to_string())
    }
}

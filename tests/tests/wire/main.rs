//! Each operation of the default version, as a raw server receives it: method, path, query, headers, body.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod calls;
mod messages;
mod people;
mod threads;

use acs_chat::{ChatClient, ChatThreadClient, CommunicationTokenCredential};
use azure_core::time::{OffsetDateTime, parse_rfc3339};
use conformance::{
    TOKEN,
    raw::{Answer, RawServer, Request},
};

const THREAD: &str = "19:abc/d@thread.v2";
const ROUTE: &str = "/chat/threads/19%3Aabc%2Fd%40thread.v2";
const VERSION: &str = "api-version=2025-03-15";

struct Wire {
    server: RawServer,
    chat: ChatClient,
    thread: ChatThreadClient,
}

impl Wire {
    async fn new(status: u16, body: &str) -> Self {
        let server = RawServer::start([Answer::json(status, body)]).await.unwrap();
        let credential = CommunicationTokenCredential::new(TOKEN).unwrap();
        let chat = ChatClient::new(server.endpoint(), credential, None).unwrap();
        let thread = chat.chat_thread_client(THREAD);
        Self { server, chat, thread }
    }

    /// The one request that arrived, which every request of ours looks like.
    fn request(&self) -> Request {
        let requests = self.server.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        let request = requests[0].clone();
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {TOKEN}").as_str())
        );
        assert_eq!(request.header("accept"), Some("application/json"));
        assert!(request.header("x-ms-client-request-id").is_some());
        if request.body.is_empty() {
            assert_eq!(request.header("content-type"), None);
        }
        request
    }

    /// Asserts on the one request: its line, content type and body.
    fn expect(&self, line: &str, content_type: Option<&str>, body: &str) {
        let request = self.request();
        assert_eq!(request.line, line);
        assert_eq!(request.header("content-type"), content_type);
        let json = |text: &str| -> Option<serde_json::Value> {
            (!text.is_empty()).then(|| serde_json::from_str(text).unwrap())
        };
        assert_eq!(json(&request.body), json(body));
    }
}

const JSON: Option<&str> = Some("application/json");
const PATCH: Option<&str> = Some("application/merge-patch+json");

fn moment() -> OffsetDateTime {
    parse_rfc3339("2026-01-02T05:04:05.5+02:00").unwrap()
}

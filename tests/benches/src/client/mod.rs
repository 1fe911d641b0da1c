//! The same three tasks by three clients, over a transport that answers from memory or over loopback.
//!
//! The clients are ours, calls written by hand on `azure_core`'s pipeline, and calls written by hand with `reqwest` and
//! serde. All three send the same headers and read models of the same fields and types.

mod answers;
mod azure;
mod by_hand;
mod memory;
mod models;
mod ours;
mod server;

pub use answers::{Answers, PAGE_SIZE};
pub use azure::AzureCore;
pub use by_hand::Reqwest;
pub use ours::Ours;
pub use server::{Server, serve};

use azure_core::http::Url;
use futures::StreamExt as _;
use memory::Memory;
use std::sync::Arc;

/// The thread that is talked about, and the token that it is talked about with.
const THREAD: &str = "19:benchmark@thread.v2";
const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDAsInBhZCI6InRoaXMgbWFrZXMgaXQgYXMgbG9uZyBhcyBhIHJlYWwgb25lIn0.c2ln";
const API_VERSION: &str = "2025-03-15";
const MESSAGE: &str = "1615239199123";
const CONTENT: &str = "hello world, this is a message of a usual length in a chat";
const SENDER: &str = "Ada Lovelace";

/// The messages of the thread, or one of them, as calls by hand put the URL together.
fn messages(endpoint: &Url, message: Option<&str>) -> Url {
    let mut url = endpoint.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.extend(["chat", "threads", THREAD, "messages"])
            .extend(message);
    }
    url
}

/// One of the clients.
pub trait Client {
    /// Its name in the tables.
    const NAME: &'static str;

    /// Reads one message.
    fn get(&self) -> impl Future<Output = ()>;

    /// Sends one message.
    fn send(&self) -> impl Future<Output = ()>;

    /// Reads the whole thread, message by message, and counts.
    fn list(&self) -> impl Future<Output = usize>;
}

/// One of the tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// One message is read.
    Get,
    /// One message is sent.
    Send,
    /// A thread of 1,000 messages is read, in ten pages.
    List,
}

impl Task {
    /// All tasks.
    pub const ALL: [Self; 3] = [Self::Get, Self::Send, Self::List];

    /// Its name in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get_message",
            Self::Send => "send_message",
            Self::List => "list 1,000",
        }
    }

    /// Does the task so often, so many at a time, on one thread.
    pub async fn run(self, client: &impl Client, times: usize, in_flight: usize) {
        futures::stream::iter(0..times)
            .map(|_| async {
                match self {
                    Self::Get => client.get().await,
                    Self::Send => client.send().await,
                    Self::List => assert_eq!(client.list().await, 1_000),
                }
            })
            .buffer_unordered(in_flight)
            .collect::<()>()
            .await;
    }
}

/// The three clients over one transport.
pub struct Clients {
    /// Ours.
    pub ours: Ours,
    /// By hand, on `azure_core`'s pipeline.
    pub azure: AzureCore,
    /// By hand, with `reqwest` and serde.
    pub reqwest: Reqwest,
}

impl Clients {
    /// Makes clients that are answered from memory, with a thread of so many messages.
    #[must_use]
    pub fn in_memory(messages: usize) -> Self {
        let endpoint = "https://benchmark.example";
        let answers = Arc::new(Answers::new(endpoint, messages));
        let memory = Arc::new(Memory::new(Arc::clone(&answers)));
        Self {
            ours: Ours::new(endpoint, Some(memory.clone())),
            azure: AzureCore::new(endpoint, Some(memory)),
            reqwest: Reqwest::new(endpoint, Some(answers)),
        }
    }

    /// Makes clients of a server on this machine.
    #[must_use]
    pub fn of(server: &Server) -> Self {
        let endpoint = server.endpoint();
        Self {
            ours: Ours::new(endpoint, None),
            azure: AzureCore::new(endpoint, None),
            reqwest: Reqwest::new(endpoint, None),
        }
    }
}

/// Returns the async runtime of all measurements: one thread.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

//! Azure Communication Services Chat in memory, over real HTTP: for tests, and for anyone without an account.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let emulator = acs_emulator::Emulator::start().await?;
//! let ada = emulator.create_user();
//! let endpoint = emulator.endpoint(); // for the client
//! let token = emulator.token(&ada); // for its credential
//! // ... use the client, then see what it did:
//! assert!(emulator.threads().is_empty());
//! assert!(emulator.requests().is_empty());
//! # let _ = (endpoint, token);
//! # Ok(())
//! # }
//! ```
//!
//! It reads the wire from the descriptions in `spec/`, checks every request against them, and its own answers too. It
//! does not use the generated crate: two readings of the wire keep each other honest.
//!
//! # The code
//!
//! `server` (the socket) -> `service` (the steps of a request) -> `description` (which operation is meant) -> `auth`
//! (who calls) -> `validate` (does it fit) -> `routes` (what to do), which reads and writes the `state` through the
//! `wire` of the API version. All versions share one state.

mod answer;
mod auth;
mod clock;
mod dates;
mod description;
mod emulator;
mod errors;
mod identifier;
mod incoming;
mod options;
mod paging;
mod record;
mod routes;
mod server;
mod service;
mod state;
mod validate;
mod wire;

pub use auth::Scope;
pub use clock::Clock;
pub use emulator::{Emulator, User};
pub use identifier::Identifier;
pub use options::{Options, Paging};
pub use record::Request;
pub use state::{Content, Message, MessageKind, Metadata, Participant, Receipt, Retention, Thread};

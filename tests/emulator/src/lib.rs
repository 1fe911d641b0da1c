//! Azure Communication Services Chat and Identity in memory, over real HTTP: for tests, and for anyone without an
//! account.
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
//! It checks every request, and its own responses too, against the descriptions in `spec/`. It does not use the generated crate:
//! two independent readings of the descriptions check each other.
//!
//! # What it does
//!
//! It has all operations of all versions of chat over one state: data that was written in one version can be read in another, with
//! that version's properties, status codes and error bodies. It has several users, access rights, system messages, times of edits
//! and deletions, pages, repeatability ids, metadata and retention policies. Where recordings of the service differ from its
//! description, it follows the recordings: an empty 401, undeclared 400s and 404s, errors without a message, errors formatted over
//! several lines, unusual next links, empty pages before the end of a list and as its end, messages listed by version, `null` read
//! as absent. `tests/service/versions/recorded` has a test for each.
//!
//! It has all operations of all versions of identity: users, tokens with scopes and lifetimes, revocation, deletion, the exchange of
//! Teams and Entra tokens, and the grants of Teams extensions. Callers sign with the access key, and every part of the signature is
//! verified, or send a token of Entra, which the emulator issues. It also has the exchange of Entra tokens that the newest SDKs use
//! and that has no published description.
//!
//! On request it serves HTTPS ([`Options::with_tls`]), and produces [faults](Fault). Its [`Clock`] can be set.
//!
//! It delivers events to webhooks ([`Emulator::subscribe`]), as Event Grid does.
//!
//! It does not notify clients in real time, throttle unless asked for, or keep attachments.
//!
//! # What is assumed
//!
//! The following was not recorded, or not in this version; the emulator behaves like this.
//!
//! - Error bodies from 2023-11-07 on have the form that the description declares; before, the recorded ones.
//! - The path, method and API version are checked first, then the token, its scope, the request, and last the state.
//! - A deleted thread is listed with its `deletedOn`; every other use of it is a 404.
//! - An unknown thread is a 404 in 2020-09-21-preview2 too, and a 403 for every operation in 2020-11-01-preview3.
//! - A message id is malformed if it is not a whole number, a thread id if it is not `19:<letters, digits>@thread.v2`.
//! - A deleted message loses its metadata, and keeps the name of its sender.
//! - Threads are listed newest first; `startTime` leaves out threads without changes since.
//! - Removing a participant who is not in the thread is a 404; deleting a message twice is a 204; editing a deleted one is a
//!   404.
//! - A read receipt for an older message than the last changes nothing.
//! - In a merge patch, null removes metadata and retention policies. A topic and a content cannot be removed, so null is read as
//!   absent there, as in all other requests.
//! - A list of messages ends with an empty page when its last one is full.
//! - An unknown user of the resource becomes an `invalidParticipants` entry with code 404, any other identifier one with 403.
//! - 2020-09-21-preview2: a member who joins has status 201, and so has a thread. HTML of a later version has the type
//!   `RichText/HTML`. The service's own XML names the time, the initiator and the targets.
//! - A signature is valid for 15 minutes before and after its date, by the emulator's clock.
//! - Identity 2020-07-20-preview2 refuses the same requests as later versions. A token that was issued before the user's
//!   `tokensValidFrom` is not valid; null removes that time.
//! - Identity: a 401 has the code `Denied`. A token of Entra allows the same as the key; the user of the token
//!   matters only when it is exchanged. An unknown user of the resource is a 404; an unknown scope a 400.
//! - Events: everyone in the thread gets the events for users, except the one who made the change. Somebody who was just added gets
//!   them; somebody who was just removed does not. The end of a thread by its retention policy, and a deleted user, cause no events.
//! - Deleting a user removes them from their threads, without a system message, and deletes their messages.
//! - A Teams user's token for another application or person is a 400, a bad one a 401. Teams extensions need a grant, else
//!   403; the emulator's own principal has one.
//! - A raw id and a part that contradict each other are a 400, and so are two parts.
//!
//! # The code
//!
//! `server` (the socket, optionally with `tls`) -> `service` (bytes in, bytes out) -> `app` (the steps between) ->
//! `description` (finds the operation) -> `auth` (identifies the caller) -> `validate` (checks the request) -> `routes` (carry it
//! out). The routes read and write the `state`, those of chat through the `wire` of the API version. A `fault` can interfere with
//! each step. All versions share one state.

mod answer;
mod app;
mod auth;
mod clock;
mod date_time;
mod description;
mod emulator;
mod errors;
mod events;
mod fault;
mod identifier;
mod incoming;
mod options;
mod paging;
mod record;
mod routes;
mod server;
mod service;
mod state;
mod tls;
mod validate;
mod wire;

pub use auth::{Principal, Scope};
pub use clock::Clock;
pub use emulator::{Emulator, User};
pub use events::{EventSchema, EventSubscription, EventSubscriptionHandle};
pub use fault::{Fault, FaultHandle, ParseFaultError, RetryAfter};
pub use identifier::Identifier;
pub use options::{Options, Paging};
pub use record::Request;
pub use state::{Content, Message, MessageKind, Metadata, Participant, Priority, Receipt, Retention, Thread};

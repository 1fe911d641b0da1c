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
//! It checks every request, and its own answers too, against the descriptions in `spec/`. It does not use the generated crate:
//! two independent readings of the descriptions check each other.
//!
//! # What it does
//!
//! All operations of all versions of chat over one state, so that what was written through one is read through another,
//! with that version's properties, status codes and error bodies; with several users, access rights, system messages, times
//! of edits and deletions, pages, repeatability ids, metadata and retention policies. Where the service differs from
//! its description it does as the service was recorded to do: an empty 401, undeclared 400s and 404s, messages that are
//! missing from some errors, errors laid out over lines, odd next links, pages that are empty before the end of the list
//! and as its end, messages listed by version, `null` taken as absent. `tests/service/versions/recorded` has each of them.
//!
//! All operations of all versions of identity: users, tokens with scopes and lifetimes, revocation, deletion, the
//! exchange of Teams and Entra tokens, and the grants of Teams extensions. Callers sign with the access key, and every
//! part of the signature counts, or bring a token of Entra, which the emulator makes. There is also the exchange of Entra
//! tokens that the newest SDKs use and that has no published description.
//!
//! On demand it serves HTTPS ([`Options::with_tls`]), and makes [faults](Fault). Its [`Clock`] can be set.
//!
//! It tells webhooks of what is new ([`Emulator::subscribe`]), as Event Grid does.
//!
//! What it does not do: notify clients in real time, throttle by itself, keep attachments.
//!
//! # What is assumed
//!
//! These were not recorded, or not in this version; the emulator decides as follows.
//!
//! - Error bodies from 2023-11-07 on have the form that the description declares; before, the recorded ones.
//! - A path, method or API version is judged first, then the token, its scope, the request, and last the state.
//! - A deleted thread is listed with its `deletedOn`; every other use of it is a 404.
//! - An unknown thread is a 404 in 2020-09-21-preview2 too, and a 403 in 2020-11-01-preview3 whatever is asked of it.
//! - A message id is malformed when it is not a whole number, a thread id when it is not `19:<letters, digits>@thread.v2`.
//! - A message loses its metadata when it is deleted, and keeps the name of its sender.
//! - Threads are listed newest first; `startTime` leaves out those in which nothing has happened since.
//! - Removing a participant who is not in the thread is a 404; deleting a message twice is a 204; editing a deleted one is a
//!   404.
//! - A read receipt for an older message than the last changes nothing.
//! - In a merge patch null removes metadata and retention policies; a topic and a content cannot be removed, so there it
//!   is taken as absent, as in all other requests.
//! - A list of messages ends with an empty page when its last one is full.
//! - An unknown user of the resource becomes an `invalidParticipants` entry with code 404, any other identifier one with 403.
//! - 2020-09-21-preview2: a member who joins has status 201, and so has a thread. HTML of a later version has the type
//!   `RichText/HTML`. The service's own XML names the time, the initiator and the targets.
//! - A signature is good for 15 minutes on either side of its date, by the emulator's clock.
//! - Identity 2020-07-20-preview2 refuses as later versions do. A token that was made before the user's `tokensValidFrom`
//!   is void; null takes that time away.
//! - Identity: a 401 has the code `Denied`. A token of Entra allows the same as the key; the user of the token
//!   matters only when it is exchanged. An unknown user of the resource is a 404; an unknown scope a 400.
//! - Events: everyone in the thread gets those of a user, except the one who did it; so does somebody who was just added, and
//!   somebody who was just removed does not. A thread that ends by its retention policy, and a user who is deleted, lead to none.
//! - Deleting a user removes them from their threads, unannounced, and deletes their messages.
//! - A Teams user's token for another application or person is a 400, a bad one a 401. Teams extensions need a grant, else
//!   403; the emulator's own principal has one.
//! - A raw id and a part that contradict each other are a 400, and so are two parts.
//!
//! # The code
//!
//! `server` (the socket, with `tls` if wanted) -> `service` (bytes in, bytes out) -> `app` (the steps between) ->
//! `description` (which operation is meant) -> `auth` (who calls) -> `validate` (does it fit) -> `routes` (what to do),
//! which read and write the `state`; those of chat through the `wire` of the API version. A `fault` can interfere with each
//! step. All versions share one state.

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

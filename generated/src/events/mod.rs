//! Events of chat threads, for servers: Azure Event Grid delivers them to a webhook, a storage queue or Service Bus.
//!
//! A server reads what was delivered into [`ChatEvent`]s and matches on their [`data`](ChatEvent::data):
//!
//! ```
//! use acs_chat::events::{self, ChatEventData};
//!
//! let body = br#"[{
//!     "id": "1", "topic": "/subscriptions/s", "subject": "thread/19:abc@thread.v2",
//!     "eventType": "Microsoft.Communication.ChatMessageReceivedInThread", "eventTime": "2026-03-01T10:00:00.1234567Z",
//!     "data": {"threadId": "19:abc@thread.v2", "messageId": "1772359200000", "type": "Text", "messageBody": "hello"},
//!     "dataVersion": "1.0", "metadataVersion": "1"
//! }]"#;
//! for event in events::read(body) {
//!     let event = event?; // an error names its event; the other events are still read
//!     match &event.data {
//!         ChatEventData::MessageReceivedInThread(message) => assert_eq!(message.message_body.as_deref(), Some("hello")),
//!         _ => unreachable!(),
//!     }
//! }
//! # Ok::<(), events::EventError>(())
//! ```
//!
//! - [`read`] takes the Event Grid schema and `CloudEvents` 1.0, one event or several; [`read_queue_message`] takes a message of a
//!   storage queue.
//! - [`EventWebhook`] handles the requests of a webhook, with any web framework: it answers the handshake, refuses requests that it
//!   is not configured for, and returns the response to send.
//! - [`EventFilter`] finds events that were delivered before, and events that are older than one already seen for the same message.
//! - [`ChatEvent::thread_client`] leads from an event to its thread.
//!
//! Most changes cause two types of events: one for the thread ([`EventLevel::Thread`]), and one for each of its users except the
//! user who made the change ([`EventLevel::User`]). A subscription in Azure chooses the types that it receives.
//!
//! The module needs the feature `events`. `docs/events.md` of the repository explains how to connect a real resource.

mod data;
mod error;
mod event;
mod fields;
mod filter;
mod message_type;
mod read;
mod recent;
mod split;
#[allow(unused_macros, reason = "used if there is a chat version")]
mod thread;
mod webhook;
mod write;

#[cfg(test)]
mod tests;

pub use crate::api::events::*;
pub use data::{ChatEventData, EventLevel};
pub use error::EventError;
pub use event::{ChatEvent, EventSchema};
pub use filter::{Arrival, EventFilter};
pub use message_type::EventMessageType;
pub use read::{MAX_EVENTS, read, read_queue_message};
pub use thread::ChatOfThread;
pub use webhook::{EventWebhook, Received, Refusal, WebhookAnswer};

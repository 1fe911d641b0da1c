//! One event: its data and its envelope.

use super::{ChatEventData, EventLevel, EventMessageType};
use crate::CommunicationIdentifier;
use azure_core::time::OffsetDateTime;
use std::{cmp::Ordering, fmt};

/// The form of the envelope that an event came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventSchema {
    /// The schema of Event Grid itself.
    #[default]
    EventGrid,
    /// `CloudEvents` 1.0.
    CloudEvents,
}

/// An event of Chat.
///
/// It is serialized in the schema that it was received in, without properties that are not declared. `{:?}` shows the
/// envelope, and the data only with the feature `debug`.
///
/// ```
/// use acs_chat::events::{ChatEvent, models::AcsChatMessageReceivedInThreadEventData};
///
/// let data = AcsChatMessageReceivedInThreadEventData::new()
///     .with_thread_id("19:abc@thread.v2")
///     .with_message_id("1")
///     .with_message_body("hello")
///     .with_version(7);
/// let event = ChatEvent::new("an id", data);
/// assert_eq!(event.event_type(), "Microsoft.Communication.ChatMessageReceivedInThread");
/// assert_eq!((event.thread_id(), event.message_id()), (Some("19:abc@thread.v2"), Some("1")));
/// assert_eq!((event.text(), event.message_version()), (Some("hello"), Some(7)));
/// // Events for one user have a recipient; this one is for the thread.
/// assert!(event.recipient().is_none() && event.sender().is_none());
/// println!("{:?} {:?}", event.level(), event.message_type());
/// // Of two events of one message, the newer one is `Greater`.
/// assert_eq!(event.compare_versions(&event), Some(std::cmp::Ordering::Equal));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
#[doc(alias = "EventGridEvent")]
#[doc(alias = "CloudEvent")]
pub struct ChatEvent {
    /// The id of the event; it stays the same when the event is delivered again.
    pub id: String,
    /// The resource that the event came from, as its path in Azure: `topic` in the schema of Event Grid, `source` in `CloudEvents`.
    pub source: Option<String>,
    /// The subject, such as `thread/19:abc@thread.v2`.
    pub subject: Option<String>,
    /// When it happened.
    pub time: Option<OffsetDateTime>,
    /// How often it was delivered before, from the header of a webhook; `None` for other ways of delivery.
    pub delivery_count: Option<u32>,
    /// The schema that it was received in.
    pub schema: EventSchema,
    /// The version of the data's form, which only the schema of Event Grid has.
    pub data_version: Option<String>,
    /// Its kind and its data.
    pub data: ChatEventData,
}

impl ChatEvent {
    /// Creates an event, for tests.
    pub fn new(id: impl Into<String>, data: impl Into<ChatEventData>) -> Self {
        Self {
            id: id.into(),
            source: None,
            subject: None,
            time: None,
            delivery_count: None,
            schema: EventSchema::default(),
            data_version: None,
            data: data.into(),
        }
    }

    /// Returns the type on the wire, such as `Microsoft.Communication.ChatMessageReceived`.
    pub fn event_type(&self) -> &str {
        self.data.event_type()
    }

    /// Returns whether the event is for a thread or for one user; `None` for an unknown type.
    pub fn level(&self) -> Option<EventLevel> {
        self.data.level()
    }

    /// Returns the id of the thread that the event is about.
    pub fn thread_id(&self) -> Option<&str> {
        self.data.thread_id()
    }

    /// Returns the user that the event is for; events for the thread have none.
    pub fn recipient(&self) -> Option<&CommunicationIdentifier> {
        self.data.recipient()
    }

    /// Returns the id of the message that the event is about, for the calls of a thread client.
    pub fn message_id(&self) -> Option<&str> {
        self.data.message()?.id
    }

    /// Returns the sender of the message that the event is about.
    pub fn sender(&self) -> Option<&CommunicationIdentifier> {
        self.data.message()?.sender
    }

    /// Returns the text of the message that the event is about; a deletion has none.
    pub fn text(&self) -> Option<&str> {
        self.data.message()?.text
    }

    /// Returns the type of the message that the event is about.
    pub fn message_type(&self) -> Option<EventMessageType> {
        self.data.message()?.message_type.map(EventMessageType::from)
    }

    /// Returns the version of the message that the event is about, which grows with each change of it.
    pub fn message_version(&self) -> Option<i64> {
        self.data.message()?.version
    }

    /// Compares the message versions of two events; `Greater` when this event has the newer one.
    ///
    /// `None` when they are about different messages or lack a version. If the versions are equal, a deletion is the newer one,
    /// because a deleted message does not change any more.
    pub fn compare_versions(&self, other: &Self) -> Option<Ordering> {
        let (one, two) = (self.data.message()?, other.data.message()?);
        let same = |one: Option<&str>, two: Option<&str>| one.is_some() && one == two;
        if !same(one.id, two.id) || !same(self.thread_id(), other.thread_id()) {
            return None;
        }
        let by_version = one.version?.cmp(&two.version?);
        Some(by_version.then_with(|| one.change.cmp(&two.change)))
    }
}

impl fmt::Debug for ChatEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ChatEvent");
        shown
            .field("id", &self.id)
            .field("event_type", &self.event_type())
            .field("time", &self.time)
            .field("schema", &self.schema)
            .field("delivery_count", &self.delivery_count);
        if cfg!(feature = "debug") {
            shown
                .field("source", &self.source)
                .field("subject", &self.subject)
                .field("data", &self.data);
        }
        shown.finish_non_exhaustive()
    }
}

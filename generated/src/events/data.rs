//! The kinds of events, and their data.

use super::models;
use crate::CommunicationIdentifier;
use azure_core::Value;
use client_runtime::{generated::show_variant, json::masked};
use serde::{Serialize, Serializer};
use std::fmt;

/// Whether an event is for a thread or for one user in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventLevel {
    /// One user in the thread. The event is sent for each user except the one who made the change.
    User,
    /// The thread: the event is sent once.
    Thread,
}

/// Writes the enum of all kinds, from a table of them: variant, model, type on the wire without its prefix, level.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($model:ident) = $name:literal, $level:ident;)*) => {
        /// The kind of an event, with its data.
        ///
        /// `{:?}` shows the kind, and the contents only with the feature `debug`.
        ///
        /// ```
        /// use acs_chat::events::{ChatEvent, ChatEventData};
        ///
        /// # fn example(event: ChatEvent) {
        /// match &event.data {
        ///     ChatEventData::MessageReceived(data) => println!("{:?}", data.message_body),
        ///     other => println!("{} in {:?}", other.event_type(), other.thread_id()),
        /// }
        /// # }
        /// ```
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box would be in the way of every match")]
        #[doc(alias = "SystemEventNames")]
        pub enum ChatEventData {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\n`Microsoft.Communication.", $name, "`")]
                $variant(models::$model),
            )*
            /// An event of a type that this version of the crate does not know. Its data is kept unchanged.
            Unknown {
                /// The type on the wire, such as `Microsoft.Communication.ChatThreadPinned`.
                event_type: String,
                /// Its data; `null` when it has none.
                data: Value,
            },
        }

        impl ChatEventData {
            /// Returns the type on the wire.
            ///
            /// ```
            /// # fn example(data: acs_chat::events::ChatEventData) {
            /// println!("{}", data.event_type());
            /// # }
            /// ```
            pub fn event_type(&self) -> &str {
                match self {
                    $(Self::$variant(_) => concat!("Microsoft.Communication.", $name),)*
                    Self::Unknown { event_type, .. } => event_type,
                }
            }

            /// Returns whether the event is for a thread or for one user; `None` for an unknown type.
            ///
            /// ```
            /// # fn example(data: acs_chat::events::ChatEventData) {
            /// println!("{:?}", data.level());
            /// # }
            /// ```
            pub fn level(&self) -> Option<EventLevel> {
                match self {
                    $(Self::$variant(_) => Some(EventLevel::$level),)*
                    Self::Unknown { .. } => None,
                }
            }

            /// Reads the data of an event of this type, as JSON.
            pub(super) fn read(event_type: String, data: Option<&str>) -> Result<Self, String> {
                match event_type.as_str() {
                    $(concat!("Microsoft.Communication.", $name) => known(data).map(Self::$variant),)*
                    _ => match data.map(serde_json::from_str) {
                        None => Ok(Value::Null),
                        Some(read) => read.map_err(reason),
                    }
                    .map(|data| Self::Unknown { event_type, data }),
                }
            }

            /// Returns the id of the thread that the event is about.
            ///
            /// ```
            /// # fn example(data: acs_chat::events::ChatEventData) {
            /// println!("{}", data.thread_id().unwrap_or("no thread"));
            /// # }
            /// ```
            pub fn thread_id(&self) -> Option<&str> {
                match self {
                    $(Self::$variant(data) => data.thread_id.as_deref(),)*
                    Self::Unknown { data, .. } => data.get("threadId")?.as_str(),
                }
            }

            /// Returns the id of the change; all events of one change have the same.
            ///
            /// ```
            /// # fn example(data: acs_chat::events::ChatEventData) {
            /// println!("{}", data.transaction_id().unwrap_or("no transaction"));
            /// # }
            /// ```
            pub fn transaction_id(&self) -> Option<&str> {
                match self {
                    $(Self::$variant(data) => data.transaction_id.as_deref(),)*
                    Self::Unknown { data, .. } => data.get("transactionId")?.as_str(),
                }
            }

            /// Returns the user that the event is for; events for the thread have none.
            ///
            /// ```
            /// # fn example(data: acs_chat::events::ChatEventData) {
            /// println!("{}", data.recipient().is_some());
            /// # }
            /// ```
            pub fn recipient(&self) -> Option<&CommunicationIdentifier> {
                match self {
                    $(Self::$variant(data) => recipient!($level data),)*
                    Self::Unknown { .. } => None,
                }
            }
        }

        /// Writes the data of the event.
        impl Serialize for ChatEventData {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(data) => data.serialize(serializer),)*
                    Self::Unknown { data, .. } => data.serialize(serializer),
                }
            }
        }

        impl fmt::Debug for ChatEventData {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant(data) => show_variant(f, stringify!($variant), data),)*
                    Self::Unknown { event_type, data } => show_variant(f, "Unknown", &(event_type, data)),
                }
            }
        }

        $(
            impl From<models::$model> for ChatEventData {
                fn from(data: models::$model) -> Self {
                    Self::$variant(data)
                }
            }
        )*

        /// The types on the wire that are known.
        #[cfg(test)]
        pub(super) const KNOWN: &[&str] = &[$(concat!("Microsoft.Communication.", $name)),*];
    };
}

macro_rules! recipient {
    (User $data:ident) => {
        $data.recipient.as_ref()
    };
    (Thread $data:ident) => {{
        let _ = $data;
        None
    }};
}

kinds! {
    /// Somebody sent a message: for one user.
    MessageReceived(AcsChatMessageReceivedEventData) = "ChatMessageReceived", User;
    /// Somebody sent a message: for the thread.
    MessageReceivedInThread(AcsChatMessageReceivedInThreadEventData) = "ChatMessageReceivedInThread", Thread;
    /// Somebody edited a message: for one user.
    MessageEdited(AcsChatMessageEditedEventData) = "ChatMessageEdited", User;
    /// Somebody edited a message: for the thread.
    MessageEditedInThread(AcsChatMessageEditedInThreadEventData) = "ChatMessageEditedInThread", Thread;
    /// Somebody deleted a message: for one user.
    MessageDeleted(AcsChatMessageDeletedEventData) = "ChatMessageDeleted", User;
    /// Somebody deleted a message: for the thread.
    MessageDeletedInThread(AcsChatMessageDeletedInThreadEventData) = "ChatMessageDeletedInThread", Thread;
    /// Somebody created a thread: for one user in it.
    ThreadCreatedWithUser(AcsChatThreadCreatedWithUserEventData) = "ChatThreadCreatedWithUser", User;
    /// Somebody created a thread: for the thread.
    ThreadCreated(AcsChatThreadCreatedEventData) = "ChatThreadCreated", Thread;
    /// Somebody deleted a thread: for one user in it.
    ThreadWithUserDeleted(AcsChatThreadWithUserDeletedEventData) = "ChatThreadWithUserDeleted", User;
    /// Somebody deleted a thread: for the thread.
    ThreadDeleted(AcsChatThreadDeletedEventData) = "ChatThreadDeleted", Thread;
    /// Somebody changed the properties of a thread, such as its topic: for one user in it.
    ThreadPropertiesUpdatedPerUser(AcsChatThreadPropertiesUpdatedPerUserEventData) = "ChatThreadPropertiesUpdatedPerUser", User;
    /// Somebody changed the properties of a thread, such as its topic: for the thread.
    ThreadPropertiesUpdated(AcsChatThreadPropertiesUpdatedEventData) = "ChatThreadPropertiesUpdated", Thread;
    /// Somebody was added to a thread: for one user in it.
    ParticipantAddedToThreadWithUser(AcsChatParticipantAddedToThreadWithUserEventData) =
        "ChatParticipantAddedToThreadWithUser", User;
    /// Somebody was added to a thread: for the thread.
    ParticipantAddedToThread(AcsChatParticipantAddedToThreadEventData) = "ChatThreadParticipantAdded", Thread;
    /// Somebody was removed from a thread: for one user in it.
    ParticipantRemovedFromThreadWithUser(AcsChatParticipantRemovedFromThreadWithUserEventData) =
        "ChatParticipantRemovedFromThreadWithUser", User;
    /// Somebody was removed from a thread: for the thread.
    ParticipantRemovedFromThread(AcsChatParticipantRemovedFromThreadEventData) = "ChatThreadParticipantRemoved", Thread;
}

fn known<T: serde::de::DeserializeOwned>(data: Option<&str>) -> Result<T, String> {
    let data = data.ok_or("missing field `data`")?;
    serde_json::from_str(data).map_err(reason)
}

/// The reason why JSON cannot be read, without anything of what it holds.
pub(super) fn reason(error: serde_json::Error) -> String {
    masked(error).to_string()
}

//! What the six events about a message have in common.

use super::ChatEventData;
use crate::CommunicationIdentifier;

/// What happened to a message, in the order in which it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Received,
    Edited,
    Deleted,
}

/// What an event says of a message.
#[derive(Clone, Copy)]
pub(super) struct MessageFields<'a> {
    pub(super) change: Change,
    pub(super) id: Option<&'a str>,
    pub(super) sender: Option<&'a CommunicationIdentifier>,
    pub(super) text: Option<&'a str>,
    pub(super) message_type: Option<&'a str>,
    pub(super) version: Option<i64>,
}

/// The fields of an event about a message; `$text` is where its text is.
macro_rules! fields {
    ($data:ident, $change:ident, $text:expr) => {
        Some(MessageFields {
            change: Change::$change,
            id: $data.message_id.as_deref(),
            sender: $data.sender.as_ref(),
            text: $text,
            message_type: $data.message_type.as_deref(),
            version: $data.version,
        })
    };
}

impl ChatEventData {
    /// What the event says of a message; `None` when it is not about one.
    pub(super) fn message(&self) -> Option<MessageFields<'_>> {
        match self {
            Self::MessageReceived(data) => fields!(data, Received, data.message_body.as_deref()),
            Self::MessageReceivedInThread(data) => fields!(data, Received, data.message_body.as_deref()),
            Self::MessageEdited(data) => fields!(data, Edited, data.message_body.as_deref()),
            Self::MessageEditedInThread(data) => fields!(data, Edited, data.message_body.as_deref()),
            Self::MessageDeleted(data) => fields!(data, Deleted, None),
            Self::MessageDeletedInThread(data) => fields!(data, Deleted, None),
            _ => None,
        }
    }
}

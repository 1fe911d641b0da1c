//! The models as one would write them by hand: the fields and types of ours.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use time::OffsetDateTime;

/// A message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    dead_code,
    clippy::struct_field_names,
    reason = "what is read is what is measured"
)]
pub(super) struct Message {
    id: String,
    #[serde(rename = "type")]
    message_type: String,
    sequence_id: String,
    version: String,
    content: Option<Content>,
    sender_display_name: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    created_on: OffsetDateTime,
    sender_communication_identifier: Option<Identifier>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    deleted_on: Option<OffsetDateTime>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    edited_on: Option<OffsetDateTime>,
    metadata: Option<HashMap<String, String>>,
}

/// What a message says or records.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "what is read is what is measured")]
struct Content {
    message: Option<String>,
    topic: Option<String>,
    participants: Option<Vec<Participant>>,
    attachments: Option<Vec<Attachment>>,
    initiator_communication_identifier: Option<Identifier>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "what is read is what is measured")]
struct Participant {
    communication_identifier: Identifier,
    display_name: Option<String>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    share_history_time: Option<OffsetDateTime>,
    metadata: Option<HashMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    dead_code,
    clippy::struct_field_names,
    reason = "what is read is what is measured"
)]
struct Attachment {
    id: String,
    attachment_type: String,
    name: Option<String>,
    url: Option<String>,
    preview_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "what is read is what is measured")]
struct Identifier {
    kind: Option<String>,
    raw_id: String,
    communication_user: Option<CommunicationUser>,
    phone_number: Option<PhoneNumber>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
struct CommunicationUser {
    id: String,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
struct PhoneNumber {
    value: String,
}

/// A page of messages.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Messages {
    pub(super) value: Vec<Message>,
    pub(super) next_link: Option<String>,
}

/// A message to send.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewMessage {
    pub(super) content: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sender_display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "type")]
    pub(super) message_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) metadata: Option<HashMap<String, String>>,
}

impl NewMessage {
    pub(super) fn new(content: &str, sender: &str) -> Self {
        Self {
            content: content.to_owned(),
            sender_display_name: Some(sender.to_owned()),
            message_type: None,
            metadata: None,
        }
    }
}

/// The response to a message that was sent.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
pub(super) struct Sent {
    id: String,
}

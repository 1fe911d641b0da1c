#![doc = include_str!("testing.md")]

pub use client_runtime::testing::{FakeClock, Reply, Rule, Rules, Script, SeenRequest, jwt};

use crate::CommunicationTokenCredential;
use azure_core::time::{Duration, OffsetDateTime};

/// Makes the credential of a user, with a token that is valid for a day. A real service does not accept it.
///
/// ```
/// let credential = acs_chat::testing::credential();
/// # let _ = credential;
/// ```
///
/// # Panics
///
/// When the system's clock is at the end of the year 9999.
#[allow(clippy::expect_used, reason = "it is for tests, which shall fail there")]
pub fn credential() -> CommunicationTokenCredential {
    let expires_on = OffsetDateTime::now_utc().saturating_add(Duration::DAY);
    CommunicationTokenCredential::new(jwt("token", expires_on))
        .expect("a token with a time that can be written")
}

/// Makes a text message of the default API version, sent by a user. `id` is also its version and its sequence id.
///
/// ```
/// use acs_chat::testing::text_message;
///
/// assert_eq!(text_message("7", "hello").text(), Some("hello"));
/// ```
#[cfg(feature = "chat-2025-03-15")]
pub fn text_message(id: &str, text: &str) -> crate::chat::v2025_03_15::models::ChatMessage {
    use crate::chat::v2025_03_15::models::{ChatMessage, ChatMessageContent, ChatMessageType};

    let created_on = OffsetDateTime::UNIX_EPOCH + Duration::days(20_000);
    let sender = crate::CommunicationUserIdentifier::new("8:acs:resource_user");
    ChatMessage::new(id, ChatMessageType::Text, id, id, created_on)
        .with_content(ChatMessageContent::new().with_message(text))
        .with_sender(sender)
}

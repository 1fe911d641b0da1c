//! Participants who could not be added to a thread, and the reasons.

use crate::CommunicationIdentifier;
use azure_core::fmt::SafeDebug;
use client_runtime::generated::Shown;
use std::{error::Error, fmt};

/// A participant who could not be added to a thread, and the reason.
///
/// The results of creating a thread and of adding participants list them.
///
/// ```
/// use acs_chat::{CommunicationIdentifier, models::AddChatParticipantsResult};
///
/// # fn example(result: AddChatParticipantsResult) {
/// for failure in result.not_added() {
///     println!("{failure}"); // 8:acs:…: 404: the user does not exist
/// }
/// # }
/// ```
///
/// `{}` names the person; `{:?}` does so only with the feature `debug`.
#[derive(Clone, PartialEq, Eq, Hash, SafeDebug)]
#[non_exhaustive]
pub struct NotAdded {
    /// The participant; `None` when the service does not say who it is.
    pub identifier: Option<CommunicationIdentifier>,
    /// The service's code for the reason, meant for programs, such as `404`.
    pub code: String,
    /// The reason, meant for people.
    pub message: Option<String>,
}

impl NotAdded {
    pub(super) fn new(raw_id: Option<&str>, code: impl Into<String>, message: Option<&str>) -> Self {
        let raw_id = raw_id.filter(|raw_id| !raw_id.is_empty());
        Self {
            identifier: raw_id.map(CommunicationIdentifier::from_raw_id),
            code: code.into(),
            message: message.filter(|message| !message.is_empty()).map(str::to_owned),
        }
    }
}

/// Writes who it is, the code and the reason, on one line of bounded length.
impl fmt::Display for NotAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.identifier {
            Some(identifier) => write!(f, "{}: ", Shown(identifier.raw_id()))?,
            None => f.write_str("a participant: ")?,
        }
        write!(f, "{}", Shown(&self.code))?;
        match &self.message {
            Some(message) => write!(f, ": {}", Shown(message)),
            None => Ok(()),
        }
    }
}

impl Error for NotAdded {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_who_and_why_on_one_line() {
        let failure = NotAdded::new(Some("8:acs:a_b"), "404", Some("gone\nfor good"));
        assert_eq!(failure.to_string(), "8:acs:a_b: 404: gone\\nfor good");
        let bare = NotAdded::new(Some(""), "403", Some(""));
        assert_eq!(
            (bare.identifier.clone(), bare.to_string()),
            (None, "a participant: 403".to_owned())
        );
        #[cfg(not(feature = "debug"))]
        assert!(!format!("{failure:?}").contains("8:acs"), "{failure:?}");
    }
}

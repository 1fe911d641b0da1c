//! The responses of a webhook.

use super::Refusal;

/// The response to a request of a webhook.
///
/// ```
/// use acs_chat::events::WebhookAnswer;
///
/// let stored = false;
/// let answer = if stored { WebhookAnswer::ok() } else { WebhookAnswer::later() };
/// assert_eq!(answer.status, 503);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookAnswer {
    /// The status.
    pub status: u16,
    /// The headers, with names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body, which may be empty.
    pub body: String,
}

impl WebhookAnswer {
    /// Confirms the events.
    pub fn ok() -> Self {
        Self {
            status: 200,
            ..Self::default()
        }
    }

    /// Asks for the events again later: Event Grid repeats the delivery for a day, less and less often.
    pub fn later() -> Self {
        Self {
            status: 503,
            ..Self::default()
        }
    }

    /// Rejects a delivery that cannot be read, so that it is not repeated.
    pub(super) fn unreadable() -> Self {
        Self {
            status: 400,
            ..Self::default()
        }
    }

    pub(super) fn refused(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::Secret => 401,
            Refusal::Origin | Refusal::Topic => 403,
            Refusal::Method => 405,
            Refusal::TooLarge => 413,
            Refusal::Handshake => 400,
        };
        let answer = Self {
            status,
            ..Self::default()
        };
        match refusal {
            Refusal::Method => answer.with_header("allow", "OPTIONS, POST"),
            _ => answer,
        }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn with_json(mut self, body: &serde_json::Value) -> Self {
        self.body = body.to_string();
        self.with_header("content-type", "application/json; charset=utf-8")
    }
}

//! The requests of a webhook: what each request is, and the response to send.

mod answer;
mod handshake;
mod headers;
mod secret;

#[cfg(test)]
mod tests;

pub use answer::WebhookAnswer;

use super::{ChatEvent, EventError, EventSchema, read};
use azure_core::{Error, Result, error::ErrorKind};
use headers::Headers;
use secret::QuerySecret;

/// The host that Event Grid names as the origin of its deliveries.
const EVENT_GRID: &str = "eventgrid.azure.net";

/// The largest body, unless a size is given: Event Grid sends a megabyte at most.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// The meaning of a request to a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Received {
    /// Event Grid asked whether the webhook takes its events in this schema, and the response says yes.
    Handshake(EventSchema),
    /// Events, in the order of the delivery; an event that cannot be read is an error in its place. The response confirms them. If none
    /// of them could be read, it tells Event Grid not to send them again.
    ///
    /// Handle or store them before you send the response: events that were confirmed are not delivered again. If that fails, send
    /// [`WebhookAnswer::later`] instead.
    Events(Vec<std::result::Result<ChatEvent, EventError>>),
    /// The subscription ended; there is nothing to do.
    Unsubscribed,
    /// The request is not for this webhook.
    Refused(Refusal),
}

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The secret of the query is missing or wrong.
    Secret,
    /// The origin is not among the allowed ones.
    Origin,
    /// The events are not from an allowed topic.
    Topic,
    /// The body is larger than allowed.
    TooLarge,
    /// The method is neither `POST` nor `OPTIONS`.
    Method,
    /// The handshake is malformed.
    Handshake,
}

/// Handles the requests that Event Grid sends to a webhook.
///
/// It works with any web framework: [`receive`](Self::receive) takes the parts of a request, and returns its meaning and the response to
/// send. With axum:
///
/// ```ignore
/// async fn hook(State(webhook): State<Arc<EventWebhook>>, request: Request) -> impl IntoResponse {
///     let (parts, body) = request.into_parts();
///     let Ok(body) = to_bytes(body, webhook.largest_body()).await else {
///         return StatusCode::PAYLOAD_TOO_LARGE.into_response();
///     };
///     let (received, answer) = webhook.receive(parts.method.as_str(), &parts.uri.to_string(), &parts.headers, &body);
///     if let Received::Events(events) = received {
///         // handle them, and answer with `WebhookAnswer::later()` if that fails
///     }
///     answer_of(answer)
/// }
/// ```
///
/// ```
/// use acs_chat::events::{EventWebhook, Received, Refusal};
///
/// let webhook = EventWebhook::new("code", "s3cret")?
///     .or_secret("the-next-one")?
///     .with_allowed_topic("/subscriptions/…/resourceGroups/…/providers/Microsoft.Communication/CommunicationServices/contoso")
///     .with_allowed_origin("eventgrid.azure.net")
///     .with_largest_body(1 << 20);
/// assert_eq!(webhook.largest_body(), 1 << 20);
/// let headers: [(&str, &str); 0] = [];
/// let (received, answer) = webhook.receive("POST", "/hook?code=wrong", headers, b"[]");
/// assert_eq!((received, answer.status), (Received::Refused(Refusal::Secret), 401));
///
/// let behind_a_gateway = EventWebhook::without_secret(); // where something else keeps others out
/// # let _ = behind_a_gateway;
/// # Ok::<(), azure_core::Error>(())
/// ```
///
/// `generated/examples/bot.rs` of the repository is the whole of it.
///
/// Deliveries are not signed, so that anybody who knows the address of the webhook can call it. A secret in the query of the
/// address, which Event Grid sends with each request, keeps others out; serve the webhook by https only. Event Grid can send a
/// bearer token of Microsoft Entra instead: validate that before the call, and use [`without_secret`](Self::without_secret).
///
/// `{:?}` does not show the secret.
#[derive(Clone, Debug)]
pub struct EventWebhook {
    secret: Option<QuerySecret>,
    origins: Vec<String>,
    topics: Vec<String>,
    largest_body: usize,
}

impl EventWebhook {
    /// Creates a webhook with a secret in the query of its address, such as `code` in `https://contoso.com/hook?code=…`.
    ///
    /// # Errors
    ///
    /// Fails when the secret is empty, or has other characters than visible ones of ASCII.
    pub fn new(parameter: impl Into<String>, secret: impl Into<String>) -> Result<Self> {
        let secret = QuerySecret::new(parameter.into(), secret.into())?;
        Ok(Self {
            secret: Some(secret),
            ..Self::without_secret()
        })
    }

    /// Creates a webhook that takes requests from anybody. Let something else keep others out.
    pub fn without_secret() -> Self {
        Self {
            secret: None,
            origins: vec![EVENT_GRID.to_owned()],
            topics: Vec::new(),
            largest_body: LARGEST_BODY,
        }
    }

    /// Also accepts another secret, so that the secret can be changed without an interruption.
    ///
    /// # Errors
    ///
    /// Fails as [`new`](Self::new) does, and when the webhook has no secret yet.
    pub fn or_secret(mut self, secret: impl Into<String>) -> Result<Self> {
        let Some(first) = &mut self.secret else {
            let message = "the webhook has no parameter for a secret";
            return Err(Error::with_message(ErrorKind::Other, message));
        };
        first.add(secret.into())?;
        Ok(self)
    }

    /// Sets the origin from which the schema of `CloudEvents` is taken; `eventgrid.azure.net` without it. For several, call it again.
    #[must_use]
    pub fn with_allowed_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.retain(|known| known != EVENT_GRID);
        self.origins.push(origin.into());
        self
    }

    /// Takes only events of this topic, the path of the resource in Azure: `/subscriptions/…/resourceGroups/…/providers/`
    /// `Microsoft.Communication/CommunicationServices/…`, in any case. For several, call it again; without it, any topic is
    /// taken.
    #[must_use]
    pub fn with_allowed_topic(mut self, topic: impl Into<String>) -> Self {
        self.topics.push(topic.into().trim_end_matches('/').to_owned());
        self
    }

    /// Sets the largest body in bytes; 2 MiB by default.
    #[must_use]
    pub fn with_largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Returns the largest body in bytes, the limit for reading a request.
    pub fn largest_body(&self) -> usize {
        self.largest_body
    }

    /// Receives a request, and returns its meaning and the response to send.
    ///
    /// `address` is the target of the request or its whole URL; the secret is in the query. Headers are pairs of name and value,
    /// such as a `&HeaderMap` of the crate `http`.
    pub fn receive<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        method: &str,
        address: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> (Received, WebhookAnswer) {
        self.accept(method, address, headers, body)
            .unwrap_or_else(|refusal| (Received::Refused(refusal), WebhookAnswer::refused(refusal)))
    }

    fn accept<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        method: &str,
        address: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> std::result::Result<(Received, WebhookAnswer), Refusal> {
        if self.secret.as_ref().is_some_and(|secret| !secret.is_in(address)) {
            return Err(Refusal::Secret);
        }
        if body.len() > self.largest_body {
            return Err(Refusal::TooLarge);
        }
        let headers = Headers::find(headers);
        if headers
            .origin
            .as_ref()
            .is_some_and(|origin| !self.allows_origin(origin))
        {
            return Err(Refusal::Origin);
        }
        match method {
            "OPTIONS" => handshake::of_cloud_events(&headers),
            "POST"
                if headers.is_event_type("SubscriptionDeletion") || headers.is_event_type("Unsubscribe") =>
            {
                Ok((Received::Unsubscribed, WebhookAnswer::ok()))
            }
            "POST" => self.take(&headers, body),
            _ => Err(Refusal::Method),
        }
    }

    /// Takes the body of a POST.
    fn take(
        &self,
        headers: &Headers,
        body: &[u8],
    ) -> std::result::Result<(Received, WebhookAnswer), Refusal> {
        let mut events = read(body);
        if handshake::is_one(headers, &events) {
            return handshake::of_event_grid(&events, |topic| self.may_validate(topic));
        }
        for event in events.iter_mut().flatten() {
            let topic = event.source.as_deref().unwrap_or_default();
            if !self.topics.is_empty() && !self.topics.iter().any(|known| known.eq_ignore_ascii_case(topic)) {
                return Err(Refusal::Topic);
            }
            event.delivery_count = headers.delivery_count;
        }
        let unreadable = !events.is_empty() && events.iter().all(std::result::Result::is_err);
        let answer = if unreadable {
            WebhookAnswer::unreadable()
        } else {
            WebhookAnswer::ok()
        };
        Ok((Received::Events(events), answer))
    }

    fn allows_origin(&self, origin: &str) -> bool {
        self.origins
            .iter()
            .any(|known| known.eq_ignore_ascii_case(origin))
    }

    /// Whether a handshake may be for an allowed topic: it names the resource, or only the subscription that it is in.
    fn may_validate(&self, topic: &str) -> bool {
        let begins = |topic: &str, with: &str| {
            let rest = topic
                .get(..with.len())
                .filter(|begin| begin.eq_ignore_ascii_case(with))
                .and_then(|_| topic.get(with.len()..));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let topic = topic.trim_end_matches('/');
        self.topics.is_empty() || (!topic.is_empty() && self.topics.iter().any(|known| begins(known, topic)))
    }
}

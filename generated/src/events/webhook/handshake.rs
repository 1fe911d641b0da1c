//! The two handshakes by which a webhook confirms to Event Grid that it accepts events.

use super::{Received, Refusal, WebhookAnswer, headers::Headers};
use crate::events::{ChatEvent, ChatEventData, EventError, EventSchema};

/// The type of the event that asks.
const VALIDATION: &str = "Microsoft.EventGrid.SubscriptionValidationEvent";

/// Answers the request of `CloudEvents`: an OPTIONS that names who asks.
pub(super) fn of_cloud_events(headers: &Headers) -> Result<(Received, WebhookAnswer), Refusal> {
    // The origin was found to be allowed; without one, nobody asks.
    let origin = headers.origin.as_deref().ok_or(Refusal::Handshake)?;
    let rate = headers
        .rate
        .as_deref()
        .filter(|rate| !rate.is_empty() && rate.bytes().all(|byte| byte.is_ascii_digit()));
    let answer = WebhookAnswer::ok()
        .with_header("allow", "OPTIONS, POST")
        .with_header("webhook-allowed-origin", origin)
        .with_header("webhook-allowed-rate", rate.unwrap_or("*"));
    Ok((Received::Handshake(EventSchema::CloudEvents), answer))
}

/// Tells whether a POST is the handshake of Event Grid's own schema: the header says so or, where something on the way has taken
/// it, the type of the only event.
pub(super) fn is_one(headers: &Headers, events: &[Result<ChatEvent, EventError>]) -> bool {
    match &headers.event_type {
        Some(_) => headers.is_event_type("SubscriptionValidation"),
        None => matches!(events, [Ok(event)] if event.event_type() == VALIDATION),
    }
}

/// Answers the handshake of Event Grid's own schema: an event with a code that comes back.
pub(super) fn of_event_grid(
    events: &[Result<ChatEvent, EventError>],
    allows: impl Fn(&str) -> bool,
) -> Result<(Received, WebhookAnswer), Refusal> {
    let [Ok(event)] = events else {
        return Err(Refusal::Handshake);
    };
    let ChatEventData::Unknown { event_type, data } = &event.data else {
        return Err(Refusal::Handshake);
    };
    let code = data.get("validationCode").and_then(|code| code.as_str());
    let code = code
        .filter(|_| event_type == VALIDATION)
        .ok_or(Refusal::Handshake)?;
    if !allows(event.source.as_deref().unwrap_or_default()) {
        return Err(Refusal::Topic);
    }
    let answer = WebhookAnswer::ok().with_json(&serde_json::json!({ "validationResponse": code }));
    Ok((Received::Handshake(EventSchema::EventGrid), answer))
}

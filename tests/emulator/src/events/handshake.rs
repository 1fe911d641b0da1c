//! Asks a webhook whether it takes the events, before the first one.

use std::io;

use axum::http::Method;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::options::EventSchema;
use super::post::Target;
use crate::date_time::format_event;

/// The origin that Event Grid names.
pub(super) const ORIGIN: &str = "eventgrid.azure.net";

pub(super) async fn ask(
    target: &Target,
    schema: EventSchema,
    topic: &str,
    now: OffsetDateTime,
) -> io::Result<()> {
    let allowed = match schema {
        EventSchema::EventGrid => by_code(target, topic, now).await?,
        EventSchema::CloudEvents => by_origin(target).await?,
    };
    if allowed {
        return Ok(());
    }
    let message = "the webhook did not answer the handshake as it should";
    Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
}

async fn by_code(target: &Target, topic: &str, now: OffsetDateTime) -> io::Result<bool> {
    let code = Uuid::new_v4().to_string();
    let event = json!([{
        "id": Uuid::new_v4().to_string(), "topic": topic, "subject": "", "dataVersion": "2", "metadataVersion": "1",
        "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent", "eventTime": format_event(now),
        "data": {"validationCode": code}
    }]);
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("aeg-event-type", "SubscriptionValidation".to_owned()),
        ("aeg-subscription-name", "EMULATOR".to_owned()),
    ];
    let answer = target.send(Method::POST, &headers, event.to_string()).await?;
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    Ok(answer.status.is_success() && body.get("validationResponse") == Some(&Value::String(code)))
}

async fn by_origin(target: &Target) -> io::Result<bool> {
    let headers = [
        ("webhook-request-origin", ORIGIN.to_owned()),
        ("webhook-request-rate", "120".to_owned()),
    ];
    let answer = target.send(Method::OPTIONS, &headers, String::new()).await?;
    let allowed = answer.headers.get("webhook-allowed-origin");
    let allowed = allowed.and_then(|value| value.to_str().ok());
    Ok(answer.status.is_success()
        && allowed.is_some_and(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(ORIGIN)))
}

//! Reads what was delivered: the schema of Event Grid and `CloudEvents`, one event or several, bytes or the text of a queue.

use super::{ChatEvent, ChatEventData, EventError, EventSchema, data::reason, split::split};
use azure_core::{base64, time::parse_rfc3339};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The most events of one delivery that are read; Event Grid sends no more.
pub const MAX_EVENTS: usize = 5_000;

/// The attributes of both schemas.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    id: Option<String>,
    subject: Option<String>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    // Event Grid.
    topic: Option<String>,
    event_type: Option<String>,
    event_time: Option<String>,
    data_version: Option<String>,
    // CloudEvents.
    #[serde(rename = "specversion")]
    spec_version: Option<String>,
    source: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    time: Option<String>,
    #[serde(rename = "data_base64")]
    data_base64: Option<String>,
}

/// The id alone, for the error of an event of which something else cannot be read.
#[derive(Deserialize)]
struct Id {
    id: Option<String>,
}

/// Reads the body of a delivery: the schema of Event Grid or `CloudEvents` 1.0, one event or an array of them.
///
/// The result has the events in the order of the delivery. An event that cannot be read is an error that names it; the others are
/// read all the same, even when that one is not JSON. Unknown types become [`ChatEventData::Unknown`], and unknown properties are
/// ignored. At most [`MAX_EVENTS`] events are read; if there are more, the last item is an error.
///
/// ```
/// use acs_chat::events::read;
///
/// # fn example(body: &[u8]) {
/// for event in read(body) {
///     match event {
///         Ok(event) => println!("{}", event.event_type()),
///         Err(error) => println!("{error}"),
///     }
/// }
/// # }
/// ```
#[doc(alias = "from_json")]
pub fn read(body: &[u8]) -> Vec<Result<ChatEvent, EventError>> {
    let parts = split(body, MAX_EVENTS);
    let mut events: Vec<_> = parts
        .events
        .iter()
        .enumerate()
        .map(|(index, event)| one(index, event))
        .collect();
    if parts.more {
        let text = format!("it has more than {MAX_EVENTS} events, and the others were not read");
        events.push(Err(EventError::of_delivery(text)));
    } else if parts.unfinished {
        let text = "the array does not end at the end of the text";
        events.push(Err(EventError::of_delivery(text)));
    }
    events
}

/// Reads a message of a storage queue: one event as JSON in base64, or plain JSON.
///
/// A message of Service Bus is JSON, so [`read`] takes its body.
///
/// ```
/// use acs_chat::events::read_queue_message;
///
/// # fn example(text: &str) {
/// let known = read_queue_message(text).into_iter().filter_map(Result::ok);
/// println!("{} events", known.count());
/// # }
/// ```
pub fn read_queue_message(text: &str) -> Vec<Result<ChatEvent, EventError>> {
    let text = text.trim();
    if text.starts_with(['{', '[']) {
        return read(text.as_bytes());
    }
    let base64: String = text.split_ascii_whitespace().collect();
    match base64::decode(base64) {
        Ok(body) => read(&body),
        Err(_) => vec![Err(EventError::of_delivery("it is neither base64 nor JSON"))],
    }
}

fn one(index: usize, text: &[u8]) -> Result<ChatEvent, EventError> {
    // serde would accept an array for an object, too.
    if !text.starts_with(b"{") {
        return Err(EventError::of_event(index, None, "it is not an object"));
    }
    let envelope: Envelope<'_> = serde_json::from_slice(text).map_err(|error| {
        let id = serde_json::from_slice(text).ok().and_then(|Id { id }| id);
        EventError::of_event(index, id.as_deref(), reason(error))
    })?;
    let id = envelope.id.clone();
    event(envelope).map_err(|reason| EventError::of_event(index, id.as_deref(), reason))
}

fn event(envelope: Envelope<'_>) -> Result<ChatEvent, String> {
    let missing = |name: &str| format!("missing field `{name}`");
    let (schema, event_type, source, time) = match envelope.spec_version {
        Some(version) if version.starts_with("1.") => (
            EventSchema::CloudEvents,
            envelope.kind.ok_or_else(|| missing("type"))?,
            envelope.source,
            envelope.time,
        ),
        Some(_) => return Err("the version of CloudEvents is not 1.0".to_owned()),
        None => (
            EventSchema::EventGrid,
            envelope
                .event_type
                .ok_or("it has neither `eventType` nor `specversion`")?,
            envelope.topic,
            envelope.event_time,
        ),
    };
    let id = envelope
        .id
        .filter(|id| !id.is_empty())
        .ok_or_else(|| missing("id"))?;
    let time = time
        .map(|time| parse_rfc3339(&time).map_err(|_| "its time is not a time of RFC 3339"))
        .transpose()?;
    let decoded = match (envelope.data, envelope.data_base64) {
        (None, Some(text)) => Some(decode(&text)?),
        _ => None,
    };
    let data = envelope.data.map(RawValue::get).or(decoded.as_deref());
    Ok(ChatEvent {
        id,
        source,
        subject: envelope.subject,
        time,
        delivery_count: None,
        schema,
        data_version: envelope.data_version,
        data: ChatEventData::read(event_type, data).map_err(|reason| format!("in its data, {reason}"))?,
    })
}

/// The data of a `CloudEvent` that has it as bytes.
fn decode(text: &str) -> Result<String, String> {
    let bytes = base64::decode(text).map_err(|_| "`data_base64` is not base64")?;
    String::from_utf8(bytes).map_err(|_| "`data_base64` is not text".to_owned())
}

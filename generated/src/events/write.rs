//! Writes an event in the schema that it came in.

use super::{ChatEvent, EventSchema};
use azure_core::time::to_rfc3339;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Writes the event in the schema that it came in, as one object: what a queue or a `CloudEvent` has as its body.
impl Serialize for ChatEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = self.time.as_ref().map(to_rfc3339);
        let mut event = serializer.serialize_struct("ChatEvent", 8)?;
        event.serialize_field("id", &self.id)?;
        match self.schema {
            EventSchema::EventGrid => {
                event.serialize_field("topic", self.source.as_deref().unwrap_or_default())?;
                event.serialize_field("subject", self.subject.as_deref().unwrap_or_default())?;
                event.serialize_field("eventType", self.event_type())?;
                optional(&mut event, "eventTime", time.as_deref())?;
                event.serialize_field("data", &self.data)?;
                event.serialize_field("dataVersion", self.data_version.as_deref().unwrap_or("1.0"))?;
                event.serialize_field("metadataVersion", "1")?;
            }
            EventSchema::CloudEvents => {
                event.serialize_field("source", self.source.as_deref().unwrap_or_default())?;
                optional(&mut event, "subject", self.subject.as_deref())?;
                event.serialize_field("type", self.event_type())?;
                optional(&mut event, "time", time.as_deref())?;
                event.serialize_field("data", &self.data)?;
                event.serialize_field("specversion", "1.0")?;
            }
        }
        event.end()
    }
}

fn optional<S: SerializeStruct>(
    event: &mut S,
    name: &'static str,
    value: Option<&str>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => event.serialize_field(name, value),
        None => event.skip_field(name),
    }
}

//! What the families have in common when they read and write JSON.

use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::date_time;

/// A JSON object under construction that leaves out what is not set.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        if !value.is_null() {
            self.0.insert(name.to_owned(), value);
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// Writes a date, if there is one.
pub(super) fn optional_date_time(moment: Option<OffsetDateTime>) -> Option<String> {
    moment.map(date_time::format_seconds)
}

/// Reads a text.
pub(super) fn text_property(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Reads a date.
pub(super) fn date_time_property(body: &Value, name: &str) -> Option<OffsetDateTime> {
    text_property(body, name)
        .as_deref()
        .and_then(date_time::parse_rfc3339)
}

//! Common functions of the families for reading and writing JSON.

use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::date_time;

/// A builder of a JSON object, which leaves out null values.
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

/// Writes a date and time, if there is one.
pub(super) fn optional_date_time(moment: Option<OffsetDateTime>) -> Option<String> {
    moment.map(date_time::format_seconds)
}

/// Reads a text property.
pub(super) fn text_property(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Reads a property with a date and time.
pub(super) fn date_time_property(body: &Value, name: &str) -> Option<OffsetDateTime> {
    text_property(body, name)
        .as_deref()
        .and_then(date_time::parse_rfc3339)
}

//! The response of the emulator, before it becomes an HTTP response.

use serde_json::Value;

/// A response: status, headers, and a JSON body or none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
    /// Whether the body is indented and has no `charset`: that is how the service writes failures.
    pub(crate) is_failure: bool,
}

impl Answer {
    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: None,
            is_failure: false,
        }
    }

    /// A response with a JSON body.
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Some(body),
            is_failure: false,
        }
    }

    /// A response with the JSON body of a failure.
    pub(crate) fn failure(status: u16, body: Value) -> Self {
        Self {
            is_failure: true,
            ..Self::json(status, body)
        }
    }

    /// Returns the body as it goes over the wire, empty when there is none, and its content type.
    pub(crate) fn written(&self) -> (String, Option<&'static str>) {
        match &self.body {
            None => (String::new(), None),
            Some(body) if self.is_failure => {
                // Text in JSON has no line breaks of its own.
                let body = format!("{body:#}").replace('\n', "\r\n");
                (body, Some("application/json"))
            }
            Some(body) => (body.to_string(), Some("application/json; charset=utf-8")),
        }
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

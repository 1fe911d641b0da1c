//! The reactions of a scripted transport.

use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, StatusCode, headers::Headers},
};
use serde::Serialize;
use std::task::Poll;

/// The reaction of the transport to one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with a status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// Fails, with a message.
    Fail(ErrorKind, &'static str),
    /// Does the same, but not before the second poll.
    Slow(Box<Reply>),
}

impl Reply {
    /// Answers with a status and a body, and no headers.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self::Answer(status, Vec::new(), body.into())
    }

    /// Answers with a status and a value as JSON, such as a model of the client.
    ///
    /// # Panics
    ///
    /// When the value cannot be written as JSON, such as a map whose keys are not texts.
    #[allow(clippy::expect_used, reason = "it is for tests, which shall fail there")]
    pub fn json(status: u16, value: &impl Serialize) -> Self {
        let body = serde_json::to_string(value).expect("the value is JSON");
        Self::new(status, body).with_header("content-type", "application/json")
    }

    /// Answers with an error as Azure services write it: a status, a code for programs and a message for people.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "error": { "code": code, "message": message } });
        Self::json(status, &body).with_header("x-ms-error-code", code)
    }

    /// Adds a header to a response; has no effect on the other reactions.
    #[must_use]
    pub fn with_header(self, name: &'static str, value: impl Into<String>) -> Self {
        let Self::Answer(status, mut headers, body) = self else {
            return self;
        };
        headers.push((name, value.into()));
        Self::Answer(status, headers, body)
    }

    /// Reacts.
    pub(super) async fn react(self) -> Result<AsyncRawResponse> {
        let mut reply = self;
        if let Self::Slow(later) = reply {
            yield_once().await;
            reply = *later;
        }
        match reply {
            Self::Slow(_) => Err(Error::with_message(ErrorKind::Other, "slow once is enough")),
            Self::Answer(status, pairs, body) => {
                let mut headers = Headers::new();
                for (name, value) in pairs {
                    headers.insert(name, value);
                }
                Ok(AsyncRawResponse::from_bytes(
                    StatusCode::from(status),
                    headers,
                    body,
                ))
            }
            Self::Fail(kind, message) => Err(Error::with_message(kind, message)),
        }
    }
}

/// Ends at the second poll.
async fn yield_once() {
    let mut polled = false;
    futures::future::poll_fn(|context| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

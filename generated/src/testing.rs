//! A transport for tests: it answers from a script, in memory, and remembers what it was asked.

use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, StatusCode, Transport, headers::Headers},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// What the transport does with one request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(u16, Vec<(&'static str, String)>, String),
    Fail(ErrorKind, &'static str),
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self::Answer(status, Vec::new(), body.into())
    }

    pub(crate) fn with_header(self, name: &'static str, value: impl Into<String>) -> Self {
        let Self::Answer(status, mut headers, body) = self else {
            return self;
        };
        headers.push((name, value.into()));
        Self::Answer(status, headers, body)
    }
}

/// A request as it reached the transport.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: Headers,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &'static str) -> Option<&str> {
        self.headers.get_optional_str(&name.into())
    }
}

/// The transport. When the script is over it fails with [`ErrorKind::Other`].
#[derive(Debug)]
pub(crate) struct Script {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
}

impl Script {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self {
            replies: Mutex::new(replies.into_iter().collect()),
            seen: Mutex::default(),
        })
    }

    pub(crate) fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The request lines, `GET https://…`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

#[async_trait::async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let body = String::from_utf8(Bytes::from(request.body()).to_vec()).unwrap();
        let line = format!("{} {}", request.method(), request.url());
        self.seen.lock().unwrap().push(Seen {
            line,
            headers: request.headers().clone(),
            body,
        });
        match self.replies.lock().unwrap().pop_front() {
            Some(Reply::Answer(status, pairs, body)) => {
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
            Some(Reply::Fail(kind, message)) => Err(Error::with_message(kind, message)),
            None => Err(Error::with_message(ErrorKind::Other, "the script is over")),
        }
    }
}

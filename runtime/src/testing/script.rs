//! A transport that answers one request after the other.

use super::{lock::lock, reply::Reply, seen::SeenRequest};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, Transport},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// A transport that answers the first request with the first reply, the second with the second, and so on. When no reply is
/// left, it fails with [`ErrorKind::Other`].
#[derive(Debug)]
pub struct Script {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<SeenRequest>>,
}

impl Script {
    /// Makes a transport with these replies.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Arc<Self> {
        Arc::new(Self {
            replies: Mutex::new(replies.into_iter().collect()),
            seen: Mutex::default(),
        })
    }

    /// Returns the options of a client that uses this transport.
    pub fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    /// Returns the requests so far, in their order.
    pub fn seen(&self) -> Vec<SeenRequest> {
        lock(&self.seen).clone()
    }

    /// Returns the lines of the requests so far, `GET https://…`.
    pub fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }
}

#[async_trait::async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        lock(&self.seen).push(SeenRequest::of(request));
        let reply = lock(&self.replies).pop_front();
        match reply {
            Some(reply) => reply.react().await,
            None => Err(Error::with_message(
                ErrorKind::Other,
                "the script has no reply left",
            )),
        }
    }
}

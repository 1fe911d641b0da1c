//! A transport that answers from memory.

use super::answers::{Answers, HEADERS};
use async_trait::async_trait;
use azure_core::{
    Result,
    http::{
        AsyncRawResponse, HttpClient, Method, Request,
        headers::{HeaderName, HeaderValue, Headers},
    },
};
use std::sync::Arc;

/// Answers every request at once, but for one turn of the runtime, so that calls in flight really take turns.
#[derive(Debug)]
pub(super) struct Memory {
    answers: Arc<Answers>,
}

impl Memory {
    pub(super) fn new(answers: Arc<Answers>) -> Self {
        Self { answers }
    }
}

#[async_trait]
impl HttpClient for Memory {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        tokio::task::yield_now().await;
        let url = request.url();
        let (status, body) = self
            .answers
            .answer(request.method() == Method::Post, url.path(), url.query());
        let mut headers = Headers::new();
        for (name, value) in HEADERS {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Ok(AsyncRawResponse::from_bytes(status.into(), headers, body))
    }
}

//! The tasks by hand with `reqwest` and serde.

use super::{
    API_VERSION, CONTENT, Client, MESSAGE, SENDER, TOKEN,
    answers::{Answers, HEADERS},
    messages,
    models::{Message, Messages, NewMessage, Sent},
};
use reqwest::{Method, RequestBuilder, Response, Url, redirect};
use serde::de::DeserializeOwned;
use std::{hint::black_box, sync::Arc, time::Duration};
use uuid::Uuid;

/// Calls with `reqwest`.
pub struct Reqwest {
    client: reqwest::Client,
    endpoint: Url,
    /// From memory: the request is built, and the response read, by `reqwest`; only its connection is left out.
    memory: Option<Arc<Answers>>,
}

impl Reqwest {
    pub(super) fn new(endpoint: &str, memory: Option<Arc<Answers>>) -> Self {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(Duration::from_secs(60))
            .redirect(redirect::Policy::none())
            .user_agent("azsdk-rust-acs-chat/0.1.0 (1.88; linux; x86_64)")
            .build()
            .expect("a client");
        Self {
            client,
            endpoint: Url::parse(endpoint).expect("an endpoint"),
            memory,
        }
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.client
            .request(method, url)
            .header("accept", "application/json")
            .header("x-ms-client-request-id", Uuid::new_v4().to_string())
            .header("authorization", format!("Bearer {TOKEN}"))
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder, success: u16) -> T {
        let response = match &self.memory {
            None => request.send().await.expect("a response"),
            Some(answers) => from_memory(answers, &request.build().expect("a request")).await,
        };
        assert_eq!(response.status().as_u16(), success);
        let body = response.bytes().await.expect("a body");
        serde_json::from_slice(&body).expect("a model")
    }
}

async fn from_memory(answers: &Answers, request: &reqwest::Request) -> Response {
    tokio::task::yield_now().await;
    let url = request.url();
    let (status, body) = answers.answer(request.method() == Method::POST, url.path(), url.query());
    let mut response = hyper::Response::builder().status(status);
    for (name, value) in HEADERS {
        response = response.header(name, value);
    }
    response.body(body).expect("a response").into()
}

impl Client for Reqwest {
    const NAME: &'static str = "reqwest by hand";

    async fn get(&self) {
        let mut url = messages(&self.endpoint, Some(MESSAGE));
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let message: Message = self.send(self.request(Method::GET, url), 200).await;
        black_box(message);
    }

    async fn send(&self) {
        let mut url = messages(&self.endpoint, None);
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let body = serde_json::to_vec(&NewMessage::new(CONTENT, SENDER)).expect("a body");
        let request = self
            .request(Method::POST, url)
            .header("content-type", "application/json")
            .body(body);
        let sent: Sent = self.send(request, 201).await;
        black_box(sent);
    }

    async fn list(&self) -> usize {
        let mut url = messages(&self.endpoint, None);
        url.query_pairs_mut()
            .append_pair("maxPageSize", "100")
            .append_pair("api-version", API_VERSION);
        let (mut next, mut count) = (Some(url), 0);
        while let Some(url) = next {
            let page: Messages = self.send(self.request(Method::GET, url), 200).await;
            for message in page.value {
                black_box(message);
                count += 1;
            }
            next = page.next_link.map(|link| Url::parse(&link).expect("a link"));
        }
        count
    }
}

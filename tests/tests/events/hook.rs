//! A webhook that records what it gets.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use acs_chat::events::{ChatEvent, EventWebhook, Received};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::Response,
};
use tokio::net::TcpListener;

pub struct Hook {
    state: Arc<Recorded>,
    url: String,
}

struct Recorded {
    webhook: EventWebhook,
    events: Mutex<Vec<Vec<ChatEvent>>>,
    /// The statuses of the next responses to events.
    answers: Mutex<VecDeque<u16>>,
}

impl Hook {
    pub async fn start() -> Self {
        let state = Arc::new(Recorded {
            webhook: EventWebhook::new("code", "secret").unwrap(),
            events: Mutex::default(),
            answers: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?code=secret", listener.local_addr().unwrap());
        let router = Router::new().fallback(serve).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { state, url }
    }

    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Every event that came, as often as it came.
    pub fn events(&self) -> Vec<ChatEvent> {
        self.state.events.lock().unwrap().concat()
    }

    pub fn largest_batch(&self) -> usize {
        let events = self.state.events.lock().unwrap();
        events.iter().map(Vec::len).max().unwrap_or_default()
    }

    pub fn forget(&self) {
        self.state.events.lock().unwrap().clear();
    }

    pub fn answer_with(&self, statuses: &[u16]) {
        *self.state.answers.lock().unwrap() = statuses.iter().copied().collect();
    }
}

async fn serve(State(state): State<Arc<Recorded>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, state.webhook.largest_body()).await.unwrap();
    let (method, address) = (parts.method.as_str(), parts.uri.to_string());
    let (received, answer) = state.webhook.receive(method, &address, &parts.headers, &body);
    let mut status = answer.status;
    if let Received::Events(events) = received {
        let events = events.into_iter().map(|event| event.unwrap()).collect();
        state.events.lock().unwrap().push(events);
        status = state.answers.lock().unwrap().pop_front().unwrap_or(status);
    }
    let mut response = Response::builder().status(status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap()
}

//! A webhook that answers the handshake of Event Grid and keeps the events that it gets.

use std::convert::Infallible;

use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// The webhook; it serves for as long as the runtime of its test.
pub struct Hook {
    pub url: String,
    posts: UnboundedReceiver<Value>,
}

impl Hook {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?code=secret", listener.local_addr().unwrap());
        let (sender, posts) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sender = sender.clone();
                let service = service_fn(move |request| answer(request, sender.clone()));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { url, posts }
    }

    /// Returns the next event, or the event of the handshake.
    pub async fn next(&mut self) -> Value {
        self.posts.recv().await.unwrap()
    }
}

/// Answers the question of the handshake, and takes everything else.
async fn answer(
    request: Request<Incoming>,
    posts: UnboundedSender<Value>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    assert_eq!(request.uri().query(), Some("code=secret"));
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let events: Vec<Value> = serde_json::from_slice(&body).unwrap();
    let code = events
        .first()
        .and_then(|event| event["data"].get("validationCode"));
    let answer = code.map_or_else(String::new, |code| {
        json!({ "validationResponse": code }).to_string()
    });
    for event in events {
        // Whoever no longer listens has seen enough.
        let _ = posts.send(event);
    }
    Ok(Response::new(Full::from(answer)))
}

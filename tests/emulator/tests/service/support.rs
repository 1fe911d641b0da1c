//! A client that sends requests exactly as given, and people who use it.

use acs_emulator::{Emulator, Message, Options};
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// The API version that the tests speak unless they say otherwise.
pub const NEWEST: &str = "2025-03-15";

/// The same as a query.
pub const VERSION: &str = "api-version=2025-03-15";

/// The response to a request.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Asserts the status and passes the reply on.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?} {:?}", self.headers, self.body);
        self
    }

    /// Asserts an error of this status and code and returns its message, empty when it has none.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> String {
        let reply = self.expect(status);
        let error = &reply.json()["error"];
        assert_eq!(error["code"], code);
        assert!(error["details"].is_array(), "{error}");
        error["message"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends one request over a connection of its own; the target goes out byte for byte.
pub async fn send(
    endpoint: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let (response, connection) = open(endpoint, method, target, headers, body).await.unwrap();
    let reply = read(response).await.unwrap();
    connection.await.unwrap();
    reply
}

/// Sends one request over a connection of its own and returns the response as soon as it begins, with the task that
/// keeps the connection going.
pub async fn open(
    endpoint: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<(Response<Incoming>, JoinHandle<()>), hyper::Error> {
    let authority = endpoint.strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(authority).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    // An error of the connection is also an error of its request.
    let connection = tokio::spawn(async { drop(connection.await) });
    let mut request = Request::builder().method(method).uri(target);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        request = request.header("host", authority);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(body))).unwrap();
    let response = sender.send_request(request).await?;
    Ok((response, connection))
}

/// Reads a response to its end.
pub async fn read(response: Response<Incoming>) -> Result<Reply, hyper::Error> {
    let (parts, body) = response.into_parts();
    Ok(Reply {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.collect().await?.to_bytes(),
    })
}

/// A user with a token.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub token: String,
    pub endpoint: String,
    pub version: &'static str,
}

/// Starts an emulator without empty pages, and makes two people.
pub async fn two_people() -> (Emulator, Person, Person) {
    let paging = Options::default().paging.without_empty_pages();
    let emulator = Emulator::start_with(Options::default().with_paging(paging))
        .await
        .unwrap();
    let (ada, bob) = (person(&emulator), person(&emulator));
    (emulator, ada, bob)
}

/// Makes a user with a token.
pub fn person(emulator: &Emulator) -> Person {
    let user = emulator.create_user();
    Person {
        token: emulator.token(&user),
        id: user.id,
        endpoint: emulator.endpoint(),
        version: NEWEST,
    }
}

impl Person {
    /// The same user with another token.
    pub fn with_token(&self, token: String) -> Self {
        Self {
            token,
            ..self.clone()
        }
    }

    /// The same user, who speaks another API version.
    pub fn speaking(&self, version: &'static str) -> Self {
        Self {
            version,
            ..self.clone()
        }
    }

    /// Sends a request with the API version added.
    pub async fn call(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Reply {
        let (response, connection) = self.open(method, path, content_type, body).await.unwrap();
        let reply = read(response).await.unwrap();
        connection.await.unwrap();
        reply
    }

    /// As [`call`](Person::call), but may fail, and returns as soon as the response begins.
    pub async fn open(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: &[u8],
    ) -> Result<(Response<Incoming>, JoinHandle<()>), hyper::Error> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let target = format!("{path}{separator}api-version={}", self.version);
        let authorization = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", authorization.as_str())];
        if !content_type.is_empty() {
            headers.push(("content-type", content_type));
        }
        open(&self.endpoint, method, &target, &headers, body).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, "", b"").await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.call("DELETE", path, "", b"").await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, "application/json", body.to_string().as_bytes())
            .await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.call(
            "PATCH",
            path,
            "application/merge-patch+json",
            body.to_string().as_bytes(),
        )
        .await
    }

    /// Follows a link exactly as it was sent.
    pub async fn follow(&self, link: &str) -> Reply {
        let target = link.strip_prefix(&self.endpoint).unwrap();
        let authorization = format!("Bearer {}", self.token);
        send(
            &self.endpoint,
            "GET",
            target,
            &[("authorization", &authorization)],
            b"",
        )
        .await
    }

    /// Makes a thread with these people beside its creator and returns its path.
    pub async fn thread(&self, people: &[&Person]) -> String {
        let people: Vec<_> = people.iter().map(|person| person.participant()).collect();
        let reply = self
            .post(
                "/chat/threads",
                json!({ "topic": "Lunch", "participants": people }),
            )
            .await
            .expect(201);
        format!(
            "/chat/threads/{}",
            reply.json()["chatThread"]["id"].as_str().unwrap()
        )
    }

    /// Sends a message and returns its id.
    pub async fn say(&self, thread: &str, text: &str) -> String {
        let reply = self
            .post(&format!("{thread}/messages"), json!({ "content": text }))
            .await
            .expect(201);
        reply.json()["id"].as_str().unwrap().to_owned()
    }

    /// The person as a participant in requests.
    pub fn participant(&self) -> Value {
        json!({ "communicationIdentifier": self.identifier() })
    }

    /// The person's identifier as it stands in requests.
    pub fn identifier(&self) -> Value {
        json!({ "communicationUser": { "id": self.id } })
    }

    /// The person's identifier as it stands in responses.
    pub fn written(&self) -> Value {
        json!({ "kind": "communicationUser", "rawId": self.id, "communicationUser": { "id": self.id } })
    }
}

/// Returns the thread id at the end of a thread's path.
pub fn thread_id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Returns what people wrote into a thread, straight from the state.
pub fn texts(emulator: &Emulator, thread: &str) -> Vec<String> {
    let messages = emulator.messages(thread_id(thread));
    messages
        .iter()
        .filter_map(Message::text)
        .map(str::to_owned)
        .collect()
}

/// Returns a property of each item of a page.
pub fn each<'r>(page: &'r Value, property: &str) -> Vec<&'r str> {
    page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item[property].as_str().unwrap_or_default())
        .collect()
}

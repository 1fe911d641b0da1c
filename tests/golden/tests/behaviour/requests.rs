//! Requests as they leave the goldens' clients, through a transport that answers in memory.

use std::sync::{Arc, Mutex};

use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, Body, ClientOptions, HttpClient, Request, StatusCode, Transport, headers::Headers,
    },
    time::parse_rfc3339,
};
use futures::{AsyncReadExt as _, TryStreamExt as _};
use goldens::{
    bodies::api::{
        NotesClient, NotesClientOptions,
        models::{NotesClientClearOptions, Selection},
    },
    clients::{HouseClient, HouseClientOptions},
    paging::api::{BooksClient, BooksClientOptions},
    parameters::api::{
        ThingsClient, ThingsClientOptions,
        models::{Color, Side, ThingsClientSearchOptions},
    },
    paths::api::{FilesClient, FilesClientOptions, ItemsClient, ItemsClientOptions},
    responses::api::{JobsClient, JobsClientOptions},
};

/// Answers every request with the next of its responses, and remembers the requests.
#[derive(Debug)]
pub(crate) struct Memory {
    answers: Mutex<Vec<(u16, &'static str)>>,
    asked: Mutex<Vec<Asked>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) headers: Headers,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &'static str) -> Option<&str> {
        self.headers.get_optional_str(&name.into())
    }
}

impl Memory {
    pub(crate) fn new(answers: &[(u16, &'static str)]) -> Arc<Self> {
        let mut answers = answers.to_vec();
        answers.reverse();
        Arc::new(Self {
            answers: Mutex::new(answers),
            asked: Mutex::default(),
        })
    }

    pub(crate) fn options(self: &Arc<Self>) -> ClientOptions {
        let client: Arc<Self> = Arc::clone(self);
        ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }
}

#[async_trait::async_trait]
impl HttpClient for Memory {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let body = match request.body() {
            Body::Bytes(bytes) => bytes.to_vec(),
            // As a transport does it: a clone is read.
            Body::SeekableStream(stream) => {
                let (mut stream, mut read) = (stream.clone(), Vec::new());
                let failed = |error| Error::with_error(ErrorKind::Io, error, "the body broke off");
                stream.read_to_end(&mut read).await.map_err(failed)?;
                read
            }
        };
        self.asked.lock().unwrap().push(Asked {
            line: format!("{} {}", request.method(), request.url()),
            headers: request.headers().clone(),
            body: String::from_utf8(body).unwrap(),
        });
        let (status, body) = self.answers.lock().unwrap().pop().unwrap_or((204, ""));
        Ok(AsyncRawResponse::from_bytes(
            StatusCode::from(status),
            Headers::new(),
            body,
        ))
    }
}

pub(crate) const ENDPOINT: &str = "https://a.example";

macro_rules! client {
    ($client:ident, $options:ident, $memory:expr) => {
        $client::new(
            ENDPOINT,
            Some($options {
                client_options: $memory.options(),
            }),
        )
        .unwrap()
    };
}

#[tokio::test]
async fn path_arguments_are_one_encoded_segment_unless_marked() {
    let memory = Memory::new(&[]);
    client!(ItemsClient, ItemsClientOptions, memory)
        .get("../a b/ü", -5, None)
        .await
        .unwrap();
    client!(ItemsClient, ItemsClientOptions, memory)
        .on_shelf("a/b", 7, None)
        .await
        .unwrap();
    let files = client!(FilesClient, FilesClientOptions, memory);
    files
        .get(
            "a/b",
            parse_rfc3339("2020-01-01T01:00:00+01:00").unwrap(),
            true,
            None,
        )
        .await
        .unwrap();
    assert_eq!(
        memory.lines(),
        [
            "GET https://a.example/boxes/..%2Fa%20b%2F%C3%BC/items/-5",
            "GET https://a.example/shelves/a%2Fb.front/books/7/of/a%2Fb",
            "GET https://a.example/files/a/b/versions/2020-01-01T00%3A00%3A00Z/true",
        ]
    );
    assert!(
        files
            .get("../b", parse_rfc3339("2020-01-01T00:00:00Z").unwrap(), true, None)
            .await
            .is_err()
    );
    assert_eq!(memory.asked().len(), 3);
}

#[tokio::test]
async fn every_type_of_parameter_is_written_as_the_wire_has_it() {
    let memory = Memory::new(&[]);
    let client = client!(ThingsClient, ThingsClientOptions, memory);
    let date = parse_rfc3339("2020-01-01T00:00:00.5Z").unwrap();
    let (open, closed) = (Color::from("a&b"), Side::Left);
    client
        .find(
            "ä=",
            true,
            -1,
            i64::MAX,
            u64::MAX,
            0.5,
            0.1,
            date,
            &open,
            &closed,
            "x",
            &Side::Right,
            date,
            None,
        )
        .await
        .unwrap();
    let options = ThingsClientSearchOptions {
        flag: Some(false),
        since: Some(date),
        open: Some(Color::Red),
        x_side: Some(Side::Left),
        ..Default::default()
    };
    client.search(Some(options)).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        asked[0].line,
        "GET https://a.example/required?text=%C3%A4%3D&flag=true&small=-1&large=9223372036854775807&huge=18446744073709551615&single=0.5\
         &double=0.1&since=2020-01-01T00%3A00%3A00.5Z&open=a%26b&closed=left&api-version=1"
    );
    assert_eq!(asked[0].header("x-side"), Some("right"));
    assert_eq!(asked[0].header("x-since"), Some("2020-01-01T00:00:00.5Z"));
    assert_eq!(
        asked[1].line,
        "GET https://a.example/optional?flag=false&since=2020-01-01T00%3A00%3A00.5Z&open=red"
    );
    assert_eq!(asked[1].header("x-side"), Some("left"));
    assert_eq!(asked[1].header("x-text"), None);
}

#[tokio::test]
async fn a_client_without_a_credential_signs_nothing() {
    let memory = Memory::new(&[(201, "")]);
    let client = client!(NotesClient, NotesClientOptions, memory);
    client.add("hello", None).await.unwrap();
    let asked = memory.asked();
    assert_eq!(asked[0].body, r#"{"text":"hello"}"#);
    assert_eq!(asked[0].header("content-type"), Some("application/json"));
    assert_eq!(asked[0].header("authorization"), None);
}

#[tokio::test]
async fn an_optional_body_is_sent_only_when_it_is_there() {
    let memory = Memory::new(&[]);
    let client = client!(NotesClient, NotesClientOptions, memory);
    client.clear(None).await.unwrap();
    let options = NotesClientClearOptions {
        body: Some(Selection::from([1, 2])),
        ..Default::default()
    };
    client.clear(Some(options)).await.unwrap();
    let asked = memory.asked();
    assert_eq!(
        (asked[0].body.as_str(), asked[0].header("content-type")),
        ("", None)
    );
    assert_eq!(asked[1].body, r#"{"numbers":[1,2]}"#);
}

#[tokio::test]
async fn each_declared_status_is_a_success_and_no_other() {
    let memory = Memory::new(&[
        (202, "{}"),
        (200, "{\"done\":true}"),
        (203, "{}"),
        (201, "{}"),
        (204, ""),
    ]);
    let client = client!(JobsClient, JobsClientOptions, memory);
    assert_eq!(client.start(None).await.unwrap().into_model().unwrap().done, None);
    assert_eq!(
        client.start(None).await.unwrap().into_model().unwrap().done,
        Some(true)
    );
    for _ in 0..3 {
        assert!(client.start(None).await.is_err());
    }
}

#[tokio::test]
async fn listings_follow_their_own_link_property() {
    let memory = Memory::new(&[
        (
            200,
            r#"{"pages":["2020-01-01T00:00:00Z"],"@next":"https://a.example/books/1/pages?a=b:c","nextLink":"no"}"#,
        ),
        (200, r#"{"@next":""}"#),
        (200, r#"{"value":["a"],"nextLink":"https://a.example/never"}"#),
    ]);
    let client = client!(BooksClient, BooksClientOptions, memory);
    let filter = goldens::paging::api::models::Filter::new();
    let pages: Vec<_> = client
        .list_pages("1", filter, None)
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pages, [parse_rfc3339("2020-01-01T00:00:00Z").unwrap()]);
    let shelves: Vec<_> = client.list_shelves(None).unwrap().try_collect().await.unwrap();
    assert_eq!(shelves, ["a"]);
    assert_eq!(
        memory.lines(),
        [
            "POST https://a.example/books/1/pages",
            "GET https://a.example/books/1/pages?a=b:c",
            "GET https://a.example/shelves",
        ]
    );
}

#[tokio::test]
async fn a_held_parameter_goes_into_every_path_and_a_filled_header_is_always_there() {
    let memory = Memory::new(&[(204, ""), (201, ""), (200, r#"{"value":[]}"#), (204, "")]);
    let expiry = parse_rfc3339("2099-01-01T00:00:00Z").unwrap();
    let credential = goldens::CommunicationTokenCredential::with_expiry("secret", expiry).unwrap();
    let options = HouseClientOptions {
        client_options: memory.options(),
    };
    let house = HouseClient::new(ENDPOINT, credential, Some(options)).unwrap();
    let room = house.room_client("a/b");
    assert_eq!(room.room_id(), "a/b");
    room.remove_guest(goldens::CommunicationIdentifier::from("c d"), None)
        .await
        .unwrap();
    let ada = goldens::CommunicationIdentifier::from("8:acs:ada");
    house.open(ada, None).await.unwrap();
    let books: Vec<_> = room
        .shelf_client("s")
        .list_books(None)
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert!(books.is_empty());
    let tree = house.garden_client().tree_client("t");
    tree.count_fruit("last summer", None).await.unwrap();
    assert_eq!(
        memory.lines(),
        [
            "DELETE https://a.example/rooms/a%2Fb/guests/c%20d",
            "POST https://a.example/door",
            "GET https://a.example/rooms/a%2Fb/shelves/s/books",
            "GET https://a.example/seasons/last%20summer/trees/t",
        ]
    );
    let asked = memory.asked();
    assert_eq!(asked[0].header("authorization"), Some("Bearer secret"));
    assert_eq!(
        asked[1].header("repeatability-request-id").map(str::len),
        Some(36)
    );
}

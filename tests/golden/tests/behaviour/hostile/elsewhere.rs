//! Addresses of another server, which a response or a stored token may have, and values that could end a header: over real
//! connections, so that what is not sent is not sent.

use azure_core::{
    base64,
    http::{
        pager::{PagerContinuation, PagerOptions},
        poller::PollerOptions,
    },
};
use client_runtime::{
    InvalidContinuation, TrustedContinuation,
    polling::{InvalidResumeToken, ResumeToken},
    testing::FakeClock,
};
use futures::TryStreamExt as _;
use goldens::{
    long_running::api::{KilnsClient, models::KilnsClientBeginFireOptions},
    paging_forms::tracks::{TracksClient, models::TracksClientListHeaderOptions},
    parameter_places::api::{ThingsClient, models::ThingsClientCookiesOptions},
};

use super::{End, Server, options};

fn json(headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

/// The same port at another address of this machine, which is another origin.
fn port(server: &Server) -> &str {
    server.endpoint.rsplit(':').next().unwrap()
}

#[tokio::test]
async fn the_header_link_to_another_origin_is_an_error_and_nothing_is_sent_there() {
    let elsewhere = Server::start(&[(&json("", "[]"), End::Close)]);
    let there = format!("127.0.0.1:{}", port(&elsewhere));
    for link in [
        format!("http://{there}/header?page=2"),
        format!("//{there}/header"),
        format!("https://{there}/header"),
        format!("http://user:secret@{there}/header"),
    ] {
        let headers = format!("link: <{link}>; rel=\"next\"\r\n");
        let server = Server::start(&[(&json(&headers, r#"[{"name":"a"}]"#), End::Close)]);
        let client = TracksClient::new(&server.endpoint, None).unwrap();
        let mut tracks = client.list_header(None).unwrap();
        assert_eq!(tracks.try_next().await.unwrap().unwrap().name, "a", "{link}");
        let error = tracks.try_next().await.unwrap_err();
        assert!(error.to_string().contains("was not followed"), "{link}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(server.connections(), 1, "{link}");
    }
    // A continuation of a caller leads there neither, whoever is trusted.
    let server = Server::start(&[(&json("", "[]"), End::Close)]);
    let client = TracksClient::new(&server.endpoint, None).unwrap();
    let mut method_options = PagerOptions {
        continuation: Some(PagerContinuation::Token(format!("http://{there}/header"))),
        ..Default::default()
    };
    method_options.context.insert(TrustedContinuation);
    let list = client.list_header(Some(TracksClientListHeaderOptions { method_options }));
    assert!(InvalidContinuation::from_error(&list.unwrap_err()).is_some());
    assert_eq!((server.connections(), elsewhere.connections()), (0, 0));
}

/// The token of an operation that was begun at a server.
async fn token_of(server: &Server) -> ResumeToken {
    let client = KilnsClient::new(&server.endpoint, None).unwrap();
    let method_options = PollerOptions {
        context: options(&FakeClock::hurried()).context,
        ..Default::default()
    };
    let poller = client.begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    let status = poller.unwrap().try_next().await.unwrap().unwrap();
    status.into_model().unwrap().resume_token().clone()
}

#[tokio::test]
async fn a_resume_token_of_another_origin_is_an_error_and_nothing_is_sent_anywhere() {
    let begun = b"HTTP/1.1 202 Accepted\r\noperation-location: /m\r\nlocation: /r\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let done = json("", r#"{"status":"Succeeded"}"#);
    let server = Server::start(&[(begun, End::Close), (&done, End::Close)]);
    let elsewhere = Server::start(&[(&json("", "{}"), End::Close)]);
    let token = token_of(&server).await;
    let other = KilnsClient::new(&elsewhere.endpoint, None).unwrap();
    let resume = |client: &KilnsClient, token: ResumeToken| {
        let method_options = token.into();
        client.begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }))
    };
    let error = resume(&other, token.clone()).unwrap_err();
    assert!(InvalidResumeToken::from_error(&error).is_some(), "{error}");
    assert_eq!(
        error.to_string(),
        "the resume token leads to another host, scheme or port than the endpoint's"
    );
    assert_eq!((server.connections(), elsewhere.connections()), (1, 0));
    // One that somebody changed, so that only the result is elsewhere: the status is asked for, and the result is not.
    let text = base64::decode_url_safe(token.to_string()).unwrap();
    let text = String::from_utf8(text).unwrap();
    let changed = text.replace("\"/r\"", &format!("\"{}/r\"", elsewhere.endpoint));
    assert_ne!(changed, text);
    let changed: ResumeToken = base64::encode_url_safe(changed).parse().unwrap();
    let client = KilnsClient::new(&server.endpoint, None).unwrap();
    let error = resume(&client, changed).unwrap().await.unwrap_err();
    assert!(error.to_string().contains("is not followed"), "{error}");
    assert_eq!(server.connections(), 2);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn no_character_of_a_cookie_ends_it_or_begins_another_header() {
    let server = Server::start(&[(
        b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
        End::Close,
    )]);
    let client = ThingsClient::new(&server.endpoint, None).unwrap();
    let values = [
        "plain-1._~",
        "a; admin=1",
        "a, b",
        "\"a\\\"",
        "a=b&c",
        "\r\nx-evil: 1\r\n\r\n",
        "\0\t\u{7f}",
        "é\u{202e}😀",
        "",
    ];
    for value in values {
        let options = ThingsClientCookiesOptions {
            theme: Some(value.to_owned()),
            ..Default::default()
        };
        client.cookies(value, Some(options)).await.unwrap();
    }
    let sent: Vec<String> = server
        .heads()
        .iter()
        .map(|head| {
            let lines = head.trim_end().lines();
            let named = |name: &str| {
                let prefix = format!("{name}: ");
                let found: Vec<&str> = lines
                    .clone()
                    .filter_map(|line| line.strip_prefix(&*prefix))
                    .collect();
                found.join("|")
            };
            assert_eq!(named("x-evil"), "", "{head}");
            named("cookie")
        })
        .collect();
    let expected = [
        "plain-1._~",
        "a%3B%20admin%3D1",
        "a%2C%20b",
        "%22a%5C%22",
        "a%3Db%26c",
        "%0D%0Ax-evil%3A%201%0D%0A%0D%0A",
        "%00%09%7F",
        "%C3%A9%E2%80%AE%F0%9F%98%80",
        "",
    ];
    let expected: Vec<String> = expected
        .iter()
        .map(|value| format!("session={value}; theme={value}"))
        .collect();
    assert_eq!(sent, expected);
}

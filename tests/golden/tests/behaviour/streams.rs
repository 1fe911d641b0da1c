//! Responses as streams, from servers that do not follow the description.

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientMethodOptions, ClientOptions, Context, HttpClient, Request, StatusCode,
        Transport, headers::Headers,
    },
    time::Duration,
};
use client_runtime::{CallLimitReached, CallLimits, CollectWithin as _, ServiceError, UnreadableAnswer};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use goldens::answers::api::{
    ReportsClient, ReportsClientOptions,
    models::{ReportsClientPdfHeaders as _, ReportsClientPdfOptions, ReportsClientWatchOptions},
};

/// How a body ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Whole,
    Broken,
    Never,
    /// The last piece again and again.
    Endless,
}

/// Answers once, in pieces.
#[derive(Debug)]
struct Pieces {
    status: u16,
    media_type: &'static str,
    parts: Vec<&'static [u8]>,
    end: End,
    accept: Mutex<Option<String>>,
}

#[async_trait::async_trait]
impl HttpClient for Pieces {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let accept = request.headers().get_optional_str(&"accept".into());
        *self.accept.lock().unwrap() = accept.map(str::to_owned);
        let mut headers = Headers::new();
        headers.insert("content-type", self.media_type);
        headers.insert("x-pages", "3");
        let pieces = stream::iter(self.parts.clone()).map(|piece| Ok(Bytes::from_static(piece)));
        let last = self.parts.last().copied().unwrap_or_default();
        let body = match self.end {
            End::Whole => pieces.boxed(),
            End::Broken => {
                let broken = Error::with_message(ErrorKind::Io, "reset");
                pieces.chain(stream::once(async { Err(broken) })).boxed()
            }
            End::Never => pieces.chain(stream::pending()).boxed(),
            End::Endless => pieces
                .chain(stream::repeat_with(move || Ok(Bytes::from_static(last))))
                .boxed(),
        };
        Ok(AsyncRawResponse::new(
            StatusCode::from(self.status),
            headers,
            body,
        ))
    }
}

fn reports(
    status: u16,
    media_type: &'static str,
    parts: &[&'static [u8]],
    end: End,
) -> (ReportsClient, Arc<Pieces>) {
    let transport = Arc::new(Pieces {
        status,
        media_type,
        parts: parts.to_vec(),
        end,
        accept: Mutex::default(),
    });
    let client: Arc<dyn HttpClient> = transport.clone();
    let options = ReportsClientOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(client)),
            ..Default::default()
        },
    };
    (
        ReportsClient::new("https://a.example", Some(options)).unwrap(),
        transport,
    )
}

fn soon() -> ClientMethodOptions<'static> {
    let limits = CallLimits::default()
        .with_stall_time(Duration::milliseconds(20))
        .with_answer_time(Duration::milliseconds(20))
        .with_body_size(1_000);
    ClientMethodOptions {
        context: Context::new().with_value(limits),
    }
}

const PDF: &str = "application/pdf";
const EVENTS: &str = "text/event-stream";

#[tokio::test]
async fn a_file_comes_in_pieces_and_its_headers_before_them() {
    let (client, transport) = reports(206, PDF, &[b"%PDF", b"-1.7"], End::Whole);
    let answer = client.pdf("1", None).await.unwrap();
    assert_eq!(
        (answer.status(), answer.x_pages().unwrap()),
        (StatusCode::PartialContent, Some(3))
    );
    let parts: Vec<Bytes> = answer.into_body().try_collect().await.unwrap();
    assert_eq!(parts, ["%PDF", "-1.7"]);
    let accept = transport.accept.lock().unwrap().clone();
    assert_eq!(accept.as_deref(), Some("application/pdf, application/postscript"));
}

#[tokio::test]
async fn a_file_that_breaks_off_is_not_a_short_file() {
    let (client, _) = reports(200, PDF, &[b"%PDF"], End::Broken);
    let mut body = client.pdf("1", None).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "%PDF");
    let error = body.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the response broke off after 4 bytes, and is not complete"
    );
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn a_file_that_stands_still_or_has_no_end_is_ended() {
    let (client, _) = reports(200, PDF, &[b"%PDF"], End::Never);
    let options = ReportsClientPdfOptions {
        method_options: soon(),
    };
    let began = Instant::now();
    let body = client.pdf("1", Some(options)).await.unwrap().into_body();
    let error = body.collect().await.unwrap_err();
    assert!(
        matches!(
            CallLimitReached::from_error(&error),
            Some(CallLimitReached::StallTime(_))
        ),
        "{error:?}"
    );
    assert!(began.elapsed().as_secs() < 10);
    let (client, _) = reports(200, PDF, &[b"0123456789"], End::Endless);
    let body = client.pdf("1", None).await.unwrap().into_body();
    let error = body.collect_within(1_000).await.unwrap_err();
    assert_eq!(
        CallLimitReached::from_error(&error),
        Some(CallLimitReached::BodySize(1_000))
    );
    let (client, _) = reports(200, PDF, &[b"0123456789"], End::Whole);
    let body = client.pdf("1", None).await.unwrap().into_body();
    assert_eq!(body.collect_within(10).await.unwrap(), "0123456789");
}

#[tokio::test]
async fn a_page_for_people_is_not_a_file_nor_a_refusal_a_stream() {
    let (client, _) = reports(200, "text/html; charset=utf-8", &[b"<html>sign in"], End::Whole);
    let error = client.pdf("1", None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some());
    assert!(
        error.to_string().contains("its media type is `text/html`"),
        "{error}"
    );
    let error = client.watch(None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some());
    let error = client.text("1", None).await.unwrap_err();
    assert!(UnreadableAnswer::from_error(&error).is_some());
    let (client, _) = reports(
        404,
        "application/json",
        &[br#"{"error":{"code":"None"}}"#],
        End::Whole,
    );
    let error = client.pdf("1", None).await.unwrap_err();
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("None")
    );
    // A success that is not described is none.
    let (client, _) = reports(203, PDF, &[b"%PDF"], End::Whole);
    assert!(client.pdf("1", None).await.is_err());
}

#[tokio::test]
async fn events_come_one_by_one_and_end_with_the_answer() {
    let pieces: &[&[u8]] = &[
        b"\xef\xbb\xbfid: 7\ndata: {\"id\":",
        b"\"a\"}\r\n\r\n: still here\n\nevent: end\ndata: [DONE]\n",
        b"\ndata: {\"id\":\"cut",
    ];
    let (client, transport) = reports(200, EVENTS, pieces, End::Whole);
    let stream = client.watch(None).await.unwrap();
    let events: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].model().unwrap().id, "a");
    assert_eq!(
        (events[0].id.as_deref(), events[0].kind.as_deref()),
        (Some("7"), None)
    );
    assert_eq!(
        (events[1].data.as_str(), events[1].kind.as_deref()),
        ("[DONE]", Some("end"))
    );
    let error = events[1].model().unwrap_err();
    assert!(!error.to_string().contains("DONE"), "{error}");
    assert_eq!(transport.accept.lock().unwrap().as_deref(), Some(EVENTS));
}

#[tokio::test]
async fn events_without_an_end_are_bounded() {
    let options = || {
        Some(ReportsClientWatchOptions {
            method_options: soon(),
        })
    };
    for (pieces, end) in [
        (&[&b"data: 0123456789"[..]], End::Endless),
        (&[&b"data: 0123456789\n"[..]], End::Endless),
    ] {
        let (client, _) = reports(200, EVENTS, pieces, end);
        let mut events = client.watch(options()).await.unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(
            CallLimitReached::from_error(&error),
            Some(CallLimitReached::BodySize(1_000))
        );
        assert!(events.next().await.is_none());
    }
    let (client, _) = reports(200, EVENTS, &[b"data: {}\n\n"], End::Never);
    let mut events = client.watch(options()).await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(
        CallLimitReached::from_error(&error),
        Some(CallLimitReached::StallTime(_))
    ));
}

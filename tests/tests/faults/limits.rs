//! Responses that stall, never begin or never end, with the built-in HTTP client. Waits use the time of a paused runtime, which passes
//! as soon as nothing else can happen.

use std::{future::Future, io::Write as _, sync::Arc};

use acs_chat::{
    CallLimitReached, CallLimits, ChatClient, ChatClientOptions, CommunicationTokenCredential, ServiceError,
    models::{ChatThreadClientGetPropertiesOptions, ChatThreadClientSendMessageOptions},
};
use azure_core::{
    Error,
    http::{ClientOptions, Context},
    time::Duration,
};
use conformance::TOKEN;
use flate2::{Compression, write::GzEncoder};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::{Instant, sleep},
};

use crate::support::method;

/// A server that does the same thing with every connection, once it has read the beginning of a request.
struct Server {
    endpoint: String,
    task: JoinHandle<()>,
}

impl Server {
    async fn start<F>(answer: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = std::io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 4_096];
                if stream.read(&mut request).await.is_ok() {
                    tokio::spawn(answer(stream));
                }
            }
        });
        Self { endpoint, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn client(server: &Server, limits: CallLimits) -> ChatClient {
    let client_options = ClientOptions {
        per_call_policies: vec![Arc::new(limits)],
        ..Default::default()
    };
    let credential = CommunicationTokenCredential::new(TOKEN).unwrap();
    ChatClient::new(
        &server.endpoint,
        credential,
        Some(ChatClientOptions { client_options }),
    )
    .unwrap()
}

/// Sends a message, and tells the error and how long it took.
async fn send(server: &Server, limits: CallLimits) -> (Error, Duration) {
    let began = Instant::now();
    let thread = client(server, limits).chat_thread_client("19:a@thread.v2");
    let error = thread.send_message("hello", None).await.unwrap_err();
    (error, began.elapsed().try_into().unwrap())
}

const CHUNKED: &str =
    "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn an_answer_of_one_byte_every_ten_seconds_ends() {
    let server = Server::start(|mut stream| async move {
        stream.write_all(CHUNKED.as_bytes()).await?;
        loop {
            stream.write_all(b"1\r\n \r\n").await?;
            sleep(std::time::Duration::from_secs(10)).await;
        }
    })
    .await;
    let (error, took) = send(&server, CallLimits::default()).await;
    assert!(
        took >= Duration::seconds(20) && took < Duration::seconds(45),
        "{took}"
    );
    let limit = CallLimitReached::from_error(&error);
    assert_eq!(
        limit,
        Some(CallLimitReached::StallTime(Duration::seconds(20))),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_only_announces_itself_for_ever_ends() {
    let server = Server::start(|mut stream| async move {
        loop {
            stream.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").await?;
            sleep(std::time::Duration::from_secs(1)).await;
        }
    })
    .await;
    let (error, took) = send(&server, CallLimits::default()).await;
    assert!(took >= Duration::MINUTE && took < Duration::seconds(75), "{took}");
    let limit = CallLimitReached::from_error(&error);
    assert_eq!(
        limit,
        Some(CallLimitReached::AnswerTime(Duration::MINUTE)),
        "{error}"
    );
    assert!(
        error.to_string().contains("may or may not have carried"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_total_time_of_the_client_or_of_its_own() {
    let server = Server::start(|mut stream| async move {
        stream.write_all(CHUNKED.as_bytes()).await?;
        loop {
            let piece = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
            stream.write_all(piece.as_bytes()).await?;
            sleep(std::time::Duration::from_secs(5)).await;
        }
    })
    .await;
    let limits = |seconds| CallLimits::default().with_total_time(Duration::seconds(seconds));
    // The time of a runtime that is paused and that of the system are a few milliseconds apart.
    let (error, took) = send(&server, limits(30)).await;
    assert!(
        took >= Duration::seconds(29) && took < Duration::seconds(40),
        "{took}"
    );
    let text = error.to_string();
    assert!(text.contains("took longer than the 30 seconds"), "{text}");

    let began = Instant::now();
    let context = Context::new().with_value(limits(60));
    let options = ChatThreadClientSendMessageOptions {
        method_options: method(&context),
    };
    let thread = client(&server, limits(30)).chat_thread_client("19:a@thread.v2");
    let error = thread.send_message("hello", Some(options)).await.unwrap_err();
    assert!(error.to_string().contains("60 seconds"), "{error}");
    assert!(began.elapsed().as_secs() >= 59);
}

/// A response whose body is so many MiB of spaces, in a thousandth of that.
fn bomb(status: u16, mebibytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let spaces = " ".repeat(1 << 20);
    for _ in 0..mebibytes {
        encoder.write_all(spaces.as_bytes()).unwrap();
    }
    let body = encoder.finish().unwrap();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.into_bytes(), body].concat()
}

#[tokio::test]
async fn what_is_compressed_counts_by_what_comes_out() {
    for status in [201, 403] {
        let answer: Arc<[u8]> = bomb(status, 16).into();
        assert!(answer.len() < 1 << 20);
        let server = Server::start(move |mut stream| {
            let answer = Arc::clone(&answer);
            async move { stream.write_all(&answer).await }
        })
        .await;
        let (error, _) = send(&server, CallLimits::default().with_body_size(1 << 20)).await;
        if status == 201 {
            let limit = CallLimitReached::from_error(&error);
            assert_eq!(limit, Some(CallLimitReached::BodySize(1 << 20)), "{error}");
        } else {
            assert!(ServiceError::from_error(&error).unwrap().is_forbidden());
            assert!(error.to_string().contains("too large and was cut"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_page_within_the_limit_is_read_however_it_is_compressed() {
    let answer: Arc<[u8]> = bomb(200, 4).into();
    let server = Server::start(move |mut stream| {
        let answer = Arc::clone(&answer);
        async move { stream.write_all(&answer).await }
    })
    .await;
    let context = crate::support::context();
    let options = ChatThreadClientGetPropertiesOptions {
        method_options: method(&context),
    };
    let thread = client(&server, CallLimits::default()).chat_thread_client("19:a@thread.v2");
    let properties = thread.get_properties(Some(options)).await.unwrap();
    assert_eq!(properties.body().len(), 4 << 20);
}

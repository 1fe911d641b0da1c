//! Hosts that do not answer, or redirect the caller: a clear error in time, and no token is sent elsewhere. Waits use the time of a
//! paused runtime, which passes as soon as nothing else can happen.

use std::{net::TcpListener, sync::Arc};

use acs_chat::{ChatClient, Clock, CommunicationTokenCredential, ServiceError};
use azure_core::{
    Error,
    error::ErrorKind,
    http::Context,
    time::{Duration, OffsetDateTime},
};
use conformance::{
    TOKEN,
    raw::{Answer, RawServer},
};
use futures::{FutureExt as _, future::BoxFuture};
use tokio::time::Instant;

use crate::support::method;

/// The time of the runtime.
#[derive(Debug)]
struct RuntimeClock(Instant);

impl Clock for RuntimeClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(duration.unsigned_abs()).boxed()
    }
}

fn client(endpoint: &str) -> ChatClient {
    ChatClient::new(endpoint, CommunicationTokenCredential::new(TOKEN).unwrap(), None).unwrap()
}

/// Sends a message or reads a thread, and tells the error and how long it took.
async fn fail(endpoint: &str, sends: bool) -> (Error, Duration) {
    let began = Instant::now();
    let clock: Arc<dyn Clock> = Arc::new(RuntimeClock(began));
    let context = Context::new().with_value(clock);
    let method_options = method(&context);
    let thread = client(endpoint).chat_thread_client("19:a@thread.v2");
    let error = if sends {
        let options = acs_chat::models::ChatThreadClientSendMessageOptions { method_options };
        thread.send_message("hello", Some(options)).await.unwrap_err()
    } else {
        let options = acs_chat::models::ChatThreadClientGetPropertiesOptions { method_options };
        thread.get_properties(Some(options)).await.unwrap_err()
    };
    (error, began.elapsed().try_into().unwrap())
}

/// A host that takes connections and never says a word.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

#[tokio::test(start_paused = true)]
async fn a_host_with_which_no_connection_comes_about_is_an_error_within_five_seconds_or_so() {
    for sends in [false, true] {
        let (_listener, address) = silent();
        let (error, took) = fail(&format!("https://{address}"), sends).await;
        assert_eq!(error.kind(), &ErrorKind::Connection);
        let text = error.to_string();
        assert!(
            text.contains(&format!("https://{address} cannot be reached: ")),
            "{text}"
        );
        assert!(text.contains("timed out"), "{text}");
        assert!(
            took >= Duration::seconds(5) && took < Duration::seconds(7),
            "{took}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_is_an_error_in_the_end_and_a_message_is_not_sent_again() {
    for sends in [false, true] {
        let (listener, address) = silent();
        let (error, took) = fail(&format!("http://{address}"), sends).await;
        assert_eq!(error.kind(), &ErrorKind::Io);
        assert!(took >= Duration::MINUTE && took < Duration::minutes(3), "{took}");
        let again = error.to_string().contains("not sent again");
        assert!(again || !sends, "{error}");
        drop(listener);
    }
}

#[tokio::test]
async fn a_refused_connection_names_address_and_cause() {
    let (listener, address) = silent();
    drop(listener);
    let endpoint = format!("http://{address}");
    let thread = client(&endpoint).chat_thread_client("19:a@thread.v2");
    let context = crate::support::context();
    let options = acs_chat::models::ChatThreadClientSendMessageOptions {
        method_options: method(&context),
    };
    let text = thread
        .send_message("hello", Some(options))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        text.starts_with(&format!("{endpoint} cannot be reached: ")),
        "{text}"
    );
    assert!(text.contains("refused") && !text.contains("thread.v2"), "{text}");
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed_and_takes_no_token_there() {
    for status in [301, 302, 303, 307, 308] {
        let other = RawServer::start([]).await.unwrap();
        let away = format!("{}/chat/threads/x", other.endpoint());
        let answer = Answer::json(status, "").with_header("location", &away);
        let server = RawServer::start([answer.clone(), answer]).await.unwrap();
        let thread = client(server.endpoint()).chat_thread_client("19:a@thread.v2");
        let read = thread.get_properties(None).await.map(drop);
        let sent = thread.send_message("hello", None).await.map(drop);
        for error in [read.unwrap_err(), sent.unwrap_err()] {
            assert_eq!(
                u16::from(ServiceError::from_error(&error).unwrap().status),
                status
            );
            assert!(error.to_string().contains("redirect"), "{error}");
        }
        assert_eq!(server.requests().len(), 2);
        assert_eq!(other.requests(), []);
    }
}

//! What the service says when it refuses, over the wire: its own words, its status, how long to wait.

use acs_chat::ServiceError;
use acs_emulator::{Fault, RetryAfter};
use azure_core::{http::StatusCode, time::Duration};

use crate::support::{Stage, client, emulator};

async fn refusal(stage: &Stage, fault: Fault) -> ServiceError {
    let handle = stage.emulator.fault(fault.on("GET", "/chat/threads/*"));
    let context = crate::support::context().with_value(acs_chat::Resend::Never);
    let options = acs_chat::models::ChatThreadClientGetPropertiesOptions {
        method_options: crate::support::method(&context),
    };
    let error = stage.thread().get_properties(Some(options)).await.unwrap_err();
    handle.remove();
    ServiceError::from_error(&error).unwrap()
}

#[tokio::test]
async fn each_refusal_can_be_told_from_the_others_and_says_what_to_do() {
    let emulator = emulator().await;
    let stage = Stage::new(&emulator, &client(&emulator)).await;
    let wait = RetryAfter::Seconds(7);
    let throttled = refusal(&stage, Fault::status(429).with_retry_after(wait)).await;
    assert!(throttled.is_throttled() && throttled.retry_after() == Some(Duration::seconds(7)));
    assert_eq!(throttled.code.as_deref(), Some("TooManyRequests"));
    let rejected = refusal(&stage, Fault::status(401)).await;
    assert!(rejected.is_unauthorized() && rejected.code.is_none());
    assert!(rejected.to_string().contains("expired"), "{rejected}");
    let forbidden = refusal(&stage, Fault::status(403)).await;
    assert!(
        forbidden.is_forbidden() && forbidden.to_string().contains("participant"),
        "{forbidden}"
    );
    let missing = refusal(&stage, Fault::status(404)).await;
    assert!(
        missing.is_not_found() && missing.to_string().contains("does not exist"),
        "{missing}"
    );
}

#[tokio::test]
async fn a_refusal_in_html_and_one_of_a_megabyte_are_read() {
    let emulator = emulator().await;
    let stage = Stage::new(&emulator, &client(&emulator)).await;
    let html = refusal(&stage, Fault::answer(502, "text/html", "<h1>Bad Gateway</h1>")).await;
    assert_eq!(html.status, StatusCode::BadGateway);
    assert!(html.message.unwrap().contains("Bad Gateway"));
    let text = format!(
        r#"{{"error":{{"code":"Long","message":"{}"}}}}"#,
        "x".repeat(1 << 20)
    );
    let long = refusal(&stage, Fault::answer(500, "application/json", text)).await;
    assert_eq!(long.code.as_deref(), Some("Long"));
    // As much of it as is read of a refusal.
    let message = long.message.as_ref().unwrap().len();
    assert!((250_000..=256 << 10).contains(&message), "{message}");
    assert!(long.to_string().len() < 2_000);
}

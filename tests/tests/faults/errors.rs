//! Error responses of the service: message, status, and the time to wait.

use acs_chat::{
    CommunicationIdentifier, CommunicationUserIdentifier, ServiceError, UnreadableAnswer,
    models::ChatParticipant,
};
use acs_emulator::{Fault, RetryAfter};
use azure_core::{Error, error::ErrorKind, http::StatusCode, time::Duration};
use futures::TryStreamExt as _;

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

#[tokio::test]
async fn a_body_that_cannot_be_read_names_operation_type_status_and_place_and_never_the_values() {
    let emulator = emulator().await;
    let stage = Stage::new(&emulator, &client(&emulator)).await;
    let thread = &stage.thread();
    let answer = |status, method, path, body: &str| {
        emulator.fault(
            Fault::answer(status, "application/json", body)
                .on(method, path)
                .once(),
        )
    };
    let message = r#"{"id":"1","type":"text","sequenceId":{"pr1vate":"pr1vate"}}"#;
    let expect = |error: &Error, parts: &[&str]| {
        assert_eq!(error.kind(), &ErrorKind::DataConversion);
        for part in parts {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
        let mut shown = format!("{error} {error:?}");
        let mut source = std::error::Error::source(error);
        while let Some(error) = source {
            shown = format!("{shown} {error} {error:?}");
            source = error.source();
        }
        assert!(!shown.contains("pr1vate"), "{shown}");
    };

    let _fault = answer(200, "GET", "/chat/threads/*/messages/*", message);
    let response = thread.get_message("1", None).await.unwrap();
    let kept = response.to_raw_response();
    let error = response.into_model().unwrap_err();
    expect(
        &error,
        &[
            "`ChatThreadClient::get_message` (200) cannot be read as `ChatMessage`: ",
            "invalid type: map, expected a string at line 1 column ",
        ],
    );
    assert_eq!(&**kept.body(), message.as_bytes());

    let _fault = answer(
        200,
        "GET",
        "/chat/threads/*/messages",
        &format!(r#"{{"value":[{message}]}}"#),
    );
    let error = thread.list_messages(None).unwrap().try_next().await.unwrap_err();
    expect(
        &error,
        &[
            "`ChatThreadClient::list_messages` (200) cannot be read as `ChatMessagesCollection`: ",
            " at line 1 column ",
        ],
    );

    let body = r#"{"invalidParticipants":"pr1vate"}"#;
    let _fault = answer(201, "POST", "/chat/threads/*/participants/:add", body);
    let ada = CommunicationUserIdentifier::new("8:acs:ada");
    let participant = ChatParticipant::new(CommunicationIdentifier::from(ada));
    let error = thread.add_participant(participant, None).await.unwrap_err();
    expect(
        &error,
        &[
            "the service answered 201 Created with a response that cannot be read: ",
            "`ChatThreadClient::add_participants` (201) cannot be read as `AddChatParticipantsResult`",
            "invalid type: string, expected a sequence at line 1 column 32",
        ],
    );
    let answer = UnreadableAnswer::from_error(&error).unwrap();
    assert_eq!(&**answer.response().body(), body.as_bytes());
}

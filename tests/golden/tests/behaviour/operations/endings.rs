//! The errors of operations that do not succeed.

use client_runtime::{
    ServiceError, UnreadableAnswer,
    polling::{OperationFailed, ResumeToken},
    testing::{FakeClock, Reply, Script},
};
use futures::TryStreamExt;
use goldens::long_running::api::models::{KilnsClientBeginFireOptions, KilnsClientBeginHeatOptions};

use super::{accepted, client, failing, options, status, with};

#[tokio::test]
async fn an_operation_that_failed_or_was_canceled_is_the_error_of_the_service() {
    let failure = r#"{"status":"Failed","error":{"code":"TooHot","message":"It melted."}}"#;
    let (error, _) = failing([accepted("operation-location", "/m"), Reply::new(200, failure)]).await;
    assert!(!OperationFailed::from_error(&error).unwrap().is_canceled());
    let service = ServiceError::from_error(&error).unwrap();
    assert_eq!(service.code.as_deref(), Some("TooHot"));
    assert_eq!(service.message.as_deref(), Some("It melted."));
    assert_eq!(
        error.to_string(),
        "`POST /kilns/{name}/fire` did not succeed: TooHot: It melted."
    );
    assert_eq!(ResumeToken::from_error(&error), None, "it is over");

    let (error, _) = failing([accepted("operation-location", "/m"), status("Cancelled")]).await;
    assert!(OperationFailed::from_error(&error).unwrap().is_canceled());

    let script = Script::new([Reply::new(
        200,
        r#"{"properties":{"provisioningState":"Failed"}}"#,
    )]);
    let clock = FakeClock::hurried();
    let poller = client(&script).begin_heat("k", with!(KilnsClientBeginHeatOptions, &clock));
    let error = poller.unwrap().await.unwrap_err();
    assert!(OperationFailed::from_error(&error).is_some());
}

#[tokio::test]
async fn a_status_that_is_none_is_an_error_with_the_answer() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        r#""Succeeded""#,
        r#"{"status":7}"#,
        r#"{"status":null}"#,
        r#"{"status":{"status":"Succeeded"}}"#,
        r#"{"status":"Succeeded""#,
        "<html>",
    ] {
        let (error, lines) = failing([accepted("operation-location", "/m"), Reply::new(200, body)]).await;
        assert!(UnreadableAnswer::from_error(&error).is_some(), "{body}: {error}");
        assert!(ResumeToken::from_error(&error).is_some(), "{body}");
        assert_eq!(lines.len(), 2);
    }
    // An empty response that only says "accepted" is none of these.
    let (_, lines) = failing([accepted("operation-location", "/m"), Reply::new(202, "")]).await;
    assert_eq!(lines.len(), 3);
}

#[tokio::test]
async fn an_operation_that_is_accepted_without_an_address_is_an_error() {
    let (error, _) = failing([Reply::new(202, "")]).await;
    assert!(
        error.to_string().contains("gave no address to follow it"),
        "{error}"
    );
    let (error, _) = failing([Reply::new(409, r#"{"error":{"code":"Busy"}}"#)]).await;
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("Busy")
    );
    assert_eq!(ResumeToken::from_error(&error), None, "nothing was begun");
}

#[tokio::test]
async fn a_poller_can_be_awaited_after_its_stream_has_ended() {
    let monitor = || accepted("operation-location", "/m");
    let script = Script::new([monitor(), status("Running"), status("Succeeded")]);
    let clock = FakeClock::hurried();
    let begun = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    let mut poller = begun.unwrap();
    let mut seen = 0;
    while poller.try_next().await.unwrap().is_some() {
        seen += 1;
    }
    assert_eq!(seen, 3);
    assert!(poller.try_next().await.unwrap().is_none(), "it stays ended");
    poller.await.unwrap();
    assert_eq!(script.lines().len(), 3, "nothing more was asked");

    let script = Script::new([monitor(), status("Failed")]);
    let begun = client(&script).begin_fire("k", with!(KilnsClientBeginFireOptions, &clock));
    let mut poller = begun.unwrap();
    assert!(poller.try_next().await.unwrap().is_some());
    assert!(poller.try_next().await.is_err());
    assert!(poller.try_next().await.unwrap().is_none());
    let error = poller.await.unwrap_err();
    assert!(error.to_string().contains("without"), "{error}");
    assert_eq!(script.lines().len(), 2, "nothing more was asked");
}

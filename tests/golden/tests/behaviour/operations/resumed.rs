//! Operations that another poller has begun.

use azure_core::http::poller::PollerStatus;
use client_runtime::{
    ServiceError,
    polling::{InvalidResumeToken, ResumeToken},
    testing::{FakeClock, Reply, Script},
};
use futures::TryStreamExt as _;
use goldens::long_running::api::{
    KilnsClient, KilnsClientOptions,
    models::{KilnsClientBeginFireOptions, KilnsClientBeginInspectOptions},
};

use super::{accepted, client, options, status, with};

#[tokio::test]
async fn an_operation_goes_on_where_another_poller_stopped() {
    let script = Script::new([
        accepted("operation-location", "/m").with_header("location", "/r"),
        Reply::new(200, r#"{"status":"Running","percentComplete":12.5}"#),
        Reply::new(400, r#"{"error":{"code":"Odd"}}"#),
        status("Succeeded"),
        Reply::new(404, ""),
        status("Succeeded"),
        Reply::new(200, r#"{"pots":["b"]}"#),
    ]);
    let client = client(&script);
    let clock = FakeClock::hurried();
    let mut poller = client
        .begin_fire("k", with!(KilnsClientBeginFireOptions, &clock))
        .unwrap();
    let first = poller.try_next().await.unwrap().unwrap().into_model().unwrap();
    assert_eq!((first.status, first.answer), (PollerStatus::InProgress, None));
    let second = poller.try_next().await.unwrap().unwrap().into_model().unwrap();
    assert_eq!(second.status, PollerStatus::UnknownValue("Running".to_owned()));
    assert_eq!(second.percent_complete(), Some(12.5));
    assert_eq!(
        format!("{second:?}"),
        r#"LongRunning { status: UnknownValue("Running"), .. }"#
    );
    let error = poller.try_next().await.unwrap_err();
    assert_eq!(
        ServiceError::from_error(&error).unwrap().code.as_deref(),
        Some("Odd")
    );
    let token = ResumeToken::from_error(&error).unwrap();
    assert_eq!(token, second.resume_token());

    let text = token.to_string();
    assert!(
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)),
        "{text}"
    );
    let resume = |text: &str| {
        Some(KilnsClientBeginFireOptions {
            method_options: text.parse::<ResumeToken>().unwrap().into(),
        })
    };
    // The result cannot be fetched, and then it can.
    let error = client.begin_fire("k", resume(&text)).unwrap().await.unwrap_err();
    assert!(ServiceError::from_error(&error).unwrap().is_not_found());
    assert!(
        error
            .to_string()
            .contains("succeeded, but its result cannot be fetched"),
        "{error}"
    );
    let text = ResumeToken::from_error(&error).unwrap().to_string();
    let result = client.begin_fire("k", resume(&text)).unwrap().await.unwrap();
    assert_eq!(result.into_model().unwrap().unwrap().pots, ["b"]);
    let lines = script.lines();
    assert_eq!(lines.iter().filter(|line| line.starts_with("POST")).count(), 1);
    assert_eq!(lines.last().unwrap(), "GET https://a.example/r");

    // It is of this operation, with these arguments, at this endpoint.
    let token: ResumeToken = text.parse().unwrap();
    let other_arguments = client.begin_fire("l", resume(&text)).unwrap_err();
    let other_operation = client.begin_inspect(
        "k",
        Some(KilnsClientBeginInspectOptions {
            method_options: token.into(),
        }),
    );
    let other_client = KilnsClient::new(
        "https://b.example",
        Some(KilnsClientOptions {
            client_options: script.options(),
        }),
    );
    let other_endpoint = other_client.unwrap().begin_fire("k", resume(&text)).unwrap_err();
    for error in [other_arguments, other_operation.unwrap_err(), other_endpoint] {
        assert!(InvalidResumeToken::from_error(&error).is_some(), "{error}");
    }
    assert_eq!(script.lines().len(), lines.len(), "nothing was sent");
    for text in ["", "x", "e30", "bnVsbA", "{}", &text[1..]] {
        let error = text.parse::<ResumeToken>().unwrap_err();
        assert!(
            InvalidResumeToken::from_error(&error).is_some(),
            "{text}: {error}"
        );
    }
}

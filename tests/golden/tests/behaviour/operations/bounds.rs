//! Limits on a hostile service: it cannot make a client call another place, wait for long, or continue for ever.

use azure_core::time::Duration;
use client_runtime::{
    polling::{PollingTime, ResumeToken},
    testing::{FakeClock, Reply, Script},
};
use goldens::long_running::api::models::KilnsClientBeginFireOptions;

use super::{accepted, client, failing, options, status};

#[tokio::test]
async fn an_address_elsewhere_is_refused_before_anything_is_sent_to_it() {
    for header in ["azure-asyncoperation", "operation-location", "location"] {
        for link in [
            "https://b.example/1",
            "http://a.example/1",
            "https://a.example:444/1",
            "https://me@a.example/1",
            "//b.example/1",
            "https://",
        ] {
            let (error, lines) = failing([accepted(header, link)]).await;
            assert_eq!(lines.len(), 1, "{header}: {link}");
            assert!(error.to_string().contains("is not followed"), "{error}");
            let (error, lines) = failing([accepted(header, "/1"), accepted(header, link)]).await;
            assert_eq!(lines.len(), 2, "{header}: {link}");
            assert!(
                error.to_string().contains("is not followed") || header != "location",
                "{error}"
            );
        }
    }
    // A place of the result that is elsewhere matters when the result is fetched.
    let (error, lines) = failing([
        accepted("operation-location", "/m").with_header("location", "https://b.example/1"),
        status("Succeeded"),
    ])
    .await;
    assert_eq!(lines.len(), 2);
    assert!(ResumeToken::from_error(&error).is_some());
    let (error, lines) = failing([
        accepted("operation-location", "/m"),
        Reply::new(
            200,
            r#"{"status":"Succeeded","resourceLocation":"https://b.example/1"}"#,
        ),
    ])
    .await;
    assert_eq!(lines.len(), 2, "{error}");
}

#[tokio::test]
async fn the_time_between_looks_is_bounded() {
    let replies = [
        "0",
        "-1",
        "0.001",
        "inf",
        "1e300",
        "nothing",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ];
    let mut script = vec![accepted("location", "/1")];
    script.extend(replies.map(|wait| Reply::new(202, "").with_header("retry-after", wait)));
    script.push(Reply::new(204, ""));
    let script = Script::new(script);
    let clock = FakeClock::hurried();
    let mut method_options = options(&clock);
    method_options.frequency = Duration::seconds(2);
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    poller.unwrap().await.unwrap();
    let waited: Vec<i64> = clock.slept().iter().map(|wait| wait.whole_seconds()).collect();
    assert_eq!(waited, [2, 1, 2, 1, 2, 3600, 2, 3600]);

    let mut method_options = options(&clock);
    method_options.frequency = Duration::milliseconds(999);
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    assert!(poller.unwrap_err().to_string().contains("frequency"));
}

#[tokio::test]
async fn an_operation_without_end_is_followed_for_the_time_that_the_caller_gives() {
    let mut replies = vec![accepted("location", "/1")];
    replies.extend((0..50).map(|_| accepted("location", "/1")));
    let script = Script::new(replies);
    let clock = FakeClock::hurried();
    let mut method_options = options(&clock);
    method_options.context.insert(PollingTime(Duration::seconds(100)));
    let poller = client(&script).begin_fire("k", Some(KilnsClientBeginFireOptions { method_options }));
    let error = poller.unwrap().await.unwrap_err();
    assert!(
        error.to_string().contains("did not finish within 100.0 seconds"),
        "{error}"
    );
    assert!(ResumeToken::from_error(&error).is_some());
    assert_eq!(script.lines().len(), 4);
}
